#include "core/syntax/syntax_error.h"

#include <gtest/gtest.h>

#include <fstream>

#include "core/syntax/syntax_error_lexer.h"
#include "tests/unit/core/syntax/validated.h"

namespace whip {
namespace {

class FirstErrors : public testing::TestWithParam<std::string> {};

// Blocks divided by "====": code, then the first finding of Ruff 0.17.5 behind "-> ".
TEST_P(FirstErrors, AreWhereAndWhatRuffSays) {
  std::ifstream file(std::string(WHIP_SOURCE_DIR) + "/tests/unit/core/syntax/cases/errors_" + GetParam() + ".txt");
  std::string code;
  std::string expected;
  int cases = 0;
  const auto check = [&] {
    const Validated found(code);
    EXPECT_TRUE(found.has_errors) << code;
    EXPECT_EQ(found.first(), expected) << code;
    code.clear();
    ++cases;
  };
  for (std::string line; std::getline(file, line);) {
    if (line == "====") {
      check();
    } else if (line.starts_with("-> ")) {
      expected = line.substr(3);
    } else {
      code += line + "\n";
    }
  }
  check();
  EXPECT_GT(cases, 20);
}

INSTANTIATE_TEST_SUITE_P(SyntaxError, FirstErrors, testing::Values("expressions", "simple", "compound", "fields"),
                         [](const auto& test) { return test.param; });

TEST(FirstErrors, StandOnTheLineOfTheFault) {
  const std::string before = "import os\n\n\ndef f(a, b=1):\n    return [a, {b: 2}, f'{a!r:>{b}}']\n\n\n";
  EXPECT_EQ(Validated(before + "x = (1, 2\ny = 3\n").first(), "9:1-9:2 invalid-syntax Expected `,`, found identifier");
  EXPECT_EQ(Validated(before + "x = 'a\n").first(), "8:5-8:7 invalid-syntax missing closing quote in string literal");
  EXPECT_EQ(Validated(before + "if a\n    b\n").first(), "8:5-9:1 invalid-syntax Expected `:`, found newline");
}

TEST(FirstErrors, AreNeverAbsentAndAlwaysInsideTheFile) {
  const std::string_view code =
      "@a.b(c)\nasync def f(a: int = 1, *b, c, **d) -> {1: 'x'}:\n\tmatch a:\n\t\tcase [1, *_] | A(b=2) if c: pass\n"
      "\tx = [i async for i in f'{a!r:{b}}' if (yield)] or lambda *a, b=1: (a, b)\n"
      "\ttry: raise A from b\n\texcept* A as e: del a[1:2, ::3], (b)\n\tfinally: return *a, b\n";
  ASSERT_FALSE(Validated(code).has_errors);
  for (std::size_t cut = 0; cut < code.size(); ++cut) {
    for (const std::string_view put : {"", ")", "'", ":", " 1 ", "\n  ", "if", "{", "\\"}) {
      const std::string changed = std::string(code.substr(0, cut)) + std::string(put);
      const Validated found(changed);
      EXPECT_TRUE(!found.has_errors || !found.errors.empty()) << changed;
      for (const SyntaxError& error : found.errors) {
        EXPECT_LE(error.span.begin, error.span.end) << changed;
        EXPECT_LE(error.span.end, changed.size()) << changed << error.message;
        EXPECT_FALSE(error.message.empty()) << changed;
      }
    }
  }
}

using recovery::Lex;

std::vector<Lex> kinds(std::string_view text) {
  std::vector<Lex> result;
  for (const recovery::Token& token : recovery::tokenize(text)) result.push_back(token.kind);
  return result;
}

TEST(RecoveryLexer, TellsBlocksByTheirIndentation) {
  EXPECT_EQ(kinds("a\n  b\n\n  # c\nd\n"),
            (std::vector<Lex>{Lex::name, Lex::newline, Lex::indent, Lex::name, Lex::newline, Lex::dedent, Lex::name,
                              Lex::newline, Lex::end}));
  EXPECT_EQ(kinds("a\n  b"),
            (std::vector<Lex>{Lex::name, Lex::newline, Lex::indent, Lex::name, Lex::newline, Lex::dedent, Lex::end}));
  EXPECT_EQ(kinds(""), std::vector<Lex>{Lex::end});
}

TEST(RecoveryLexer, GoesIntoTheFieldsOfAString) {
  EXPECT_EQ(kinds("f'a{b:{c}}'"), (std::vector<Lex>{Lex::field_string_begin, Lex::field_string_text, Lex::sign,
                                                    Lex::name, Lex::sign, Lex::sign, Lex::name, Lex::sign, Lex::sign,
                                                    Lex::field_string_end, Lex::newline, Lex::end}));
}

TEST(RecoveryLexer, StopsAtWhatIsNoToken) {
  for (const char* text :
       {"a = $\n", "a = 'b\n", "a = 0777\n", "a = 0x\n", "a \\ b\n", "f'}'\n", "a = \xE2\x82\xAC\n"}) {
    EXPECT_EQ(kinds(text).back(), Lex::invalid) << text;
  }
}

}  // namespace
}  // namespace whip
