#include "linter/packaging/judge_build.h"

#include <algorithm>

#include "linter/fix.h"
#include "linter/lint.h"
#include "linter/suppress/noqa.h"

namespace whip {
namespace {

std::vector<BuildFinding> run_build_rules(const BuildProject& project, std::span<const BuildReader> readers) {
  std::vector<BuildFinding> found;
  BuildReport report(project, found);
  RuleSet done;
  for (const BuildReader& reader : readers) {
    if (reader.listeners == nullptr) continue;
    for (const Listeners::BuildCall& call : reader.listeners->builds()) {
      if (done.contains(call.rule)) continue;
      done.insert(call.rule);
      report.speak_for(call.rule);
      call.function(project, report);
    }
  }
  return found;
}

// The `noqa` comments of a file in its own language. A comment speaks for its line.
class HostComments {
 public:
  explicit HostComments(const BuildFile& file) : file_(&file) {
    if (!mentions(file.text, "noqa")) return;
    as_python_ = file.text;
    for (const Span comment : file.masked.comments) {
      as_python_.replace(comment.begin, comment.size(), as_hash_comment(file.slice(comment)));
      noqa_.read(as_python_, comment);
    }
  }

  bool silences(const Diagnostic& finding, std::string_view code) const {
    const std::uint32_t line = file_->lines.line_of(finding.span.begin);
    return std::ranges::any_of(noqa_.directives, [&](const NoqaDirective& directive) {
      if (directive.scope == NoqaScope::line && file_->lines.line_of(directive.span.begin) != line) return false;
      return directive.all ||
             std::ranges::any_of(noqa_.codes_of(directive), [&](const NoqaCode& named) { return named.text == code; });
    });
  }

 private:
  const BuildFile* file_;
  std::string as_python_;
  NoqaComments noqa_;
};

}  // namespace

std::vector<std::vector<Diagnostic>> judge_build(const BuildProject& project, std::span<const BuildReader> readers,
                                                 bool respects_noqa) {
  std::vector<std::vector<Diagnostic>> out(project.size());
  for (BuildFinding& finding : run_build_rules(project, readers)) {
    const Listeners* const listeners = readers[finding.file].listeners;
    if (listeners == nullptr || !listeners->enabled().contains(finding.diagnostic.rule)) continue;
    out[finding.file].push_back(std::move(finding.diagnostic));
  }
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    if (out[i].empty()) continue;
    const Listeners& listeners = *readers[i].listeners;
    if (respects_noqa) {
      const HostComments comments(project[i]);
      std::erase_if(out[i], [&](const Diagnostic& finding) {
        return comments.silences(finding, listeners.entry(finding.rule).code);
      });
    }
    for (Diagnostic& finding : out[i]) settle_fix(*readers[i].settings, true, finding);
    sort_findings(listeners, out[i]);
  }
  return out;
}

}  // namespace whip
