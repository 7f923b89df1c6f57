// Compound statements and their blocks. Blocks are levels on a stack, for else and except belong to what stands before
// them on their level.
#include <algorithm>

#include "core/syntax/syntax_error_reader.h"

namespace whip::recovery {

std::optional<SyntaxError> Reader::read() {
  while (!error_ && !is(Lex::end)) {
    if (!statement()) break;
  }
  if (!error_ && levels_.back().follow == Follow::except) fail("Expected `except` or `finally` after `try` block");
  return error_;
}

bool Reader::statement() {
  Level& level = levels_.back();
  if (is(Lex::invalid)) return fail(token().message);
  if (is(Lex::indent)) return fail("Unexpected indentation");
  if (is(Lex::dedent)) {
    if (level.follow == Follow::except && token(1).kind != Lex::invalid)
      return fail(token(1).span, "Expected `except` or `finally` after `try` block");
    if (levels_.size() > 1) levels_.pop_back();
    return ++at_, true;
  }
  if (is(Lex::newline)) return ++at_, true;
  if (is(Lex::keyword) && is_one_of(word(), {"elif", "else", "except", "finally"})) return clause();
  if (level.follow == Follow::except) return fail("Expected `except` or `finally` after `try` block");
  level.follow = Follow::nothing;
  const bool first = !level.any;
  level.any = true;
  if (level.cases) {
    if (is(Lex::name) && word() == "case") return case_clause();
    return first ? fail("Expected `case` block") : expected("dedent");
  }
  return is_compound() || is_match_statement() ? compound() : simple_statements();
}

bool Reader::clause() {
  Level& level = levels_.back();
  const Follow follow = level.follow;
  const bool handlers = follow == Follow::except || follow == Follow::handlers;
  if (is_word("elif") && follow == Follow::elif_else) {
    ++at_;
    return expression({.walrus = true}) && colon() && suite("`elif` clause", Follow::elif_else);
  }
  if (is_word("else") && (follow == Follow::elif_else || follow == Follow::else_ || follow == Follow::handlers)) {
    ++at_;
    return colon() && suite("`else` clause", follow == Follow::handlers ? Follow::finally : Follow::nothing);
  }
  if (is_word("except") && handlers) return except_clause();
  if (is_word("finally") && (handlers || follow == Follow::finally)) {
    ++at_;
    return colon() && suite("`finally` clause", Follow::nothing);
  }
  if (follow == Follow::except) return fail("Expected `except` or `finally` after `try` block");
  return fail("Expected a statement");
}

bool Reader::compound() {
  if (is_sign("@")) return decorator();
  if (is_match_statement()) return match_statement();
  const std::string_view keyword = word();
  if (keyword == "async") return async_statement();
  if (keyword == "def") return function();
  if (keyword == "class") return class_definition();
  if (keyword == "for") return for_statement();
  if (keyword == "with") return with_statement();
  ++at_;
  if (keyword == "try") return colon() && suite("`try` statement", Follow::except);
  const bool loop = keyword == "while";
  return expression({.walrus = true}) && colon() &&
         suite(loop ? "`while` statement" : "`if` statement", loop ? Follow::else_ : Follow::elif_else);
}

bool Reader::colon() {
  if (!is_sign(":")) return expected("`:`");
  return ++at_, true;
}

bool Reader::suite(std::string_view owner, Follow follow, bool cases) {
  levels_.back().follow = follow;
  if (!is(Lex::newline)) {
    const bool simple = !is_compound() && (is_simple_keyword() || begins_expression() || is(Lex::invalid));
    return simple ? simple_statements() : fail("Expected a simple statement");
  }
  ++at_;
  if (!is(Lex::indent)) {
    const Span line_end = tokens_[at_ - 1].span;
    const bool over = is(Lex::dedent) || is(Lex::end);
    if (is(Lex::invalid)) return fail(token().message);
    return fail(over ? line_end : token().span, "Expected an indented block after " + std::string(owner));
  }
  ++at_;
  levels_.push_back({.cases = cases});
  return true;
}

bool Reader::async_statement() {
  ++at_;
  if (is_word("def")) return function();
  if (is_word("for")) return for_statement();
  if (is_word("with")) return with_statement();
  if (is(Lex::invalid)) return fail(token().message);
  return fail("Expected `def`, `with` or `for` to follow `async`, found " + found());
}

bool Reader::decorator() {
  ++at_;
  if (!expression({.walrus = true})) return false;
  if (!is(Lex::newline)) return expected("newline");
  ++at_;
  const bool definition = is_sign("@") || is_word("def") || is_word("class") || (is_word("async") && is_word("def", 1));
  return definition || is(Lex::invalid) ||
         fail("Expected class, function definition or async function definition after decorator");
}

bool Reader::function() {
  ++at_;
  if (!identifier()) return false;
  if (is_sign("[") && !type_parameters()) return false;
  if (!is_sign("(")) return expected("`(`");
  if (!parameters()) return false;
  if (is_sign("->")) {
    ++at_;
    if (!expression({})) return false;
  }
  return colon() && suite("function definition", Follow::nothing);
}

bool Reader::parameters() {
  ++at_;
  for (bool any = false;; any = true) {
    if (is_sign(")")) return ++at_, true;
    if (is(Lex::invalid)) return fail(token().message);
    if (left_open(")")) return false;
    if (is_sign("*") || is_sign("**")) {
      const bool keywords = is_sign("**");
      const Span star = token().span;
      ++at_;
      if (is(Lex::name)) {
        ++at_;
      } else if (keywords) {
        return no_identifier();
      } else if (!is_sign(",")) {
        return fail(star, "Expected one or more keyword parameter after `*` separator");
      }
      if (is_sign("=")) return fail("Parameter with `*` or `**` cannot have default value");
    } else if (is(Lex::name) || is_sign("/")) {
      ++at_;
    } else if (begins_expression() || begins_statement_keyword()) {
      return expected("`)`");
    } else if (any && !is_sign(",") && !is(Lex::end)) {
      return expected("`,`");
    } else {
      return is(Lex::end) ? fail("unexpected EOF while parsing")
                          : fail("Expected a parameter or the end of the parameter list");
    }
    if (is_sign(":")) {
      ++at_;
      if (!expression({.tuple = is_sign("*")})) return false;
    }
    if (is_sign("=")) {
      ++at_;
      if (!expression({})) return false;
    }
    if (is_sign(",")) {
      ++at_;
    } else if (!is_sign(")")) {
      if (left_open(")")) return false;
      const bool parameter = is(Lex::name) || is_sign("*") || is_sign("**") || is_sign("/");
      const bool statement = !parameter && (begins_expression() || begins_statement_keyword());
      return is(Lex::end) ? fail("unexpected EOF while parsing") : expected(statement ? "`)`" : "`,`");
    }
  }
}

bool Reader::type_parameters() {
  ++at_;
  for (bool any = false;; any = true) {
    if (is_sign("]")) return any ? (++at_, true) : fail("Type parameter list cannot be empty");
    const bool star = is_sign("*") || is_sign("**");
    if (star) ++at_;
    if (!is(Lex::name)) return star || any ? no_identifier() : fail("Type parameter list cannot be empty");
    ++at_;
    if (is_sign(":") && !star) {
      ++at_;
      if (!expression({})) return false;
    }
    if (is_sign("=")) {
      ++at_;
      if (!expression({.tuple = is_sign("*")})) return false;
    }
    if (is_sign(",")) {
      ++at_;
    } else if (!is_sign("]")) {
      return any || !is_sign(":") ? expected("`,`") : expected("`]`");
    }
  }
}

bool Reader::class_definition() {
  ++at_;
  if (!identifier()) return false;
  if (is_sign("[") && !type_parameters()) return false;
  if (is_sign("(") && !bracketed_arguments()) return false;
  return colon() && suite("`class` definition", Follow::nothing);
}

bool Reader::for_statement() {
  ++at_;
  if (is_word("in")) return fail("Expected an identifier");
  const std::size_t begin = at_;
  if (!expression({.tuple = true, .target = true})) return false;
  if (!is_word("in")) return expected("`in`");
  if (const std::optional<Span> bad = bad_target(begin, at_)) return fail(*bad, "Invalid assignment target");
  ++at_;
  return expression({.tuple = true}) && colon() && suite("`for` statement", Follow::else_);
}

bool Reader::with_statement() {
  ++at_;
  if (!begins_expression() && !is(Lex::invalid)) {
    return fail("Expected the start of an expression after `with` keyword");
  }
  for (;;) {
    const std::size_t begin = at_;
    if (!expression({.items = true})) return false;
    if (is_word("as")) {
      ++at_;
      const std::size_t target = at_;
      if (!expression({})) return false;
      if (const std::optional<Span> bad = bad_target(target, at_)) return fail(*bad, "Invalid assignment target");
    }
    if (is_sign(":")) break;
    if (!is_sign(",")) {
      const bool brackets = text_of(tokens_[begin]) == "(" && text_of(tokens_[at_ - 1]) == ")";
      return expected(brackets || is(Lex::newline) ? "`:`" : "`,`");
    }
    if (is_sign(":", 1) || token(1).kind == Lex::keyword) return fail("Trailing comma not allowed");
    ++at_;
  }
  return colon() && suite("`with` statement", Follow::nothing);
}

bool Reader::except_clause() {
  ++at_;
  const bool star = is_sign("*");
  if (star) ++at_;
  const bool types = !is_sign(":") && !is(Lex::newline) && !is(Lex::end);
  if (is_word("as") || (star && !types)) return fail("Expected one or more exception types");
  if (types) {
    if (!begins_expression()) return expected("`:`");
    if (!expression({.tuple = true})) return false;
    if (is_word("as")) {
      ++at_;
      if (!is(Lex::name)) return is(Lex::invalid) ? fail(token().message) : fail("Expected name after `as`");
      ++at_;
    }
  }
  return colon() && suite("`except` clause", Follow::handlers);
}

// `match` and a colon at the end of the line, with something between that is no operator.
bool Reader::is_match_statement() const {
  if (!is(Lex::name) || word() != "match") return false;
  const bool subject = begins_expression(1) && !(token(1).kind == Lex::keyword && word(1) == "yield");
  if (!subject) return false;
  int depth = 0;
  for (std::size_t i = at_ + 1; i < tokens_.size(); ++i) {
    const Token& next = tokens_[i];
    if (next.kind == Lex::newline) return text_of(tokens_[i - 1]) == ":";
    if (next.kind != Lex::sign) continue;
    const std::string_view sign = text_of(next);
    if (sign == "(" || sign == "[" || sign == "{") ++depth;
    if (sign == ")" || sign == "]" || sign == "}") --depth;
    if (depth == 0 && (sign == "=" || sign == ";")) return false;
  }
  return false;
}

bool Reader::match_statement() {
  ++at_;
  return expression({.tuple = true, .walrus = true}) && colon() && suite("`match` statement", Follow::nothing, true);
}

bool Reader::case_clause() {
  ++at_;
  if (!begins_expression() && !is_sign("**")) {
    if (is(Lex::invalid)) return fail(token().message);
    return is(Lex::keyword) ? no_identifier() : fail("Expected a pattern");
  }
  if (!expression({.tuple = true, .pattern = true})) return false;
  if (is_word("if")) {
    ++at_;
    if (!expression({.walrus = true})) return false;
  }
  return colon() && suite("`case` block", Follow::nothing);
}

}  // namespace whip::recovery
