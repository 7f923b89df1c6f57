// Linting in a test: text in, findings out, with as little ceremony as possible.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/source.h"
#include "linter/fix.h"
#include "linter/lint.h"

namespace whip::test {

// All rules that we have.
RuleSet every_rule();
// The rules with these codes, separated by blanks. Every code must exist.
RuleSet rules_named(std::string_view codes);
// Settings with these rules on and every fix allowed.
Settings settings_with(const RuleSet& rules);
Settings settings_with(std::string_view codes);

// A file that is linted, and all that is needed for it.
class LintedText {
 public:
  LintedText(std::string_view text, Settings settings, std::string_view path = "example.py",
             Noqa noqa = Noqa::respected);

  const std::vector<Diagnostic>& diagnostics() const { return result_.diagnostics; }
  const LintResult& result() const { return result_; }
  std::string_view text() const { return source_.text(); }
  std::string_view code(const Diagnostic& diagnostic) const;
  // "1:9 E711 Comparison to ..." for each finding, a line each.
  std::string listing() const;
  // "E711 E712": the codes in order.
  std::string codes() const;

  FixResult fix(FixReach reach);
  FileInput input() const;
  const Settings& settings() const { return settings_; }
  const Listeners& listeners() const { return listeners_; }
  Bench& bench() { return *bench_; }

 private:
  Settings settings_;
  std::string path_;
  std::string module_;
  Source source_;
  Listeners listeners_;
  std::unique_ptr<Bench> bench_;
  LintResult result_;
};

}  // namespace whip::test
