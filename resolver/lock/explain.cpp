#include "resolver/lock/explain.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "resolver/lock/explain_story.h"
#include "resolver/lock/explain_trials.h"

namespace whip::resolver {
namespace {

class Narrator {
 public:
  Narrator(const FailureStory& story, const StoryTeller& teller) : story_(story), teller_(teller) {}

  std::string headline() const {
    std::string out = cause();
    const std::string where = environment();
    return where.empty() ? out : out + " (where " + where + ")";
  }

  std::string text() {
    for (const StoryWant& want : story_.wants) tell_want(want);
    if (story_.kind == FailureKind::flawed && flaws_of(story_.project, story_.candidates).size() > 1)
      tell_flaws(story_.project, story_.candidates);
    if (story_.kind == FailureKind::entangled) {
      for (const NeedEdge& edge : story_.edges) {
        if (!told_.contains(key(edge))) tell_chain(edge);
      }
    }
    tell_other_flaws();
    return std::move(out_);
  }

 private:
  using Key = std::pair<std::string, std::string>;
  static Key key(const NeedEdge& edge) { return {edge.by_project, edge.wanted}; }

  // --- the root cause ---

  std::string cause() const {
    const std::string name = "`" + story_.project + "`";
    const Releases* releases = teller_.facts.releases_here(story_.project);
    switch (story_.kind) {
      case FailureKind::unknown_project:
        return "no index that is asked has a project " + name;
      case FailureKind::no_match:
        return "no release of " + name + " matches " + words(story_.wants.front().written) + "; " +
               those_there_are(*releases);
      case FailureKind::disagreement:
        return name + " cannot be chosen: " + demands();
      case FailureKind::flawed:
        return flawed();
      case FailureKind::entangled:
        break;
    }
    return "no versions of " + projects() + " fit together";
  }

  static std::string those_there_are(const Releases& releases) {
    constexpr std::size_t kFew = 5;
    std::vector<std::string> versions;
    for (const Release& release : releases.all) versions.push_back(release.version.text());
    if (versions.size() <= kFew) return (versions.size() == 1 ? "the only one is " : "there are ") + listed(versions);
    return "the newest is " + versions.back() + ", the oldest " + versions.front();
  }

  // "`a` 1.0 needs `c<2`, but `b` 1.0 needs `c>=2`"
  std::string demands() const {
    std::string out;
    for (const StoryWant& want : story_.wants) {
      if (!out.empty()) out += &want == &story_.wants.back() ? ", but " : ", ";
      out += demand(want);
    }
    return out;
  }

  std::string demand(const StoryWant& want) const {
    const WrittenNeed& need = want.written.front();
    return (want.edge != nullptr && !want.edge->by_project.empty() && need.placed == nullptr ? releases_of(*want.edge)
                                                                                             : need.by) +
           (need.by == "a constraint" || need.by == "an override" ? " asks for "
            : want.edge == nullptr                                ? " needs "
                                                                  : verb(*want.edge)) +
           words(want.written);
  }

  static std::string words(const std::vector<WrittenNeed>& written) {
    constexpr std::size_t kFew = 3;
    std::string out;
    for (std::size_t i = 0; i < written.size() && i < kFew; ++i)
      out += (i == 0 ? "`" : " or `") + written[i].text + "`";
    return written.size() > kFew ? out + " or another range" : out;
  }

  // " needs ", " need "
  std::string verb(const NeedEdge& edge) const {
    const std::string who = releases_of(edge);
    const std::size_t versions = who.find("` ");
    const bool are_several = versions != std::string::npos && who.find(' ', versions + 2) != std::string::npos;
    return are_several && !edge.by_project.empty() ? " need " : " needs ";
  }

  std::string flawed() const {
    const auto flaws = flaws_of(story_.project, story_.candidates);
    std::string matching;
    for (const StoryWant& want : story_.wants) {
      if (!want.written.front().requirement->specifiers.empty())
        matching += (matching.empty() ? " that matches `" : " and `") + want.written.front().text + "`";
    }
    const std::string name = "`" + story_.project + "`";
    const bool is_python =
        std::ranges::all_of(flaws, [](const Flaw& flaw) { return flaw.reason.starts_with("needs Python"); });
    if (flaws.size() > 1 && is_python)
      return "every release of " + name + matching + " needs a newer Python than the oldest that the lock is for, " +
             python();
    if (flaws.size() != 1) return "no release of " + name + matching + " can be taken";
    const std::string versions = ranks_text(story_.project, story_.candidates);
    const bool is_one = versions.find(' ') == std::string::npos;
    std::string out = is_one
                          ? name + " " + versions + ", the only release" + (matching.empty() ? " there is" : matching)
                          : "every release of " + name + matching;
    out += (is_one ? ", " : " (" + versions + ") ") + flaws.front().reason;
    if (flaws.front().reason.starts_with("needs Python")) out += ", and the lock is for " + python();
    return out;
  }

  std::string python() const {
    const PythonPlace& place = teller_.request.python_place;
    if (place.text.empty()) return "Python " + text_of(teller_.request.python);
    PlacedRequirement placed{{}, place.text, place.path, place.place};
    const std::string where = place_text(placed, teller_.sources);
    if (place.path.empty()) return "Python " + text_of(teller_.request.python) + " (" + where + ")";
    return "Python " + place.text + " (" + where + ")";
  }

  std::string projects() const {
    std::vector<std::string> names;
    for (const NeedEdge& edge : story_.edges) {
      for (const std::string& name : {edge.by_project, edge.wanted}) {
        const std::string quoted = "`" + name + "`";
        if (!name.empty() && std::ranges::find(names, quoted) == names.end()) names.push_back(quoted);
      }
    }
    std::ranges::sort(names);
    return listed(names);
  }

  // Only what the lock as a whole does not say already.
  std::string environment() const {
    const VersionIntervals& python = teller_.request.python;
    MarkerAlgebra& algebra = teller_.algebra;
    const MarkerId marker =
        python.empty() ? teller_.none.environment : algebra.assuming_python(teller_.none.environment, python.front());
    // Of Python the sentence speaks already.
    const bool is_about_python = story_.kind == FailureKind::flawed && cause().find("Python") != std::string::npos;
    const std::string text = algebra.text(marker);
    return is_about_python && text.find("sys_platform") == std::string::npos ? std::string() : text;
  }

  // --- releases ---

  std::vector<Flaw> flaws_of(const std::string& project, const VersionSet& among) const {
    std::vector<Flaw> found;
    const auto flaws = story_.flaws.find(project);
    if (flaws == story_.flaws.end()) return found;
    VersionSet rest = among;
    for (const Flaw& flaw : flaws->second) {
      const VersionSet hit = flaw.releases.intersection(rest);
      if (hit.empty()) continue;
      found.push_back({hit, flaw.reason});
      rest = rest.without(hit);
    }
    return found;
  }

  // "1.0", "1.0 and 1.1", "1.0 to 2.3": neighbours among the releases there are.
  std::string ranks_text(const std::string& project, const VersionSet& set) const {
    const Releases* releases = teller_.facts.releases_here(project);
    std::vector<std::string> parts;
    if (releases == nullptr) return {};
    for (const RankInterval& interval : set.intervals()) {
      const Rank end = std::min(interval.end, static_cast<Rank>(releases->all.size()));
      if (interval.begin >= end) continue;
      const std::string first = releases->all[interval.begin].version.text();
      const std::string last = releases->all[end - 1].version.text();
      if (end - interval.begin == 2) parts.push_back(first);
      parts.push_back(end - interval.begin > 2 ? first + " to " + last : last);
    }
    constexpr std::size_t kFew = 4;
    if (parts.size() > kFew)
      return parts.front() + " ... " + parts.back() + " (" + std::to_string(size(set, *releases)) + " releases)";
    return listed(parts);
  }

  static std::size_t size(const VersionSet& set, const Releases& releases) {
    std::size_t count = 0;
    for (Rank rank = 0; rank < releases.all.size(); ++rank) count += set.contains(rank) ? 1 : 0;
    return count;
  }

  // "`a[x]` 1.0": without those that cannot be taken anyhow, if there are others.
  std::string releases_of(const NeedEdge& edge) const {
    if (edge.by_project.empty()) return teller_.sources.root;
    VersionSet sound = edge.by;
    if (const auto flaws = story_.flaws.find(edge.by_project); flaws != story_.flaws.end()) {
      for (const Flaw& flaw : flaws->second) sound = sound.without(flaw.releases);
    }
    const std::string versions = ranks_text(edge.by_project, sound.empty() ? edge.by : sound);
    const std::string extra = edge.by_extra.empty() ? "" : "[" + edge.by_extra + "]";
    return "`" + edge.by_project + extra + "`" + (versions.empty() ? "" : " " + versions);
  }

  // --- the way to it ---

  void block() {
    if (!out_.empty()) out_ += "\n";
  }
  void line(const std::string& text) { out_ += "  " + text + "\n"; }

  void tell_placed(const WrittenNeed& need) {
    const std::string verb = need.by == "a constraint" || need.by == "an override" ? " asks for `" : " needs `";
    line(place_text(*need.placed, teller_.sources) + ": " + need.by + verb + need.text + "`");
    const std::string frame = framed(*need.placed, teller_.sources);
    if (!frame.empty()) out_ += frame + "\n";
  }

  void tell_want(const StoryWant& want) {
    if (want.edge == nullptr || want.edge->by_project.empty()) {
      block();
      for (const WrittenNeed& need : want.written) tell_placed(need);
      if (want.edge != nullptr) told_.insert(key(*want.edge));
      return;
    }
    tell_chain(*want.edge);
  }

  // From the user's requirement down to the edge, breadth first, so that the way is short.
  std::vector<const NeedEdge*> way_to(const NeedEdge& target) const {
    std::map<std::string, const NeedEdge*> by;  // who first needed a project
    std::deque<std::string> open{""};
    std::set<std::string> seen{""};
    while (!open.empty()) {
      const std::string at = open.front();
      open.pop_front();
      for (const NeedEdge& edge : story_.edges) {
        if (edge.by_project != at || !seen.insert(edge.wanted).second) continue;
        by[edge.wanted] = &edge;
        open.push_back(edge.wanted);
      }
    }
    std::vector<const NeedEdge*> way{&target};
    while (!way.back()->by_project.empty()) {
      const auto found = by.find(way.back()->by_project);
      if (found == by.end()) break;
      way.push_back(found->second);
    }
    std::ranges::reverse(way);
    return way;
  }

  std::vector<WrittenNeed> written(const NeedEdge& edge) const {
    if (edge.by_project.empty()) {
      auto needs =
          needs_of_user(teller_.request, edge.wanted, teller_.none.environment, teller_.algebra, teller_.sources.root);
      std::erase_if(needs, [](const WrittenNeed& need) { return need.by == "a constraint"; });
      return needs;
    }
    const Releases* releases = teller_.facts.releases_here(edge.by_project);
    std::vector<WrittenNeed> found;
    for (Rank rank = releases == nullptr ? 0 : static_cast<Rank>(releases->all.size()); rank-- > 0;) {
      if (!edge.by.contains(rank)) continue;
      for (WrittenNeed& need : needs_of_release(teller_.request, teller_.facts, edge.by_project, rank, edge.by_extra,
                                                edge.wanted, teller_.none.environment, teller_.algebra)) {
        if (std::ranges::find(found, need.text, &WrittenNeed::text) == found.end()) found.push_back(std::move(need));
      }
    }
    return found;
  }

  void tell_chain(const NeedEdge& target) {
    block();
    for (const NeedEdge* edge : way_to(target)) {
      const bool is_told = !told_.insert(key(*edge)).second;
      const std::vector<WrittenNeed> needs = written(*edge);
      if (edge->by_project.empty()) {
        for (const WrittenNeed& need : needs) {
          if (is_told) {
            line(place_text(*need.placed, teller_.sources) + ": " + need.by + " needs `" + need.text + "`");
          } else {
            tell_placed(need);
          }
        }
        continue;
      }
      if (needs.empty()) continue;
      if (needs.front().placed != nullptr) {
        tell_placed(needs.front());
        continue;
      }
      line(releases_of(*edge) + verb(*edge) + words(needs));
    }
  }

  // "was yanked" -> "were yanked"
  static std::string of_several(const std::string& reason) {
    constexpr std::pair<std::string_view, std::string_view> kVerbs[] = {
        {"was ", "were "}, {"needs ", "need "}, {"has ", "have "}, {"is a pre-release", "are pre-releases"}};
    for (const auto& [one, several] : kVerbs) {
      if (reason.starts_with(one)) return std::string(several) + reason.substr(one.size());
    }
    return reason;
  }

  void tell_flaws(const std::string& project, const VersionSet& among) {
    for (const Flaw& flaw : flaws_of(project, among)) {
      const std::string versions = ranks_text(project, flaw.releases);
      const bool is_one = versions.find(' ') == std::string::npos;
      line("`" + project + "` " + versions + " " + (is_one ? flaw.reason : of_several(flaw.reason)));
    }
  }

  // Why others of the projects on the way cannot be taken instead: those that the user's requirements allow.
  void tell_other_flaws() {
    std::set<std::string> projects;
    for (const auto& [by, wanted] : told_) {
      for (const std::string& project : {by, wanted}) {
        if (project != story_.project || story_.kind == FailureKind::disagreement) projects.insert(project);
      }
    }
    const std::string before = out_;
    for (const std::string& project : projects) {
      const Releases* releases = teller_.facts.releases_here(project);
      if (releases == nullptr || project.empty()) continue;
      VersionSet among{{0, static_cast<Rank>(releases->all.size())}};
      for (const WrittenNeed& need :
           needs_of_user(teller_.request, project, teller_.none.environment, teller_.algebra, teller_.sources.root))
        among = among.intersection(matching(*releases, need.requirement->specifiers));
      if (out_ == before && !flaws_of(project, among).empty()) block();
      tell_flaws(project, among);
    }
  }

  const FailureStory& story_;
  const StoryTeller& teller_;
  std::string out_;
  std::set<Key> told_;
};

}  // namespace

std::string Explanation::text() const {
  std::string out = headline;
  if (!story.empty()) out += "\n\n" + story;
  if (story.empty() && !help.empty()) out += "\n";
  for (const std::string& each : help) out += "\nhelp: " + each;
  while (out.ends_with('\n')) out.pop_back();
  return out;
}

Explanation explain(const NoSolution& none, const ResolveRequest& request, Facts& facts, MarkerAlgebra& algebra,
                    const SourceNames& sources) {
  const StoryTeller teller{none, request, facts, algebra, sources};
  FailureStory story;
  teller.tell(story);
  Narrator narrator(story, teller);
  Explanation explanation;
  explanation.headline = narrator.headline();
  explanation.story = narrator.text();
  explanation.help = tried_changes(story, teller, facts);
  return explanation;
}

}  // namespace whip::resolver
