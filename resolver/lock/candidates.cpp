#include "resolver/lock/candidates.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "resolver/lock/free_threading.h"
#include "resolver/standards/file_name.h"

namespace whip::resolver {
namespace {

class Chooser {
 public:
  Chooser(const Releases& releases, const ChoiceContext& context, std::vector<std::string>& reasons)
      : releases_(releases), context_(context), reasons_(reasons), pre_releases_(pre_releases()) {
    const auto preferred = context.preferences.find(releases.name);
    if (preferred == context.preferences.end()) return;
    // The same version many times, where many environments chose it.
    const Version* before = nullptr;
    for (const Version& version : preferred->second) {
      if (before != nullptr && *before == version) continue;
      before = &version;
      if (const auto rank = releases.versions().find(version)) preferred_.push_back(static_cast<Rank>(*rank));
    }
    std::ranges::sort(preferred_);
    preferred_.erase(std::unique(preferred_.begin(), preferred_.end()), preferred_.end());
  }

  Candidates candidates() {
    Candidates candidates;
    candidates.count = static_cast<Rank>(releases_.all.size());
    const ResolveRequest& request = context_.request;
    const bool is_root =
        std::ranges::any_of(context_.roots, [&](const Requirement& root) { return root.name == releases_.name; });
    const bool lowest =
        request.resolution == Resolution::lowest || (request.resolution == Resolution::lowest_direct && is_root);
    candidates.direction = lowest ? Direction::lowest : Direction::highest;
    // What the user points at is taken as it is.
    if (releases_.direct != nullptr) return candidates;

    std::map<ReasonId, std::vector<RankInterval>> unusable;
    std::vector<RankInterval> last_resort;
    const auto judge = [&](RankInterval ranks) {
      const Release& release = releases_.all[ranks.begin];
      if (const auto why = against(ranks.begin)) {
        append(ranks, unusable[*why]);
      } else if (pre_releases_ == PreReleases::if_necessary && release.version.is_pre_release()) {
        append(ranks, last_resort);
      }
    };
    for (const ReleaseRun& run : releases_.runs) {
      for (Rank begin = run.begin; begin < run.end;) {
        const Rank end = std::min(run.end, end_of_alike(begin));
        judge({begin, end});
        begin = end;
      }
    }
    for (auto& [why, ranks] : unusable) candidates.unusable.push_back({VersionSet(ranks), why});
    candidates.last_resort = VersionSet(last_resort);
    for (const Rank rank : preferred_) {
      // That another environment had to take a pre-release is no reason for this one.
      if (!candidates.last_resort.contains(rank) || is_of_old_lock(releases_.all[rank].version))
        candidates.preferred.push_back(rank);
    }
    if (!lowest) std::ranges::reverse(candidates.preferred);
    if (const auto wish = wish_here()) {
      auto wished = wished_first(*wish, releases_, candidates.preferred, lowest);
      std::erase_if(wished, [&](Rank rank) {
        return candidates.last_resort.contains(rank) &&
               std::ranges::find(candidates.preferred, rank) == candidates.preferred.end();
      });
      candidates.preferred = std::move(wished);
    }
    return candidates;
  }

 private:
  static void append(RankInterval ranks, std::vector<RankInterval>& to) {
    if (!to.empty() && to.back().end == ranks.begin) {
      to.back().end = ranks.end;
    } else {
      to.push_back(ranks);
    }
  }

  // Of a run from here on: the end of those that need not be looked at one by one.
  Rank end_of_alike(Rank begin) {
    // Which platforms a release has wheels for only its files say.
    if (!context_.required.empty()) return begin + 1;
    if (!releases_.all[begin].is_yanked) return kEveryRank;
    if (!names_versions_) {
      names_versions_ = any_asks([](const Requirement& requirement) {
        return std::ranges::any_of(requirement.specifiers.all, [](const Specifier& specifier) {
          return specifier.op == Operator::equal || specifier.op == Operator::identical;
        });
      });
    }
    if (*names_versions_ || is_preferred(begin)) return begin + 1;
    const auto next = std::ranges::lower_bound(preferred_, begin);
    return next == preferred_.end() ? kEveryRank : *next;
  }

  std::optional<ReasonId> against(Rank rank) {
    const Release& release = releases_.all[rank];
    if (release.is_yanked && !is_preferred(rank) && !is_named(release.version)) return reason("was yanked");
    if (release.requires_python != python_seen_) {
      python_seen_ = release.requires_python;
      python_reason_.reset();
      if (!runs_somewhere(release)) python_reason_ = reason("needs Python " + release.requires_python->text());
    }
    if (python_reason_) return python_reason_;
    if (!release.has_files) {
      return reason(release.has_wheel ? "has no source distribution, and its wheels are ruled out"
                                      : "has no wheel, and building it is ruled out");
    }
    if (release.version.is_pre_release() && pre_releases_ == PreReleases::disallow)
      return reason(
          pre_releases_for(context_.request, releases_.name) == PreReleases::explicit_
              ? "is a pre-release, and by `prerelease` (`explicit`) only those count that your requirements name"
              : "is a pre-release, and by `prerelease` (`disallow`) none counts");
    for (std::size_t i = 0; i < context_.required.size(); ++i) {
      const MarkerId required = context_.required[i];
      // Where only a part of the environment is required, the environment is split first.
      if (context_.algebra.implies(context_.environment, required) &&
          !resolver::serves(releases_, release, context_.environment, context_.algebra))
        return reason("has no wheel for `" + context_.algebra.text(required) +
                      "`, which `required-environments` asks for");
    }
    return std::nullopt;
  }

  ReasonId reason(std::string text) {
    const auto known = std::ranges::find(reasons_, text);
    if (known != reasons_.end()) return static_cast<ReasonId>(known - reasons_.begin());
    reasons_.push_back(std::move(text));
    return static_cast<ReasonId>(reasons_.size() - 1);
  }

  // Whether a requirement that holds here is such.
  template <class Test>
  bool is_of_this(const Requirement& requirement, const Test& test) const {
    MarkerAlgebra& algebra = context_.algebra;
    return requirement.name == releases_.name && test(requirement) &&
           !algebra.are_disjoint(algebra.compile(requirement.marker), context_.environment);
  }
  template <class Test>
  bool any_of_this(const std::vector<PlacedRequirement>& all, const Test& test) const {
    return std::ranges::any_of(all,
                               [&](const PlacedRequirement& placed) { return is_of_this(placed.requirement, test); });
  }
  // Whether a requirement of the user's, or a constraint, is such.
  template <class Test>
  bool any_asks(const Test& test) const {
    return std::ranges::any_of(context_.roots, [&](const Requirement& root) { return is_of_this(root, test); }) ||
           any_of_this(context_.request.constraints, test);
  }

  // Of this project; never `explicit_`, which is one of the others for each project.
  PreReleases pre_releases() const {
    const PreReleases choice = pre_releases_for(context_.request, releases_.name);
    if (choice != PreReleases::explicit_) return choice;
    const auto names_one = [](const Requirement& requirement) { return requirement.specifiers.names_pre_release(); };
    const bool is_named = any_asks(names_one) || any_of_this(context_.request.overrides, names_one);
    return is_named ? PreReleases::if_necessary : PreReleases::disallow;
  }

  bool is_of_old_lock(const Version& version) const {
    const auto old = context_.request.preferences.find(releases_.name);
    return old != context_.request.preferences.end() && std::ranges::find(old->second, version) != old->second.end();
  }

  bool is_preferred(Rank rank) const { return std::ranges::binary_search(preferred_, rank); }

  // A yanked release is for those who name it.
  bool is_named(const Version& version) const {
    return any_asks([&](const Requirement& requirement) {
      return std::ranges::any_of(requirement.specifiers.all, [&](const Specifier& specifier) {
        return (specifier.op == Operator::equal && !specifier.is_wildcard && specifier.version == version) ||
               specifier.op == Operator::identical;
      });
    });
  }

  // Whether some Python of the environment is new enough; upper bounds do not count, as in uv: they are guesses of the
  // past.
  bool runs_somewhere(const Release& release) const {
    if (!release.requires_python) return true;
    const VersionIntervals& wanted = release.requires_python->intervals;
    if (wanted.empty() || context_.python.empty()) return false;
    if (!wanted.front().lower) return true;
    // Where older Pythons get no version of their own, this one must be for them too.
    const std::optional<Version>& oldest = context_.python.front().lower;
    if (context_.request.fork_strategy == ForkStrategy::fewest && (!oldest || *oldest < *wanted.front().lower))
      return false;
    const VersionInterval& last = context_.python.back();
    if (!last.upper) return true;
    return *wanted.front().lower < *last.upper ||
           (last.includes_upper && wanted.front().includes_lower && *wanted.front().lower == *last.upper);
  }

  // The wish for free threading, for the machines and the Python that this environment has at all.
  std::optional<FreeThreadingWish> wish_here() const {
    const auto& asked = context_.request.free_threading;
    if (!asked) return std::nullopt;
    FreeThreadingWish wish{.minor = asked->minor, .machines = {}};
    const std::string python = "python_version == '3." + std::to_string(wish.minor) + "' and sys_platform == '";
    MarkerAlgebra& algebra = context_.algebra;
    for (const Platform& machine : asked->machines) {
      const auto marker = Marker::parse(python + std::string(marker_names(machine).sys_platform) + "'");
      if (marker && !algebra.are_disjoint(algebra.compile(*marker), context_.environment))
        wish.machines.push_back(machine);
    }
    return wish.machines.empty() ? std::nullopt : std::optional(std::move(wish));
  }

  const Releases& releases_;
  const ChoiceContext& context_;
  std::vector<std::string>& reasons_;
  PreReleases pre_releases_;
  std::vector<Rank> preferred_;         // ascending
  std::optional<bool> names_versions_;  // whether somebody asks for one by name
  // Neighbours mostly need the same Python.
  const RequiredPython* python_seen_ = nullptr;
  std::optional<ReasonId> python_reason_;
};

Marker equals(MarkerVariable variable, std::string_view value) {
  Marker marker;
  marker.terms.push_back({.variable = variable, .op = MarkerOperator::equal, .value = std::string(value)});
  marker.steps.push_back(0);
  return marker;
}

// Where wheels with this tag run.
MarkerId where(std::string_view tag, MarkerAlgebra& algebra) {
  const PlatformNames names = marker_names(read_platform_tag(tag));
  if (names.sys_platform.empty()) return kAlways;
  MarkerId machines = names.machines.empty() ? kAlways : kNever;
  for (const std::string_view machine : names.machines)
    machines = algebra.disjunction(machines, algebra.compile(equals(MarkerVariable::platform_machine, machine)));
  return algebra.conjunction(algebra.compile(equals(MarkerVariable::sys_platform, names.sys_platform)), machines);
}

}  // namespace

PreReleases pre_releases_for(const ResolveRequest& request, const std::string& project) {
  const auto own = request.pre_releases_of_package.find(project);
  return own == request.pre_releases_of_package.end() ? request.pre_releases : own->second;
}

Candidates candidates_of(const Releases& releases, const ChoiceContext& context, std::vector<std::string>& reasons) {
  return Chooser(releases, context, reasons).candidates();
}

bool serves(const Releases& releases, const Release& release, MarkerId environment, MarkerAlgebra& algebra) {
  return std::ranges::any_of(releases.files(release), [&](const PageFile& file) {
    const auto wheel = WheelName::parse(file.name);
    return !wheel || std::ranges::any_of(wheel->platforms, [&](const std::string& tag) {
      return !algebra.are_disjoint(where(tag, algebra), environment);
    });
  });
}

}  // namespace whip::resolver
