// The door of the linter: one file in, its findings out. No files, no threads, no clocks.
//
//   Listeners listeners(rules::all(), rules_for(settings, path));   once per set of rules
//   Bench bench;                                                    once per thread
//   LintResult result = lint({.text = source.text(), .facts = facts, .target = target_version_for(settings, path)},
//                            settings, listeners, bench);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/report/diagnostic.h"
#include "linter/engine/bench.h"
#include "linter/engine/listeners.h"
#include "linter/file.h"

namespace whip {

struct FileInput {
  std::string_view text;  // followed by Source::kPadding NUL bytes (a Source is)
  FileFacts facts;
  std::optional<PythonVersion> target;  // nothing: the project does not say
};

// Whether comments may silence findings (`--ignore-noqa`). Unused ones are reported either way.
enum class Noqa : std::uint8_t { respected, ignored };

struct LintResult {
  std::vector<Diagnostic> diagnostics;  // by where they begin, then by code; syntax errors first
  std::vector<std::string> warnings;    // about malformed suppression comments; whole sentences
  bool parses = true;                   // false: only what needs no tree was looked at, and nothing has a fix
};

LintResult lint(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
                Noqa noqa = Noqa::respected);

// Whether the text is a Python program for the target, as far as parser and validation know. Names that are rules of
// their own (`return` outside a function) do not count.
bool is_program(const FileInput& input, Bench& bench);

}  // namespace whip
