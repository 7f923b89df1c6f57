// The expression a statement ends with. What cannot break (names, numbers, strings) gets parentheses only if it fits
// within them, and takes the comments behind it along. Strings that may be joined, and f-strings that may be broken,
// have several forms to choose from; where the target can break too, so has the target.
#include "formatter/comments/format.h"
#include "formatter/literal/literal.h"
#include "formatter/python/assignment.h"
#include "formatter/python/expression.h"
#include "formatter/python/statement.h"

namespace whip::fmt {

namespace {

bool is_any_string(AstNode expression) {
  return expression.is_any({Ast::string, Ast::bytes, Ast::f_string, Ast::t_string});
}
bool is_interpolated(AstNode expression) { return expression.is_any({Ast::f_string, Ast::t_string}); }

// Expressions that cannot break and take the comments behind them into their parentheses.
bool takes_comments(const Context& context, AstNode value, AstNode statement) {
  if (value.is_any({Ast::name, Ast::none, Ast::number, Ast::boolean})) return true;
  return is_any_string(value) && needs_parentheses(context, value, statement) == OptionalParentheses::best_fit;
}

bool is_best_fit_chain(const Context& context, AstNode value, AstNode statement) {
  return value.is_any({Ast::attribute, Ast::call, Ast::subscript}) &&
         needs_parentheses(context, value, statement) == OptionalParentheses::best_fit;
}

// An f-string of one part that has a line break within a replacement field (so it may break there), and none that has
// to stay.
bool is_breakable_interpolated(const Context& context, AstNode value) {
  return is_interpolated(value) && has_multiline_interpolation(value) && !is_multiline_string(context, value);
}

// End-of-line comments of the value and of its statement, printed by whatever form of the value is chosen.
struct InlinedComments {
  CommentSpan of_value;
  CommentSpan of_statement;

  bool empty() const { return of_value.empty() && of_statement.empty(); }
  // While the value is written it must not print its own.
  void hide() const { mark(of_value, true); }
  void show() const { mark(of_value, false); }
  void write(Context& context) const {
    mark(of_value, false);
    mark(of_statement, false);
    write_trailing_comments(context, of_value);
    write_trailing_comments(context, of_statement);
  }

 private:
  static void mark(CommentSpan comments, bool formatted) {
    for (const Comment& comment : comments) comment.formatted = formatted;
  }
};

bool has_own_line_comments(const NodeComments& comments) {
  return !comments.leading.empty() || comments.has_trailing_own_line();
}

InlinedComments inlined_comments(const Context& context, const NodeComments& value, AstNode statement) {
  const CommentSpan trailing = context.comments.trailing(statement);
  std::size_t end_of_line = 0;
  while (end_of_line < trailing.size() && trailing[end_of_line].end_of_line()) ++end_of_line;
  return {value.trailing, trailing.first(end_of_line)};
}

// Which forms a value has besides the ordinary one.
enum class ValueForm : std::uint8_t { plain, joined_string, breakable_interpolated };

ValueForm form_of(const Context& context, AstNode value) {
  if (!is_any_string(value)) return ValueForm::plain;
  if (is_implicit_concatenation(value)) {
    return can_write_concatenation_flat(context, value) ? ValueForm::joined_string : ValueForm::plain;
  }
  return is_breakable_interpolated(context, value) ? ValueForm::breakable_interpolated : ValueForm::plain;
}

// The value on one line.
void write_flat_value(Context& context, AstNode value, ValueForm form) {
  const auto flat = [&] {
    if (form == ValueForm::joined_string) {
      write_concatenation_flat(context, value);
    } else {
      write_expression(context, value, Parentheses::never);
    }
  };
  if (form == ValueForm::breakable_interpolated || (form == ValueForm::joined_string && is_interpolated(value))) {
    context.writer.without_soft_lines(flat);
  } else {
    flat();
  }
}

// As maybe_parenthesize, but that a lambda's body breaks within the parentheses.
void write_ordinary_value(Context& context, AstNode value, AstNode statement) {
  if (value.is(Ast::lambda) && !context.comments.has_leading(value)) {
    write_parenthesized_if_expands(context, [&] { write_assigned_lambda(context, value); });
  } else {
    write_maybe_parenthesized(context, value, statement, Parenthesize::if_breaks);
  }
}

// "(", content on lines of its own, ")".
template <class F>
void write_expanded_parentheses(Context& context, GroupId id, F content) {
  Writer& writer = context.writer;
  writer.group(
      [&] {
        writer.token("(");
        writer.soft_block_indent(content);
        writer.token(")");
      },
      id, true);
}

// What stands directly before the operator of a right-to-left statement.
void write_before_operator(Context& context, AstNode before) {
  if (before.is(Ast::type_params)) {
    write_type_parameters(context, before);
    return;
  }
  const NodeComments comments = context.comments.of(before);
  const auto bare = [&] { write_expression(context, before, Parentheses::never); };
  if (!comments.leading.empty() || !comments.trailing.empty()) {
    write_expression(context, before);
  } else if (!needs_target_parentheses(context, before)) {
    bare();
  } else if (can_omit_optional_parentheses(context, before)) {
    write_optional_parentheses(context, bare);
  } else {
    write_parenthesized_if_expands(context, bare);
  }
}

void write_operator(Context& context, Operator op) {
  Writer& writer = context.writer;
  writer.space();
  if (op != Operator::none) writer.token(to_string(op));
  writer.token("= ");
}

// A right-to-left statement: the target and the value each in several forms.
class RightToLeft {
 public:
  RightToLeft(Context& context, AstNode before, Operator op, AstNode value, AstNode statement, ValueForm form,
              InlinedComments comments)
      : context_(context),
        writer_(context.writer),
        before_(before),
        op_(op),
        value_(value),
        statement_(statement),
        form_(form),
        comments_(comments) {}

  void write() {
    comments_.hide();
    target_ = writer_.capture([&] { write_before_operator(context_, before_); });
    target_breaks_ = writer_.will_break(target_);
    if (form_ == ValueForm::plain && target_breaks_) {
      put_target();
      write_expression(context_, value_, Parentheses::never);
      comments_.write(context_);
      return;
    }
    flat_ = writer_.capture([&] { write_flat_value(context_, value_, form_); });
    // A magic trailing comma, a comment or the like within an f-string: it is never written on one line.
    const bool interpolated = form_ == ValueForm::breakable_interpolated || is_interpolated(value_);
    if (form_ != ValueForm::plain && interpolated && writer_.will_break(flat_)) {
      comments_.show();
      put_target();
      write_maybe_parenthesized(context_, value_, statement_, Parenthesize::if_breaks);
      return;
    }
    switch (form_) {
      case ValueForm::plain:
        return write_plain();
      case ValueForm::joined_string:
        return write_joined_string();
      case ValueForm::breakable_interpolated:
        return write_interpolated();
    }
  }

 private:
  void put_target() {
    writer_.put(target_);
    write_operator(context_, op_);
  }
  void put_broken_target() {
    writer_.group([&] { writer_.put(target_); }, kNoGroup, true);
    write_operator(context_, op_);
  }
  void put_flat_value() {
    writer_.put(flat_);
    comments_.write(context_);
  }
  void put_parenthesized_value() {
    writer_.token("(");
    writer_.group([&] { writer_.soft_block_indent([&] { put_flat_value(); }); }, kNoGroup, true);
    writer_.token(")");
  }

  void write_plain() {
    const auto single_line = [&] { put_target(), put_flat_value(); };
    const auto parenthesized = [&] { put_target(), put_parenthesized_value(); };
    const auto split = [&] { put_broken_target(), put_flat_value(); };
    if (value_.is_any({Ast::call, Ast::subscript, Ast::attribute})) {
      // Rather break in its own brackets, if what is before the first of them fits.
      const auto broken_value = [&] {
        put_target();
        writer_.group([&] { writer_.put(flat_); }, kNoGroup, true);
      };
      writer_.best_fitting(Writer::Fits::first_line, single_line, broken_value, parenthesized, split);
    } else {
      writer_.best_fitting(Writer::Fits::first_line, single_line, parenthesized, split);
    }
  }

  void write_joined_string() {
    const GroupId id = writer_.new_group();
    const Captured expanded = writer_.capture([&] {
      const Saved level(context_.level, Level::expression(id));
      write_concatenation_expanded(context_, value_);
    });
    const auto parts = [&] {
      writer_.token("(");
      writer_.group([&] { writer_.soft_block_indent([&] { writer_.put(expanded); }); }, id, true);
      writer_.token(")");
      comments_.write(context_);
    };
    write_best([&] { put_target(), parts(); }, [&] { put_broken_target(), parts(); });
  }

  void write_interpolated() {
    const Captured ordinary = writer_.capture([&] {
      write_expression(context_, value_, Parentheses::never);
      comments_.write(context_);
    });
    write_best([&] { put_target(), writer_.put(ordinary); }, [&] { put_broken_target(), writer_.put(ordinary); });
  }

  // All forms of the target with all forms of the value; `flat_target`, `split_target`: with the value's broken form.
  template <class F, class G>
  void write_best(F flat_target, G split_target) {
    const auto split = [&] { put_broken_target(), put_flat_value(); };
    const auto split_parenthesized = [&] { put_broken_target(), put_parenthesized_value(); };
    if (target_breaks_) {
      writer_.best_fitting(Writer::Fits::all_lines, split, split_parenthesized, split_target);
      return;
    }
    writer_.best_fitting(
        Writer::Fits::all_lines, [&] { put_target(), put_flat_value(); },
        [&] { put_target(), put_parenthesized_value(); }, flat_target, split, split_parenthesized, split_target);
  }

  Context& context_;
  Writer& writer_;
  AstNode before_;
  Operator op_;
  AstNode value_;
  AstNode statement_;
  ValueForm form_;
  InlinedComments comments_;
  Captured target_;
  Captured flat_;
  bool target_breaks_ = false;
};

// The forms of a joined string or an f-string behind what cannot break: on the line, in parentheses, broken.
void write_forms(Context& context, AstNode value, AstNode statement, ValueForm form, InlinedComments comments) {
  Writer& writer = context.writer;
  const GroupId id = writer.new_group();
  comments.hide();
  const Captured flat = writer.capture([&] { write_flat_value(context, value, form); });
  if (is_interpolated(value) && writer.will_break(flat)) {
    comments.show();
    write_maybe_parenthesized(context, value, statement, Parenthesize::if_breaks);
    return;
  }
  const auto put_flat = [&] {
    writer.put(flat);
    comments.write(context);
  };
  const auto broken = [&] {
    if (form == ValueForm::breakable_interpolated) {
      write_expression(context, value, Parentheses::never);
      comments.write(context);
      return;
    }
    writer.group(
        [&] {
          writer.token("(");
          writer.block_indent([&] {
            const Saved level(context.level, Level::expression(id));
            write_concatenation_expanded(context, value);
          });
          writer.token(")");
          comments.write(context);
        },
        id, true);
  };
  writer.best_fitting(
      Writer::Fits::all_lines, put_flat, [&] { write_expanded_parentheses(context, id, put_flat); }, broken);
}

}  // namespace

void write_last_expression(Context& context, AstNode value, AstNode statement) {
  Writer& writer = context.writer;
  const ValueForm form = form_of(context, value);
  if (form == ValueForm::plain && !takes_comments(context, value, statement)) {
    write_ordinary_value(context, value, statement);
    return;
  }
  const NodeComments value_comments = context.comments.of(value);
  if (has_own_line_comments(value_comments)) {
    write_expression(context, value, Parentheses::always);
    return;
  }
  const InlinedComments comments = inlined_comments(context, value_comments, statement);
  if (form != ValueForm::plain) {
    write_forms(context, value, statement, form, comments);
    return;
  }
  const GroupId id = writer.new_group();
  writer.best_fit_parenthesize(id, [&] {
    comments.hide();
    write_expression(context, value, Parentheses::never);
    if (!comments.empty()) writer.conditional(if_broken(), [&] { comments.write(context); });
  });
  if (!comments.empty()) writer.conditional(if_flat(id), [&] { comments.write(context); });
}

void write_right_to_left(Context& context, AstNode before, Operator op, AstNode value, AstNode statement) {
  const ValueForm form = form_of(context, value);
  const bool inlines = form != ValueForm::plain || takes_comments(context, value, statement);
  if (!inlines && !is_best_fit_chain(context, value, statement)) {
    write_before_operator(context, before);
    write_operator(context, op);
    write_ordinary_value(context, value, statement);
    return;
  }
  const NodeComments value_comments = context.comments.of(value);
  if (has_own_line_comments(value_comments)) {
    write_before_operator(context, before);
    write_operator(context, op);
    write_expression(context, value, Parentheses::always);
    return;
  }
  const InlinedComments comments = inlines ? inlined_comments(context, value_comments, statement) : InlinedComments{};
  RightToLeft(context, before, op, value, statement, form, comments).write();
}

}  // namespace whip::fmt
