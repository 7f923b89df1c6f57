// Which of the findings that wait for the project stand, and what the project's own rules find.

#include <algorithm>
#include <utility>

#include "linter/lint.h"

namespace whip {
namespace {

void judge_waiting(const Project& project, std::uint32_t file, std::span<const Condition> conditions,
                   std::vector<Diagnostic>& findings) {
  std::erase_if(findings, [&](Diagnostic& finding) {
    if (finding.condition == UINT32_MAX) return false;
    const bool stands = project.holds(file, conditions[finding.condition], finding);
    finding.condition = UINT32_MAX;
    return !stands;
  });
}

std::vector<ProjectFinding> run_project_rules(const Project& project, std::span<const Listeners* const> listeners) {
  std::vector<ProjectFinding> found;
  ProjectReport report(found);
  std::vector<RuleId> done;
  const Listeners* last = nullptr;
  for (const Listeners* const own : listeners) {
    if (own == last) continue;
    last = own;
    for (const Listeners::ProjectCall& call : own->projects()) {
      if (std::ranges::find(done, call.rule) != done.end()) continue;
      done.push_back(call.rule);
      report.speak_for(call.rule);
      call.function(project, report);
    }
  }
  return found;
}

}  // namespace

std::vector<std::vector<Diagnostic>> judge(std::span<const ProjectPart* const> parts,
                                           std::span<const Listeners* const> listeners) {
  std::vector<const Summary*> summaries;
  std::vector<const Listeners*> heard;
  std::vector<std::uint32_t> place;  // of each summary among the parts
  for (std::uint32_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == nullptr) continue;
    summaries.push_back(&parts[i]->summary);
    heard.push_back(listeners[i]);
    place.push_back(i);
  }
  std::vector<std::vector<Diagnostic>> out(parts.size());
  if (summaries.empty()) return out;
  const Project project(summaries);
  for (std::uint32_t file = 0; file < summaries.size(); ++file) {
    std::vector<Diagnostic> waiting = parts[place[file]]->waiting;
    judge_waiting(project, file, parts[place[file]]->conditions, waiting);
    out[place[file]] = std::move(waiting);
  }
  for (ProjectFinding& finding : run_project_rules(project, heard)) {
    if (!heard[finding.file]->enabled().contains(finding.diagnostic.rule)) continue;
    out[place[finding.file]].push_back(std::move(finding.diagnostic));
  }
  return out;
}

Summary judge_one(const File& file, const Listeners& listeners, Bench& bench, const Neighbours* among) {
  const bool asks = !bench.conditions.empty() || !listeners.projects().empty();
  if (!asks && among == nullptr) return {};
  Summary own = summarize(file, bench.summary);
  if (!asks) return own;
  std::vector<const Summary*> files;
  std::uint32_t place = 0;
  if (among != nullptr) {
    files.assign(among->files.begin(), among->files.end());
    place = std::min(among->own, static_cast<std::uint32_t>(files.size()));
  }
  if (place == files.size()) files.push_back(nullptr);
  files[place] = &own;
  const Project project(files);
  judge_waiting(project, place, bench.conditions, bench.found);
  const Listeners* const heard = &listeners;
  for (ProjectFinding& finding : run_project_rules(project, {&heard, 1})) {
    if (finding.file == place) bench.found.push_back(std::move(finding.diagnostic));
  }
  return own;
}

}  // namespace whip
