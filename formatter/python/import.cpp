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

void write_alias(Context& context, AstNode alias) {
  write_with_comments(context, alias, [&] {
    write_dotted_name(context, alias[Role::name]);
    if (const AstNode asname = alias[Role::asname]) {
      context.writer.token(" as ");
      context.writer.source(asname.span());
    }
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
