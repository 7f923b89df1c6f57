#include "linter/fingerprint.h"

#include <gtest/gtest.h>

#include "core/syntax/parse.h"
#include "core/text/source.h"

namespace whip {
namespace {

constexpr Rule kRule{.since = "0.1", .doc = "x"};
constexpr RuleEntry kRules[] = {{"F401", "unused-import", "pyflakes", &kRule},
                                {"F821", "undefined-name", "pyflakes", &kRule}};

// The fingerprints of findings at every occurrence of `part`.
std::vector<Fingerprint> at_each(std::string_view text, std::string_view part, RuleId rule = RuleId{0},
                                 std::string_view path = "pkg/a.py") {
  const Source source(text);
  const LineIndex lines(source.text());
  Tree tree;
  Parser().parse(source.text(), tree);
  std::vector<Diagnostic> findings;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    Diagnostic& finding = findings.emplace_back();
    finding.rule = rule;
    finding.span = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
  }
  return fingerprints(
      {.path = path, .text = source.text(), .lines = lines, .tree = tree, .findings = findings, .rules = kRules});
}

TEST(Fingerprint, StaysWhenLinesAboveComeAndGo) {
  EXPECT_EQ(at_each("def f():\n    use(x)\n", "x"), at_each("import os\n\n\n\ndef f():\n    a = 1\n    use(x)\n", "x"));
}

TEST(Fingerprint, StaysWhenTheLineIsFormattedAnew) {
  EXPECT_EQ(at_each("def f():\n    use( x )\n", "x"), at_each("def f():\n\tif a:\n\t\tuse(  x   )\n", "x"));
}

TEST(Fingerprint, StaysWhenAFormatterSplitsTheStatement) {
  EXPECT_EQ(at_each("value = call('a', first,b=unused)\n", "unused"),
            at_each("value = call(\n    \"a\",\n    first,\n    b=unused,\n)\n", "unused"));
  EXPECT_EQ(at_each("def f(a,b = {}): pass\n", "{}"), at_each("def f(\n    a,\n    b={},\n):\n    pass\n", "{}"));
  EXPECT_EQ(at_each("assert first, \\\n  second\n", "second"), at_each("assert (\n    first\n), second\n", "second"));
}

TEST(Fingerprint, StaysWhenNeighboursOfTheStatementChange) {
  EXPECT_EQ(at_each("a = 1\nuse(x)\nb = 2\n", "x"), at_each("other()\nuse(x)\n", "x"));
  EXPECT_EQ(at_each("if x:\n    a = 1\n", "x"), at_each("if x:\n    b = 2\n    c = 3\n", "x"));
}

TEST(Fingerprint, StaysWhenALongStatementChangesFarFromIt) {
  const std::string far = "one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve";
  EXPECT_EQ(at_each("use([x, " + far + ", 1])\n", "[x"), at_each("use([x, " + far + ", 2])\n", "[x"));
  EXPECT_NE(at_each("use([x, one])\n", "[x"), at_each("use([x, two])\n", "[x"));
}

TEST(Fingerprint, OfACommentDependsOnItsLine) {
  EXPECT_EQ(at_each("a = 1\n#   code\nb = 2\n", "code"), at_each("c = 3\n# code\n", "code"));
  EXPECT_NE(at_each("# code here\n", "code"), at_each("# code there\n", "code"));
}

TEST(Fingerprint, StaysWhenUnrelatedNamesChange) {
  EXPECT_EQ(at_each("def g(): pass\ndef f():\n    use(x)\n", "x"),
            at_each("def other(): pass\ndef f():\n    use(x)\n", "x"));
}

TEST(Fingerprint, DependsOnRulePathLineAndFunction) {
  const std::string_view text = "def f():\n    use(x)\n";
  const Fingerprint base = at_each(text, "x")[0];
  EXPECT_NE(base, at_each(text, "x", RuleId{1})[0]);
  EXPECT_NE(base, at_each(text, "x", RuleId{0}, "pkg/b.py")[0]);
  EXPECT_NE(base, at_each("def f():\n    take(x)\n", "x")[0]);
  EXPECT_NE(base, at_each("def g():\n    use(x)\n", "x")[0]);
  EXPECT_NE(base, at_each("class f:\n  def f():\n    use(x)\n", "x")[0]);
}

TEST(Fingerprint, TellsEqualFindingsApartByTheirOrder) {
  const std::vector<Fingerprint> found = at_each("use(x)\nuse(x)\n", "x");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NE(found[0], found[1]);
  EXPECT_EQ(found[0], at_each("use(x)\n", "x")[0]);
}

// A fixed value: baselines of users hold these, so the recipe may not change silently.
TEST(Fingerprint, IsTheAgreedHash) {
  EXPECT_EQ(to_string(at_each("use(x)\n", "x")[0]), "e1a9d36580822c4441f5bca5c18280c4");
}

TEST(Fingerprint, WorksOnFilesThatCannotBeParsed) {
  EXPECT_EQ(at_each("def f(:\n  x\n", "x", RuleId::invalid_syntax).size(), 1U);
  EXPECT_EQ(at_each("", "x").size(), 0U);
}

TEST(QualifiedName, IsThatOfTheInnermostFunctionOrClass) {
  const std::string text =
      "a\nclass A:\n    b\n    class B:\n        @deco\n        def f(self):\n            c\n        d\ndef g(): "
      "e\nh\n";
  const Source source(text);
  Tree tree;
  Parser().parse(source.text(), tree);
  const auto name = [&](std::string_view part) {
    return qualified_name_at(tree, source.text(), static_cast<std::uint32_t>(text.find(part)));
  };
  EXPECT_EQ(name("a\n"), "");
  EXPECT_EQ(name("b\n"), "A");
  EXPECT_EQ(name("c\n"), "A.B.f");
  EXPECT_EQ(name("d\ndef"), "A.B");
  EXPECT_EQ(name("e\n"), "g");
  EXPECT_EQ(name("h\n"), "");
}

}  // namespace
}  // namespace whip
