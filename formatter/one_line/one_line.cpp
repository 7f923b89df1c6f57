#include "formatter/one_line/one_line.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "formatter/one_line/range.h"

namespace whip::fmt {
namespace {

// Sets `columns` to those of the comment behind a statement's end, with the blanks before it, at their most; 0 where
// there is none. False if something else stands there.
bool comment_columns(std::string_view text, std::uint32_t at, std::uint32_t& columns) {
  columns = 0;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  if (at == text.size() || text[at] == '\n' || text[at] == '\r') return true;
  if (text[at] != '#') return false;
  const std::uint32_t begin = at;
  while (at < text.size() && text[at] != '\n' && text[at] != '\r') {
    if (text[at] == '\t') return false;
    ++at;
  }
  // Two blanks before it, and one that may be put behind its sign.
  columns = 3 + at - begin;
  return true;
}

// By the kind of the statement, and of an expression statement what it is made of: docstrings, `...` and the like are
// looked at by others.
bool is_candidate(Node statement) {
  switch (statement.kind()) {
    case Kind::expression_statement:
      return statement.first_child().is_any(
          {Kind::assignment, Kind::augmented_assignment, Kind::call, Kind::await, Kind::yield});
    case Kind::return_statement:
    case Kind::raise_statement:
    case Kind::assert_statement:
    case Kind::delete_statement:
    case Kind::import_statement:
    case Kind::import_from_statement:
    case Kind::future_import_statement:
    case Kind::global_statement:
    case Kind::nonlocal_statement:
      return true;
    default:
      return false;
  }
}

}  // namespace

Written OneLine::write_statement(Node statement, std::uint32_t column, std::string& out) {
  if (!is_candidate(statement)) return Written::no;
  std::uint32_t comment = 0;
  if (!comment_columns(text_, statement.end(), comment)) return Written::no;
  const Range nodes{index(statement.id()), statement.after()};
  if (write(nodes, column, comment, out)) return Written::one_line;
  return comment == 0 && write_broken_statement(statement, column, out) ? Written::lines : Written::no;
}

Written OneLine::write_header(Node clause, std::uint32_t column, std::string& out) {
  const std::uint32_t first = index(clause.id()) + 1;
  const std::uint32_t end = end_of_written(tree_, first - 1);
  // Comments there have their own ways; a body there is written elsewhere.
  std::uint32_t at = tree_.span[end - 1].end;
  while (at < text_.size() && (text_[at] == ' ' || text_[at] == '\t')) ++at;
  if (at == text_.size() || (text_[at] != '\n' && text_[at] != '\r')) return Written::no;
  // `...` may go up to the header.
  for (const Node child : clause.children()) {
    if (child.is(Kind::block) && child.operands()[0].first_child().is(Kind::ellipsis)) return Written::no;
  }
  if (write({first, end}, column, 0, out)) return Written::one_line;
  const bool definition = clause.is(Kind::function_definition) || clause.is(Kind::class_definition);
  return definition && write_broken_header({first, end}, column, out) ? Written::lines : Written::no;
}

Written OneLine::write_decorator(Node decorator, std::uint32_t column, std::string& out) {
  const std::uint32_t first = index(decorator.id()) + 1;
  const std::uint32_t end = end_of_written(tree_, first - 1);
  std::uint32_t comment = 0;
  if (!comment_columns(text_, tree_.span[end - 1].end, comment)) return Written::no;
  if (write({first, end}, column, comment, out)) return Written::one_line;
  return comment == 0 && write_broken_decorator({first, end}, column, out) ? Written::lines : Written::no;
}

bool OneLine::write(Range nodes, std::uint32_t column, std::uint32_t reserved, std::string& out) {
  return begin_line(column, reserved) && write_tokens(nodes) && take_line(out);
}

// A line from `column` on, with `reserved` columns that are kept free.
bool OneLine::begin_line(std::uint32_t column, std::uint32_t reserved) {
  if (column + reserved >= line_width_) return false;
  const std::uint32_t room = line_width_ - column - reserved;
  if (line_.size() < room + kCopied) line_.resize(room + kCopied);
  at_ = line_.data();
  end_ = at_ + room;
  return true;
}

bool OneLine::take_line(std::string& out) {
  // What is wide or combines goes the long way.
  const std::string_view line(line_.data(), static_cast<std::size_t>(at_ - line_.data()));
  if (!is_printable_ascii(line)) return false;
  out.append(line);
  return true;
}

}  // namespace whip::fmt
