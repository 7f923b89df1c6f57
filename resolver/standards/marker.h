// Environment markers (PEP 508, PEP 751): when a requirement holds.
//     python_version < "3.11" and (sys_platform == "win32" or extra == "cli")
// A marker is kept as it was read, in postfix order: terms and the words that join them. It can be asked about one
// environment; for questions about all environments there is MarkerAlgebra.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace whip::resolver {

// Strings first, then versions, then what depends on the user's choice.
enum class MarkerVariable : std::uint8_t {
  os_name,
  sys_platform,
  platform_system,
  platform_machine,
  platform_python_implementation,
  platform_release,
  platform_version,
  implementation_name,
  implementation_version,
  python_full_version,
  python_version,
  extra,              // `extra == "name"`
  extras,             // `"name" in extras`, in lock files
  dependency_groups,  // `"name" in dependency_groups`, in lock files
};
constexpr std::size_t kEnvironmentVariables = static_cast<std::size_t>(MarkerVariable::extra);

std::string_view text_of(MarkerVariable variable);

enum class MarkerOperator : std::uint8_t {
  less,
  less_equal,
  equal,
  not_equal,
  greater_equal,
  greater,
  compatible,
  identical,
  in,  // the variable's value is part of the literal
  not_in,
};

std::string_view text_of(MarkerOperator op);

struct MarkerTerm {
  MarkerVariable variable = MarkerVariable::os_name;
  MarkerOperator op = MarkerOperator::equal;
  bool is_reversed = false;  // `"3.8" <= python_version`: the literal comes first
  std::string value;         // normalized if it is the name of an extra or group

  bool operator==(const MarkerTerm&) const = default;
};

// What markers are asked about.
struct MarkerEnvironment {
  std::array<std::string, kEnvironmentVariables> values;
  std::vector<std::string> extras;             // normalized; serves `extra` and `extras`
  std::vector<std::string> dependency_groups;  // normalized

  std::string& operator[](MarkerVariable variable) { return values[static_cast<std::size_t>(variable)]; }
  const std::string& operator[](MarkerVariable variable) const { return values[static_cast<std::size_t>(variable)]; }
};

struct Marker {
  // An index into `terms`, or one of the words, which join the two before them.
  using Step = std::uint32_t;
  static constexpr Step kAnd = 0xFFFFFFFF;
  static constexpr Step kOr = 0xFFFFFFFE;

  std::vector<MarkerTerm> terms;
  std::vector<Step> steps;  // empty: holds everywhere

  // Blanks are blanks and tabs. Errors: `syntax` with the column.
  static Result<Marker> parse(std::string_view text);
  bool empty() const { return steps.empty(); }
  bool holds_in(const MarkerEnvironment& environment) const;
  // With as few parentheses as possible.
  std::string text() const;
};

// One term about one environment. What cannot be compared does not hold.
bool holds_in(const MarkerTerm& term, const MarkerEnvironment& environment);
// `python_version < "3.8"`, with quotes that fit the value.
std::string text_of(const MarkerTerm& term);
// In the quotes that fit: double ones, unless it has one.
std::string quoted_literal(std::string_view value);

}  // namespace whip::resolver
