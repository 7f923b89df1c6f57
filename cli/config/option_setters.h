// How a row of the table puts its value into a Configuration: one small function each, made from the member it sets.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/config/options.h"

namespace whip::setters {

template <auto Member>
Done flag(Configuration& c, const Given& given) {
  c.*Member = given.value.flag;
  return Unit{};
}
template <auto Member>
Done text(Configuration& c, const Given& given) {
  c.*Member = given.value.text;
  return Unit{};
}
template <auto Member>
Done lint_flag(Configuration& c, const Given& given) {
  c.lint.*Member = given.value.flag;
  return Unit{};
}
template <auto Member>
Done lint_strings(Configuration& c, const Given& given) {
  c.lint.*Member = string_list(given.value);
  return Unit{};
}
// Replaces the patterns of an earlier default.
template <auto Member>
Done patterns(Configuration& c, const Given& given) {
  PatternList list;
  for (const Value& item : given.value.items) {
    if (auto done = list.add(item.text, given.root); !done) return done;
  }
  c.*Member = std::move(list);
  return Unit{};
}
// Adds to them.
template <auto Member>
Done more_patterns(Configuration& c, const Given& given) {
  for (const Value& item : given.value.items) {
    if (auto done = (c.*Member).add(item.text, given.root); !done) return done;
  }
  return Unit{};
}
// Part is a struct of settings inside Settings; Member one of its members.
template <auto Part, auto Member>
Done part_flag(Configuration& c, const Given& given) {
  c.lint.*Part.*Member = given.value.flag;
  return Unit{};
}
template <auto Part, auto Member>
Done part_strings(Configuration& c, const Given& given) {
  c.lint.*Part.*Member = string_list(given.value);
  return Unit{};
}

// The integer, if it lies in the range.
inline Result<std::int64_t> within(const Given& given, std::int64_t least, std::int64_t most) {
  const std::int64_t number = given.value.integer;
  if (number >= least && number <= most) return number;
  return Error{.code = ErrorCode::configuration,
               .message = "must be between " + std::to_string(least) + " and " + std::to_string(most) + ", found " +
                          std::to_string(number),
               .path = {}};
}

// Rows whose values are put together once all are known (isort's sections), or by linter/select (selectors).
inline Done taken_together(Configuration&, const Given&) { return Unit{}; }

}  // namespace whip::setters
