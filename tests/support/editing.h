// Somebody at work on a file: edits as people make them, and as nobody would. Most leave a program; what does not is
// taken back after a while, as people do.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace whip::test {

// Bytes [begin, end) give way to `text`.
struct Replacement {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

class Typist {
 public:
  explicit Typist(std::uint64_t seed) : state_(seed) {}

  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005 + 1442695040888963407;
    return bound == 0 ? 0 : static_cast<std::size_t>(state_ >> 33) % bound;
  }

  Replacement next(std::string_view code) {
    const std::size_t at = below(code.size() + 1);
    switch (below(10)) {
      case 0:  // some letters away
        return {at, std::min(code.size(), at + 1 + below(3)), ""};
      case 1:
        return {at, at, std::string(1, kSigns[below(kSigns.size())])};
      case 2: {  // a name becomes another one
        const auto [begin, end] = word_at(code, at);
        return {begin, end, std::string(kWords[below(kWords.size())])};
      }
      case 3: {  // a name grows
        const auto [begin, end] = word_at(code, at);
        return {end, end, std::string(1, "xyz_0"[below(5)])};
      }
      case 4: {  // a line away
        const std::size_t begin = line_begin(code, at);
        return {begin, line_end(code, begin), ""};
      }
      case 5: {  // a line again, or somewhere else
        const std::size_t begin = line_begin(code, at);
        const std::string line(code.substr(begin, line_end(code, begin) - begin));
        const std::size_t to = below(2) == 0 ? begin : line_begin(code, below(code.size() + 1));
        return {to, to, line};
      }
      case 6: {  // a new line at its place, indented as the one there
        const std::size_t begin = line_begin(code, at);
        std::size_t text = begin;
        while (text < code.size() && (code[text] == ' ' || code[text] == '\t')) ++text;
        const std::string indent = below(6) == 0 ? "" : std::string(code.substr(begin, text - begin));
        return {begin, begin, indent + std::string(kLines[below(kLines.size())]) + "\n"};
      }
      case 7: {  // deeper, or less deep
        const std::size_t begin = line_begin(code, at);
        if (below(2) == 0) return {begin, begin, std::string(1 + below(4), ' ')};
        std::size_t end = begin;
        while (end < code.size() && end < begin + 4 && code[end] == ' ') ++end;
        return {begin, end, ""};
      }
      case 8: {  // a piece from somewhere else
        const std::size_t from = below(code.size() + 1);
        return {at, at, std::string(code.substr(from, below(60)))};
      }
      default:
        return {at, std::min(code.size(), at + below(2)), std::string(kPieces[below(kPieces.size())])};
    }
  }

 private:
  static constexpr std::string_view kSigns = "()[]{}:,.=*'\"\\# \n\tifxas0@-~;fr!%`\r\f";
  static constexpr auto kWords =
      std::to_array<std::string_view>({"x", "self", "os", "None", "lambda", "print", "match", "type", "lazy", "await",
                                       "yield", "not", "unknown", "import"});
  static constexpr auto kLines = std::to_array<std::string_view>({"pass",
                                                                  "import os",
                                                                  "x = 1",
                                                                  "return x",
                                                                  "else:",
                                                                  "if x:",
                                                                  "def f(a, b=[]): return a",
                                                                  "@property",
                                                                  "# a comment",
                                                                  "# noqa",
                                                                  "from __future__ import annotations",
                                                                  "global x",
                                                                  "x = lambda: y",
                                                                  "class A: pass",
                                                                  "\"\"\"text\"\"\"",
                                                                  "x = (",
                                                                  ")",
                                                                  "try: pass",
                                                                  "except: pass",
                                                                  "x = 1; y = 2",
                                                                  "x = \\",
                                                                  "__all__ = [\"x\"]",
                                                                  "assert (x, y)",
                                                                  "def g(a: \"A\") -> \"int\": ...",
                                                                  "del x",
                                                                  "with a as b: pass",
                                                                  "match x:",
                                                                  "    case 1: pass",
                                                                  "raise ValueError",
                                                                  "x: int = f\"{x!r}\"",
                                                                  "\f",
                                                                  "yield 1",
                                                                  "from os import *",
                                                                  "nonlocal x",
                                                                  "# fmt: off",
                                                                  "# ruff: disable[F401]",
                                                                  "if TYPE_CHECKING: import a",
                                                                  "print(x == None)"});
  static constexpr auto kPieces = std::to_array<std::string_view>(
      {"\"\"\"", "'''", "f\"{", "\\\n", "\r\n", "\xEF\xBB\xBF", "\xC3\xA9", "    ", "\n\n\n", "# type: ignore",
       "  # noqa: F401", "(\n", ")\n", "else", ":\n", ": ", " = ", "async ", "\xF0\x9F\x98\x80"});

  static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  static std::pair<std::size_t, std::size_t> word_at(std::string_view code, std::size_t at) {
    std::size_t begin = at;
    while (begin < code.size() && !is_word(code[begin])) ++begin;
    std::size_t end = begin;
    while (begin > 0 && is_word(code[begin - 1])) --begin;
    while (end < code.size() && is_word(code[end])) ++end;
    return {begin, end};
  }
  static std::size_t line_begin(std::string_view code, std::size_t at) {
    while (at > 0 && code[at - 1] != '\n') --at;
    return at;
  }
  static std::size_t line_end(std::string_view code, std::size_t at) {
    const std::size_t found = code.find('\n', at);
    return found == std::string_view::npos ? code.size() : found + 1;
  }

  std::uint64_t state_;
};

// The edit that leads back: from `code` to `wanted`.
inline Replacement way_back(std::string_view code, std::string_view wanted) {
  const auto same = std::mismatch(code.begin(), code.end(), wanted.begin(), wanted.end());
  const auto begin = static_cast<std::size_t>(same.first - code.begin());
  std::size_t end = code.size();
  std::size_t wanted_end = wanted.size();
  while (end > begin && wanted_end > begin && code[end - 1] == wanted[wanted_end - 1]) --end, --wanted_end;
  return {begin, end, std::string(wanted.substr(begin, wanted_end - begin))};
}

}  // namespace whip::test
