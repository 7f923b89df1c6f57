// Expressions, as a machine of two states (an operand is due; an operand has been) with a stack of what is open. Here:
// what may follow an operand.
#include <algorithm>

#include "core/syntax/syntax_error_reader.h"

namespace whip::recovery {

bool Reader::expression(Place place) { return run({{.kind = Inside::base, .element = at_}}, State::operand, place); }

// `(...)` behind the name of a class.
bool Reader::bracketed_arguments() {
  std::vector<Context> stack = {{.kind = Inside::base, .element = at_}, {.kind = Inside::call, .element = at_ + 1}};
  ++at_;
  return run(std::move(stack), State::operand, {});
}

bool Reader::run(std::vector<Context> stack, State state, Place place) {
  const bool arguments = stack.size() == 2;
  open_ = &stack;
  for (;;) {
    switch (state) {
      case State::operand:
        state = operand(stack, place);
        break;
      case State::after:
        if (arguments && stack.size() == 1) return true;
        state = after(stack, place);
        break;
      case State::parameter:
        state = parameter(stack);
        break;
      case State::after_parameter:
        state = after_parameter(stack);
        break;
      case State::part:
        state = string_part(stack);
        break;
      case State::done:
        return true;
      case State::failed:
        return false;
    }
  }
}

Reader::State Reader::after(std::vector<Context>& stack, Place place) {
  const Context& context = stack.back();
  switch (token().kind) {
    case Lex::keyword:
      return after_keyword(stack, place);
    case Lex::sign:
      return after_sign(stack, place);
    case Lex::string:
    case Lex::field_string_begin: {
      const Lex before = tokens_[at_ - 1].kind;
      if (before != Lex::string && before != Lex::field_string_end) break;
      ++at_;
      if (tokens_[at_ - 1].kind == Lex::string) return State::after;
      stack.push_back({.kind = Inside::string, .element = at_});
      return State::part;
    }
    default:
      break;
  }
  if (context.kind != Inside::base) return unexpected(context, place);
  // The elements of a tuple have no other end than what no element begins with.
  if (context.comma && begins_expression() && !is(Lex::sign)) return stop("Expected `,`, found " + found());
  return State::done;
}

Reader::State Reader::after_keyword(std::vector<Context>& stack, Place place) {
  const std::string_view keyword = word();
  Context& context = stack.back();
  const bool bracket = is_bracket(context.kind);
  if (keyword == "and" || keyword == "or") return ++at_, State::operand;
  if (keyword == "is") {
    ++at_;
    if (is_word("not")) ++at_;
    return State::operand;
  }
  if (keyword == "not" && is_word("in", 1)) return at_ += 2, State::operand;
  if (keyword == "in") {
    if (context.kind == Inside::base && place.target) return State::done;
    context.target = false;
    return ++at_, State::operand;
  }
  if (keyword == "if" && context.kind != Inside::ternary) {
    if (context.kind == Inside::base && place.pattern) return State::done;
    ++at_;
    if (!(bracket && context.loop && !context.target)) stack.push_back({.kind = Inside::ternary, .element = at_});
    return State::operand;
  }
  if (keyword == "else" && context.kind == Inside::ternary) {
    stack.pop_back();
    return ++at_, State::operand;
  }
  const bool loop = keyword == "for" || (keyword == "async" && is_word("for", 1));
  if (loop && bracket && context.kind != Inside::subscript && !context.target) {
    const bool tuple = context.comma && context.kind != Inside::call && !context.loop;
    if (tuple) return stop("Expected `" + std::string(closer(context.kind)) + "`, found " + found());
    at_ += keyword == "async" ? 2 : 1;
    context.loop = context.target = true;
    return State::operand;
  }
  const bool as = place.pattern || (place.items && context.kind == Inside::group);
  if (keyword == "as" && as) return ++at_, State::operand;
  return context.kind == Inside::base ? State::done : unexpected(context, place);
}

Reader::State Reader::after_sign(std::vector<Context>& stack, Place place) {
  const std::string_view sign = word();
  Context& context = stack.back();
  if (is_operator(sign)) return ++at_, State::operand;
  if (sign == ".") {
    ++at_;
    return is(Lex::name) ? (++at_, State::after) : (no_identifier(), State::failed);
  }
  if (sign == "(" || sign == "[") {
    ++at_;
    stack.push_back({.kind = sign == "(" ? Inside::call : Inside::subscript, .element = at_});
    return State::operand;
  }
  if (sign == ",") return after_comma(stack, place);
  if (sign == ":") return after_colon(stack, place);
  if (sign == ":=") return after_walrus(stack, place);
  if (sign == "=") return after_equal(stack, place);
  if (sign == "!" && context.kind == Inside::field) return conversion();
  if (sign == "}" && context.kind == Inside::field) {
    stack.pop_back();
    return ++at_, State::part;
  }
  if (is_bracket(context.kind) && sign == closer(context.kind)) return close(stack, place);
  return context.kind == Inside::base ? State::done : unexpected(context, place);
}

bool Reader::entry_without_colon(const Context& context) const {
  return context.kind == Inside::brace && context.mapping && context.colons == 0 && !context.splat && !context.loop;
}

// `f(a=1, b)`; the element that ends here.
bool Reader::positional_after_keyword(const Context& context) {
  if (context.kind != Inside::call || !context.keywords || context.assigned || context.splat || context.loop)
    return false;
  if (at_ <= context.element || text_of(tokens_[context.element]) == "*") return false;
  return !fail({tokens_[context.element].span.begin, tokens_[at_ - 1].span.end},
               "Positional argument cannot follow keyword argument");
}

Reader::State Reader::after_comma(std::vector<Context>& stack, Place place) {
  Context& context = stack.back();
  if (context.kind == Inside::lambda) return ++at_, State::parameter;
  if (context.kind == Inside::base) {
    if (!place.tuple) return State::done;
  } else if (!is_bracket(context.kind) && context.kind != Inside::field) {
    return unexpected(context, place);
  } else if (entry_without_colon(context)) {
    return stop("Expected `:`, found `,`");
  } else if (context.loop && !context.target) {
    if (context.kind != Inside::call) return unexpected(context, place);
    return fail({tokens_[context.element].span.begin, tokens_[at_ - 1].span.end},
                "Unparenthesized generator expression cannot be used here"),
           State::failed;
  }
  if (positional_after_keyword(context)) return State::failed;
  ++at_;
  context.keywords = context.keywords || context.assigned;
  context.comma = context.comma || !context.target;
  context.element = at_;
  context.colons = 0;
  context.splat = context.assigned = false;
  return State::operand;
}

Reader::State Reader::after_colon(std::vector<Context>& stack, Place place) {
  Context& context = stack.back();
  switch (context.kind) {
    case Inside::base:
      return State::done;
    case Inside::lambda:
      stack.pop_back();
      return ++at_, State::operand;
    case Inside::field:
      ++at_;
      stack.push_back({.kind = Inside::format, .element = at_});
      return State::part;
    case Inside::subscript:
      if (++context.colons > 2) return stop("Expected `]`, found `:`");
      return ++at_, State::operand;
    case Inside::brace:
      if (context.comma && !context.mapping) return stop("Expected `,`, found `:`");
      if (++context.colons > 1) return stop("Expected an expression or a '}'");
      context.mapping = true;
      return ++at_, State::operand;
    default:
      return unexpected(context, place);
  }
}

Reader::State Reader::after_equal(std::vector<Context>& stack, Place place) {
  Context& context = stack.back();
  switch (context.kind) {
    case Inside::base:
      return State::done;
    case Inside::lambda:
      return ++at_, State::operand;
    case Inside::field:
      ++at_;
      if (is_sign("!")) return conversion();
      return is_sign(":") || is_sign("}") ? State::after : stop("f-string: expecting `}`");
    case Inside::call:
      if (context.assigned || context.loop) return unexpected(context, place);
      if (context.element + 1 != at_ || tokens_[context.element].kind != Lex::name) {
        return fail({tokens_[context.element].span.begin, tokens_[at_ - 1].span.end}, "Expected a parameter name"),
               State::failed;
      }
      context.assigned = true;
      return ++at_, State::operand;
    default:
      return unexpected(context, place);
  }
}

Reader::State Reader::after_walrus(std::vector<Context>& stack, Place place) {
  const Context& context = stack.back();
  const bool name = tokens_[at_ - 1].kind == Lex::name && context.element + 1 == at_;
  if (context.kind == Inside::base) return name && place.walrus ? (++at_, State::operand) : State::done;
  if (!is_bracket(context.kind) || context.assigned || context.colons > 0 || context.loop)
    return unexpected(context, place);
  if (name) return ++at_, State::operand;
  return fail({tokens_[context.element].span.begin, tokens_[at_ - 1].span.end},
              "Assignment expression target must be an identifier"),
         State::failed;
}

Reader::State Reader::close(std::vector<Context>& stack, Place place) {
  const Context& context = stack.back();
  if (context.target) return unexpected(context, place);
  if (positional_after_keyword(context)) return State::failed;
  if (entry_without_colon(context) && at_ != context.element) return stop("Expected `:`, found `}`");
  if (context.kind == Inside::call && context.loop && context.comma) {
    return fail({tokens_[context.element].span.begin, tokens_[at_ - 1].span.end},
                "Unparenthesized generator expression cannot be used here"),
           State::failed;
  }
  stack.pop_back();
  return ++at_, State::after;
}

// The current token follows an operand and fits nothing that is open.
Reader::State Reader::unexpected(const Context& context, Place place) {
  const Token& here = token();
  if (here.kind == Lex::invalid) return stop(here.message);
  if (here.kind == Lex::end && context.kind != Inside::lambda) {
    return stop(context.kind == Inside::field ? "f-string: unterminated string" : "unexpected EOF while parsing");
  }
  const std::string close(closer(context.kind));
  if (context.target) return stop("Expected `in`, found " + found());
  if (context.kind == Inside::ternary) return stop("Expected `else`, found " + found());
  if (context.kind == Inside::field) return stop("f-string: expecting `}`");
  if (context.loop) return stop("Expected `" + close + "`, found " + found());
  if (positional_after_keyword(context)) return State::failed;
  // A statement, or what closes another bracket: this one was to be closed before it.
  const bool list =
      is_bracket(context.kind) && context.kind != Inside::subscript && (context.kind != Inside::group || context.comma);
  const bool statement = is(Lex::keyword) && (is_simple_keyword() || is_compound());
  if (list && at_ != context.element && left_open(close)) return State::failed;
  if (list && statement && left_open(close)) return State::failed;
  const auto closes = [&](const Context& outer) {
    return &outer != &context && is_bracket(outer.kind) && is_sign(closer(outer.kind));
  };
  if (list && (statement || std::any_of(open_->begin(), open_->end(), closes))) {
    return stop("Expected `" + close + "`, found " + found());
  }
  const bool foreign = (is_sign("=") || is_sign(":") || is_word("as")) && !context.comma;
  if (entry_without_colon(context) && at_ != context.element) return stop("Expected `:`, found " + found());
  switch (context.kind) {
    case Inside::group:
      return stop("Expected `" + std::string(context.comma || place.items ? "," : ")") + "`, found " + found());
    case Inside::list:
    case Inside::brace:
      if (foreign) return stop("Expected an expression or a '" + close + "'");
      return stop("Expected `,`, found " + found());
    case Inside::subscript:
      if (context.colons == 0) return stop("Expected `:`, found " + found());
      return stop("Expected `" + std::string(context.comma ? "," : "]") + "`, found " + found());
    default:
      return stop("Expected `,`, found " + found());
  }
}

}  // namespace whip::recovery
