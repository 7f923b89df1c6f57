// The formatter's tree. That every node has CPython's kind and place is shown on whole libraries by
// tests/peers/ast_diff.py; here are the shapes that the two trees have otherwise.
#include "formatter/ast/lower.h"

#include <gtest/gtest.h>

#include "tests/unit/formatter/ast/trees.h"

namespace whip::fmt {
namespace {

using test::Lowered;
using test::shape_of;

TEST(Lower, OperatorsOfOneKindAreOneNode) {
  EXPECT_EQ(shape_of("a and b and c or d\n"), "expr(bool_op(bool_op(name name name) name))");
  EXPECT_EQ(shape_of("(a and b) and c\n"), "expr(bool_op(bool_op(name name) name))");
  EXPECT_EQ(shape_of("a < b <= c\n"), "expr(compare(name name name))");
}

TEST(Lower, ComparisonsKeepTheirOperatorsInOrder) {
  const Lowered program("a not in b is not c\n");
  auto at = program.first(Ast::compare).comparisons();
  EXPECT_EQ(at->op, Operator::not_in);
  EXPECT_EQ(program.ast.text.substr(at->span.begin, at->span.size()), "not in");
  EXPECT_EQ((++at)->op, Operator::is_not);
}

TEST(Lower, TargetsOfAnAssignmentStandBesideEachOther) {
  EXPECT_EQ(shape_of("a = b, c = d\n"), "assign(name tuple(name name) name)");
}

TEST(Lower, ParenthesesAreFactsOfWhatTheyEnclose) {
  const Lowered program("x = ((a + b))\n");
  const AstNode sum = program.first(Ast::bin_op);
  EXPECT_EQ(sum.text(), "a + b");
  EXPECT_EQ(sum.parentheses_count(), 2u);
  EXPECT_EQ(sum.parentheses(), (Span{5, 12}));
  EXPECT_EQ(sum.outer_parentheses(), (Span{4, 13}));
}

TEST(Lower, OneTargetInParenthesesIsNoTuple) {
  EXPECT_EQ(shape_of("(a) = b\n"), "assign(name name)");
  EXPECT_EQ(shape_of("(a,) = b\n"), "assign(tuple(name) name)");
  EXPECT_EQ(shape_of("() = b\n"), "assign(tuple name)");
}

TEST(Lower, ATupleWithoutParenthesesEndsBehindItsComma) {
  const Lowered program("x = a, b,\n");
  EXPECT_EQ(program.first(Ast::tuple).text(), "a, b,");
  EXPECT_FALSE(program.first(Ast::tuple).has(Flag::own_parentheses));
  EXPECT_EQ(shape_of("a[b, c:d]\n"), "expr(subscript(name tuple(name slice(name name))))");
  EXPECT_EQ(shape_of("a[*b]\n"), "expr(subscript(name tuple(starred(name))))");
}

TEST(Lower, AGeneratorThatIsTheOnlyArgumentHasNoBracketsOfItsOwn) {
  const Lowered program("f(a for a in b)\n");
  EXPECT_EQ(program.first(Ast::generator).text(), "a for a in b");
  EXPECT_EQ(program.first(Ast::arguments).text(), "(a for a in b)");
  EXPECT_TRUE(Lowered("f((a for a in b))\n").first(Ast::generator).has(Flag::own_parentheses));
}

TEST(Lower, ADefinitionBeginsAtItsDecoratorsAndEndsWithItsBody) {
  const Lowered program("@a\n# b\n@c\ndef f():\n    pass;\n    # d\nx\n");
  EXPECT_EQ(program.first(Ast::function_def).text(), "@a\n# b\n@c\ndef f():\n    pass;");
}

TEST(Lower, BodiesOfOneStatementAreTold) {
  const Lowered program("try: a\nexcept B as c: d\nelse: e\nfinally: f\n");
  const AstNode statement = program.root().first_child();
  EXPECT_EQ(statement[Role::body].text(), "a");
  EXPECT_EQ(statement[Role::handler][Role::name].text(), "c");
  EXPECT_EQ(statement[Role::orelse].text(), "e");
  EXPECT_EQ(statement[Role::finalbody].text(), "f");
}

TEST(Lower, WithItemsInBracketsAreNoTuple) {
  EXPECT_EQ(shape_of("with (a, b): pass\n"), "with(with_item(name) with_item(name) pass)");
  EXPECT_EQ(shape_of("with (a, b) as c: pass\n"), "with(with_item(tuple(name name) name) pass)");
  EXPECT_EQ(shape_of("with (a as b): pass\n"), "with(with_item(name name) pass)");
  EXPECT_TRUE(Lowered("with (a): pass\n").first(Ast::name).parenthesized());
}

TEST(Lower, ParametersKnowTheirKinds) {
  const Lowered program("def f(a, /, b, *c, d, **e): pass\n");
  std::string kinds;
  for (const AstNode parameter : program.first(Ast::parameters).all(Role::parameter)) {
    kinds += static_cast<char>('0' + parameter.data());
  }
  EXPECT_EQ(kinds, "01234");
}

TEST(Lower, ConditionsOfAComprehensionBelongToItsFor) {
  EXPECT_EQ(shape_of("[a for b in c if d if e for f in g]\n"),
            "expr(list_comp(name comprehension(name name name name) comprehension(name name)))");
}

TEST(Lower, PatternsWithoutANodeOfTheirOwn) {
  const std::string begin = "match(name match_case(";
  const auto pattern = [&](std::string_view text) {
    std::string shape = shape_of("match x:\n    case " + std::string(text) + ": pass\n");
    return shape.substr(begin.size(), shape.size() - begin.size() - std::string_view(" pass))").size());
  };
  EXPECT_EQ(pattern("-1"), "match_value(unary_op(number))");
  EXPECT_EQ(pattern("-1 + 2j"), "match_value(bin_op(unary_op(number) number))");
  EXPECT_EQ(pattern("a.b.c"), "match_value(attribute(attribute(name identifier) identifier))");
  EXPECT_EQ(pattern("a"), "match_as(identifier)");
  EXPECT_EQ(pattern("_"), "match_as");
  EXPECT_EQ(pattern("a, *_"), "match_sequence(match_as(identifier) match_star)");
  EXPECT_EQ(pattern("(a | None)"), "match_or(match_as(identifier) match_singleton)");
  EXPECT_EQ(pattern("{'a': b, **c}"), "match_mapping(string(string_part) match_as(identifier) identifier)");
  EXPECT_EQ(
      pattern("A(b, c=d)"),
      "match_class(name pattern_arguments(match_as(identifier) pattern_keyword(identifier match_as(identifier))))");
}

TEST(Lower, TextAndFieldsOfFormatStrings) {
  const Lowered program("f'a{{b{c!r:>{d}.2}}}e{f=}' 'g'\n");
  EXPECT_EQ(test::shape(program.first(Ast::f_string)),
            "f_string(f_string_part(interpolated_text interpolation(name format_spec(interpolated_text "
            "interpolation(name) interpolated_text)) interpolated_text interpolation(name)) string_part)");
  EXPECT_EQ(program.first(Ast::interpolated_text).text(), "a{{b");
  EXPECT_EQ(program.first(Ast::interpolation).data(), 'r');
}

TEST(Lower, DepthOfTheInputIsNoDepthOfOurs) {
  std::string text = "x = " + std::string(20000, '-') + "1\n";
  EXPECT_GT(Lowered(text).ast.size(), 20000u);
  text = "x = a";
  for (int i = 0; i < 20000; ++i) text += " + a";
  EXPECT_GT(Lowered(text + "\n").ast.size(), 40000u);
}

}  // namespace
}  // namespace whip::fmt
