#include "resolver/lock/resolve.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "resolver/lock/candidates.h"
#include "resolver/lock/dependencies.h"
#include "resolver/lock/lookahead.h"

namespace whip::resolver {
namespace {

// One environment on its way to a solution. Started anew for each part of a split: all facts are here by then, and what
// another environment needed is not in the way.
class Attempt {
 public:
  Attempt(const ResolveRequest& request, const Origins& origins, Facts& facts, MarkerAlgebra& algebra, Needs& needs,
          const Fork& fork, const Preferences& preferences)
      : request_(request),
        origins_(origins),
        facts_(facts),
        algebra_(algebra),
        needs_(needs),
        fork_(fork),
        environment_(fork.environment),
        choice_{request, {}, preferences, algebra, environment_, algebra.python_of(environment_), {}} {
    for (const RootRequirement& root : request.roots) {
      if (!algebra.are_disjoint(membership(root, algebra), environment_)) roots_.push_back(root.placed.requirement);
    }
    choice_.roots = roots_;
    for (const Marker& required : request.required_environments) {
      const MarkerId marker = algebra.compile(required);
      if (!algebra.are_disjoint(marker, environment_)) choice_.required.push_back(marker);
    }
    names_.push_back({});
  }

  struct Split {
    std::vector<Fork> forks;
    Preferences decided;  // until then: the parts begin with the same, whatever their siblings choose
  };
  using Outcome = std::variant<Solution, NoSolution, Split>;

  Result<Outcome> run();

 private:
  struct Missing {};  // something was asked for: wait
  using Step = std::variant<std::vector<Dependency>, Split, Missing, Error>;

  Step dependencies_of(Want want);
  Step from_needs(std::vector<Need> needs, Want dependent);
  std::vector<Need> with_constraints(const std::vector<Need>& needs);
  Result<std::string> key_of(const std::string& project);
  PackageId package(const std::string& project, const std::string& extra, const std::string& key);
  VersionSet versions_of(const Releases& releases, const Specifiers& specifiers) const;
  PackageId nothing(const std::string& why);
  Dependency needs_other_self(const Need& need, Want dependent);
  Fork part(MarkerId marker) {
    return {algebra_.conjunction(environment_, marker), algebra_.conjunction(fork_.asked, marker)};
  }
  std::optional<Split> split_by_python(const Release& release);
  std::optional<Split> split_by_platform(const Releases& releases, const Release& release);
  void speculate(std::span<const Want> wants);
  Solution solution() const;
  Preferences decided(Want next) const;

  const ResolveRequest& request_;
  const Origins& origins_;
  Facts& facts_;
  MarkerAlgebra& algebra_;
  Needs& needs_;
  Fork fork_;
  MarkerId environment_;
  ChoiceContext choice_;
  std::vector<Requirement> roots_;  // those that are asked for in the environment
  Solver solver_;
  std::vector<PackageName> names_;  // by PackageId
  std::map<std::pair<std::string, std::string>, PackageId> ids_;
  std::map<std::string, std::string> keys_;  // by project
  std::vector<std::string> reasons_;
  std::unordered_set<std::uint64_t> speculated_;  // versions whose needs have been asked for
};

// --- versions ---

VersionSet Attempt::versions_of(const Releases& releases, const Specifiers& specifiers) const {
  // Also versions beyond those that are there: otherwise an index without releases would have none that fit.
  if (specifiers.empty() || !releases.has_versions()) return VersionSet::all();
  std::vector<RankInterval> intervals;
  for (const RankRange& range : specifiers.ranks(releases.versions())) intervals.push_back({range.begin, range.end});
  return VersionSet(intervals);
}

// --- dependencies ---

// Where the project comes from in this environment; asks for its releases.
Result<std::string> Attempt::key_of(const std::string& project) {
  const auto known = keys_.find(project);
  if (known != keys_.end()) return known->second;
  const auto origin = origins_.of(project, environment_, algebra_);
  if (!origin) return origin.error();
  facts_.want_releases(*origin);
  facts_.use(project, origin->key());
  return keys_.emplace(project, origin->key()).first->second;
}

PackageId Attempt::package(const std::string& project, const std::string& extra, const std::string& key) {
  const auto known = ids_.find({project, extra});
  if (known != ids_.end()) return known->second;
  const PackageId id = solver_.add_package();
  ids_.emplace(std::pair(project, extra), id);
  names_.push_back({project, extra, key});
  solver_.learn(id, candidates_of(*facts_.releases(key), choice_, reasons_));
  return id;
}

// A package without versions, for what cannot be: its "extra" says why.
PackageId Attempt::nothing(const std::string& why) {
  const auto known = ids_.find({std::string(), why});
  if (known != ids_.end()) return known->second;
  const PackageId id = solver_.add_package();
  ids_.emplace(std::pair(std::string(), why), id);
  names_.push_back({{}, why, {}});
  solver_.learn(id, Candidates{});
  return id;
}

// Of the project itself, a version that it does not have.
Dependency Attempt::needs_other_self(const Need& need, Want dependent) {
  const PackageName& name = names_[dependent.package.value];
  const std::string who = dependent.package == Solver::root()
                              ? std::string("your project")
                              : name.project + " " + facts_.releases(name.key)->all[dependent.version].version.text();
  return {.package = nothing(who + " needs `" + public_text(*need.requirement) +
                             "`, but the project itself is version " + request_.project.version->text()),
          .versions = VersionSet::all()};
}

std::optional<Attempt::Split> Attempt::split_by_python(const Release& release) {
  if (request_.fork_strategy != ForkStrategy::requires_python || !release.requires_python) return std::nullopt;
  const VersionIntervals& wanted = release.requires_python->intervals;
  if (wanted.empty() || !wanted.front().lower || choice_.python.empty()) return std::nullopt;
  const VersionInterval& own = choice_.python.front();
  const VersionInterval& least = wanted.front();
  const bool leaves_some_out =
      !own.lower || *own.lower < *least.lower ||
      (*own.lower == *least.lower && own.includes_lower && !least.includes_lower);  // `!=3.9.0, >=3.9`
  if (!leaves_some_out) return std::nullopt;
  const VersionInterval from{
      .lower = wanted.front().lower, .upper = {}, .includes_lower = wanted.front().includes_lower};
  const MarkerId newer = algebra_.python({from});
  if (algebra_.are_disjoint(environment_, newer) || algebra_.implies(environment_, newer)) return std::nullopt;
  return Split{{part(newer), part(MarkerAlgebra::negation(newer))}, {}};
}

// A release that has no wheel for a required environment is none for that part of this one.
std::optional<Attempt::Split> Attempt::split_by_platform(const Releases& releases, const Release& release) {
  for (const MarkerId required : choice_.required) {
    const MarkerId inside = algebra_.conjunction(environment_, required);
    if (algebra_.implies(environment_, required) || serves(releases, release, inside, algebra_)) continue;
    // The required part comes last: of both the first is solved first, and what it chooses is preferred in the others.
    return Split{{part(MarkerAlgebra::negation(required)), part(required)}, {}};
  }
  return std::nullopt;
}

Attempt::Step Attempt::dependencies_of(Want want) {
  if (want.package == Solver::root()) {
    return from_needs(needs_of(roots_, request_, {}, algebra_, environment_), want);
  }
  const PackageName name = names_[want.package.value];
  const Releases& releases = *facts_.releases(name.key);
  const Release& release = releases.all[want.version];
  if (name.extra.empty()) {
    if (auto parts = split_by_python(release)) return *parts;
    if (releases.direct == nullptr) {
      if (auto parts = split_by_platform(releases, release)) return *parts;
    }
  }
  facts_.want_metadata(name.key, want.version);
  const ReleaseMetadata* metadata = facts_.metadata(name.key, want.version);
  if (metadata == nullptr) return Missing{};
  if (!metadata->problem.empty()) {
    // Nothing can be said of what it needs: it cannot be chosen.
    return std::vector<Dependency>{
        {.package = nothing(name.project + " " + release.version.text() + " " + metadata->problem),
         .versions = VersionSet::all()}};
  }
  Step step = from_needs(needs_.of(metadata->requirements, name.extra, environment_), want);
  if (auto* dependencies = std::get_if<std::vector<Dependency>>(&step);
      dependencies != nullptr && !name.extra.empty()) {
    // A project with an extra is the same version of the project.
    const PackageId base = package(name.project, {}, name.key);
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

// A constraint that holds in a part of the environment only splits it as a requirement would.
std::vector<Need> Attempt::with_constraints(const std::vector<Need>& needs) {
  std::vector<Need> all = needs;
  for (const PlacedRequirement& placed : request_.constraints) {
    if (placed.requirement.marker.empty()) continue;
    for (const Need& need : needs) {
      if (need.requirement->name != placed.requirement.name) continue;
      const MarkerId marker = algebra_.conjunction(need.marker, algebra_.compile(placed.requirement.marker));
      if (!algebra_.are_disjoint(marker, environment_)) all.push_back({&placed.requirement, marker});
    }
  }
  return all;
}

Attempt::Step Attempt::from_needs(std::vector<Need> needs, Want dependent) {
  // How somebody sorted their requirements decides nothing.
  std::ranges::stable_sort(needs, {}, [](const Need& need) -> const std::string& { return need.requirement->name; });
  const std::vector<Need> all = with_constraints(needs);
  if (auto parts = needs_.split(all, fork_); parts.size() > 1) {
    // Those with the most upper bounds first: what fits below a bound fits elsewhere too, rarely the other way round.
    std::ranges::stable_sort(parts, std::greater<>(), [&](const Fork& fork) {
      return std::ranges::count_if(all, [&](const Need& need) {
        return has_upper_bound(*need.requirement) && !algebra_.are_disjoint(need.marker, fork.environment);
      });
    });
    return Split{std::move(parts), {}};
  }
  bool missing = false;
  for (const Need& need : needs) {
    if (need.requirement->name == request_.project.name)
      return std::vector<Dependency>{needs_other_self(need, dependent)};
    const auto key = key_of(need.requirement->name);
    if (!key) return key.error();
    missing = missing || facts_.releases(*key) == nullptr;
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
    const std::string& key = keys_.at(requirement.name);
    const Releases& releases = *facts_.releases(key);
    VersionSet versions = versions_of(releases, requirement.specifiers);
    for (const PlacedRequirement& placed : request_.constraints) {
      const Requirement& constraint = placed.requirement;
      if (constraint.name == requirement.name &&
          !algebra_.are_disjoint(algebra_.compile(constraint.marker), environment_))
        versions = versions.intersection(versions_of(releases, constraint.specifiers));
    }
    const bool pinned =
        releases.direct != nullptr || std::ranges::any_of(requirement.specifiers.all, [](const Specifier& specifier) {
          return specifier.op == Operator::equal && !specifier.is_wildcard;
        });
    add(package(requirement.name, {}, key), versions, pinned);
    for (const std::string& extra : requirement.extras) add(package(requirement.name, extra, key), versions, pinned);
  }
  return dependencies;
}

// --- the run ---

// Asks for what will probably be wanted, without waiting.
void Attempt::speculate(std::span<const Want> wants) {
  for (const Want& want : wants) {
    if (want.package == Solver::root()) continue;
    const std::uint64_t id = std::uint64_t{want.package.value} << 32 | want.version;
    if (speculated_.contains(id)) continue;
    const std::string& key = names_[want.package.value].key;
    facts_.want_metadata(key, want.version);
    const ReleaseMetadata* metadata = facts_.metadata(key, want.version);
    if (metadata == nullptr) continue;
    speculated_.insert(id);
    if (!metadata->problem.empty()) continue;
    for (const Need& need : needs_.of(metadata->requirements, names_[want.package.value].extra, environment_)) {
      if (need.requirement->name != request_.project.name) (void)key_of(need.requirement->name);
    }
  }
}

Solution Attempt::solution() const {
  std::map<std::string, Solution::Chosen> chosen;
  for (const Selected& selected : solver_.selection()) {
    if (selected.package == Solver::root()) continue;
    const PackageName& name = names_[selected.package.value];
    Solution::Chosen& entry = chosen[name.project];
    entry.project = name.project;
    entry.key = name.key;
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

// With the one that is about to be.
Preferences Attempt::decided(Want next) const {
  Preferences found;
  if (const PackageName& name = names_[next.package.value]; next.package != Solver::root())
    found[name.project].push_back(facts_.releases(name.key)->all[next.version].version);
  for (const Solution::Chosen& chosen : solution().chosen)
    found[chosen.project].push_back(facts_.releases(chosen.key)->all[chosen.rank].version);
  return found;
}

Result<Attempt::Outcome> Attempt::run() {
  Turn turn = solver_.advance();
  for (;;) {
    if (turn.kind == Turn::solved) return Outcome(solution());
    if (turn.kind == Turn::impossible)
      return Outcome(NoSolution{std::move(solver_), std::move(names_), std::move(reasons_), environment_});
    // Nothing else is answered, so that the way does not depend on what happens to be here already.
    Step step = dependencies_of(turn.want);
    if (auto* error = std::get_if<Error>(&step)) return std::move(*error);
    if (auto* parts = std::get_if<Split>(&step)) {
      parts->decided = decided(turn.want);
      return Outcome(std::move(*parts));
    }
    if (auto* dependencies = std::get_if<std::vector<Dependency>>(&step)) {
      solver_.learn(turn.want, std::move(*dependencies));
      turn = solver_.advance();
      continue;
    }
    speculate(solver_.wants());
    if (auto done = facts_.wait(); !done) return done.error();
  }
}

}  // namespace

Result<Resolved> resolve(const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra) {
  const auto origins = origins_of(request, facts, algebra);
  if (!origins) return origins.error();
  struct Part {
    Fork fork;
    std::optional<Version> oldest;  // Python that is asked for
    Preferences decided;
  };
  std::vector<Part> open;
  const auto add = [&](const Fork& fork, const Preferences& decided) {
    open.push_back({fork, least_python(algebra, fork.asked), decided});
  };
  for (const Fork& fork : environments_of(request, algebra)) add(fork, {});
  std::vector<Solution> solutions;
  Preferences preferences = request.preferences;
  Needs needs(request, algebra);
  while (!open.empty()) {
    // Those with the newest Python first: what they choose, the others try first.
    std::ranges::stable_sort(
        open, [](const Part& a, const Part& b) { return b.oldest && (!a.oldest || *a.oldest < *b.oldest); });
    Part part = std::move(open.back());
    open.pop_back();
    for (const auto& [project, versions] : preferences) {
      auto& preferred = part.decided[project];
      preferred.insert(preferred.end(), versions.begin(), versions.end());
    }
    Attempt attempt(request, *origins, facts, algebra, needs, part.fork, part.decided);
    auto outcome = attempt.run();
    if (!outcome) return outcome.error();
    if (auto* none = std::get_if<NoSolution>(&*outcome)) return Resolved(std::move(*none));
    if (auto* parts = std::get_if<Attempt::Split>(&*outcome)) {
      for (std::size_t i = parts->forks.size(); i-- > 0;) add(parts->forks[i], parts->decided);
      continue;
    }
    Solution& solution = std::get<Solution>(*outcome);
    for (const Solution::Chosen& chosen : solution.chosen)
      preferences[chosen.project].push_back(facts.releases(chosen.key)->all[chosen.rank].version);
    solutions.push_back(std::move(solution));
    if (algebra.failure()) return *algebra.failure();
  }
  return Resolved(std::move(solutions));
}

}  // namespace whip::resolver
