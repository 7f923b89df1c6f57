#include "tests/support/built_project.h"

#include <utility>

#include "rules/all.h"

namespace whip::test {

BuiltProject::BuiltProject(std::vector<File> files, Settings settings)
    : settings_(std::move(settings)), listeners_(rules::all(), settings_.enabled) {
  for (File& file : files) {
    const BuildRole role = build_role(file.path).value_or(BuildRole::build_script);
    if (!is_of_interest(role, file.text)) continue;
    opened_.push_back(std::make_unique<BuildFile>(open_build_file(file.path, file.path, role, std::move(file.text))));
  }
  judge();
}

void BuiltProject::judge() {
  std::vector<const BuildFile*> files;
  for (const auto& file : opened_) files.push_back(file.get());
  const BuildProject project(std::move(files), 0, settings_.concurrency);
  const std::vector<BuildReader> readers(opened_.size(), {.listeners = &listeners_, .settings = &settings_});
  found_ = judge_build(project, readers, true);
}

std::string BuiltProject::listing() const {
  std::string out;
  for (std::size_t i = 0; i < size(); ++i) {
    for (const Diagnostic& finding : found_[i]) {
      const LineColumn at = file(i).lines.position(finding.span.begin, file(i).text);
      out.append(file(i).path).append(":").append(std::to_string(at.line)).append(":");
      out.append(std::to_string(at.column)).append(" ").append(code(finding)).append("\n");
    }
  }
  return out;
}

bool BuiltProject::fix(FixReach reach) {
  for (unsigned round = 0; round < kFixRounds; ++round) {
    bool any = false;
    for (std::size_t i = 0; i < size(); ++i) {
      const FixRound chosen = choose_fixes(found_[i], listeners_, reach, {});
      if (chosen.edits.empty()) continue;
      any = true;
      const BuildFile& old = file(i);
      opened_[i] = std::make_unique<BuildFile>(
          open_build_file(old.path, old.in_project, old.role, apply_edits(old.text, chosen.edits)));
    }
    if (!any) return true;
    judge();
  }
  return false;
}

}  // namespace whip::test
