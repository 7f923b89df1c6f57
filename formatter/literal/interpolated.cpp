// F-strings and t-strings.
//
//   f'{ x !r:>{ width }} {y = }'  ->  f"{x!r:>{width}} {y = }"
//
// What is in the braces is an expression like any other; it breaks over lines only where a field of the literal did so
// in the source. Behind `=` the source's text is part of the value: it stays as it is.

#include "formatter/literal/interpolated.h"

#include "formatter/comments/format.h"
#include "formatter/literal/parts.h"
#include "formatter/python/expression.h"

namespace whip::fmt {
namespace {

bool supports_nested_quotes(const Context& context) { return context.options.target_version >= PythonVersion::py312; }

// Blanks, line breaks, continuations and comments within braces. A comma ends a tuple without parentheses.
std::uint32_t skip_trivia(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const char c = text[at];
    if (c == '#') {
      while (at < end && text[at] != '\n' && text[at] != '\r') ++at;
    } else if (c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r' || c == '\\' || c == ',') {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

// Calls `text(span)` for what is between fields in `content`, and `field(node)` for the fields of `parent`, in order.
template <class T, class F>
void for_each_element(AstNode parent, Span content, T text, F field) {
  std::uint32_t at = content.begin;
  for (const AstNode child : parent.children()) {
    if (!child.is(Ast::interpolation)) continue;
    if (child.begin() > at) text(Span{at, child.begin()});
    field(child);
    at = child.end();
  }
  if (content.end > at) text(Span{at, content.end});
}

std::string_view slice(AstNode node, Span span) { return node.tree()->text.substr(span.begin, span.size()); }

Span spec_span(const Field& field) { return {field.spec, field.end}; }

// Whether a specifier below a field with `=` has a quote that other quotes around it would clash with: it is written as
// it stands.
bool verbatim_spec_has_quote(AstNode parent, Span content, const StringLiteral& literal, bool verbatim) {
  bool found = false;
  for_each_element(
      parent, content,
      [&](Span text) { found = found || (verbatim && has_opposite_quote(slice(parent, text), literal)); },
      [&](AstNode node) {
        const Field field = field_of(node);
        if (found || field.spec == 0) return;
        found = verbatim_spec_has_quote(node[Role::format_spec], spec_span(field), literal,
                                        verbatim || !field.verbatim.empty());
      });
  return found;
}

bool debug_field_has_quote(AstNode part, const StringLiteral& literal) {
  for (const AstNode child : part.children()) {
    if (!child.is(Ast::interpolation) || field_of(child).verbatim.empty()) continue;
    if (has_opposite_quote(child.text(), literal)) return true;
  }
  return false;
}

// A triple-quoted literal in a field whose text has its own quote, which then cannot come around it all before Python
// 3.12. One with the outer literal's quote is no code of those versions: with Ruff, which keeps the outer quotes there,
// it takes a second run until that comes to rest.
bool triple_in_field_has_quote(AstNode part, char quote) {
  const AstTree& tree = *part.tree();
  for (std::uint32_t n = part.id() + 1; n < part.after(); ++n) {
    const AstNode inner(tree, n);
    if (!inner.is_any({Ast::string_part, Ast::bytes_part, Ast::f_string_part})) continue;
    const StringLiteral literal = literal_of(inner);
    if (!literal.triple || literal.quote != quote) continue;
    bool found = false;
    for_each_element(
        inner, literal.content,
        [&](Span text) { found = found || slice(inner, text).find(quote) != std::string_view::npos; }, [](AstNode) {});
    if (found) return true;
  }
  return false;
}

// The innermost expression that the text of `expression` begins with, as far as no parenthesis comes before it.
AstNode leftmost(AstNode expression) {
  for (;;) {
    const bool goes_on = expression.is_any({Ast::bin_op, Ast::if_expr, Ast::call, Ast::attribute, Ast::subscript,
                                            Ast::bool_op, Ast::compare}) ||
                         (expression.is_any({Ast::tuple, Ast::generator}) && !expression.has(Flag::own_parentheses));
    const AstNode left = goes_on ? expression.first_child() : AstNode{};
    if (!left || left.parenthesized()) return expression;
    expression = left;
  }
}

// `{ {1} }`: two braces in a row would be text.
bool needs_bracket_spacing(AstNode expression) {
  // A tuple of one element gets parentheses.
  if (expression.is(Ast::tuple) && !expression.has(Flag::own_parentheses) &&
      expression.all(Role::element).count() == 1) {
    return false;
  }
  return leftmost(expression).is_any({Ast::dict, Ast::dict_comp, Ast::set, Ast::set_comp});
}

void write_field(Context& context, AstNode node, const InterpolatedStringContext& outer, LiteralStyle style);

void write_texts_and_fields(Context& context, AstNode parent, Span content, const InterpolatedStringContext& outer,
                            LiteralStyle style) {
  for_each_element(
      parent, content, [&](Span text) { write_content(context, text, style, Braces::keep); },
      [&](AstNode node) { write_field(context, node, outer, style); });
}

// `{x = !r:>{w}}`: what is before the conversion and the specifier stay as they are.
void write_verbatim_field(Context& context, AstNode node, const Field& field) {
  context.comments.mark_formatted(node);
  context.writer.token("{");
  context.writer.source(field.verbatim);
  if (!field.conversion.empty()) context.writer.source(field.conversion);
  if (field.spec != 0) {
    context.writer.token(":");
    if (!spec_span(field).empty()) context.writer.source(spec_span(field));
  }
  context.writer.token("}");
}

void write_field_content(Context& context, AstNode node, const Field& field, const InterpolatedStringContext& outer,
                         LiteralStyle style) {
  Writer& writer = context.writer;
  const AstNode value = node[Role::value];
  const bool spaced = needs_bracket_spacing(value);
  const auto spacing = [&] {
    if (!spaced) return;
    if (outer.multiline) {
      writer.soft_line_or_space();
    } else {
      writer.space();
    }
  };
  const Saved inside(context.interpolated, outer);
  spacing();
  write_expression(context, value);
  if (!field.conversion.empty()) writer.source(field.conversion);
  if (field.spec != 0) {
    if (context.comments.has_trailing(value)) writer.soft_line();
    writer.token(":");
    write_texts_and_fields(context, node[Role::format_spec], spec_span(field), outer, style);
  }
  if (field.conversion.empty() && field.spec == 0) spacing();
}

void write_field(Context& context, AstNode node, const InterpolatedStringContext& outer, LiteralStyle style) {
  const Field field = field_of(node);
  if (!field.verbatim.empty()) {
    write_verbatim_field(context, node, field);
    return;
  }
  Writer& writer = context.writer;
  const CommentSpan open_comments = context.comments.dangling(node);
  const auto content = [&] { write_field_content(context, node, field, outer, style); };
  const Saved level(context.level, Level::parenthesized());
  writer.token("{");
  if (!outer.multiline) {
    writer.without_soft_lines([&] {
      write_dangling_open_parenthesis_comments(context, open_comments);
      content();
    });
  } else {
    writer.group([&] {
      write_dangling_open_parenthesis_comments(context, open_comments);
      if (field.spec == 0) {
        writer.soft_block_indent(content);
      } else {
        // A line break between specifier and brace would be part of the specifier.
        writer.indent([&] {
          writer.soft_line();
          content();
        });
      }
    });
  }
  writer.token("}");
}

bool element_spans_lines(const Context& context, AstNode parent, Span content, bool triple) {
  bool found = false;
  for_each_element(
      parent, content, [&](Span text) { found = found || (triple && has_line_break(slice(parent, text))); },
      [&](AstNode node) {
        if (found) return;
        const Field field = field_of(node);
        found = context.comments.any_in_subtree(node);
        if (!found && !field.verbatim.empty()) {
          const Span value = node[Role::value].span();
          found = has_line_break(slice(node, {field.verbatim.begin, value.begin})) ||
                  has_line_break(slice(node, {value.end, field.verbatim.end}));
        }
        if (!found && field.spec != 0) {
          found = element_spans_lines(context, node[Role::format_spec], spec_span(field), triple);
        }
      });
  return found;
}

}  // namespace

Field field_of(AstNode interpolation) {
  const std::string_view text = interpolation.tree()->text;
  const std::uint32_t end = interpolation.end();
  Field field;
  field.end = end - 1;
  std::uint32_t at = skip_trivia(text, interpolation[Role::value].outer_parentheses().end, end);
  if (text[at] == '=') {
    at = skip_trivia(text, at + 1, end);
    field.verbatim = {interpolation.begin() + 1, at};
  }
  if (text[at] == '!') {
    field.conversion = {at, at + 2};
    at = skip_trivia(text, at + 2, end);
  }
  if (text[at] == ':') field.spec = at + 1;
  return field;
}

void write_elements(Context& context, AstNode part, const StringLiteral& literal, LiteralStyle style) {
  InterpolatedStringContext outer;
  outer.inside = true;
  outer.nested = context.interpolated.inside;
  outer.multiline = has_multiline_field(part);
  outer.triple = style.triple;
  outer.quote = style.quote;
  write_texts_and_fields(context, part, literal.content, outer, style);
}

void write_interpolated(Context& context, AstNode part, const StringLiteral& literal, char quote) {
  write_opening(context, literal, quote);
  write_elements(context, part, literal, style_of(literal, quote));
  context.writer.token(quotes_of(quote, literal.triple));
}

bool has_multiline_field(AstNode part) {
  for (const AstNode child : part.children()) {
    if (child.is(Ast::interpolation) && has_line_break(child.text())) return true;
  }
  return false;
}

bool interpolated_spans_lines(const Context& context, AstNode part, const StringLiteral& literal) {
  return element_spans_lines(context, part, literal.content, literal.triple);
}

bool must_keep_quotes(const Context& context, AstNode part, const StringLiteral& literal) {
  if (!part.first_child()) return false;
  if (literal.format && !supports_nested_quotes(context) &&
      (debug_field_has_quote(part, literal) || triple_in_field_has_quote(part, opposite_quote(literal.quote)))) {
    return true;
  }
  return verbatim_spec_has_quote(part, literal.content, literal, false);
}

void add_quotes_of_texts(QuoteUse& use, AstNode part, Span content) {
  for_each_element(
      part, content, [&](Span text) { use.add(slice(part, text)); },
      [&](AstNode node) {
        const Field field = field_of(node);
        if (field.spec != 0 && field.verbatim.empty()) {
          add_quotes_of_texts(use, node[Role::format_spec], spec_span(field));
        }
      });
}

}  // namespace whip::fmt
