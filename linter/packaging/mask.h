// The text of a file that is no Python, with comments and strings painted over: what is left can be searched for words
// and brackets without a parser for its language. Offsets stay what they are.
//
// Any bytes will do: what is not closed ends with its line or with the text. One pass, linear.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/characters.h"
#include "core/text/span.h"

namespace whip {

// How a language writes its comments and strings.
enum class HostLanguage : std::uint8_t { toml, ini, yaml, python, cython, meson, cmake, c, rust };

struct Masked {
  std::string code;            // as long as the text; blanks where comments and what is in strings were
  std::vector<Span> comments;  // with their signs
  std::vector<Span> strings;   // with their quotes
  std::vector<Span> brackets;  // from each bracket to past the one that closes it, by where they open

  // Past the bracket that closes the one at `open`; npos if it stays open.
  std::size_t past_bracket(std::size_t open) const;
};

Masked mask(std::string_view text, HostLanguage language);

// The text of a comment as a Python comment of the same length: `// noqa` is ` # noqa`.
std::string as_hash_comment(std::string_view comment);

// Whether the byte can be part of a word.
constexpr bool is_word_byte(char c) { return is_alphanumeric(c) || c == '_'; }
// The next place from `from` where the whole word stands; npos if there is none.
std::size_t find_word(std::string_view code, std::string_view word, std::size_t from = 0);
inline bool has_word(std::string_view code, std::string_view word) {
  return find_word(code, word) != std::string_view::npos;
}
// The first byte from `from` that is no blank and no line break.
std::size_t skip_space(std::string_view code, std::size_t from);
// Whether the text stands somewhere, letters of any case.
bool mentions(std::string_view text, std::string_view lower_case_words);

}  // namespace whip
