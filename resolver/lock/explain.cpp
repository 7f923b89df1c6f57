#include "resolver/lock/explain.h"

#include <algorithm>
#include <set>
#include <vector>

#include "resolver/solver/proof.h"

namespace whip::resolver {
namespace {

class Explanation {
 public:
  Explanation(const NoSolution& none, const Facts& facts, std::string_view root)
      : none_(none), facts_(facts), root_(root) {}

  std::string line(IncompatibilityId id) const {
    const Incompatibility& incompatibility = none_.solver.incompatibilities()[id];
    const auto terms = none_.solver.incompatibilities().terms(id);
    switch (incompatibility.cause) {
      case Cause::dependency:
        return dependency(terms);
      case Cause::no_versions:
        return terms.empty() ? ""
                             : "no release of " + package(terms[0].package) + " is among " +
                                   versions(terms[0].package, terms[0].term.set);
      case Cause::unusable:
        return terms.empty() ? ""
                             : named(terms[0].package, terms[0].term.set) + " " + none_.reasons[incompatibility.reason];
      case Cause::root:
      case Cause::derived:
        return {};
    }
    return {};
  }

 private:
  std::string package(PackageId id) const {
    const PackageName& name = none_.packages[id.value];
    if (id == Solver::root()) return std::string(root_);
    return name.extra.empty() ? name.project : name.project + "[" + name.extra + "]";
  }

  // `1.0`, `>=1.0,<=1.4`, ... as the releases there are.
  std::string versions(PackageId id, const VersionSet& set) const {
    const Releases* releases = facts_.releases(none_.packages[id.value].project);
    if (releases == nullptr || releases->all.empty()) return "any version";
    std::string out;
    const auto last = static_cast<Rank>(releases->all.size());
    for (const RankInterval& interval : set.intervals()) {
      const Rank end = std::min(interval.end, last);
      if (interval.begin >= end) continue;
      if (!out.empty()) out += " or ";
      const std::string from = releases->all[interval.begin].version.text();
      const std::string to = releases->all[end - 1].version.text();
      if (interval.begin == 0 && end == last) {
        out += "any version";
      } else if (interval.begin + 1 == end) {
        out += from;
      } else if (end == last) {
        out += ">=" + from;
      } else if (interval.begin == 0) {
        out += "<=" + to;
      } else {
        out += from + " to " + to;
      }
    }
    return out.empty() ? "a version that does not exist" : out;
  }

  std::string named(PackageId id, const VersionSet& set) const {
    return id == Solver::root() ? package(id) : package(id) + " " + versions(id, set);
  }

  std::string dependency(std::span<const PackageTerm> terms) const {
    if (terms.empty()) return {};
    const std::string dependent = named(terms[0].package, terms[0].term.set);
    if (terms.size() < 2) return dependent + " needs a version that does not exist";
    const PackageName& name = none_.packages[terms[1].package.value];
    if (name.project.empty() && terms[1].package != Solver::root()) return name.extra;  // why it cannot be had
    const Releases* releases = facts_.releases(name.project);
    if (releases != nullptr && releases->all.empty())
      return dependent + " needs " + package(terms[1].package) + ", which no index knows";
    return dependent + " needs " + named(terms[1].package, terms[1].term.set);
  }

  const NoSolution& none_;
  const Facts& facts_;
  std::string_view root_;
};

}  // namespace

std::string explain(const NoSolution& none, const ResolveRequest& request, const Facts& facts, MarkerAlgebra& algebra,
                    std::string_view root) {
  std::string out = "no solution: these cannot all hold";
  VersionIntervals python = request.python;
  const std::string where =
      algebra.text(python.empty() ? none.environment : algebra.assuming_python(none.environment, python.front()));
  if (!where.empty()) out += " (where " + where + ")";
  const Explanation explanation(none, facts, root);
  std::set<std::string> said;
  for (const IncompatibilityId id : proof_of(none.solver.incompatibilities(), none.solver.failure()).facts) {
    const std::string line = explanation.line(id);
    if (!line.empty() && said.insert(line).second) out += "\n  - " + line;
  }
  return out;
}

}  // namespace whip::resolver
