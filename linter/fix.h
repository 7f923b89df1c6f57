// Makes the fixes that findings offer, again and again until nothing is left to fix: one fix may make room for the
// next.
//
// In one round, fixes are taken by position; one that overlaps or touches an earlier one, or shares its isolation
// group, waits for the next round. A file is never left worse than it was: where a round would make a program into
// something else, the rule whose fix did it is barred from the file, the round is done again without it, and the defect
// is told.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "linter/lint.h"

namespace whip {

// Which fixes are made: the safe ones, or the unsafe ones too. Fixes that are only for display never are.
enum class FixReach : std::uint8_t { safe, unsafe };

struct FixCount {
  RuleId rule;
  std::uint32_t count;
  bool operator==(const FixCount&) const = default;
};

struct FixResult {
  std::string text;               // what the file should hold; as it was if nothing was fixed
  std::vector<FixCount> fixed;    // by rule, in the order of the table
  std::vector<Cell> cells;        // of a notebook: where its cells are in `text`
  std::vector<Span> magics;       // of a notebook: where IPython's commands are in `text`
  LintResult left;                // what is to be said about `text`
  std::vector<RuleId> defective;  // rules whose fix would have broken the file: a defect of ours
  bool converged = true;          // false: after kFixRounds rounds there was still something to fix

  std::uint32_t fixed_count() const;
};

inline constexpr unsigned kFixRounds = 100;

// Afterwards the bench holds the tree and the lines of `text`, as it does after lint().
FixResult lint_and_fix(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
                       FixReach reach, Noqa noqa = Noqa::respected, Company company = Company::alone,
                       const Neighbours* among = nullptr);

bool is_applicable(const Fix& fix, FixReach reach);

// What the settings say about the finding's fix. One that may not be made becomes a help.
void settle_fix(const Settings& settings, bool may_be_made, Diagnostic& finding);

// One round: which findings' fixes go together, and the text with them.
struct FixRound {
  std::vector<Edit> edits;             // sorted, apart from each other
  std::vector<std::uint32_t> applied;  // indices of the findings whose fixes are made by `edits`
};
FixRound choose_fixes(const std::vector<Diagnostic>& diagnostics, const Listeners& listeners, FixReach reach,
                      const RuleSet& barred);

}  // namespace whip
