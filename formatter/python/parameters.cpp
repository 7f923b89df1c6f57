// Parameters of functions and lambdas, with `/` and `*`, which have no nodes: comments around them are the list's.
#include "formatter/comments/split.h"
#include "formatter/comments/trivia.h"
#include "formatter/python/expression_parts.h"

namespace whip::fmt {
namespace {

ParameterKind kind_of(AstNode parameter) { return static_cast<ParameterKind>(parameter.data()); }

// Behind `/` or `*`, and between what: where its comments are looked for.
struct Separator {
  bool present = false;
  std::uint32_t previous_end = 0;  // of the parameter or separator before it
  Span span;
  std::uint32_t next_begin = 0;

  // Own-line comments before it, end-of-line comments behind it.
  bool owns(const Comment& comment) const {
    if (!present) return false;
    if (comment.own_line()) return comment.begin() > previous_end && comment.begin() < span.begin;
    return comment.begin() > span.end && comment.begin() < next_begin;
  }
};

// The parameters by kind, as far as separators depend on them.
struct Layout {
  AstNode last_positional_only, first_after_slash, last;
  bool slash = false, star = false;  // `*` alone
};
Layout layout_of(AstNode parameters) {
  Layout layout;
  bool variadic = false;
  for (const AstNode parameter : parameters.children()) {
    const ParameterKind kind = kind_of(parameter);
    if (kind == ParameterKind::positional_only) {
      layout.last_positional_only = parameter;
      layout.slash = true;
    } else if (!layout.first_after_slash) {
      layout.first_after_slash = parameter;
    }
    if (kind == ParameterKind::variadic) variadic = true;
    if (kind == ParameterKind::keyword_only && !variadic) layout.star = true;
    layout.last = parameter;
  }
  return layout;
}

Separator find_slash(const Context& context, AstNode parameters, const Layout& layout) {
  if (!layout.slash) return {};
  const std::uint32_t previous = layout.last_positional_only.end();
  const std::uint32_t slash = find_token(context.source, "/", previous, parameters.end());
  std::uint32_t next = parameters.end();
  if (layout.first_after_slash) {
    next = layout.first_after_slash.begin();
    if (kind_of(layout.first_after_slash) == ParameterKind::keyword_only) {
      next = find_token(context.source, "*", slash + 1, next);
    }
  }
  return {true, previous, {slash, slash + 1}, next};
}

void write_annotated_name(Context& context, AstNode parameter) {
  write_identifier(context, parameter[Role::name]);
  const AstNode annotation = parameter[Role::annotation];
  if (!annotation) return;
  context.writer.token(":");
  if (context.comments.has_leading(annotation) && !annotation.parenthesized()) {
    context.writer.hard_line();
  } else {
    context.writer.space();
  }
  write_expression(context, annotation);
}

// Whether the first comment of the default stands behind the `=`, not within parentheses.
bool has_comment_behind_equals(const Context& context, AstNode parameter, AstNode value) {
  const CommentSpan leading = context.comments.leading(value);
  if (leading.empty()) return false;
  const std::uint32_t end = leading.front().begin();
  std::uint32_t at = next_token(context.source, parameter.end(), end);
  while (at < end && context.source[at] == ')') at = next_token(context.source, at + 1, end);
  return next_token(context.source, at + 1, end) >= end;
}

void write_parameter_with_default(Context& context, AstNode node) {
  Writer& writer = context.writer;
  const AstNode parameter = node[Role::parameter];
  const AstNode value = node[Role::default_];
  write_with_comments(context, parameter, [&] { write_annotated_name(context, parameter); });
  if (!value) return;
  const bool annotated = static_cast<bool>(parameter[Role::annotation]);
  if (annotated) writer.space();
  writer.token("=");
  if (context.comments.has_trailing(parameter) || has_comment_behind_equals(context, parameter, value)) {
    writer.hard_line();
  } else if (annotated) {
    writer.space();
  }
  write_expression(context, value);
}

void write_parameter(Context& context, AstNode parameter) {
  const ParameterKind kind = kind_of(parameter);
  if (kind == ParameterKind::variadic || kind == ParameterKind::keyword_variadic) {
    write_leading_comments(context, parameter);
    context.writer.token(kind == ParameterKind::variadic ? "*" : "**");
  }
  write_with_comments(context, parameter, [&] {
    if (parameter.is(Ast::parameter_with_default)) {
      write_parameter_with_default(context, parameter);
    } else {
      write_annotated_name(context, parameter);
    }
  });
}

void write_separator(Context& context, std::string_view sign, CommentSpan comments) {
  const auto split = split_comments(comments, [](const Comment& c) { return c.own_line(); });
  write_leading_comments(context, split.before);
  context.writer.token(sign);
  write_trailing_comments(context, split.after);
}

// Whether a comma stands behind the last parameter or separator.
bool ends_with_comma(const Context& context, const Layout& layout) {
  if (!layout.last) return false;
  const auto size = static_cast<std::uint32_t>(context.source.size());
  std::uint32_t at = next_token(context.source, layout.last.end(), size);
  if (layout.slash && !layout.first_after_slash) {
    at = next_token(context.source, at + 1, size);  // behind the comma: "/"
    at = next_token(context.source, at + 1, size);
  }
  return at < size && context.source[at] == ',';
}

// `comments`: those of the separators.
void write_list(Context& context, AstNode parameters, ParameterParentheses parentheses, CommentSpan comments) {
  Writer& writer = context.writer;
  const Layout layout = layout_of(parameters);
  bool first = true, star_written = false;
  const auto separate = [&] {
    if (!first) {
      writer.token(",");
      if (context.level.is_parenthesized()) {
        writer.soft_line_or_space();
      } else {
        writer.space();
      }
    }
    first = false;
  };
  for (const AstNode parameter : parameters.children()) {
    if (layout.star && !star_written && kind_of(parameter) == ParameterKind::keyword_only) {
      separate();
      write_separator(context, "*", comments);
      comments = {};
      star_written = true;
    }
    separate();
    write_parameter(context, parameter);
    if (parameter == layout.last_positional_only) {
      const Separator slash = find_slash(context, parameters, layout);
      const auto split = split_comments(comments, [&](const Comment& c) { return slash.owns(c); });
      comments = split.after;
      separate();
      write_separator(context, "/", split.before);
    }
  }
  const bool comma = ends_with_comma(context, layout);
  if (parentheses == ParameterParentheses::never) {
    if (comma) writer.token(",");  // has no magic in lambdas
    return;
  }
  writer.conditional(if_broken(), [&] { writer.token(","); });
  if (comma && context.options.magic_trailing_comma == MagicTrailingComma::respect) writer.expand_parent();
}

// The first comment, if it stands directly behind the opening parenthesis.
std::size_t open_comment_count(const Context& context, AstNode parameters, CommentSpan dangling) {
  if (dangling.empty() || !dangling.front().end_of_line()) return 0;
  const std::uint32_t end = dangling.front().begin();
  std::uint32_t at = next_token(context.source, parameters.begin(), end);
  while (at < end && context.source[at] == '(') at = next_token(context.source, at + 1, end);
  return at >= end ? 1 : 0;
}

void write_parameters_fields(Context& context, AstNode parameters, ParameterParentheses parentheses) {
  Writer& writer = context.writer;
  const CommentSpan dangling = context.comments.dangling(parameters);
  const std::size_t open = open_comment_count(context, parameters, dangling);
  const auto list = [&] { write_list(context, parameters, parentheses, dangling.subspan(open)); };
  if (parentheses == ParameterParentheses::never) {
    writer.group(list);
    write_dangling_comments(context, dangling);
    return;
  }
  const Saved level(context.level, Level::parenthesized());
  const AstNode first = parameters.first_child();
  if (!first) return write_empty_parenthesized(context, "(", dangling, ")");
  const ParameterKind kind = kind_of(first);
  // A single parameter gets its comma when the outer group, that of the function's header, breaks.
  const bool single =
      !first.next_sibling() && kind != ParameterKind::positional_only && kind != ParameterKind::keyword_only;
  writer.token("(");
  if (open > 0) write_dangling_open_parenthesis_comments(context, dangling.first(open));
  writer.soft_block_indent([&] {
    if (single) {
      list();
    } else {
      writer.group(list);
    }
  });
  writer.token(")");
}

}  // namespace

void write_parameters(Context& context, AstNode parameters, ParameterParentheses parentheses) {
  write_with_comments(context, parameters, [&] { write_parameters_fields(context, parameters, parentheses); });
}

bool has_skip_or_magic_comma(const Context& context, AstNode parameters) {
  return context.options.magic_trailing_comma == MagicTrailingComma::respect &&
         ends_with_comma(context, layout_of(parameters));
}

}  // namespace whip::fmt
