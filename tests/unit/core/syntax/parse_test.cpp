// The door of the parser: what trees look like, what is refused, and expressions in string annotations.
#include "core/syntax/parse.h"

#include <gtest/gtest.h>

#include "core/text/source.h"
#include "tests/support/trees.h"

namespace whip {
namespace {

struct Parsed {
  explicit Parsed(std::string_view code) : source(code) { parser.parse(source.text(), tree); }
  Parser parser;
  Source source;
  Tree tree;
};

struct Shape {
  std::string_view code;
  std::string_view picture;  // without the module around
};

constexpr Shape kShapes[] = {
    {"x = 1", "(expression_statement (assignment left:identifier right:integer))"},
    {"x: list[int] = y",
     "(expression_statement (assignment left:identifier type:(type (subscript value:identifier subscript:identifier)) "
     "right:identifier))"},
    {"x += 1", "(expression_statement (augmented_assignment left:identifier right:integer))"},
    {"a, *b = c",
     "(expression_statement (assignment left:(pattern_list identifier (list_splat_pattern identifier)) "
     "right:identifier))"},
    {"(*a, b), [c] = d",
     "(expression_statement (assignment left:(pattern_list (tuple_pattern (list_splat_pattern identifier) identifier) "
     "(list_pattern identifier)) right:identifier))"},
    {"*a, 1", "(expression_statement (list_splat value:identifier) integer)"},
    {"*f(x), 1",
     "(expression_statement (list_splat value:(call function:identifier arguments:(argument_list identifier))) "
     "integer)"},
    {"a ^ b & c | d",
     "(expression_statement (binary_operator left:(binary_operator left:identifier right:(binary_operator "
     "left:identifier right:identifier)) right:identifier))"},
    {"not a in b", "(expression_statement (not_operator argument:(comparison_operator identifier identifier)))"},
    {"-a ** -b",
     "(expression_statement (unary_operator argument:(binary_operator left:identifier right:(unary_operator "
     "argument:identifier))))"},
    {"await_ ** 2", "(expression_statement (binary_operator left:identifier right:integer))"},
    {"a < b is not c", "(expression_statement (comparison_operator identifier identifier identifier))"},
    {"x if y else z",
     "(expression_statement (conditional_expression body:identifier condition:identifier alternative:identifier))"},
    {"lambda a, /, b=1, *c, **d: a",
     "(expression_statement (lambda parameters:(lambda_parameters identifier positional_separator (default_parameter "
     "name:identifier value:integer) (list_splat_pattern identifier) (dictionary_splat_pattern identifier)) "
     "body:identifier))"},
    {"f(a, *b, c=d, **e)",
     "(expression_statement (call function:identifier arguments:(argument_list identifier (list_splat "
     "value:identifier) (keyword_argument name:identifier value:identifier) (dictionary_splat value:identifier))))"},
    {"f(x for x in y)",
     "(expression_statement (call function:identifier arguments:(generator_expression body:identifier (for_in_clause "
     "left:identifier right:identifier))))"},
    {"print(a)", "(expression_statement (call function:identifier arguments:(argument_list identifier)))"},
    {"exec = 1", "(expression_statement (assignment left:identifier right:integer))"},
    {"[*r for r in rows]",
     "(expression_statement (list_comprehension body:(list_splat value:identifier) (for_in_clause left:identifier "
     "right:identifier)))"},
    {"{k: v for k, v in d if v}",
     "(expression_statement (dictionary_comprehension body:(pair key:identifier value:identifier) (for_in_clause "
     "left:(pattern_list identifier identifier) right:identifier) (if_clause condition:identifier)))"},
    {"{**a, 'b': 1}",
     "(expression_statement (dictionary (dictionary_splat value:identifier) (pair key:(string string_start "
     "string_content string_end) value:integer)))"},
    {"a[b:c, ::d, *e]",
     "(expression_statement (subscript value:identifier subscript:(slice lower:identifier upper:identifier) "
     "subscript:(slice step:identifier) subscript:(list_splat value:identifier)))"},
    {"(x := 1)",
     "(expression_statement (parenthesized_expression value:(named_expression name:identifier value:integer)))"},
    {"f'{x:=10}'",
     "(expression_statement (string string_start (interpolation expression:identifier "
     "format_specifier:format_specifier) string_end))"},
    {"f'{a!r:>{w}} {{b}} {c = }'",
     "(expression_statement (string string_start (interpolation expression:identifier type_conversion:type_conversion "
     "format_specifier:(format_specifier (format_expression expression:identifier))) (string_content "
     "escape_interpolation escape_interpolation) (interpolation expression:identifier) string_end))"},
    {R"py(r'\d' b'\x00')py",
     "(expression_statement (concatenated_string (string string_start string_content string_end) (string string_start "
     "(string_content escape_sequence) string_end)))"},
    {"import a.b as c, d",
     "(import_statement name:(aliased_import name:(dotted_name identifier identifier) alias:identifier) "
     "name:(dotted_name identifier))"},
    {"from ..a import (b as c, d,)",
     "(import_from_statement module_name:(relative_import import_prefix (dotted_name identifier)) name:(aliased_import "
     "name:(dotted_name identifier) alias:identifier) name:(dotted_name identifier))"},
    {"from __future__ import annotations", "(future_import_statement name:(dotted_name identifier))"},
    {"lazy from a import b",
     "(import_from_statement module_name:(dotted_name identifier) name:(dotted_name identifier))"},
    {"def f[T: int = str, *Ts, **P](a: T, *args: *Ts, b=1) -> R: pass",
     "(function_definition name:identifier type_parameters:(type_parameter (type_variable name:identifier "
     "bound:identifier value:identifier) (type_variable name:identifier) (type_variable name:identifier)) "
     "parameters:(parameters (typed_parameter name:identifier type:(type identifier)) (typed_parameter "
     "name:(list_splat_pattern identifier) type:(type (list_splat value:identifier))) (default_parameter "
     "name:identifier value:integer)) return_type:(type identifier) body:(block pass_statement))"},
    {"@a.b(c)\nclass A[T](B, metaclass=C):\n    x: int",
     "(decorated_definition (decorator value:(call function:(attribute object:identifier attribute:identifier) "
     "arguments:(argument_list identifier))) definition:(class_definition name:identifier "
     "type_parameters:(type_parameter (type_variable name:identifier)) superclasses:(argument_list identifier "
     "(keyword_argument name:identifier value:identifier)) body:(block (expression_statement (assignment "
     "left:identifier type:(type identifier))))))"},
    {"async def f():\n    async with a as b, c: pass",
     "(function_definition name:identifier parameters:parameters body:(block (with_statement clause:(with_clause "
     "(with_item value:(as_pattern value:identifier alias:(as_pattern_target identifier))) (with_item "
     "value:identifier)) body:(block pass_statement))))"},
    {"if a: pass\nelif b: pass\nelse: pass",
     "(if_statement condition:identifier consequence:(block pass_statement) alternative:(elif_clause "
     "condition:identifier consequence:(block pass_statement)) alternative:(else_clause body:(block pass_statement)))"},
    {"for a, b in c: pass\nelse: pass",
     "(for_statement left:(pattern_list identifier identifier) right:identifier body:(block pass_statement) "
     "alternative:(else_clause body:(block pass_statement)))"},
    {"while a: break", "(while_statement condition:identifier body:(block break_statement))"},
    {"try: pass\nexcept A as e: pass\nexcept* (B, C): pass\nelse: pass\nfinally: pass",
     "(try_statement body:(block pass_statement) (except_clause value:(as_pattern value:identifier "
     "alias:(as_pattern_target identifier)) body:(block pass_statement)) (except_clause value:(tuple identifier "
     "identifier) body:(block pass_statement)) (else_clause body:(block pass_statement)) (finally_clause body:(block "
     "pass_statement)))"},
    {"with (a as b, c): pass",
     "(with_statement clause:(with_clause (with_item value:(as_pattern value:identifier alias:(as_pattern_target "
     "identifier))) (with_item value:identifier)) body:(block pass_statement))"},
    {"match x:\n    case [1, *_] | {'k': v, **r} if y: pass\n    case P(a, b=c) as d: pass\n    case -1 | a.b: pass",
     "(match_statement subject:identifier body:(block alternative:(case_clause (case_pattern (union_pattern "
     "(list_pattern (case_pattern integer) (case_pattern splat_pattern)) (dict_pattern key:(string string_start "
     "string_content string_end) value:(case_pattern (dotted_name identifier)) (splat_pattern identifier)))) "
     "guard:(if_clause condition:identifier) consequence:(block pass_statement)) alternative:(case_clause "
     "(case_pattern (as_pattern value:(class_pattern name:(dotted_name identifier) (case_pattern (dotted_name "
     "identifier)) (case_pattern (keyword_pattern name:identifier (dotted_name identifier)))) alias:identifier)) "
     "consequence:(block pass_statement)) alternative:(case_clause (case_pattern (union_pattern integer (dotted_name "
     "identifier identifier))) consequence:(block pass_statement))))"},
    {"match = case = type = lazy = 1",
     "(expression_statement (assignment left:identifier right:(assignment left:identifier right:(assignment "
     "left:identifier right:(assignment left:identifier right:integer)))))"},
    {"type A[T] = B",
     "(type_alias_statement name:identifier type_parameters:(type_parameter (type_variable name:identifier)) "
     "value:identifier)"},
    {"raise A from b", "(raise_statement value:identifier cause:identifier)"},
    {"assert a, b", "(assert_statement condition:identifier message:identifier)"},
    {"del a, b[c]",
     "(delete_statement value:(expression_list identifier (subscript value:identifier subscript:identifier)))"},
    {"global a, b", "(global_statement identifier identifier)"},
    {"return yield_", "(return_statement value:identifier)"},
    {"x = yield from y", "(expression_statement (assignment left:identifier right:(yield value:identifier)))"},
};

TEST(Parse, GivesEachConstructItsShape) {
  for (const Shape& shape : kShapes) {
    const Parsed parsed(shape.code);
    EXPECT_FALSE(parsed.tree.has_errors) << shape.code;
    EXPECT_EQ(test::picture(parsed.tree), "(module " + std::string(shape.picture) + ")") << shape.code;
    EXPECT_EQ(test::broken_law(parsed.tree, static_cast<std::uint32_t>(shape.code.size())), "") << shape.code;
  }
}

TEST(Parse, AcceptsWhatPythonAccepts) {
  for (const std::string_view code : {
           "",
           "\n",
           "# only a comment",
           "\xEF\xBB\xBFx = 1\n",
           "x = 1",
           "x = 1;",
           "\fx = 1\n",
           "if a:\r\n    b\r\nc\r\n",
           "if a:\r    b\rc\r",
           "if a:\n\tb\n        c\n",
           "x = 1 \\\n    + 2\n",
           "def f():\n    x = (a +\nb)\n    (c.\nd)\n",
           "def f():\n    return {\n'a': 1,\n**b}\n",
           "x = 1if y else 2\n",
           "0xFF; 0b1_0; 0o17; 1_000j; 00; 1.; .5e-3; 1e1_0J\n",
           "[y := 1, y]; f(x := 1); a[x := 1]\n",
           "for x in *a, *b: pass\n",
           "x = *a; x += *a; x: int = *a; x = *a = b\n",
           "for x in *a: yield *a; return *a; f'{*a}'\n",
           "print(*a or b, **c if d else e)\n",
           "try: pass\nexcept A, B: pass\n",
           "t'{x}' f\"{a['b']}\"\n",
           "f'''{\nx!r:{y:{z}}\n}'''\n",
           "rb'\\\\' r'\\'' b'\\u' b\"\\N\"\n",
           "m\xC3\xBCller = '\xE2\x82\xAC'  # \xE2\x82\xAC\n",
           "match(x); match[x]; match * x; type(x); case = 1; lazy.x\n",
           "x = lambda: (yield)\n",
           "class A:\n    x = 1\n\n    # end\n# out\n",
       }) {
    const Parsed parsed(code);
    EXPECT_FALSE(parsed.tree.has_errors) << code;
    EXPECT_EQ(test::broken_law(parsed.tree, static_cast<std::uint32_t>(code.size())), "") << code;
  }
}

TEST(Parse, RefusesWhatOnlyPython2Accepts) {
  for (const std::string_view code :
       {"print a\n", "exec a\n", "a <> b\n", "x = 10L\n", "`a`\n", "print >>f, x y\n", "async = 1\n"}) {
    EXPECT_TRUE(Parsed(code).tree.has_errors) << code;
  }
}

TEST(Parse, NeverFailsOnBrokenText) {
  for (const std::string_view code :
       {"def f(:\n", "x = (\n", "'a\nb'\n", "f'{'\n", "if x\n", ")]}\n", "\\\\", "x = $\n", "'''a\n", "class\n",
        "a b c\n", "x = \xE2\x82\xAC\n", "x = 1 \xEF\xBB\xBF\n"}) {
    const Parsed parsed(code);
    EXPECT_TRUE(parsed.tree.has_errors) << code;
    EXPECT_EQ(test::broken_law(parsed.tree, static_cast<std::uint32_t>(code.size())), "") << code;
  }
}

TEST(Parse, ANulInTheTextIsAnErrorLikeAnyOther) {
  const Parsed parsed(std::string_view("x = 1\0\ny\n", 9));
  EXPECT_TRUE(parsed.tree.has_errors);
  EXPECT_EQ(test::broken_law(parsed.tree, 9), "");
}

TEST(Parse, ATreeIsReusedForTheNextFile) {
  Parser parser;
  Tree tree;
  const Source large("def f(a, b):\n    return [a, b, 'c', 1.5]\n"), broken("x = (\n"), small("y\n");
  parser.parse(large.text(), tree);
  EXPECT_TRUE(tree.present.contains(Kind::list));
  parser.parse(broken.text(), tree);
  EXPECT_TRUE(tree.has_errors);
  parser.parse(small.text(), tree);
  EXPECT_FALSE(tree.has_errors);
  EXPECT_EQ(test::picture(tree), "(module (expression_statement identifier))");
  EXPECT_FALSE(tree.present.contains(Kind::list));
  EXPECT_EQ(test::broken_law(tree, 2), "");
}

// Parses what stands between the quotes as an annotation.
struct Annotation {
  explicit Annotation(std::string_view expression) : parsed("x: '" + std::string(expression) + "'\n") {
    const auto end = static_cast<std::uint32_t>(4 + expression.size());
    own = parsed.tree.size();
    root = parsed.parser.parse_expression(parsed.source.text(), {4, end}, NodeId{1}, parsed.tree);
  }
  std::string picture() const { return root == kNoNode ? "none" : test::picture(parsed.tree, index(root)); }
  Parsed parsed;
  std::uint32_t own = 0;
  NodeId root = kNoNode;
};

TEST(ParseExpression, AppendsOneExpressionBehindTheFile) {
  const Annotation annotation("List[int]");
  ASSERT_NE(annotation.root, kNoNode);
  const Tree& tree = annotation.parsed.tree;
  EXPECT_EQ(index(annotation.root), annotation.own);
  EXPECT_EQ(tree.own_size, annotation.own);
  EXPECT_EQ(annotation.picture(), "(subscript value:identifier subscript:identifier)");
  const std::uint32_t root = index(annotation.root);
  EXPECT_EQ(tree.parent[root], 1u);
  EXPECT_EQ(tree.field[root], Field::none);
  EXPECT_EQ(tree.span[root], (Span{4, 13}));
  EXPECT_EQ(tree.after[root], tree.size());
  EXPECT_EQ(tree.span[root + 1], (Span{4, 8}));
  EXPECT_EQ(tree.parent[root + 1], root);
  EXPECT_TRUE(tree.present.contains(Kind::subscript));
}

TEST(ParseExpression, TakesAnyOneExpression) {
  EXPECT_EQ(Annotation("a | None").picture(), "(binary_operator left:identifier right:none)");
  EXPECT_EQ(Annotation(" a ").picture(), "identifier");
  EXPECT_EQ(Annotation("a # why").picture(), "identifier");
  EXPECT_EQ(Annotation("(a)").picture(), "(parenthesized_expression value:identifier)");
  EXPECT_EQ(Annotation("(a, b)").picture(), "(tuple identifier identifier)");
}

TEST(ParseExpression, ATupleWithoutBracketsIsAList) {
  const Annotation annotation("a, b");
  EXPECT_EQ(annotation.picture(), "(expression_list identifier identifier)");
  const Tree& tree = annotation.parsed.tree;
  const std::uint32_t root = index(annotation.root);
  EXPECT_EQ(tree.span[root], (Span{4, 8}));
  EXPECT_EQ(tree.after[root], tree.size());
  EXPECT_EQ(tree.kind[root + 1], Kind::identifier);
  EXPECT_EQ(tree.kind[root + 2], Kind::comma);
  EXPECT_EQ(tree.kind[root + 3], Kind::identifier);
  EXPECT_EQ(tree.parent[root + 3], root);
}

TEST(ParseExpression, RefusesAnythingElseAndLeavesTheTree) {
  for (const std::string_view text : {"", "  ", "a b", "a) + (b", "a)(b", "a); (b", "a), (b", "a for a in b", "x = 1",
                                      "pass", "(", "# a", "a\\", "*a", "def f(): pass"}) {
    const Annotation annotation(text);
    EXPECT_EQ(annotation.root, kNoNode) << text;
    EXPECT_EQ(annotation.parsed.tree.size(), annotation.own) << text;
  }
}

}  // namespace
}  // namespace whip
