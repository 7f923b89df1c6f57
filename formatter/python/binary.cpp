// Chains of operators: `a + b * c == d and e`. Whatever stands between parentheses is one flat list of operands and
// operators, broken before the operators that bind weakest, then, group by group, before stronger ones. Implicitly
// concatenated strings among the operands break before any operator does.
#include <algorithm>

#include "formatter/comments/trivia.h"
#include "formatter/literal/literal.h"
#include "formatter/python/expression_parts.h"
#include "formatter/python/precedence.h"

namespace whip::fmt {
namespace {

using Kind = BinaryPart::Kind;

bool is_binary_like(AstNode node) { return node.is_any({Ast::bin_op, Ast::bool_op, Ast::compare}); }

// The parts of one chain: indices into Context::binary_parts, where operands have even distance from the chain's
// beginning. Indices, for the vector grows while operands are written.
struct Slice {
  std::size_t begin, end;
};

// Pushes the operands and operators of `node` on the work stack, the first on top. `leading`, `trailing`: comments of
// the chain it is in.
void push(Context& context, AstNode node, CommentSpan leading, CommentSpan trailing) {
  std::vector<BinaryPart>& work = context.binary_work;
  const std::size_t begin = work.size();
  auto comparison = node.is(Ast::compare) ? node.comparisons() : std::vector<AstTree::Comparison>::const_iterator{};
  for (const AstNode operand : node.children()) {
    if (work.size() > begin) {
      BinaryPart op;
      op.kind = Kind::operator_;
      op.op = node.is(Ast::compare) ? (comparison++)->op : node.op();
      if (node.is(Ast::bin_op)) op.comments = context.comments.dangling(node);
      work.push_back(op);
    }
    BinaryPart part;
    part.operand = operand;
    work.push_back(part);
  }
  work[begin].kind = Kind::left;
  work[begin].comments = leading;
  work.back().kind = Kind::right;
  work.back().comments = trailing;
  std::reverse(work.begin() + static_cast<std::ptrdiff_t>(begin), work.end());
}

// Appends the flat list of `root` to the parts.
Slice flatten(Context& context, AstNode root) {
  std::vector<BinaryPart>& work = context.binary_work;
  const std::size_t begin = context.binary_parts.size();
  push(context, root, {}, {});
  while (!work.empty()) {
    const BinaryPart part = work.back();
    work.pop_back();
    if (part.kind == Kind::operator_ || !is_binary_like(part.operand) || part.operand.parenthesized()) {
      context.binary_parts.push_back(part);
      continue;
    }
    push(context, part.operand, part.kind == Kind::left ? part.comments : context.comments.leading(part.operand),
         part.kind == Kind::right ? part.comments : context.comments.trailing(part.operand));
  }
  return {begin, context.binary_parts.size()};
}

bool opens_parenthesis(const Context& context, std::uint32_t begin, std::uint32_t end) {
  return next_token_character(context.source, begin, end) == '(';
}

bool has_unparenthesized_leading_comments(const Context& context, const BinaryPart& part) {
  if (part.kind == Kind::left) return !part.comments.empty();
  const CommentSpan leading = context.comments.leading(part.operand);
  if (!part.operand.parenthesized()) return !leading.empty();
  for (const Comment& comment : leading) {
    if (!comment.formatted && opens_parenthesis(context, comment.end(), part.operand.begin())) return true;
  }
  return false;
}

CommentSpan leading_of(const BinaryPart& part) { return part.kind == Kind::left ? part.comments : CommentSpan{}; }
CommentSpan trailing_of(const BinaryPart& part) { return part.kind == Kind::right ? part.comments : CommentSpan{}; }

// Comments before and behind the operand's own parentheses go outside of them, whatever their number.
void write_operand(Context& context, AstNode operand) {
  if (!operand.parenthesized()) return write_expression(context, operand, Parentheses::never);
  const NodeComments comments = context.comments.of(operand);
  std::size_t before = comments.leading.size();
  while (before > 0 && !(!comments.leading[before - 1].formatted &&
                         opens_parenthesis(context, comments.leading[before - 1].end(), operand.begin()))) {
    --before;
  }
  std::size_t behind = 0;
  while (behind < comments.trailing.size() &&
         !(!comments.trailing[behind].formatted &&
           next_token_character(context.source, operand.end(), comments.trailing[behind].begin()) == ')')) {
    ++behind;
  }
  const CommentSpan trailing = comments.trailing.subspan(behind);
  for (const Comment& comment : trailing) comment.formatted = true;  // not to be written within the parentheses
  if (before > 0) write_leading_comments(context, comments.leading.first(before));
  write_expression(context, operand, Parentheses::always);
  for (const Comment& comment : trailing) comment.formatted = false;
  if (!trailing.empty()) write_trailing_comments(context, trailing);
}

void write_operator(Context& context, const BinaryPart& part) {
  context.writer.token(to_string(part.op));
  write_trailing_comments(context, part.comments);
}

// Black's idea of operands of `**` that need no spaces around it: names, numbers, attributes of these.
bool is_simple_power_operand(AstNode operand) {
  if (operand.parenthesized()) return false;
  for (;;) {
    switch (operand.kind()) {
      case Ast::unary_op:
        if (operand.op() == Operator::not_) return false;
        operand = operand[Role::operand];
        break;
      case Ast::attribute:
        operand = operand[Role::value];
        break;
      case Ast::number:
      case Ast::none:
      case Ast::boolean:
      case Ast::name:
        return true;
      default:
        return false;
    }
  }
}

void write_slice_of_chain(Context& context, Slice slice);

void write_side(Context& context, Slice side) {
  if (side.end - side.begin == 1) return write_operand(context, context.binary_parts[side.begin].operand);
  in_parentheses_only_group(context, [&] { write_slice_of_chain(context, side); });
}

// Breaks before all operators that bind weakest, or before none. Comments before the first and behind the last operand
// are the caller's: they must not break the group.
void write_slice_of_chain(Context& context, Slice slice) {
  const auto part = [&](std::size_t i) -> const BinaryPart& { return context.binary_parts[i]; };
  if (slice.end - slice.begin == 1) return write_operand(context, part(slice.begin).operand);
  Precedence weakest = Precedence::none;
  for (std::size_t i = slice.begin + 1; i < slice.end; i += 2) weakest = std::max(weakest, precedence_of(part(i).op));
  std::size_t begin = slice.begin;
  for (std::size_t i = slice.begin + 1; i < slice.end; i += 2) {
    const BinaryPart op = part(i);
    if (precedence_of(op.op) != weakest) continue;
    const bool tight = op.op == Operator::power && is_simple_power_operand(part(i - 1).operand) &&
                       is_simple_power_operand(part(i + 1).operand);
    write_leading_comments(context, leading_of(part(begin)));
    write_side(context, {begin, i});
    write_trailing_comments(context, trailing_of(part(i - 1)));
    if (tight) {
      in_parentheses_only_soft_line(context);
    } else {
      in_parentheses_only_soft_line_or_space(context);
    }
    write_operator(context, op);
    if (!op.comments.empty() || has_unparenthesized_leading_comments(context, part(i + 1))) {
      context.writer.hard_line();
    } else if (tight) {
      in_parentheses_only_if_broken(context, [&] { context.writer.space(); });
    } else {
      context.writer.space();
    }
    begin = i + 1;
  }
  write_leading_comments(context, leading_of(part(begin)));
  write_side(context, {begin, slice.end});
}

bool is_concatenation_operand(AstNode operand) {
  return is_string_like(operand) && !operand.parenthesized() && is_implicit_concatenation(operand);
}

// The string with its comments, without a group: the group around the whole chain breaks it.
void write_string_operand(Context& context, AstNode string) {
  write_with_comments(context, string, [&] { write_concatenation(context, string); });
}

// With concatenations among the operands: they all break together, and what is between two of them is a group of
// its own, which breaks later.
//
//   a + b + "c" "d" + e + "f" "g"
//   ^^^^^^^ one       ^^^^^ group
class ConcatenationChain {
 public:
  ConcatenationChain(Context& context, Slice slice) : context_(context), slice_(slice), begin_(slice.begin) {}

  void write() {
    for (std::size_t i = slice_.begin; i < slice_.end; i += 2) {
      if (!is_concatenation_operand(part(i).operand)) continue;
      if (i > slice_.begin && begin_ < i) write_before(i);
      write_string(i);
      begin_ = i + 2;
      if (i + 1 == slice_.end) return;
      // The operator behind the string begins the group of what follows; the next string, or the end, closes it.
      const std::size_t next = next_string(i + 2);
      if (next == i + 2) {
        in_parentheses_only_group(context_, [&] { write_operator_behind(i + 1); });
        continue;
      }
      in_parentheses_only_group(context_, [&] {
        write_operator_behind(i + 1);
        if (next < slice_.end) {
          write_left(next);
        } else {
          write_slice_of_chain(context_, {i + 2, slice_.end});
        }
      });
      if (next < slice_.end) write_space_before_string(next);
      begin_ = next;
    }
  }

 private:
  const BinaryPart& part(std::size_t i) const { return context_.binary_parts[i]; }
  std::size_t next_string(std::size_t from) const {
    while (from < slice_.end && !is_concatenation_operand(part(from).operand)) from += 2;
    return std::min(from, slice_.end);
  }
  // Before the first string.
  void write_before(std::size_t string) {
    in_parentheses_only_group(context_, [&] { write_left(string); });
    write_space_before_string(string);
  }
  // The operands from begin_ on and the operator in front of the string.
  void write_left(std::size_t string) {
    write_leading_comments(context_, leading_of(part(begin_)));
    write_slice_of_chain(context_, {begin_, string - 1});
    write_trailing_comments(context_, trailing_of(part(string - 2)));
    in_parentheses_only_soft_line_or_space(context_);
    write_operator(context_, part(string - 1));
  }
  void write_space_before_string(std::size_t string) {
    if (has_unparenthesized_leading_comments(context_, part(string)) || !part(string - 1).comments.empty()) {
      context_.writer.hard_line();
    } else {
      context_.writer.space();
    }
  }
  void write_string(std::size_t i) {
    const BinaryPart string = part(i);
    if (i > slice_.begin) write_leading_comments(context_, leading_of(string));
    write_string_operand(context_, string.operand);
    if (i > slice_.begin) {
      write_trailing_comments(context_, trailing_of(string));
      context_.writer.line_suffix_boundary();
    }
  }
  void write_operator_behind(std::size_t op) {
    const BinaryPart right = part(op + 1);
    const bool comments = has_unparenthesized_leading_comments(context_, right);
    if (comments) {
      context_.writer.space();
    } else {
      in_parentheses_only_soft_line_or_space(context_);
    }
    const bool behind_operator = !part(op).comments.empty();
    write_operator(context_, part(op));
    if ((comments && !right.operand.parenthesized()) || behind_operator) {
      context_.writer.hard_line();
    } else {
      context_.writer.space();
    }
  }

  Context& context_;
  Slice slice_;
  std::size_t begin_;  // of the operands not written yet
};

}  // namespace

void write_concatenation(Context& context, AstNode string) {
  if (!can_write_concatenation_flat(context, string)) return write_concatenation_expanded(context, string);
  context.writer.conditional(if_flat(), [&] { write_concatenation_flat(context, string); });
  context.writer.conditional(if_broken(), [&] { write_concatenation_expanded(context, string); });
}

void write_binary_like(Context& context, AstNode expression) {
  const Slice slice = flatten(context, expression);
  bool strings = false;
  if (!expression.is(Ast::bool_op)) {
    for (std::size_t i = slice.begin; i < slice.end; i += 2) {
      strings = strings || is_concatenation_operand(context.binary_parts[i].operand);
    }
  }
  in_parentheses_only_group(context, [&] {
    if (strings) {
      ConcatenationChain(context, slice).write();
    } else {
      write_slice_of_chain(context, slice);
    }
  });
  context.binary_parts.resize(slice.begin);
}

}  // namespace whip::fmt
