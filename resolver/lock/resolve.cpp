#include "resolver/lock/resolve.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "resolver/lock/dependencies.h"

namespace whip::resolver {
namespace {

// One environment on its way to a solution. Started anew for each part of a split: all facts are here by then, and what
// another environment needed is not in the way.
class Attempt {
 public:
  Attempt(const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra, MarkerId environment,
          const std::map<std::string, std::vector<Version>>& preferences)
      : request_(request), facts_(facts), algebra_(algebra), environment_(environment), preferences_(preferences) {
    for (const RootRequirement& root : request.roots) roots_.push_back(root.placed.requirement);
    names_.push_back({});
    python_ = algebra.python_of(environment);
  }

  struct Split {
    std::vector<MarkerId> environments;
  };
  using Outcome = std::variant<Solution, NoSolution, Split>;

  Result<Outcome> run();

 private:
  struct Missing {};  // something was asked for: wait
  using Step = std::variant<std::vector<Dependency>, Split, Missing>;

  Step dependencies_of(Want want);
  Step from_needs(std::vector<Need> needs, Want dependent);
  PackageId package(const std::string& project, const std::string& extra);
  Candidates candidates_of(const Releases& releases);
  VersionSet versions_of(const Releases& releases, const Specifiers& specifiers) const;
  PackageId nothing(const std::string& why);
  std::optional<Split> split_by_python(const Release& release);
  bool allows_pre_releases(const Releases& releases) const;
  bool runs_somewhere(const Release& release) const;
  std::optional<FreeThreadingWish> wish_here();
  ReasonId reason(std::string text);
  void speculate(std::span<const Want> wants);
  Solution solution() const;

  const ResolveRequest& request_;
  Facts& facts_;
  MarkerAlgebra& algebra_;
  MarkerId environment_;
  const std::map<std::string, std::vector<Version>>& preferences_;
  std::vector<Requirement> roots_;
  VersionIntervals python_;
  Solver solver_;
  std::vector<PackageName> names_;  // by PackageId
  std::map<std::pair<std::string, std::string>, PackageId> ids_;
  std::vector<std::string> reasons_;
};

// --- versions ---

ReasonId Attempt::reason(std::string text) {
  const auto known = std::ranges::find(reasons_, text);
  if (known != reasons_.end()) return static_cast<ReasonId>(known - reasons_.begin());
  reasons_.push_back(std::move(text));
  return static_cast<ReasonId>(reasons_.size() - 1);
}

VersionSet Attempt::versions_of(const Releases& releases, const Specifiers& specifiers) const {
  // Also versions beyond those that are there: otherwise an index without releases would have none that fit.
  if (specifiers.empty()) return VersionSet::all();
  std::vector<RankInterval> intervals;
  for (const RankRange& range : specifiers.ranks(releases.versions)) intervals.push_back({range.begin, range.end});
  return VersionSet(intervals);
}

bool Attempt::allows_pre_releases(const Releases& releases) const {
  if (request_.pre_releases == PreReleases::allow) return true;
  if (request_.pre_releases == PreReleases::disallow) return false;
  const auto names_one = [&](const Requirement& requirement) {
    return requirement.name == releases.name && requirement.specifiers.names_pre_release();
  };
  if (request_.pre_releases != PreReleases::if_necessary &&
      (std::ranges::any_of(roots_, names_one) ||
       std::ranges::any_of(request_.constraints, names_one, &PlacedRequirement::requirement)))
    return true;
  if (request_.pre_releases == PreReleases::explicit_) return false;
  return std::ranges::all_of(releases.all, [](const Release& release) { return release.version.is_pre_release(); });
}

// Whether some Python of the environment is new enough; upper bounds do not count, as in uv: they are guesses of the
// past.
bool Attempt::runs_somewhere(const Release& release) const {
  if (!release.requires_python) return true;
  const VersionIntervals wanted = release_intervals(*release.requires_python);
  if (wanted.empty() || python_.empty()) return false;
  if (!wanted.front().lower) return true;
  const VersionInterval& last = python_.back();
  if (!last.upper) return true;
  return *wanted.front().lower < *last.upper || (last.includes_upper && *wanted.front().lower == *last.upper);
}

// The wish for free threading, for the machines and the Python that this environment has at all.
std::optional<FreeThreadingWish> Attempt::wish_here() {
  if (!request_.free_threading) return std::nullopt;
  FreeThreadingWish wish{.minor = request_.free_threading->minor, .machines = {}};
  const std::string python = "python_version == '3." + std::to_string(wish.minor) + "' and sys_platform == '";
  for (const Platform& machine : request_.free_threading->machines) {
    const auto marker = Marker::parse(python + std::string(marker_names(machine).sys_platform) + "'");
    if (marker && !algebra_.are_disjoint(algebra_.compile(*marker), environment_)) wish.machines.push_back(machine);
  }
  return wish.machines.empty() ? std::nullopt : std::optional(std::move(wish));
}

Candidates Attempt::candidates_of(const Releases& releases) {
  Candidates candidates;
  candidates.count = static_cast<Rank>(releases.all.size());
  const bool is_root = std::ranges::any_of(roots_, [&](const Requirement& root) { return root.name == releases.name; });
  const bool lowest =
      request_.resolution == Resolution::lowest || (request_.resolution == Resolution::lowest_direct && is_root);
  candidates.direction = lowest ? Direction::lowest : Direction::highest;

  const bool pre_releases = allows_pre_releases(releases);
  const auto preferred = preferences_.find(releases.name);
  const auto is_preferred = [&](const Version& version) {
    return preferred != preferences_.end() && std::ranges::find(preferred->second, version) != preferred->second.end();
  };
  // A yanked release is for those who name it.
  const auto is_named = [&](const Version& version) {
    const auto names = [&](const Requirement& requirement) {
      return requirement.name == releases.name &&
             std::ranges::any_of(requirement.specifiers.all, [&](const Specifier& specifier) {
               return (specifier.op == Operator::equal && !specifier.is_wildcard && specifier.version == version) ||
                      specifier.op == Operator::identical;
             });
    };
    return std::ranges::any_of(roots_, names) ||
           std::ranges::any_of(request_.constraints, names, &PlacedRequirement::requirement);
  };

  std::map<ReasonId, std::vector<RankInterval>> unusable;
  for (Rank rank = 0; rank < candidates.count; ++rank) {
    const Release& release = releases.all[rank];
    std::optional<ReasonId> why;
    if (release.is_yanked && !is_named(release.version) && !is_preferred(release.version)) {
      why = reason("was yanked");
    } else if (!runs_somewhere(release)) {
      why = reason("needs Python " + release.requires_python->text());
    } else if (!release.has_wheel) {
      why = reason("has no wheel, and whip builds nothing to learn what a source distribution needs");
    } else if (release.version.is_pre_release() && !pre_releases && !is_preferred(release.version)) {
      why = reason("is a pre-release, and those are not allowed here");
    }
    if (why) unusable[*why].push_back({rank, rank + 1});
  }
  for (auto& [why, ranks] : unusable) candidates.unusable.push_back({VersionSet(ranks), why});
  if (preferred != preferences_.end()) {
    for (Rank rank = candidates.count; rank-- > 0;) {
      if (is_preferred(releases.all[rank].version)) candidates.preferred.push_back(rank);
    }
  }
  if (const auto wish = wish_here()) candidates.preferred = wished_first(*wish, releases, candidates.preferred, lowest);
  return candidates;
}

// --- dependencies ---

PackageId Attempt::package(const std::string& project, const std::string& extra) {
  const auto known = ids_.find({project, extra});
  if (known != ids_.end()) return known->second;
  const PackageId id = solver_.add_package();
  ids_.emplace(std::pair(project, extra), id);
  names_.push_back({project, extra});
  solver_.learn(id, candidates_of(*facts_.releases(project)));
  return id;
}

// A package without versions, for what cannot be: its "extra" says why.
PackageId Attempt::nothing(const std::string& why) {
  const auto known = ids_.find({std::string(), why});
  if (known != ids_.end()) return known->second;
  const PackageId id = solver_.add_package();
  ids_.emplace(std::pair(std::string(), why), id);
  names_.push_back({{}, why});
  solver_.learn(id, Candidates{});
  return id;
}

std::optional<Attempt::Split> Attempt::split_by_python(const Release& release) {
  if (request_.fork_strategy != ForkStrategy::requires_python || !release.requires_python) return std::nullopt;
  const VersionIntervals wanted = release_intervals(*release.requires_python);
  if (wanted.empty() || !wanted.front().lower || python_.empty()) return std::nullopt;
  const auto least = python_.front().lower;
  if (least && !(*least < *wanted.front().lower)) return std::nullopt;
  const VersionInterval from{
      .lower = wanted.front().lower, .upper = {}, .includes_lower = wanted.front().includes_lower};
  const MarkerId newer = algebra_.python({from});
  if (algebra_.are_disjoint(environment_, newer) || algebra_.implies(environment_, newer)) return std::nullopt;
  return Split{
      {algebra_.conjunction(environment_, newer), algebra_.conjunction(environment_, MarkerAlgebra::negation(newer))}};
}

Attempt::Step Attempt::dependencies_of(Want want) {
  if (want.package == Solver::root()) {
    std::vector<Need> needs;
    for (const Requirement& root : roots_) {
      const MarkerId marker = algebra_.compile(root.marker);
      if (!algebra_.are_disjoint(marker, environment_)) needs.push_back({&root, marker});
    }
    return from_needs(std::move(needs), want);
  }
  const PackageName name = names_[want.package.value];
  const Releases& releases = *facts_.releases(name.project);
  const Release& release = releases.all[want.version];
  if (name.extra.empty()) {
    if (auto parts = split_by_python(release)) return *parts;
  }
  facts_.want_metadata(name.project, want.version);
  const ReleaseMetadata* metadata = facts_.metadata(name.project, want.version);
  if (metadata == nullptr) return Missing{};
  if (!metadata->problem.empty()) {
    // Nothing can be said of what it needs: it cannot be chosen.
    return std::vector<Dependency>{
        {.package = nothing(name.project + " " + release.version.text() + " " + metadata->problem), .versions = {}}};
  }
  Step step =
      from_needs(needs_of(metadata->requirements, request_.overrides, name.extra, algebra_, environment_), want);
  if (auto* dependencies = std::get_if<std::vector<Dependency>>(&step);
      dependencies != nullptr && !name.extra.empty()) {
    // A project with an extra is the same version of the project.
    const PackageId base = package(name.project, {});
    const auto same = std::ranges::find_if(*dependencies, [&](const Dependency& d) { return d.package == base; });
    if (same != dependencies->end()) {
      same->versions = same->versions.intersection(VersionSet::one(want.version));
    } else {
      dependencies->insert(dependencies->begin(),
                           {.package = base, .versions = VersionSet::one(want.version), .is_pinned = true});
    }
  }
  return step;
}

Attempt::Step Attempt::from_needs(std::vector<Need> needs, Want dependent) {
  if (auto parts = split(needs, algebra_, environment_); parts.size() > 1) return Split{std::move(parts)};
  bool missing = false;
  for (const Need& need : needs) {
    facts_.want_releases(need.requirement->name);
    missing = missing || facts_.releases(need.requirement->name) == nullptr;
  }
  if (missing) return Missing{};

  std::vector<Dependency> dependencies;
  const auto add = [&](PackageId id, const VersionSet& versions, bool pinned) {
    if (id == dependent.package) return;  // an extra that includes others of the same project
    const auto known = std::ranges::find_if(dependencies, [&](const Dependency& d) { return d.package == id; });
    if (known == dependencies.end()) {
      dependencies.push_back({.package = id, .versions = versions, .is_pinned = pinned});
    } else {
      known->versions = known->versions.intersection(versions);
      known->is_pinned = known->is_pinned || pinned;
    }
  };
  for (const Need& need : needs) {
    const Requirement& requirement = *need.requirement;
    const Releases& releases = *facts_.releases(requirement.name);
    VersionSet versions = versions_of(releases, requirement.specifiers);
    for (const PlacedRequirement& placed : request_.constraints) {
      const Requirement& constraint = placed.requirement;
      if (constraint.name == requirement.name &&
          !algebra_.are_disjoint(algebra_.compile(constraint.marker), environment_))
        versions = versions.intersection(versions_of(releases, constraint.specifiers));
    }
    const bool pinned = std::ranges::any_of(requirement.specifiers.all, [](const Specifier& specifier) {
      return specifier.op == Operator::equal && !specifier.is_wildcard;
    });
    add(package(requirement.name, {}), versions, pinned);
    for (const std::string& extra : requirement.extras) add(package(requirement.name, extra), versions, pinned);
  }
  return dependencies;
}

// --- the run ---

// Asks for what will probably be wanted, without waiting.
void Attempt::speculate(std::span<const Want> wants) {
  for (const Want& want : wants) {
    if (want.package == Solver::root()) continue;
    const std::string& project = names_[want.package.value].project;
    facts_.want_metadata(project, want.version);
    const ReleaseMetadata* metadata = facts_.metadata(project, want.version);
    if (metadata == nullptr || !metadata->problem.empty()) continue;
    for (const Need& need :
         needs_of(metadata->requirements, request_.overrides, names_[want.package.value].extra, algebra_, environment_))
      facts_.want_releases(need.requirement->name);
  }
}

Solution Attempt::solution() const {
  std::map<std::string, Solution::Chosen> chosen;
  for (const Selected& selected : solver_.selection()) {
    if (selected.package == Solver::root()) continue;
    const PackageName& name = names_[selected.package.value];
    Solution::Chosen& entry = chosen[name.project];
    entry.project = name.project;
    entry.rank = selected.version;
    if (!name.extra.empty()) entry.extras.push_back(name.extra);
  }
  Solution solution{environment_, {}};
  for (auto& [project, entry] : chosen) {
    std::ranges::sort(entry.extras);
    solution.chosen.push_back(std::move(entry));
  }
  return solution;
}

Result<Attempt::Outcome> Attempt::run() {
  Turn turn = solver_.advance();
  for (;;) {
    if (turn.kind == Turn::solved) return Outcome(solution());
    if (turn.kind == Turn::impossible)
      return Outcome(NoSolution{std::move(solver_), std::move(names_), std::move(reasons_), environment_});
    // Only the first want is answered, so that the way does not depend on what happens to be here already.
    Step step = dependencies_of(turn.wants.front());
    if (auto* parts = std::get_if<Split>(&step)) return Outcome(std::move(*parts));
    if (auto* dependencies = std::get_if<std::vector<Dependency>>(&step)) {
      solver_.learn(turn.wants.front(), std::move(*dependencies));
      turn = solver_.advance();
      continue;
    }
    speculate(turn.wants);
    if (auto done = facts_.wait(); !done) return done.error();
  }
}

}  // namespace

Result<Resolved> resolve(const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra) {
  for (const RootRequirement& root : request.roots) {
    if (root.placed.requirement.url.empty()) continue;
    return Error{.code = ErrorCode::usage,
                 .message = "`" + root.placed.text +
                            "`: whip locks releases of indexes; requirements by URL or path are not supported yet",
                 .path = root.placed.path,
                 .line = root.placed.place.line,
                 .column = root.placed.place.column};
  }
  const MarkerId python = algebra.python(request.python);
  std::vector<MarkerId> open;
  for (const Marker& environment : request.environments)
    open.push_back(algebra.conjunction(python, algebra.compile(environment)));
  if (open.empty()) open.push_back(python);

  std::vector<Solution> solutions;
  std::map<std::string, std::vector<Version>> preferences = request.preferences;
  while (!open.empty()) {
    // Those with the newest Python first: what they choose, the others try first.
    std::ranges::stable_sort(open, [&](MarkerId a, MarkerId b) {
      const auto left = least_python(algebra, a);
      const auto right = least_python(algebra, b);
      return right && (!left || *left < *right);
    });
    const MarkerId environment = open.back();
    open.pop_back();
    Attempt attempt(request, facts, algebra, environment, preferences);
    auto outcome = attempt.run();
    if (!outcome) return outcome.error();
    if (auto* none = std::get_if<NoSolution>(&*outcome)) return Resolved(std::move(*none));
    if (auto* parts = std::get_if<Attempt::Split>(&*outcome)) {
      open.insert(open.end(), parts->environments.rbegin(), parts->environments.rend());
      continue;
    }
    Solution& solution = std::get<Solution>(*outcome);
    for (const Solution::Chosen& chosen : solution.chosen)
      preferences[chosen.project].push_back(facts.releases(chosen.project)->all[chosen.rank].version);
    solutions.push_back(std::move(solution));
    if (algebra.failure()) return *algebra.failure();
  }
  return Resolved(std::move(solutions));
}

}  // namespace whip::resolver
