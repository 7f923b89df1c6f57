// What the writers of constructs share: the tree, the comments, the options, the document being written, and where in
// the file's structure we are.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "formatter/ast/node.h"
#include "formatter/comments/comments.h"
#include "formatter/doc/writer.h"
#include "formatter/options.h"

namespace whip::fmt {

// Where the construct that is being written stands.
struct Level {
  enum class Kind : std::uint8_t {
    top_level,   // statements of the module
    compound,    // statements of a body
    expression,  // an expression of a statement, or below it; `group` is that of optional parentheses around it, if any
    parenthesized_expression  // within any brackets
  };
  Kind kind = Kind::top_level;
  bool last_statement = false;  // of top_level: this is the module's last statement
  GroupId group = kNoGroup;     // of expression
  bool becomes_own = false;  // of expression: the parentheses of `group` belong to a tuple, and the next run will not
                             // take them for optional ones

  // Whether a line may break without parentheses of one's own.
  bool is_parenthesized() const {
    return kind == Kind::parenthesized_expression || (kind == Kind::expression && group != kNoGroup);
  }
  static Level expression(GroupId group = kNoGroup) { return {Kind::expression, false, group, false}; }
  static Level parenthesized() { return {Kind::parenthesized_expression, false, kNoGroup, false}; }
  static Level compound() { return {Kind::compound, false, kNoGroup, false}; }
};

// The f-string whose replacement field is being written.
struct InterpolatedStringContext {
  bool inside = false;
  bool multiline = false;  // may its replacement fields break over lines
  bool triple = false;
  char quote = 0;       // ' or ": what encloses it, as it will be written
  bool nested = false;  // within a field of another such string
};

// Expressions, and patterns, nested deeper than this are refused: writing one level takes up to some 2 KiB of the
// stack.
inline constexpr std::uint32_t kMaxExpressionDepth = 1500;

// One operand or operator of a chain like `a + b * c`, see binary.cpp.
struct BinaryPart {
  enum class Kind : std::uint8_t { left, middle, right, operator_ };
  AstNode operand;  // of operands
  Kind kind = Kind::middle;
  Operator op = Operator::none;  // of operators
  // Of a left operand the leading, of a right operand the trailing comments of the outermost chain that begins or ends
  // with it; of an operator those behind it.
  CommentSpan comments;
};

struct Context {
  const AstTree& ast;
  const CommentMap& comments;
  const Options& options;
  std::string_view source;
  Writer writer;

  Level level;
  std::uint16_t levels = 0;        // of indentation of the statement
  std::uint16_t indent_level = 0;  // bodies around the statement; 1 for the module's
  char docstring_quote = 0;        // within code of a docstring: the quote of that docstring
  InterpolatedStringContext interpolated;
  std::uint32_t depth = 0;  // of nested expressions: see write_expression
  bool too_deep = false;    // kMaxExpressionDepth was passed: what was written is not the file
  std::vector<BinaryPart> binary_parts, binary_work;  // stacks of binary.cpp

  bool is_stub() const { return options.source_type == SourceType::stub; }
  bool is_preview() const { return options.preview; }
};

// Sets a member for as long as it lives:  `const Saved saved(context.level, Level::parenthesized());`
template <class T>
class Saved {
 public:
  Saved(T& place, T value) : place_(place), old_(place) { place = value; }
  ~Saved() { place_ = old_; }
  Saved(const Saved&) = delete;
  Saved& operator=(const Saved&) = delete;

 private:
  T& place_;
  T old_;
};

}  // namespace whip::fmt
