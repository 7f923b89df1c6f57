#include "resolver/lock/explain_story.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "resolver/solver/proof.h"

namespace whip::resolver {
namespace {

class Plot {
 public:
  Plot(const StoryTeller& teller, FailureStory& story) : teller_(teller), story_(story) {}

  void run() {
    collect_flaws();
    std::vector<PackageId> excuses;
    for (std::uint32_t i = 0; i < teller_.none.packages.size(); ++i) {
      if (is_reason({i})) excuses.push_back({i});
    }
    const Proof proof = proof_of(all(), teller_.none.solver.failure(), excuses);
    for (const IncompatibilityId id : proof.facts) collect_edge(id);
    story_.project = name_of(proof.contested).project;
    // What the root asks in vain is what it is about, not the root.
    for (const NeedEdge& edge : story_.edges) {
      if (story_.project.empty() && edge.by_project.empty() && is_in_vain(edge)) story_.project = edge.wanted;
    }
    if (story_.project.empty() && !story_.edges.empty()) story_.project = story_.edges.front().wanted;
    follow_vain_needs();
    collect_wants();
    classify();
  }

 private:
  const Incompatibilities& all() const { return teller_.none.solver.incompatibilities(); }
  const PackageName& name_of(PackageId id) const { return teller_.none.packages[id.value]; }

  // Releases of the project that match what is asked; nothing where there is no such project.
  VersionSet allowed_by(const std::vector<WrittenNeed>& needs, const std::string& project) const {
    const Releases* releases = teller_.facts.releases_here(project);
    if (releases == nullptr) return {};
    VersionSet allowed{{0, static_cast<Rank>(releases->all.size())}};
    for (const WrittenNeed& need : needs)
      allowed = allowed.intersection(matching(*releases, need.requirement->specifiers));
    return allowed;
  }

  std::vector<WrittenNeed> needs(const NeedEdge& edge, Rank rank) const {
    if (!edge.by_project.empty()) {
      return needs_of_release(teller_.request, teller_.facts, edge.by_project, rank, edge.by_extra, edge.wanted,
                              teller_.none.environment, teller_.algebra);
    }
    auto found =
        needs_of_user(teller_.request, edge.wanted, teller_.none.environment, teller_.algebra, teller_.sources.root);
    std::erase_if(found, [](const WrittenNeed& need) { return need.by == "a constraint"; });
    return found;
  }

  bool is_in_vain(const NeedEdge& edge) const {
    std::vector<WrittenNeed> all_of_user =
        needs_of_user(teller_.request, edge.wanted, teller_.none.environment, teller_.algebra, teller_.sources.root);
    return allowed_by(all_of_user, edge.wanted).empty();
  }

  void add_flaw(const std::string& project, const VersionSet& releases, std::string reason) {
    auto& flaws = story_.flaws[project];
    const auto same = std::ranges::find(flaws, reason, &Flaw::reason);
    if (same != flaws.end()) {
      same->releases = same->releases.united(releases);
    } else {
      flaws.push_back({releases, std::move(reason)});
    }
  }

  // Releases that were ruled out one by one.
  void collect_flaws() {
    for (std::uint32_t i = 0; i < all().size(); ++i) {
      const Incompatibility& each = all()[IncompatibilityId{i}];
      const auto terms = all().terms(IncompatibilityId{i});
      if (terms.empty()) continue;
      const PackageName& name = name_of(terms[0].package);
      if (name.project.empty()) continue;
      if (each.cause == Cause::unusable) {
        add_flaw(name.project, terms[0].term.set, teller_.none.reasons[each.reason]);
      } else if (each.cause == Cause::dependency && terms.size() == 2 && is_reason(terms[1].package)) {
        // "a 1.0 has metadata that cannot be read": the words behind the release.
        const std::string& words = name_of(terms[1].package).extra;
        const std::size_t begin = words.find(' ', words.find(' ') + 1);
        add_flaw(name.project, terms[0].term.set, begin == std::string::npos ? words : words.substr(begin + 1));
      } else if (each.cause == Cause::dependency && terms.size() == 1) {
        add_vain_needs(name, terms[0].term.set);
      }
    }
  }

  // A package that only says why something cannot be had.
  bool is_reason(PackageId id) const { return id != Solver::root() && name_of(id).project.empty(); }

  // A release asks for what does not exist.
  void add_vain_needs(const PackageName& name, const VersionSet& releases) {
    const Releases* known = teller_.facts.releases_here(name.project);
    if (known == nullptr) return;
    for (const RankInterval& interval : releases.intervals()) {
      for (Rank rank = interval.begin; rank < interval.end && rank < known->all.size(); ++rank) {
        for (const std::string& wanted : wanted_by(name, rank)) {
          const NeedEdge edge{name.project, name.extra, VersionSet::one(rank), wanted};
          std::vector<WrittenNeed> written = needs(edge, rank);
          if (written.empty()) continue;
          std::ranges::copy(constraints_on(wanted), std::back_inserter(written));
          if (allowed_by(written, wanted).empty()) vain_.push_back(edge);
        }
      }
    }
  }

  std::vector<WrittenNeed> constraints_on(const std::string& project) const {
    auto found =
        needs_of_user(teller_.request, project, teller_.none.environment, teller_.algebra, teller_.sources.root);
    std::erase_if(found, [](const WrittenNeed& need) { return need.by != "a constraint"; });
    return found;
  }

  // Where every release of the contested project that could be taken asks for what does not exist, that is what it is
  // about. What others ask in vain is a flaw of theirs.
  void follow_vain_needs() {
    const Releases* releases = teller_.facts.releases_here(story_.project);
    const std::string project = story_.project;
    std::string wanted;
    if (releases != nullptr) {
      VersionSet open = allowed_by(
          needs_of_user(teller_.request, project, teller_.none.environment, teller_.algebra, teller_.sources.root),
          project);
      open = open.without(flawed(project));
      VersionSet vain;
      for (const NeedEdge& edge : vain_) {
        if (edge.by_project != project) continue;
        vain = vain.united(edge.by);
        wanted = edge.wanted;  // that of the newest release in the end
      }
      if (open.empty() || !open.is_subset_of(vain)) wanted.clear();
    }
    for (const NeedEdge& edge : vain_) {
      if (!wanted.empty() && edge.by_project == project && edge.wanted == wanted) {
        add_edge(edge);
      } else {
        add_vain_flaw(edge);
      }
    }
    if (!wanted.empty()) story_.project = wanted;
  }

  void add_vain_flaw(const NeedEdge& edge) {
    const auto written = needs(edge, edge.by.intervals().front().begin);
    const Releases* target = teller_.facts.releases_here(edge.wanted);
    const auto limits = constraints_on(edge.wanted);
    std::string why = "which is on no index";
    if (target != nullptr && !target->all.empty()) {
      why = limits.empty() ? "of which the newest release is " + target->all.back().version.text()
                           : "which a constraint (`" + limits.front().text + "`) does not leave";
    }
    add_flaw(edge.by_project, edge.by, "needs `" + written.front().text + "`, " + why);
  }

  std::vector<std::string> wanted_by(const PackageName& name, Rank rank) const {
    std::set<std::string> names;
    if (const ReleaseMetadata* metadata = teller_.facts.metadata_here(name.project, rank)) {
      for (const Requirement& requirement : metadata->requirements) names.insert(requirement.name);
    }
    return {names.begin(), names.end()};
  }

  void add_edge(NeedEdge edge) {
    for (NeedEdge& known : story_.edges) {
      if (known.by_project != edge.by_project || known.by_extra != edge.by_extra || known.wanted != edge.wanted)
        continue;
      known.by = known.by.united(edge.by);
      return;
    }
    story_.edges.push_back(std::move(edge));
  }

  void collect_edge(IncompatibilityId id) {
    const auto terms = all().terms(id);
    if (all()[id].cause != Cause::dependency || terms.empty()) return;
    const PackageName& by = name_of(terms[0].package);
    if (terms.size() == 2) {
      const PackageName& wanted = name_of(terms[1].package);
      // An extra needs its own project in the same version: nothing that anybody wrote.
      if (!wanted.project.empty() && wanted.project != by.project)
        add_edge({by.project, by.extra, terms[0].term.set, wanted.project});
      return;
    }
    if (!by.project.empty()) return;  // a flaw of the release
    std::set<std::string> asked;
    for (const RootRequirement& root : teller_.request.roots) asked.insert(root.placed.requirement.name);
    for (const std::string& project : asked) {
      const NeedEdge edge{{}, {}, VersionSet::one(0), project};
      if (!needs(edge, 0).empty() && is_in_vain(edge)) add_edge(edge);
    }
  }

  void collect_wants() {
    const Releases* releases = teller_.facts.releases_here(story_.project);
    for (const NeedEdge& edge : story_.edges) {
      if (edge.wanted != story_.project) continue;
      StoryWant want{.edge = &edge, .written = {}, .allowed = {}};
      const Releases* dependent = edge.by_project.empty() ? nullptr : teller_.facts.releases_here(edge.by_project);
      for (Rank rank = dependent == nullptr ? 1 : static_cast<Rank>(dependent->all.size()); rank-- > 0;) {
        if (!edge.by.contains(rank)) continue;
        const auto written = needs(edge, rank);
        if (written.empty()) continue;
        want.allowed = want.allowed.united(allowed_by(written, story_.project));
        for (const WrittenNeed& need : written) {
          if (std::ranges::find(want.written, need.text, &WrittenNeed::text) == want.written.end())
            want.written.push_back(need);
        }
      }
      if (want.written.empty()) continue;
      // Of the user's requirements each counts alone: that two of them disagree is worth saying.
      if (!edge.by_project.empty()) {
        story_.wants.push_back(std::move(want));
        continue;
      }
      for (const WrittenNeed& need : want.written)
        story_.wants.push_back({&edge, {need}, allowed_by({need}, story_.project)});
    }
    if (releases == nullptr) return;
    for (const WrittenNeed& need : needs_of_user(teller_.request, story_.project, teller_.none.environment,
                                                 teller_.algebra, teller_.sources.root)) {
      if (need.by == "a constraint") story_.wants.push_back({nullptr, {need}, allowed_by({need}, story_.project)});
    }
  }

  VersionSet flawed(const std::string& project) const {
    VersionSet set;
    if (const auto flaws = story_.flaws.find(project); flaws != story_.flaws.end()) {
      for (const Flaw& flaw : flaws->second) set = set.united(flaw.releases);
    }
    return set;
  }

  // Leaves out wants as long as the rest still allows nothing outside of `hopeless`.
  void reduce(const VersionSet& everything, const VersionSet& hopeless) {
    for (std::size_t i = story_.wants.size(); i-- > 0;) {
      VersionSet rest = everything;
      for (std::size_t j = 0; j < story_.wants.size(); ++j) {
        if (j != i) rest = rest.intersection(story_.wants[j].allowed);
      }
      if (story_.wants.size() > 1 && rest.is_subset_of(hopeless))
        story_.wants.erase(story_.wants.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void classify() {
    const Releases* releases = teller_.facts.releases_here(story_.project);
    if (releases == nullptr || releases->all.empty()) {
      story_.kind = FailureKind::unknown_project;
      return;
    }
    const VersionSet everything{{0, static_cast<Rank>(releases->all.size())}};
    for (StoryWant& want : story_.wants) {
      if (!want.allowed.empty()) continue;
      story_.kind = FailureKind::no_match;
      story_.wants = {std::exchange(want, {})};
      return;
    }
    VersionSet left = everything;
    for (const StoryWant& want : story_.wants) left = left.intersection(want.allowed);
    if (left.empty()) {
      story_.kind = FailureKind::disagreement;
      reduce(everything, {});
      return;
    }
    if (!left.is_subset_of(flawed(story_.project))) return;
    story_.kind = FailureKind::flawed;
    reduce(everything, flawed(story_.project));
    story_.candidates = everything;
    for (const StoryWant& want : story_.wants) story_.candidates = story_.candidates.intersection(want.allowed);
  }

  const StoryTeller& teller_;
  FailureStory& story_;
  std::vector<NeedEdge> vain_;  // one release each, which asks for what does not exist
};

}  // namespace

void StoryTeller::tell(FailureStory& story) const { Plot(*this, story).run(); }

}  // namespace whip::resolver
