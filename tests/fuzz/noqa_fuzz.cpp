// Suppression comments are read from any bytes: spans stay inside the file, fixes of RUF100 converge, added comments
// silence what they name.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string_view>

#include "linter/add_noqa.h"
#include "linter/fix.h"

namespace whip::rules {

// Rules that find something nearly everywhere, and the one that this is about.
extern const Rule E703_useless_semicolon;
extern const Rule E711_none_comparison;
extern const Rule F821_undefined_name;
extern const Rule RUF100_unused_noqa;
extern const Rule W291_trailing_whitespace;

}  // namespace whip::rules

namespace {

using namespace whip;

constexpr RuleEntry kTable[] = {
    {"E703", "useless-semicolon", "pycodestyle", &rules::E703_useless_semicolon},
    {"E711", "none-comparison", "pycodestyle", &rules::E711_none_comparison},
    {"F821", "undefined-name", "pyflakes", &rules::F821_undefined_name},
    {"RUF100", "unused-noqa", "ruff", &rules::RUF100_unused_noqa},
    {"W291", "trailing-whitespace", "pycodestyle", &rules::W291_trailing_whitespace},
};

void require(bool holds) {
  if (!holds) std::abort();
}

Settings everything_on() {
  Settings settings;
  for (std::size_t i = 0; i < std::size(kTable); ++i) settings.enabled.insert(static_cast<RuleId>(i));
  settings.fixable = settings.enabled;
  return settings;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  static const Settings kSettings = everything_on();
  static const Listeners kListeners(kTable, kSettings.enabled);
  static Bench bench;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!check_utf8(bytes)) return 0;
  const Source source(bytes);
  const FileInput input{.text = source.text(), .facts = {.path = "a.py", .name = "a.py"}, .target = {}};

  const LintResult found = lint(input, kSettings, kListeners, bench);
  for (const Diagnostic& diagnostic : found.diagnostics) {
    require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
    if (!diagnostic.fix) continue;
    std::uint32_t end = 0;
    for (const Edit& edit : diagnostic.fix->edits) {
      require(end <= edit.span.begin && edit.span.end <= size);
      end = edit.span.end;
    }
  }
  const FixResult fixed = lint_and_fix(input, kSettings, kListeners, bench, FixReach::unsafe);
  require(fixed.converged);
  for (const AddedComment kind : {AddedComment::noqa, AddedComment::ignore}) {
    const AddedComments added = add_comments(input, kSettings, kListeners, bench, kind, "");
    const Source with_comments(added.text);
    FileInput changed = input;
    changed.text = with_comments.text();
    require(!found.parses || lint(changed, kSettings, kListeners, bench).parses);
  }
  return 0;
}
