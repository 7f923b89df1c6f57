// Reads the tokens of a text that does not parse up to the first that cannot stand where it is, and says what was
// expected there: in Ruff's words where these are known. It builds nothing and accepts more than Python; what it lets
// pass, the tree has told.
//
//   def f(a b):      after a parameter: "Expected `,`, found identifier"
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/syntax_error.h"
#include "core/syntax/syntax_error_lexer.h"

namespace whip::recovery {

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
// Signs between two operands.
inline bool is_operator(std::string_view sign) {
  return is_one_of(
      sign, {"+", "-", "*", "/", "//", "%", "@", "&", "|", "^", "<<", ">>", "**", "<", ">", "<=", ">=", "==", "!="});
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), tokens_(tokenize(text)) {}

  // The first error; none if every token has its place.
  std::optional<SyntaxError> read();

 private:
  // What an expression at the level of a statement may hold.
  struct Place {
    bool tuple = false;    // commas without brackets, and a star in front of an element
    bool walrus = false;   // `x := 1` without brackets
    bool yield = false;    // `yield` without brackets
    bool target = false;   // ends at `in`
    bool pattern = false;  // of a case: `as`, `**rest`, ends at `if`
    bool items = false;    // of `with`: `as` within brackets
  };
  // What is open around the current token.
  enum class Inside : std::uint8_t {
    base,
    group,
    call,
    subscript,
    list,
    brace,
    string,
    field,
    format,
    lambda,
    ternary
  };
  struct Context {
    Inside kind;
    std::size_t element;    // where the current element begins
    bool comma = false;     // one was seen
    bool loop = false;      // a `for` clause was seen
    bool target = false;    // between `for` and `in`
    bool mapping = false;   // braces of a dictionary
    bool splat = false;     // the element is `**x`
    int colons = 0;         // in the element
    bool assigned = false;  // the element is `name=value`
    bool keywords = false;  // one before it was
  };
  enum class State : std::uint8_t { operand, after, parameter, after_parameter, part, done, failed };

  // A level of indentation, and what the last statement on it may be followed by.
  enum class Follow : std::uint8_t { nothing, elif_else, else_, except, handlers, finally };
  struct Level {
    bool cases = false;  // the block of a `match`
    Follow follow = Follow::nothing;
    bool any = false;
  };

  static bool is_bracket(Inside kind) {
    return kind == Inside::group || kind == Inside::call || kind == Inside::subscript || kind == Inside::list ||
           kind == Inside::brace;
  }
  static std::string_view closer(Inside kind) {
    if (kind == Inside::subscript || kind == Inside::list) return "]";
    return kind == Inside::brace || kind == Inside::field ? "}" : ")";
  }

  // syntax_error_expressions.cpp, syntax_error_operands.cpp
  bool expression(Place place);
  bool bracketed_arguments();
  bool run(std::vector<Context> stack, State state, Place place);
  State operand(std::vector<Context>& stack, Place place);
  State operand_keyword(std::vector<Context>& stack, Place place);
  State operand_sign(std::vector<Context>& stack, Place place);
  State no_operand(const Context& context, Place place);
  State after(std::vector<Context>& stack, Place place);
  State after_keyword(std::vector<Context>& stack, Place place);
  State after_sign(std::vector<Context>& stack, Place place);
  State after_comma(std::vector<Context>& stack, Place place);
  State after_colon(std::vector<Context>& stack, Place place);
  State after_equal(std::vector<Context>& stack, Place place);
  State after_walrus(std::vector<Context>& stack, Place place);
  State close(std::vector<Context>& stack, Place place);
  State conversion();
  State parameter(std::vector<Context>& stack);
  State after_parameter(std::vector<Context>& stack);
  State string_part(std::vector<Context>& stack);
  State unexpected(const Context& context, Place place);
  bool positional_after_keyword(const Context& context);
  bool entry_without_colon(const Context& context) const;
  // syntax_error_targets.cpp
  // The first element of tokens [begin, end) that is no target; none if all are.
  std::optional<Span> bad_target(std::size_t begin, std::size_t end) const;
  bool is_single_target(std::size_t begin, std::size_t end) const;

  // syntax_error_blocks.cpp, syntax_error_statements.cpp
  bool statement();
  bool clause();
  bool compound();
  bool simple_statements();
  bool simple_statement();
  bool expression_statement();
  bool suite(std::string_view owner, Follow follow, bool cases = false);
  bool colon();
  bool function();
  bool parameters();
  bool left_open(std::string_view closer);
  bool class_definition();
  bool type_parameters();
  bool for_statement();
  bool with_statement();
  bool except_clause();
  bool decorator();
  bool async_statement();
  bool match_statement();
  bool case_clause();
  bool type_alias();
  bool import_statement();
  bool import_from();
  bool dotted_name();
  bool alias();
  bool names(std::string_view statement);
  bool raise_statement();
  bool identifier();
  bool is_match_statement() const;
  bool is_simple_keyword() const;
  bool begins_statement_keyword() const;
  bool is_compound() const;

  // syntax_error_reader.cpp
  const Token& token(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  std::string_view word(std::size_t ahead = 0) const {
    const Span span = token(ahead).span;
    return text_.substr(span.begin, span.size());
  }
  std::string_view text_of(const Token& token) const { return text_.substr(token.span.begin, token.span.size()); }
  bool is(Lex kind) const { return token().kind == kind; }
  bool is_sign(std::string_view sign, std::size_t ahead = 0) const {
    return token(ahead).kind == Lex::sign && word(ahead) == sign;
  }
  bool is_word(std::string_view keyword, std::size_t ahead = 0) const {
    return token(ahead).kind == Lex::keyword && word(ahead) == keyword;
  }
  bool ends_line() const { return is(Lex::newline) || is(Lex::end) || is_sign(";"); }
  bool begins_expression(std::size_t ahead = 0) const;
  bool begins_line(std::size_t index) const;

  bool fail(Span span, std::string message);
  bool fail(std::string message) { return fail(token().span, std::move(message)); }
  State stop(std::string message) { return fail(std::move(message)), State::failed; }
  bool expected(std::string_view what);
  // "identifier", "newline", "`if`"
  std::string found() const;
  bool no_identifier();

  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::vector<Level> levels_ = std::vector<Level>(1);
  std::optional<SyntaxError> error_;
  const std::vector<Context>* open_ = nullptr;  // the stack of the expression being read
};

}  // namespace whip::recovery
