// Tokens of a text that does not parse, as CPython's tokenizer would give them: lines, blocks, and the insides of
// f-strings. Only files with syntax errors pay for it, so it prefers being plain over being fast.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace whip::recovery {

enum class Lex : std::uint8_t {
  end,
  newline,
  indent,
  dedent,
  name,
  keyword,
  integer,
  float_,
  imaginary,
  string,
  field_string_begin,  // f" or t", up to the quotes
  field_string_text,
  field_string_end,
  sign,     // operators and brackets
  invalid,  // no token at all: `message` says why
};

struct Token {
  Lex kind = Lex::end;
  Span span;
  std::string message = {};
};

// The tokens of a file, up to the end or to one that is invalid. Comments are left out.
std::vector<Token> tokenize(std::string_view text);

bool is_keyword(std::string_view word);
// Characters beyond ASCII that are signs or spaces, not letters: quotes, dashes, currency, no-break spaces.
bool is_foreign_sign(std::string_view character);

}  // namespace whip::recovery
