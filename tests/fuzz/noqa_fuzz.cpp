// Suppression comments are read from any bytes: spans stay inside the file, fixes of RUF100 converge, added comments
// silence what they name.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "linter/add_noqa.h"
#include "linter/fix.h"
#include "rules/all.h"

namespace {

using namespace whip;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Lint {
  Settings settings;
  Listeners listeners;

  Lint() : settings(some_rules()), listeners(rules::all(), settings.enabled) {}

  // Those that find something nearly everywhere, and the one that this is about.
  static Settings some_rules() {
    Settings chosen;
    for (std::size_t i = 0; i < rules::all().size(); ++i) {
      const std::string_view code = rules::all()[i].code;
      for (const std::string_view wanted : {"RUF100", "F821", "E703", "W291", "E711"}) {
        if (code == wanted) chosen.enabled.insert(static_cast<RuleId>(i));
      }
      chosen.fixable.insert(static_cast<RuleId>(i));
    }
    return chosen;
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  static const Lint kLint;
  static Bench bench;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (!check_utf8(bytes)) return 0;
  const Source source(bytes);
  const FileInput input{.text = source.text(), .facts = {.path = "a.py", .name = "a.py"}, .target = {}};

  const LintResult found = lint(input, kLint.settings, kLint.listeners, bench);
  for (const Diagnostic& diagnostic : found.diagnostics) {
    require(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= size);
    if (!diagnostic.fix) continue;
    std::uint32_t end = 0;
    for (const Edit& edit : diagnostic.fix->edits) {
      require(end <= edit.span.begin && edit.span.end <= size);
      end = edit.span.end;
    }
  }
  const FixResult fixed = lint_and_fix(input, kLint.settings, kLint.listeners, bench, FixReach::unsafe);
  require(fixed.converged);
  for (const AddedComment kind : {AddedComment::noqa, AddedComment::ignore}) {
    const AddedComments added = add_comments(input, kLint.settings, kLint.listeners, bench, kind, "");
    require(added.text.size() + 64 >= size / 2);
  }
  return 0;
}
