// Keywords, and characters that are no part of any word.
#include <algorithm>
#include <array>

#include "core/syntax/syntax_error_lexer.h"

namespace whip::recovery {
namespace {

constexpr std::array<std::string_view, 35> kKeywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

}  // namespace

bool is_keyword(std::string_view word) { return std::ranges::find(kKeywords, word) != kKeywords.end(); }

bool is_foreign_sign(std::string_view character) {
  if (character.size() == 2) return character <= "\xC2\xA9" || character == "\xC3\x97" || character == "\xC3\xB7";
  if (character.size() == 3) {
    return (character >= "\xE2\x80\x80" && character <= "\xE2\x82\xBF") ||
           (character >= "\xE2\x86\x90" && character <= "\xE2\xAF\xBF") ||
           (character >= "\xE3\x80\x80" && character <= "\xE3\x80\x84") ||
           (character >= "\xEF\xBC\x81" && character <= "\xEF\xBC\x8F") || character == "\xEF\xBB\xBF";
  }
  return character.size() == 4 && character >= "\xF0\x9F\x80\x80" && character <= "\xF0\x9F\xAB\xBF";
}

}  // namespace whip::recovery
