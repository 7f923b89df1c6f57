// What the current token is, and how to say that it is not what was expected.
#include <algorithm>

#include "core/syntax/syntax_error_reader.h"

namespace whip::recovery {

bool Reader::fail(Span span, std::string message) {
  error_ = SyntaxError{.span = span, .kind = SyntaxErrorKind::parse, .message = std::move(message)};
  return false;
}

std::string Reader::found() const {
  switch (token().kind) {
    case Lex::end:
      return "end of file";
    case Lex::newline:
      return "newline";
    case Lex::indent:
      return "indent";
    case Lex::dedent:
      return "dedent";
    case Lex::name:
      return is_one_of(word(), {"match", "case", "type"}) ? "`" + std::string(word()) + "`" : "identifier";
    case Lex::integer:
      return "int";
    case Lex::float_:
      return "float";
    case Lex::imaginary:
      return "complex";
    case Lex::string:
      return "string";
    case Lex::field_string_begin:
      return (word()[0] | 0x20) == 't' || (word()[1] | 0x20) == 't' ? "TStringStart" : "FStringStart";
    case Lex::field_string_text:
      return "FStringMiddle";
    case Lex::field_string_end:
      return "FStringEnd";
    default:
      return "`" + std::string(word()) + "`";
  }
}

bool Reader::expected(std::string_view what) {
  if (is(Lex::invalid)) return fail(token().message);
  return fail("Expected " + std::string(what) + ", found " + found());
}

bool Reader::no_identifier() {
  if (is(Lex::invalid)) return fail(token().message);
  if (!is(Lex::keyword)) return fail("Expected an identifier");
  return fail("Expected an identifier, but found a keyword `" + std::string(word()) + "` that cannot be used here");
}

bool Reader::begins_expression(std::size_t ahead) const {
  switch (token(ahead).kind) {
    case Lex::name:
    case Lex::integer:
    case Lex::float_:
    case Lex::imaginary:
    case Lex::string:
    case Lex::field_string_begin:
      return true;
    case Lex::keyword:
      return is_one_of(word(ahead), {"True", "False", "None", "not", "lambda", "await", "yield"});
    case Lex::sign:
      return is_one_of(word(ahead), {"(", "[", "{", "+", "-", "~", "...", "*"});
    default:
      return false;
  }
}

bool Reader::begins_line(std::size_t index) const {
  if (index == 0 || index >= tokens_.size()) return index == 0;
  const std::uint32_t from = tokens_[index - 1].span.end;
  return text_.substr(from, tokens_[index].span.begin - from).find_first_of("\r\n") != std::string_view::npos;
}

bool Reader::begins_statement_keyword() const {
  return is(Lex::keyword) && (is_simple_keyword() || is_compound() || begins_expression());
}

bool Reader::is_simple_keyword() const {
  return is(Lex::keyword) && is_one_of(word(), {"pass", "break", "continue", "return", "raise", "del", "assert",
                                                "global", "nonlocal", "import", "from"});
}

bool Reader::is_compound() const {
  if (is_sign("@")) return true;
  return is(Lex::keyword) && is_one_of(word(), {"if", "for", "while", "with", "try", "def", "class", "async"});
}

// A statement on the next line: the bracket was to be closed. True (and an error) if that is so.
bool Reader::left_open(std::string_view closer) {
  const bool clause = is(Lex::keyword) && is_one_of(word(), {"elif", "else", "except", "finally"});
  if ((!begins_statement_keyword() && !clause) || !begins_line(at_)) return false;
  const std::size_t end = std::min(text_.find_first_of("\r\n", tokens_[at_ - 1].span.end), text_.size());
  const auto at = static_cast<std::uint32_t>(end);
  return !fail({at, at + 1}, "Expected `" + std::string(closer) + "`, found newline");
}

bool Reader::identifier() {
  if (!is(Lex::name)) return no_identifier();
  return ++at_, true;
}

}  // namespace whip::recovery
