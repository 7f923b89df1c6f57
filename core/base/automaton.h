// A nondeterministic automaton over a text, run as a set of states: time is (length of text) x (size of program)
// whatever the pattern, so a pattern taken from a configuration file cannot stall a run. Globs and regular expressions
// both compile to it.
//
//   a*b   ->   0 split 1 3;  1 unit 'a';  2 jump 0;  3 unit 'b';  4 match
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace whip {

struct Automaton {
  enum class Op : std::uint8_t {
    unit,          // consume exactly `a`
    any,           // consume anything
    any_but,       // consume anything but `a`
    set,           // consume a member of sets[a]
    split,         // go on at both `a` and `b`
    jump,          // go on at `a`
    text_begin,    // only at the start of the text
    text_end,      // only at its end
    word_edge,     // only between a word character and another (ASCII words)
    no_word_edge,  // only where word_edge would not hold
    match,         // accept
    fail,          // never
  };
  struct Step {
    Op op = Op::fail;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    bool operator==(const Step&) const = default;
  };
  // Which units a set holds: inclusive ranges, in any order.
  struct Set {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
    bool negated = false;
    bool holds(std::uint32_t wanted) const;
    bool operator==(const Set&) const = default;
  };
  // What one step consumes: a byte (paths need not be UTF-8) or a code point.
  enum class Unit : std::uint8_t { byte, code_point };

  std::vector<Step> steps;
  std::vector<Set> sets;
  Unit unit = Unit::byte;

  std::uint32_t size() const { return static_cast<std::uint32_t>(steps.size()); }
  std::uint32_t add(Op op, std::uint32_t a = 0, std::uint32_t b = 0);
  std::uint32_t add(Set set);

  // Whether the program accepts the whole text.
  bool matches(std::string_view text) const;
  // Whether it accepts some part of the text.
  bool finds(std::string_view text) const;

  bool operator==(const Automaton&) const = default;
};

}  // namespace whip
