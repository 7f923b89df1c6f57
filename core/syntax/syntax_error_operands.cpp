// Where an operand is due: names, literals, brackets, and what may stand before them; the parameters of lambda; the
// pieces of f-strings.
#include "core/syntax/syntax_error_reader.h"

namespace whip::recovery {

Reader::State Reader::operand(std::vector<Context>& stack, Place place) {
  switch (token().kind) {
    case Lex::name:
    case Lex::integer:
    case Lex::float_:
    case Lex::imaginary:
    case Lex::string:
      return ++at_, State::after;
    case Lex::field_string_begin:
      stack.push_back({.kind = Inside::string, .element = ++at_});
      return State::part;
    case Lex::keyword:
      return operand_keyword(stack, place);
    case Lex::sign:
      return operand_sign(stack, place);
    default:
      return no_operand(stack.back(), place);
  }
}

Reader::State Reader::operand_keyword(std::vector<Context>& stack, Place place) {
  const std::string_view keyword = word();
  const Context& context = stack.back();
  const bool first = at_ == context.element;
  if (keyword == "True" || keyword == "False" || keyword == "None") return ++at_, State::after;
  const Token* before = at_ > 0 ? &tokens_[at_ - 1] : nullptr;
  const bool operand = !first && before != nullptr && before->kind == Lex::sign && is_operator(text_of(*before));
  if (keyword == "not") {
    const bool negated = before != nullptr && before->kind == Lex::keyword &&
                         (text_of(*before) == "await" || text_of(*before) == "in" || text_of(*before) == "is");
    if (operand || negated ||
        (at_ > 1 && before->kind == Lex::keyword && text_of(*before) == "not" && text_of(tokens_[at_ - 2]) == "is")) {
      return stop("Boolean 'not' expression cannot be used here");
    }
    return ++at_, State::operand;
  }
  if (keyword == "await") return ++at_, State::operand;
  if (keyword == "lambda") {
    if (operand) return stop("Lambda expression cannot be used here");
    stack.push_back({.kind = Inside::lambda, .element = ++at_});
    return State::parameter;
  }
  if (keyword == "yield") {
    const bool allowed = first && ((context.kind == Inside::base && place.yield) || context.kind == Inside::field ||
                                   (context.kind == Inside::group && !context.comma));
    if (!allowed) return stop("Yield expression cannot be used here");
    ++at_;
    if (is_word("from")) return ++at_, State::operand;
    stack.back().element = at_;
    return begins_expression() ? State::operand : State::after;
  }
  return no_operand(context, place);
}

Reader::State Reader::operand_sign(std::vector<Context>& stack, Place place) {
  const std::string_view sign = word();
  Context& context = stack.back();
  const bool first = at_ == context.element;
  const auto open = [&](Inside kind) {
    ++at_;
    stack.push_back({.kind = kind, .element = at_});
    return State::operand;
  };
  if (sign == "(") return open(Inside::group);
  if (sign == "[") return open(Inside::list);
  if (sign == "{") return open(Inside::brace);
  if (sign == "...") return ++at_, State::after;
  if (sign == "+" || sign == "-" || sign == "~") return ++at_, State::operand;
  if (sign == "*") {
    const bool allowed = first && (context.kind != Inside::base || place.tuple || place.pattern);
    if (!allowed && begins_expression(1)) {
      return fail({token().span.begin, token(1).span.end}, "Starred expression cannot be used here"), State::failed;
    }
    if (!allowed) return stop("Expected an expression");
    return ++at_, State::operand;
  }
  if (sign == "**" && first && (context.kind == Inside::call || context.kind == Inside::brace)) {
    context.splat = context.mapping = true;
    return ++at_, State::operand;
  }
  if (context.kind == Inside::subscript && sign == ":") return after_colon(stack, place);
  if (sign == closer(context.kind) && is_bracket(context.kind)) {
    const bool slice = context.kind == Inside::subscript && context.colons > 0;
    const bool empty =
        first && !context.loop && !context.target && (context.kind != Inside::subscript || context.comma);
    if (slice || empty) return close(stack, place);
    if (context.kind == Inside::subscript && first) return stop("Expected index or slice expression");
  }
  if (sign == "," && context.kind == Inside::subscript && context.colons > 0) return after_comma(stack, place);
  return no_operand(context, place);
}

// The current token begins no operand where one is due.
Reader::State Reader::no_operand(const Context& context, Place place) {
  const Token& here = token();
  const bool first = at_ == context.element;
  if (here.kind == Lex::invalid) return stop(here.message);
  if (place.pattern && is(Lex::sign) && at_ > 0) {
    const std::string_view before = text_of(tokens_[at_ - 1]);
    if (before == "as" || before == "**") return stop("Expected an identifier");
    if (before == "|") return stop("Expected a pattern");
  }
  if (context.kind == Inside::base) {
    // `a == = b`
    if (!first && place.yield && is_sign("=")) {
      return fail({tokens_[context.element].span.begin, tokens_[at_ - 1].span.end}, "Invalid assignment target"),
             State::failed;
    }
    // A comma at the end.
    const bool over = is(Lex::newline) || is(Lex::end) || is(Lex::keyword) || (is(Lex::sign) && word() != ",");
    if (first && context.comma && over) return State::done;
  } else if (here.kind == Lex::end && context.kind != Inside::lambda) {
    return stop(context.kind == Inside::field ? "f-string: unterminated string" : "unexpected EOF while parsing");
  }
  const bool list = is_bracket(context.kind) && context.kind != Inside::subscript && first && !context.target;
  if (list && context.comma && !is_sign(",")) return unexpected(context, place);
  const bool statement = is(Lex::keyword) && (is_simple_keyword() || is_compound());
  if (list && context.kind == Inside::call && statement) return unexpected(context, place);
  if (list && (context.comma || context.kind == Inside::call)) {
    return stop("Expected an expression or a '" + std::string(closer(context.kind)) + "'");
  }
  if (context.kind == Inside::subscript && first && !context.target) return stop("Expected `:`, found " + found());
  if (here.kind == Lex::keyword) {
    return stop("Expected an identifier, but found a keyword `" + std::string(word()) + "` that cannot be used here");
  }
  return stop("Expected an expression");
}

// `!r` and what may follow it.
Reader::State Reader::conversion() {
  ++at_;
  const bool letter = is(Lex::name) && (word() == "r" || word() == "s" || word() == "a");
  if (is(Lex::invalid)) return stop(token().message);
  if (!letter) return stop("f-string: invalid conversion character");
  ++at_;
  return is_sign(":") || is_sign("}") ? State::after : stop("f-string: expecting `}`");
}

Reader::State Reader::string_part(std::vector<Context>& stack) {
  const Context& context = stack.back();
  if (is(Lex::field_string_text)) return ++at_, State::part;
  if (is_sign("{")) {
    stack.push_back({.kind = Inside::field, .element = ++at_});
    return State::operand;
  }
  if (is(Lex::invalid)) return stop(token().message);
  if (context.kind == Inside::format) {
    if (!is_sign("}")) return stop("f-string: expecting `}`");
    stack.resize(stack.size() - 2);
    return ++at_, State::part;
  }
  if (!is(Lex::field_string_end)) return stop("f-string: expecting `}`");
  stack.pop_back();
  return ++at_, State::after;
}

Reader::State Reader::parameter(std::vector<Context>& stack) {
  if (is(Lex::name)) return ++at_, State::after_parameter;
  if (is_sign("*")) {
    ++at_;
    if (is(Lex::name)) ++at_;
    return State::after_parameter;
  }
  if (is_sign("**")) {
    ++at_;
    return is(Lex::name) ? (++at_, State::after_parameter) : (no_identifier(), State::failed);
  }
  if (is_sign("/")) return ++at_, State::after_parameter;
  if (is_sign(":")) return after_colon(stack, {});
  if (is(Lex::invalid)) return stop(token().message);
  if (is(Lex::keyword) || begins_expression()) return stop("Expected `:`, found " + found());
  return stop("Expected a parameter or the end of the parameter list");
}

Reader::State Reader::after_parameter(std::vector<Context>& stack) {
  if (is_sign(",")) return ++at_, State::parameter;
  if (is_sign("=")) return ++at_, State::operand;
  if (is_sign(":")) return after_colon(stack, {});
  if (is(Lex::invalid)) return stop(token().message);
  return stop("Expected `,`, found " + found());
}

}  // namespace whip::recovery
