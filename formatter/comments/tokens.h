// The tokens between nodes: signs, keywords and nothing else. What no sign or keyword can be (a name, a number, a
// string) ends the reading: behind it no token can be told, since a bracket may be within a string.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/text/span.h"

namespace whip::fmt {

struct GapToken {
  enum class Kind : std::uint8_t { none, sign, keyword, other };
  Kind kind = Kind::none;
  Span span;
  std::string_view text;

  explicit operator bool() const { return kind != Kind::none; }
  bool is(std::string_view expected) const { return kind != Kind::none && kind != Kind::other && text == expected; }
};

// Reads tokens from `begin` to before `end`; blanks, line breaks, continuations and comments are skipped.
class GapTokens {
 public:
  GapTokens(std::string_view text, std::uint32_t begin, std::uint32_t end) : text_(text), at_(begin), end_(end) {}
  // Kind::none at the end; Kind::other from the first on that is no sign or keyword.
  GapToken next();
  // The next that is no ")".
  GapToken next_behind_parentheses();
  // Whether `token` comes up in what is left.
  bool any(std::string_view token);

 private:
  std::string_view text_;
  std::uint32_t at_;
  std::uint32_t end_;
  bool lost_ = false;
};

inline bool only_trivia(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return begin >= end || !GapTokens(text, begin, end).next();
}

}  // namespace whip::fmt
