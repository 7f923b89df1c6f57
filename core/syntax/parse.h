// Text to tree: the fast parser first, tree-sitter's own runtime for what it declines (files with errors).
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "core/syntax/change.h"
#include "core/syntax/tree.h"
#include "core/text/span.h"

namespace whip {

// Memory of one parse at a time, reused from file to file; one per thread.
class Parser {
 public:
  Parser();
  ~Parser();
  Parser(Parser&&) noexcept;
  Parser& operator=(Parser&&) noexcept;

  // Parses a whole file into `tree` (emptied first). `text` must be followed by Source::kPadding NUL bytes (a Source
  // is). Never fails: a text with errors gives a tree with error nodes and `has_errors`.
  void parse(std::string_view text, Tree& tree);

  // Makes the tree of `text` out of the one that parse() or this gave for the text before the change (reparse.h).
  // Nothing: in doubt, and parse() must be called.
  std::optional<TreeChange> reparse(std::string_view text, const TextChange& change, Tree& tree);

  // Parses text[where] as one expression in parentheses, as Python does with string annotations, and appends its nodes
  // to `tree` behind the others (without any wrapping), spans being places in `text`; the subtree's parent is `owner`.
  // Gives the root of the expression, or kNoNode where the text is not one expression (and leaves `tree` as it was).
  NodeId parse_expression(std::string_view text, Span where, NodeId owner, Tree& tree);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whip
