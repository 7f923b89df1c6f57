#include <algorithm>

#include "formatter/comments/format.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement_writers.h"

namespace whip::fmt {

namespace {

// `a.b.c`, without the blanks and continuations that the source may have around its dots.
void write_dotted_name(Context& context, AstNode name) {
  const std::string_view text = name.text();
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \t\f\\\r\n", begin), text.size());
    if (end > begin) {
      const auto offset = name.begin() + static_cast<std::uint32_t>(begin);
      context.writer.source({offset, offset + static_cast<std::uint32_t>(end - begin)});
    }
    begin = end + 1;
  }
}

// Around `as`: comments and a line break, or a space.
void write_alias_comments(Context& context, CommentSpan comments) {
  write_trailing_comments(context, comments);
  if (comments.empty()) {
    context.writer.space();
  } else {
    context.writer.hard_line();
  }
}

void write_alias(Context& context, AstNode alias) {
  write_with_comments(context, alias, [&] {
    const AstNode name = alias[Role::name];
    const AstNode asname = alias[Role::asname];
    write_dotted_name(context, name);
    if (asname) {
      write_alias_comments(context, context.comments.trailing(name));
      context.writer.token("as");
      write_alias_comments(context, context.comments.leading(asname));
      context.writer.source(asname.span());
    }
    // Before the comma, which an own-line comment keeps on a line of its own.
    const CommentSpan dangling = context.comments.dangling(alias);
    write_trailing_comments(context, dangling);
    if (std::ranges::any_of(dangling, &Comment::own_line)) context.writer.hard_line();
  });
}

}  // namespace

void write_import(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  if (statement.has(Flag::lazy)) writer.token("lazy ");
  writer.token("import ");
  bool first = true;
  for (const AstNode alias : statement.all(Role::name)) {
    if (!first) writer.token(", ");
    first = false;
    write_alias(context, alias);
  }
}

void write_import_from(Context& context, AstNode statement) {
  Writer& writer = context.writer;
  if (statement.has(Flag::lazy)) writer.token("lazy ");
  writer.token("from ");
  for (std::uint8_t dot = 0; dot < statement.data(); ++dot) writer.token(".");
  if (const AstNode module = statement[Role::module]) write_dotted_name(context, module);
  writer.token(" import ");
  if (statement[Role::name].text() == "*") {
    writer.token("*");
    return;
  }
  const auto names = [&] {
    CommaList list(context, statement.end(), CommaList::TrailingComma::one_or_more);
    for (const AstNode alias : statement.all(Role::name)) {
      list.entry(alias.end(), [&] { write_alias(context, alias); });
    }
    list.finish();
  };
  // A comment behind the opening bracket keeps the brackets.
  const CommentSpan open_comments = context.comments.dangling(statement);
  if (open_comments.empty()) {
    write_parenthesized_if_expands(context, names);
  } else {
    write_parenthesized(context, "(", names, ")", open_comments);
  }
}

}  // namespace whip::fmt
