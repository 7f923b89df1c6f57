// Node: a view that answers questions about one node, and absent nodes that answer none.
#include <gtest/gtest.h>

#include "core/syntax/node.h"
#include "core/syntax/parse.h"
#include "core/text/source.h"

namespace whip {
namespace {

struct Parsed {
  explicit Parsed(std::string_view code) : source(code) { Parser().parse(source.text(), tree); }
  Node root() const { return {tree, source.text(), NodeId{0}}; }
  Node first(Kind kind) const {
    for (std::uint32_t n = 0; n < tree.size(); ++n) {
      if (tree.kind[n] == kind) return {tree, source.text(), NodeId{n}};
    }
    return {};
  }
  Source source;
  Tree tree;
};

TEST(Node, FieldsAndKindsFindChildren) {
  const Parsed parsed("f(a, b=1)\n");
  const Node call = parsed.first(Kind::call);
  ASSERT_TRUE(call);
  EXPECT_EQ(call[Field::function].text(), "f");
  EXPECT_EQ(call[Field::arguments].text(), "(a, b=1)");
  EXPECT_EQ(call[Field::arguments].child(Kind::keyword_argument)[Field::value].text(), "1");
  EXPECT_FALSE(call[Field::body]);
  EXPECT_FALSE(call.child(Kind::lambda));
}

TEST(Node, ChildrenAreAllOfThemAndOperandsLeaveOutSignsAndComments) {
  const Parsed parsed("x = [1,  # one\n 2]\n");
  const Node list = parsed.first(Kind::list);
  std::string all, operands;
  for (const Node child : list.children()) all.append(child.text()).append(" ");
  for (const Node child : list.operands()) operands.append(child.text()).append(" ");
  EXPECT_EQ(all, "[ 1 , # one 2 ] ");
  EXPECT_EQ(operands, "1 2 ");
  EXPECT_EQ(list.operands().count(), 2u);
  EXPECT_EQ(list.operands()[1].text(), "2");
  EXPECT_EQ(list.children().back().text(), "]");
  EXPECT_FALSE(list.operands()[2]);
}

TEST(Node, SiblingsEndWithTheirParent) {
  const Parsed parsed("a\nb\n");
  const Node first = parsed.root().first_child();
  EXPECT_EQ(first.text(), "a");
  EXPECT_EQ(first.next_sibling().text(), "b");
  EXPECT_FALSE(first.next_sibling().next_sibling());
  EXPECT_FALSE(parsed.root().next_sibling());
  EXPECT_FALSE(first.first_child().next_sibling());
}

TEST(Node, ParentsLeadToTheRoot) {
  const Parsed parsed("def f():\n    return x.y\n");
  const Node attribute = parsed.first(Kind::attribute);
  EXPECT_TRUE(attribute.parent().is(Kind::return_statement));
  EXPECT_TRUE(attribute.parent().parent().is(Kind::block));
  EXPECT_TRUE(parsed.root().is_ancestor_of(attribute));
  EXPECT_FALSE(attribute.is_ancestor_of(parsed.root()));
  EXPECT_FALSE(parsed.root().parent());
}

TEST(Node, TheAbsentNodeAnswersEveryQuestion) {
  const Node nothing;
  EXPECT_FALSE(nothing);
  EXPECT_EQ(nothing.kind(), Kind::absent);
  EXPECT_EQ(nothing.text(), "");
  EXPECT_FALSE(nothing.parent());
  EXPECT_FALSE(nothing[Field::value][Field::left]);
  EXPECT_TRUE(nothing.children().empty());
  EXPECT_EQ(nothing.operands().count(), 0u);
  EXPECT_FALSE(nothing.is_any({Kind::call, Kind::module}));
}

TEST(Tree, PresentTellsWhichKindsOccur) {
  const Parsed parsed("x = lambda: 0\n");
  EXPECT_TRUE(parsed.tree.present.contains(Kind::lambda));
  EXPECT_FALSE(parsed.tree.present.contains(Kind::call));
  EXPECT_TRUE(parsed.tree.present.intersects({Kind::call, Kind::integer}));
}

TEST(Tree, ASubtreeIsARange) {
  const Parsed parsed("f(g(x))\ny\n");
  const Node outer = parsed.first(Kind::call);
  std::size_t names = 0;
  for (std::uint32_t n = index(outer.id()); n < outer.after(); ++n)
    names += parsed.tree.kind[n] == Kind::identifier ? 1 : 0;
  EXPECT_EQ(names, 3u);
}

}  // namespace
}  // namespace whip
