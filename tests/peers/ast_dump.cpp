// The formatter's tree of each file: what tests/peers/ast_diff.py compares with CPython's.
//
//   ast_dump FILE...
//
// For each file a line "file PATH", then one line for each node, in source order: kind, begin and end in bytes, data.
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "core/syntax/parse.h"
#include "core/text/source.h"
#include "formatter/ast/lower.h"

int main(int count, char** arguments) {
  whip::Parser parser;
  whip::Tree tree;
  whip::fmt::AstTree ast;
  for (int i = 1; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const whip::Source source(bytes);
    std::printf("file %s\n", arguments[i]);
    parser.parse(source.text(), tree);
    if (tree.has_errors) {
      std::puts("errors");
      continue;
    }
    whip::fmt::lower(source.text(), tree, ast);
    for (std::uint32_t n = 0; n < ast.size(); ++n) {
      const whip::fmt::AstNode node(ast, n);
      const std::string kind(to_string(node.kind()));
      std::printf("%s %u %u %u %d\n", kind.c_str(), node.begin(), node.end(), node.data(), node.parenthesized());
    }
  }
}
