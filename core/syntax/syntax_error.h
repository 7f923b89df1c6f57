// Something that keeps a text from being a Python program, and where texts that do not parse go wrong.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/tree.h"
#include "core/text/span.h"

namespace whip {

// What follows from an error: Ruff reports the three unnamed classes as `invalid-syntax`, whatever is selected; each of
// the others is a rule of its own, and nothing at all where that rule is not selected.
enum class SyntaxErrorKind : std::uint8_t {
  parse,                           // no parser goes on after it: findings of rules that need the tree are not shown
  version,                         // newer (or older) than the target version
  semantic,                        // what the compiler finds after parsing
  expressions_in_star_assignment,  // F621
  multiple_starred_expressions,    // F622
  break_outside_loop,              // F701
  continue_outside_loop,           // F702
  yield_outside_function,          // F704
  return_outside_function,         // F706
  default_except_not_last,         // F707
  nonlocal_and_global,             // PLE0115
  nonlocal_without_binding,        // PLE0117
  load_before_global,              // PLE0118
  await_outside_async,             // PLE1142
  yield_from_in_async,             // PLE1700
};

// The code of the rule that speaks for a kind; empty for the three that are `invalid-syntax`.
constexpr std::string_view rule_code(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::parse:
    case SyntaxErrorKind::version:
    case SyntaxErrorKind::semantic:
      return {};
    case SyntaxErrorKind::expressions_in_star_assignment:
      return "F621";
    case SyntaxErrorKind::multiple_starred_expressions:
      return "F622";
    case SyntaxErrorKind::break_outside_loop:
      return "F701";
    case SyntaxErrorKind::continue_outside_loop:
      return "F702";
    case SyntaxErrorKind::yield_outside_function:
      return "F704";
    case SyntaxErrorKind::return_outside_function:
      return "F706";
    case SyntaxErrorKind::default_except_not_last:
      return "F707";
    case SyntaxErrorKind::nonlocal_and_global:
      return "PLE0115";
    case SyntaxErrorKind::nonlocal_without_binding:
      return "PLE0117";
    case SyntaxErrorKind::load_before_global:
      return "PLE0118";
    case SyntaxErrorKind::await_outside_async:
      return "PLE1142";
    case SyntaxErrorKind::yield_from_in_async:
      return "PLE1700";
  }
  return {};
}

struct SyntaxError {
  Span span;
  SyntaxErrorKind kind = SyntaxErrorKind::parse;
  std::string message;
  bool operator==(const SyntaxError&) const = default;
};

// Where and how a text with errors fails: `tree.has_errors` says that it does. Appends at least one error, in order of
// position; the first is where Python's own parser would stop, as far as the tree and the tokens show it.
void first_errors(std::string_view text, const Tree& tree, std::vector<SyntaxError>& out);

}  // namespace whip
