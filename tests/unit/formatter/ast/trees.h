// Trees of short programs for the tests of the formatter's tree and comments.
#pragma once

#include <string>
#include <string_view>

#include "core/syntax/parse.h"
#include "core/text/source.h"
#include "formatter/ast/lower.h"

namespace whip::fmt::test {

// A program with its concrete tree and the formatter's.
struct Lowered {
  explicit Lowered(std::string_view text) : source(text) {
    Parser parser;
    parser.parse(source.text(), tree);
    lower(source.text(), tree, ast);
  }
  AstNode root() const { return {ast, 0}; }
  // The first node of a kind.
  AstNode first(Ast kind) const {
    for (std::uint32_t n = 0; n < ast.size(); ++n) {
      if (ast.kind[n] == kind) return {ast, n};
    }
    return {};
  }

  Source source;
  Tree tree;
  AstTree ast;
};

// A node as nested words: "assign(target:name value:bin_op(left:name right:name))".
inline std::string shape(AstNode node) {
  std::string out(to_string(node.kind()));
  std::string children;
  for (const AstNode child : node.children()) {
    if (!children.empty()) children += ' ';
    children += shape(child);
  }
  return children.empty() ? out : out + "(" + children + ")";
}

// The same of the only statement of a program.
inline std::string shape_of(std::string_view text) {
  const Lowered program(text);
  return shape(program.root().first_child());
}

}  // namespace whip::fmt::test
