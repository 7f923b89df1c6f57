// Whose comment it is. What comes of it is shown by tests/fixtures/format/comments_*.md.
#include "formatter/comments/attach.h"

#include <gtest/gtest.h>

#include "tests/unit/formatter/ast/trees.h"

namespace whip::fmt {
namespace {

// Each comment as "leading name: # text", in the order of nodes.
std::string attached(std::string_view text) {
  const test::Lowered program(text);
  CommentMap map;
  attach_comments(program.ast, map);
  std::string out;
  for (std::uint32_t n = 0; n < program.ast.size(); ++n) {
    const AstNode node(program.ast, n);
    const NodeComments comments = map.of(node);
    const auto add = [&](std::string_view slot, CommentSpan span) {
      for (const Comment& comment : span) {
        out += std::string(slot) + " " + std::string(to_string(node.kind())) + ": " +
               std::string(program.ast.text.substr(comment.begin(), comment.end() - comment.begin())) + "\n";
      }
    };
    add("leading", comments.leading);
    add("dangling", comments.dangling);
    add("trailing", comments.trailing);
  }
  return out;
}

TEST(Attach, ACommentAtTheEndOfALineIsOfWhatIsBeforeIt) {
  EXPECT_EQ(attached("[a, # 1\n b]\n"), "trailing name: # 1\n");
  EXPECT_EQ(attached("a # 1\nb\n"), "trailing expr: # 1\n");
}

TEST(Attach, ACommentOnALineOfItsOwnIsOfWhatIsBehindIt) {
  EXPECT_EQ(attached("[a,\n # 1\n b]\n"), "leading name: # 1\n");
  EXPECT_EQ(attached("[a,\n b\n # 1\n]\n"), "trailing name: # 1\n");
}

TEST(Attach, ACommentBehindABracketDangles) {
  EXPECT_EQ(attached("f( # 1\n a)\n"), "dangling arguments: # 1\n");
  EXPECT_EQ(attached("[ # 1\n a]\n"), "dangling list: # 1\n");
  EXPECT_EQ(attached("[\n # 1\n]\n"), "dangling list: # 1\n");
}

TEST(Attach, ParenthesesKeepACommentWithTheirContent) {
  EXPECT_EQ(attached("assert (a\n), ( # 1\n b)\n"), "leading name: # 1\n");
  EXPECT_EQ(attached("if (a\n # 1\n):\n    b\n"), "trailing name: # 1\n");
}

TEST(Attach, BehindAColonItIsTheStatements) {
  EXPECT_EQ(attached("if a: # 1\n    b\nelse: # 2\n    c\n"), "dangling if_: # 1\ndangling elif_else_clause: # 2\n");
  EXPECT_EQ(attached("for a in b: # 1\n    c\nelse: # 2\n    d\n"), "dangling for_: # 1\ndangling for_: # 2\n");
}

TEST(Attach, IndentationTellsTheBodyFromTheNextBranch) {
  EXPECT_EQ(attached("if a:\n    b\n    # 1\n# 2\nelse:\n    c\n"),
            "trailing expr: # 1\nleading elif_else_clause: # 2\n");
  EXPECT_EQ(attached("try:\n    a\n# 1\nfinally:\n    b\n"), "dangling try_: # 1\n");
  EXPECT_EQ(attached("if a:\n    if b:\n        c\n    # 1\n# 2\nd\n"), "trailing if_: # 1\nleading expr: # 2\n");
}

TEST(Attach, AnEmptyLinePartsACommentFromTheNextStatement) {
  EXPECT_EQ(attached("a\n# 1\n\nb\n"), "trailing expr: # 1\n");
  EXPECT_EQ(attached("a\n\n# 1\nb\n"), "leading expr: # 1\n");
}

TEST(Attach, NamesThatAreNoExpressionsTakeNone) {
  EXPECT_EQ(attached("f(a # 1\n =b)\n"), "leading keyword: # 1\n");
  EXPECT_EQ(attached("def f(* # 1\n a): pass\n"), "leading parameter: # 1\n");
}

TEST(Attach, EveryCommentIsAttachedOnce) {
  const test::Lowered program("# 1\na = ( # 2\n  b # 3\n)\n# 4\n");
  CommentMap map;
  attach_comments(program.ast, map);
  ASSERT_EQ(map.all().size(), 4u);
  ASSERT_NE(map.first_unformatted(), nullptr);
  map.mark_formatted(Span{0, 3});
  map.mark_formatted(program.first(Ast::assign));
  EXPECT_EQ(map.first_unformatted(), nullptr);
}

TEST(Attach, CommentsOfASubtreeAreFound) {
  const test::Lowered program("a\nf(b, # 1\n c)\n");
  CommentMap map;
  attach_comments(program.ast, map);
  EXPECT_TRUE(map.any_in_subtree(program.first(Ast::call)));
  EXPECT_FALSE(map.any_in_subtree(program.root().first_child()));
  EXPECT_TRUE(map.any_inside({2, 12}));
  EXPECT_FALSE(map.any_inside({0, 5}));
}

}  // namespace
}  // namespace whip::fmt
