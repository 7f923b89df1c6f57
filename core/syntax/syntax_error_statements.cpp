// Simple statements.
#include "core/syntax/syntax_error_reader.h"

namespace whip::recovery {

bool Reader::simple_statements() {
  for (;;) {
    if (!simple_statement()) return false;
    const bool semicolon = is_sign(";");
    if (semicolon) ++at_;
    if (is(Lex::newline)) return ++at_, true;
    if (is(Lex::end)) return true;
    if (is(Lex::invalid)) return fail(token().message);
    if (is_compound()) {
      return fail("Compound statements are not allowed on the same line as simple statements");
    }
    if (semicolon) continue;
    if (begins_expression() && !is(Lex::sign))
      return fail("Simple statements must be separated by newlines or semicolons");
    if (is_simple_keyword()) return fail("Simple statements must be separated by newlines or semicolons");
    return fail(begins_expression() ? "Simple statements must be separated by newlines or semicolons"
                                    : "Expected a statement");
  }
}

bool Reader::simple_statement() {
  if (is(Lex::keyword)) {
    const std::string_view keyword = word();
    if (is_one_of(keyword, {"pass", "break", "continue"})) return ++at_, true;
    if (keyword == "return") {
      ++at_;
      return !begins_expression() || expression({.tuple = true});
    }
    if (keyword == "raise") return raise_statement();
    if (keyword == "global" || keyword == "nonlocal") return names(keyword == "global" ? "Global" : "Nonlocal");
    if (keyword == "import") return import_statement();
    if (keyword == "from") return import_from();
    if (keyword == "assert") {
      ++at_;
      if (!expression({})) return false;
      return !is_sign(",") || (++at_, expression({}));
    }
    if (keyword == "del") {
      ++at_;
      if (!begins_expression()) return fail("Delete statement must have at least one target");
      if (!expression({.tuple = true})) return false;
      return ends_line() || expected("`,`");
    }
    if (!begins_expression()) return fail("Expected a statement");
  }
  if (is(Lex::name) && word() == "lazy" && (is_word("import", 1) || is_word("from", 1))) {
    ++at_;
    return is_word("import") ? import_statement() : import_from();
  }
  const bool alias =
      is(Lex::name) && word() == "type" && token(1).kind == Lex::name && (is_sign("=", 2) || is_sign("[", 2));
  if (alias) return type_alias();
  if (is_sign("**")) return fail("Expected an expression");
  if (!begins_expression()) return is(Lex::invalid) ? fail(token().message) : fail("Expected a statement");
  return expression_statement();
}

bool Reader::expression_statement() {
  const auto is_augmented = [](std::string_view sign) {
    return sign.size() >= 2 && sign.back() == '=' && !is_one_of(sign, {"==", "!=", "<=", ">=", ":="});
  };
  std::size_t begin = at_;
  if (!expression({.tuple = true, .yield = true})) return false;
  const auto check = [&](std::string_view message) {
    const std::optional<Span> bad = bad_target(begin, at_);
    return !bad || fail(*bad, std::string(message));
  };
  if (is_sign(":")) {
    if (!check("Invalid annotated assignment target")) return false;
    ++at_;
    if (!expression({})) return false;
    return !is_sign("=") || (++at_, expression({.tuple = true, .yield = true}));
  }
  if (is(Lex::sign) && is_augmented(word())) {
    if (!check("Invalid augmented assignment target")) return false;
    return ++at_, expression({.tuple = true, .yield = true});
  }
  while (is_sign("=")) {
    if (!check("Invalid assignment target")) return false;
    begin = ++at_;
    if (!expression({.tuple = true, .yield = true})) return false;
  }
  return true;
}

bool Reader::raise_statement() {
  ++at_;
  if (ends_line()) return true;
  if (is_word("from")) return fail("Exception missing in `raise` statement with cause");
  const std::size_t begin = at_;
  if (!expression({})) return false;
  if (is_sign(",")) {
    if (!expression({.tuple = true})) {
      error_.reset();
      at_ = begin;
      if (!expression({.tuple = true})) return false;
    }
    return fail({tokens_[begin].span.begin, tokens_[at_ - 1].span.end},
                "Unparenthesized tuple expression cannot be used here");
  }
  if (!is_word("from")) return true;
  ++at_;
  return expression({});
}

bool Reader::names(std::string_view statement) {
  ++at_;
  if (!is(Lex::name))
    return is(Lex::invalid) ? fail(token().message)
                            : fail(std::string(statement) + " statement must have at least one name");
  for (;;) {
    ++at_;
    if (ends_line()) return true;
    if (!is_sign(",")) return expected("`,`");
    if (token(1).kind != Lex::name) return fail("Trailing comma not allowed");
    ++at_;
  }
}

bool Reader::dotted_name() {
  if (!identifier()) return false;
  while (is_sign(".")) {
    ++at_;
    if (!identifier()) return false;
  }
  return true;
}

bool Reader::alias() {
  if (!is_word("as")) return true;
  ++at_;
  if (is(Lex::name)) return ++at_, true;
  return is(Lex::invalid) ? fail(token().message) : fail("Expected symbol after `as`");
}

bool Reader::import_statement() {
  ++at_;
  if (is_sign(".") || is_sign("...")) return fail("Expected an import name");
  if (!is(Lex::name))
    return is(Lex::invalid) ? fail(token().message) : fail("Expected one or more symbol names after import");
  for (;;) {
    if (!dotted_name() || !alias()) return false;
    if (ends_line() || begins_statement_keyword()) return true;
    if (!is_sign(",")) return expected("`,`");
    if (is_sign(",", 1)) return fail(token(1).span, "Expected an import name");
    if (token(1).kind != Lex::name) return fail("Trailing comma not allowed");
    ++at_;
  }
}

bool Reader::import_from() {
  ++at_;
  bool dots = false;
  for (; is_sign(".") || is_sign("..."); ++at_) dots = true;
  if (is(Lex::name)) {
    if (!dotted_name()) return false;
  } else if (!dots) {
    return is(Lex::invalid) ? fail(token().message) : fail("Expected a module name");
  }
  if (!is_word("import")) return expected("`import`");
  ++at_;
  if (is_sign("*")) {
    const Span star = token().span;
    ++at_;
    return !is_sign(",") || fail({star.begin, token(1).span.end}, "Star import must be the only import");
  }
  const bool brackets = is_sign("(");
  if (brackets) ++at_;
  if (is_sign("*")) return fail({tokens_[at_ - 1].span.begin, token().span.end}, "Star import cannot be parenthesized");
  if (!is(Lex::name)) {
    if (is(Lex::invalid)) return fail(token().message);
    const bool keyword = is(Lex::keyword) && !begins_statement_keyword();
    return fail(keyword ? "Expected an import name" : "Expected one or more symbol names after import");
  }
  for (;;) {
    if (!identifier() || !alias()) return false;
    if (brackets && is_sign(")")) return ++at_, true;
    if (!brackets && ends_line()) return true;
    if (brackets && is(Lex::end)) return fail("unexpected EOF while parsing");
    if (brackets && left_open(")")) return false;
    if (!brackets && begins_expression() && !is(Lex::name)) return true;
    if (!brackets && begins_statement_keyword()) return true;
    if (!is_sign(",")) return expected("`,`");
    if (is_sign(",", 1)) {
      return fail(token(1).span, brackets ? "Expected an import name or a ')'" : "Expected an import name");
    }
    if (brackets && is_sign(")", 1)) return at_ += 2, true;
    if (token(1).kind != Lex::name) {
      if (!brackets) return fail("Trailing comma not allowed");
      ++at_;
      return !left_open(")") && expected("`)`");
    }
    ++at_;
  }
}

bool Reader::type_alias() {
  ++at_;
  if (!identifier()) return false;
  if (is_sign("[") && !type_parameters()) return false;
  if (!is_sign("=")) return expected("`=`");
  return ++at_, expression({});
}

}  // namespace whip::recovery
