// Every rule of Ruff 0.17.5 by code, carried or not: so that a configuration written for it can be understood in full,
// and what is not carried can be named. The table is written by tests/peers/known_rules.py.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace whip {

// Ruff's grouping by purpose. In preview mode these are selectors, and the first five are the default selection.
enum class Category : std::uint8_t {
  correctness,
  suspicious,
  complexity,
  performance,
  style,
  pedantic,
  security,
  formatting,
  restriction,
};
inline constexpr Category kLastDefaultCategory = Category::style;
std::optional<Category> category(std::string_view name);

enum class RuleStatus : std::uint8_t { stable, preview, removed };

struct KnownRule {
  std::string_view code;  // "F401"
  std::string_view name;  // "unused-import"
  std::uint8_t linter;    // index into known_linters()
  Category category;
  RuleStatus status;
  bool by_default;  // in the default selection without preview
};

struct KnownLinter {
  std::string_view prefix;  // "F"; empty for pycodestyle, whose codes begin with E or W
  std::string_view name;    // "Pyflakes"
};

std::span<const KnownRule> known_rules();      // sorted by code
std::span<const KnownLinter> known_linters();  // sorted by name, without regard to case

const KnownRule* known_rule(std::string_view code);

// The code or prefix that an outdated one stands for; nothing if it is not outdated.
std::optional<std::string_view> redirect(std::string_view selector);

}  // namespace whip
