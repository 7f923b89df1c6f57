// Regular expressions from configuration files, in the subset of the `regex` crate's syntax that such patterns use:
//
//   . ^ $ \b \B   a|b   (a) (?:a) (?i)   a* a+ a? a{2} a{2,} a{2,5} (and their lazy forms)
//   [a-z] [^a-z] [a--b]   \d \w \s \D \W \S   \p{XID_Continue} \p{XID_Start} \p{L}   \t \n \. \x41
//
// Whether a text matches is all that is asked, so greedy and lazy are the same. Time is linear in the text
// (automaton.h).
#pragma once

#include <string>
#include <string_view>

#include "core/base/automaton.h"
#include "core/base/result.h"

namespace whip {

class Regex {
 public:
  // Errors: `configuration`, naming what is wrong or not understood; `limit`, for a program beyond 20,000 steps.
  static Result<Regex> compile(std::string_view pattern);

  // Whether some part of the text matches; `^` and `$` tie it to the ends.
  bool finds(std::string_view text) const { return program_.finds(text); }
  const std::string& pattern() const { return pattern_; }
  bool operator==(const Regex&) const = default;

 private:
  std::string pattern_;
  Automaton program_;
};

}  // namespace whip
