#include "resolver/lock/explain_trials.h"

#include <algorithm>
#include <set>
#include <utility>

#include "resolver/lock/candidates.h"
#include "resolver/lock/near_names.h"

namespace whip::resolver {
namespace {

constexpr std::size_t kMostTold = 2;

bool is_upper(const Specifier& specifier) {
  return specifier.op == Operator::less || specifier.op == Operator::less_equal;
}
bool is_lower(const Specifier& specifier) {
  return specifier.op == Operator::greater || specifier.op == Operator::greater_equal;
}
bool is_narrow(const Specifier& specifier) { return !is_upper(specifier) && !is_lower(specifier); }

class Trials {
 public:
  Trials(const FailureStory& story, const StoryTeller& teller, Facts& facts)
      : story_(story), teller_(teller), facts_(facts) {
    add_project(story.project);
    for (const NeedEdge& edge : story.edges) add_project(edge.wanted);
  }

  std::vector<std::string> run() {
    facts_.allow_questions(kMostTrialQuestions);
    near_names();
    conflicts();
    pre_releases();
    newer_python();
    yanked();
    without_constraints();
    without_bounds(is_upper, "the upper bound ");
    without_bounds(is_narrow, "");
    without_bounds(is_lower, "the lower bound ");
    other_environments();
    // That without a project that does not exist there is no need of it goes without saying.
    if (told_.empty() && story_.kind != FailureKind::unknown_project) without_requirements();
    facts_.allow_questions(UINT64_MAX);
    with_wheels();
    return std::move(told_);
  }

 private:
  const ResolveRequest& request() const { return teller_.request; }
  void add_project(const std::string& project) {
    if (!project.empty() && std::ranges::find(projects_, project) == projects_.end()) projects_.push_back(project);
  }

  // `words` is a sentence that "it would lock" ends.
  void attempt(const ResolveRequest& changed, const std::string& words, const std::string& about) {
    if (told_.size() == kMostTold || trials_ == kMostTrials) return;
    ++trials_;
    const auto resolved = resolve(changed, facts_, teller_.algebra);
    if (!resolved || !std::holds_alternative<std::vector<Solution>>(*resolved)) return;
    std::set<Rank> ranks;
    for (const Solution& solution : std::get<std::vector<Solution>>(*resolved)) {
      for (const Solution::Chosen& chosen : solution.chosen) {
        if (chosen.project == about) ranks.insert(chosen.rank);
      }
    }
    std::vector<std::string> versions;
    for (const Rank rank : ranks)
      versions.push_back(about + " " + facts_.releases_here(about)->all[rank].version.text());
    told_.push_back(words + " it would lock" + (versions.empty() ? "" : ", with " + listed(versions)));
  }

  // What the user's own words allow of a project, and speaks against it otherwise.
  VersionSet asked_of(const std::string& project) const {
    const Releases* releases = facts_.releases_here(project);
    if (releases == nullptr) return {};
    if (project == story_.project && !story_.candidates.empty()) return story_.candidates;
    VersionSet set{{0, static_cast<Rank>(releases->all.size())}};
    for (const WrittenNeed& need :
         needs_of_user(request(), project, teller_.none.environment, teller_.algebra, teller_.sources.root))
      set = set.intersection(matching(*releases, need.requirement->specifiers));
    return set;
  }

  bool is_asked_by_user(const std::string& project) const {
    return std::ranges::any_of(request().roots,
                               [&](const RootRequirement& root) { return root.placed.requirement.name == project; });
  }

  // The newest of those asked for that is what `is_such` says.
  template <class IsSuch>
  const Release* newest(const std::string& project, const IsSuch& is_such) const {
    const Releases* releases = facts_.releases_here(project);
    if (releases == nullptr) return nullptr;
    const VersionSet asked = asked_of(project);
    for (Rank rank = static_cast<Rank>(releases->all.size()); rank-- > 0;) {
      if (asked.contains(rank) && is_such(releases->all[rank])) return &releases->all[rank];
    }
    return nullptr;
  }

  void attempt_with_constraint(const std::string& project, const std::string& text, const std::string& why) {
    auto requirement = Requirement::parse(text);
    if (!requirement) return;
    ResolveRequest changed = request();
    changed.constraints.push_back({std::move(*requirement), text, {}, {}});
    attempt(changed, (is_asked_by_user(project) ? "asking for `" : "with a constraint `") + text + "`" + why, project);
  }

  // Of extras and groups that ask for what excludes each other: that nobody wants them together.
  void conflicts() {
    std::vector<const RootRequirement*> asking;
    for (const RootRequirement& root : request().roots) {
      const bool is_new = std::ranges::none_of(asking, [&](const RootRequirement* other) {
        return other->extra == root.extra && other->group == root.group;
      });
      const bool is_member = !root.extra.empty() || !root.group.empty();
      if (is_member && is_new && root.placed.requirement.name == story_.project) asking.push_back(&root);
    }
    if (story_.kind != FailureKind::disagreement || asking.size() != 2) return;
    ResolveRequest changed = request();
    Conflict& conflict = changed.conflicts.emplace_back();
    std::string words;
    for (const RootRequirement* root : asking) {
      const bool is_extra = !root->extra.empty();
      conflict.push_back({.extras = {}, .groups = {}});
      (is_extra ? conflict.back().extras : conflict.back().groups).push_back(is_extra ? root->extra : root->group);
      words += std::string(words.empty() ? "" : ", ") + "{" + (is_extra ? "extra" : "group") + " = \"" +
               (is_extra ? root->extra : root->group) + "\"}";
    }
    attempt(changed, "with `conflicts = [[" + words + "]]` in [tool.whip]", story_.project);
  }

  // Of a project that no index has: names like it that one has.
  void near_names() {
    if (story_.kind != FailureKind::unknown_project || !is_asked_by_user(story_.project)) return;
    std::vector<std::string> known;
    for (const RootRequirement& root : request().roots) known.push_back(root.placed.requirement.name);
    for (const auto& [name, versions] : request().preferences) known.push_back(name);
    std::string found;
    std::size_t count = 0;
    for (const std::string& name : near_names_of(story_.project, known)) {
      facts_.want_releases(Origin{.project = name});
      while (facts_.releases(name) == nullptr && facts_.is_waiting()) {
        if (!facts_.wait()) return;
      }
      const Releases* releases = facts_.releases(name);
      if (releases == nullptr || releases->all.empty() || count == kMostTold) continue;
      found += (count++ == 0 ? "`" : " or `") + name + "`";
    }
    if (count > 0) told_.push_back("did you mean " + found + "?");
  }

  // Of a project with releases that are source distributions and say nothing: the newest with a wheel, where that is
  // not told already.
  void with_wheels() {
    for (const std::string& project : projects_) {
      const Releases* releases = facts_.releases_here(project);
      if (releases == nullptr || !has_flaw(project, "has no wheel")) continue;
      const auto is_usable = [](const Release& release) {
        return release.has_wheel && !release.is_yanked && release.has_files && !release.version.is_pre_release();
      };
      const auto newest = std::find_if(releases->all.rbegin(), releases->all.rend(), is_usable);
      if (newest == releases->all.rend()) {
        told_.push_back("no release of `" + project +
                        "` has a wheel; what it needs can be said in [[tool.uv.dependency-metadata]]");
        return;
      }
      const std::string version = newest->version.text();
      const bool is_told = std::ranges::any_of(
          told_, [&](const std::string& words) { return words.ends_with(project + " " + version); });
      if (!is_told) told_.push_back("the newest release of `" + project + "` with a wheel is " + version);
      return;
    }
  }

  void pre_releases() {
    for (const std::string& project : projects_) {
      const Release* release =
          newest(project, [](const Release& each) { return each.version.is_pre_release() && each.has_wheel; });
      if (release == nullptr || !has_flaw(project, "pre-release")) continue;
      if (pre_releases_for(request(), project) == PreReleases::explicit_) {
        attempt_with_constraint(project, project + ">=" + release->version.text(), ", which allows the pre-release,");
      } else {
        ResolveRequest changed = request();
        changed.pre_releases_of_package[project] = PreReleases::if_necessary;
        attempt(changed, "with `--prerelease-package " + project + "=if-necessary`", project);
      }
    }
  }

  void yanked() {
    for (const std::string& project : projects_) {
      const Release* release = newest(project, [](const Release& each) { return each.is_yanked && each.has_wheel; });
      if (release == nullptr || !has_flaw(project, "yanked")) continue;
      attempt_with_constraint(project, project + "==" + release->version.text(),
                              ", which takes the release although it was yanked,");
    }
  }

  bool has_flaw(const std::string& project, std::string_view word) const {
    const auto flaws = story_.flaws.find(project);
    return flaws != story_.flaws.end() && std::ranges::any_of(flaws->second, [&](const Flaw& flaw) {
             return flaw.reason.find(word) != std::string::npos;
           });
  }

  // Without the oldest Pythons: from where on a release runs that was refused for them, or from where on the
  // environment ends that has no solution.
  void newer_python() {
    if (request().python.empty()) return;
    const std::optional<Version> oldest = request().python.front().lower;
    std::set<Version> bounds;
    const auto add = [&](const std::optional<Version>& bound) {
      if (bound && (!oldest || *oldest < *bound)) bounds.insert(*bound);
    };
    for (const std::string& project : projects_) {
      const Releases* releases = facts_.releases_here(project);
      if (releases == nullptr) continue;
      const VersionSet asked = asked_of(project);
      for (Rank rank = 0; rank < releases->all.size(); ++rank) {
        if (!asked.contains(rank) || !releases->all[rank].requires_python) continue;
        const VersionIntervals& runs = releases->all[rank].requires_python->intervals;
        if (!runs.empty()) add(runs.front().lower);
      }
    }
    const VersionIntervals failing = teller_.algebra.python_of(teller_.none.environment);
    if (!failing.empty()) add(failing.back().upper);
    const std::size_t before = told_.size();
    for (const Version& bound : bounds) {
      ResolveRequest changed = request();
      changed.python = intersection(changed.python, {{.lower = bound, .upper = {}}});
      if (changed.python.empty()) continue;
      const PythonPlace& place = request().python_place;
      const bool is_option = place.path.empty() && place.text.starts_with("--");
      attempt(changed,
              is_option ? "with `--python-version " + bound.text() + "`"
                        : "with `requires-python = \"" + text_of(changed.python) + "\"`",
              story_.project);
      if (told_.size() > before) return;  // the least change of this kind
    }
  }

  void without_constraints() {
    for (std::size_t i = 0; i < request().constraints.size(); ++i) {
      const PlacedRequirement& constraint = request().constraints[i];
      if (std::ranges::find(projects_, constraint.requirement.name) == projects_.end()) continue;
      ResolveRequest changed = request();
      changed.constraints.erase(changed.constraints.begin() + static_cast<std::ptrdiff_t>(i));
      attempt(changed, "without the constraint `" + constraint.requirement.text() + "` (" + place(constraint) + ")",
              constraint.requirement.name);
    }
  }

  std::string place(const PlacedRequirement& placed) const { return place_text(placed, teller_.sources); }

  // The user's requirements on projects of the story, those on the contested one first.
  std::vector<std::size_t> roots() const {
    std::vector<std::size_t> found;
    for (const std::string& project : projects_) {
      for (std::size_t i = 0; i < request().roots.size(); ++i) {
        if (request().roots[i].placed.requirement.name == project) found.push_back(i);
      }
    }
    return found;
  }

  void without_bounds(bool (*is_such)(const Specifier&), const std::string& what) {
    for (const std::size_t i : roots()) {
      const Requirement& requirement = request().roots[i].placed.requirement;
      Specifiers dropped;
      ResolveRequest changed = request();
      auto& kept = changed.roots[i].placed.requirement.specifiers.all;
      std::erase_if(kept, [&](const Specifier& specifier) {
        if (is_such(specifier)) dropped.all.push_back(specifier);
        return is_such(specifier);
      });
      if (dropped.empty()) continue;
      attempt(changed,
              "without " + what + "`" + dropped.text() + "` on `" + requirement.name + "` (" +
                  place(request().roots[i].placed) + ")",
              requirement.name);
    }
  }

  // Where only some environments have no solution: without those.
  void other_environments() {
    const MarkerId python = teller_.algebra.python(request().python);
    if (teller_.algebra.implies(python, teller_.none.environment)) return;
    const MarkerId failing = teller_.none.environment;
    const std::string text = teller_.algebra.text(
        teller_.algebra.assuming_python(MarkerAlgebra::negation(failing), request().python.front()));
    auto marker = Marker::parse(text);
    if (!marker || marker->terms.empty() || text.find("python") != std::string::npos) return;
    ResolveRequest changed = request();
    changed.environments = {std::move(*marker)};
    attempt(changed, "with `environments = [" + toml_like(text) + "]` in [tool.whip]", {});
  }

  static std::string toml_like(const std::string& text) { return "\"" + text + "\""; }

  void without_requirements() {
    for (const std::size_t i : roots()) {
      const RootRequirement& root = request().roots[i];
      ResolveRequest changed = request();
      std::erase_if(changed.roots, [&](const RootRequirement& each) {
        return each.placed.requirement.name == root.placed.requirement.name && each.extra == root.extra &&
               each.group == root.group;
      });
      if (changed.roots.empty()) continue;
      const std::string whose = !root.extra.empty()   ? " in the extra `" + root.extra + "`"
                                : !root.group.empty() ? " in the group `" + root.group + "`"
                                                      : "";
      attempt(changed, "without `" + root.placed.requirement.name + "`" + whose + " (" + place(root.placed) + ")", {});
    }
  }

  const FailureStory& story_;
  const StoryTeller& teller_;
  Facts& facts_;
  std::vector<std::string> projects_;  // of the story, the contested one first
  std::vector<std::string> told_;
  int trials_ = 0;
};

}  // namespace

std::vector<std::string> tried_changes(const FailureStory& story, const StoryTeller& teller, Facts& facts) {
  return Trials(story, teller, facts).run();
}

}  // namespace whip::resolver
