// What is not taken apart, because what is to be written of it is known (formatter/one_line).
#include "formatter/ast/lowering.h"

namespace whip::fmt {
namespace {

Ast simple_kind(Node statement) {
  switch (statement.kind()) {
    case Kind::return_statement:
      return Ast::return_;
    case Kind::raise_statement:
      return Ast::raise;
    case Kind::assert_statement:
      return Ast::assert_;
    case Kind::delete_statement:
      return Ast::delete_;
    case Kind::import_statement:
      return Ast::import;
    case Kind::import_from_statement:
    case Kind::future_import_statement:
      return Ast::import_from;
    case Kind::global_statement:
      return Ast::global;
    case Kind::nonlocal_statement:
      return Ast::nonlocal;
    default:
      break;
  }
  const Node value = statement.first_child();
  if (value.is(Kind::augmented_assignment)) return Ast::aug_assign;
  if (!value.is(Kind::assignment)) return Ast::expr;
  return value[Field::type] ? Ast::ann_assign : Ast::assign;
}

// Whether what stands below a node is indented further than the node.
bool indents(Ast kind) { return kind != Ast::module && kind != Ast::elif_else_clause && kind != Ast::except_handler; }

}  // namespace

// Where the statement that is made next will begin.
std::uint32_t Lowering::column() const {
  std::uint32_t levels = 0;
  for (const std::uint32_t node : open_) levels += indents(ast_.kind[node]) ? 1 : 0;
  return levels * indent_width_;
}

// The same for a clause that follows the body of an open statement.
std::uint32_t Lowering::clause_column() const { return column() - indent_width_; }

// Whether the text of the next of what may be written so is known. If so, take_one_line() follows.
template <class F>
bool Lowering::one_line(F write) {
  const std::size_t n = one_line_candidates_++;
  if (like_ != nullptr) return n < like_->is_one_line.size() && like_->is_one_line[n];
  if (!one_line_) return false;
  written_ = write();
  ast_.is_one_line.push_back(written_ != Written::no);
  return written_ != Written::no;
}

void Lowering::take_one_line(std::uint32_t made) {
  set(made, Flag::one_line);
  if (like_ != nullptr) return;
  const std::uint32_t begin = ast_.one_lines.empty() ? 0 : ast_.one_lines.back().begin + ast_.one_lines.back().size;
  const auto size = static_cast<std::uint32_t>(ast_.one_line_text.size()) - begin;
  ast_.one_lines.push_back({made, begin, size, written_ == Written::lines});
}

bool Lowering::one_line_statement(Node from, Role role) {
  if (!one_line([&] { return one_line_->write_statement(from, column(), ast_.one_line_text); })) return false;
  take_one_line(leaf(simple_kind(from), role, from.span(), from));
  return true;
}

bool Lowering::one_line_decorator(Node from, std::uint32_t column) {
  return one_line([&] { return one_line_->write_decorator(from, column, ast_.one_line_text); });
}

bool Lowering::one_line_header(Node from, std::uint32_t column) {
  return one_line([&] { return one_line_->write_header(from, column, ast_.one_line_text); });
}

}  // namespace whip::fmt
