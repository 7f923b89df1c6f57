// File patterns, with the meaning that the globset crate gives them, because configuration files written for Ruff rely
// on it:
//
//   ?         one byte (a `/` too, unless separators are literal)
//   *         any run of bytes (with `/` too, unless separators are literal)
//   **/x      x at any depth;  x/**  everything below x;  a/**/b  a/b with any folders between
//   {a,b}     either
//   [a-z] [!a-z] [^a-z]   one byte of, or not of, a set
//   \x        x itself
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/automaton.h"
#include "core/base/result.h"

namespace whip {

enum class Separators : std::uint8_t {
  ordinary,  // `*` and `?` cross `/`: exclude, include, per-file-ignores
  literal,   // they do not
};

class Glob {
 public:
  // Errors: `configuration`, for an unclosed class or alternative, a backwards range, a dangling backslash.
  static Result<Glob> compile(std::string_view pattern, Separators separators = Separators::ordinary);

  // Whether the whole path matches.
  bool matches(std::string_view path) const;
  const std::string& pattern() const { return pattern_; }

  bool operator==(const Glob&) const = default;

 private:
  friend class GlobSet;
  // Most patterns in real configurations are one of the first six; they need no automaton.
  enum class Shape : std::uint8_t {
    literal,       // text
    prefix,        // text*
    suffix,        // *text
    at_any_depth,  // **/text
    around,        // text*tail: `*.py` joined to a folder
    below,         // text/**/tail: `**/pyproject.toml` joined to a folder
    program,
  };

  std::string pattern_;
  std::string text_;
  std::string tail_;  // of around and below
  Shape shape_ = Shape::literal;
  Automaton program_;
};

// Many patterns asked at once. Literal ones are found by binary search, so a long list of names costs as little as a
// short one.
class GlobSet {
 public:
  Done add(std::string_view pattern, Separators separators = Separators::ordinary);
  bool matches(std::string_view path) const;
  bool empty() const { return literals_.empty() && others_.empty(); }
  bool operator==(const GlobSet&) const = default;

 private:
  std::vector<std::string> literals_;  // sorted
  std::vector<Glob> others_;
};

// The text with everything that a glob would read as special made literal (each put in a class of its own).
std::string escape_glob(std::string_view text);

// A pattern of a configuration in `root` (an absolute folder) as a pattern of absolute paths: `./a/../b/*` becomes
// `<root>/b/*`. One that is absolute stays.
std::string join_pattern(std::string_view root, std::string_view pattern);

}  // namespace whip
