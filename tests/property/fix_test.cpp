// Laws of fixing, over real code and over code with one token changed: the fixed text is a program, nothing is left to
// fix, and no rule's fix has to be barred.

#include <gtest/gtest.h>

#include <random>

#include "core/text/source.h"
#include "rules/all.h"
#include "tests/support/corpus.h"
#include "tests/support/files.h"
#include "tests/support/linting.h"

namespace whip {
namespace {

constexpr std::uintmax_t kSample = 4 << 20;

class Fixes : public testing::TestWithParam<FixReach> {
 protected:
  // All that is wrong with what fixing makes of the text.
  std::string broken_law(std::string_view text) {
    const Source source(text);
    const FileInput input{.text = source.text(), .facts = {.path = "a.py", .name = "a.py"}, .target = {}};
    const FixResult fixed = lint_and_fix(input, settings_, listeners_, bench_, GetParam());
    count_ += fixed.fixed_count();
    if (!fixed.defective.empty()) {
      return "the fix of " + std::string(listeners_.entry(fixed.defective.front()).code) + " breaks the file";
    }
    if (!fixed.converged) {
      const FixRound round = choose_fixes(fixed.left.diagnostics, listeners_, GetParam(), {});
      return "does not converge: " +
             std::string(listeners_.entry(fixed.left.diagnostics[round.applied.front()].rule).code);
    }
    for (const Diagnostic& diagnostic : fixed.left.diagnostics) {
      if (diagnostic.fix && is_applicable(*diagnostic.fix, GetParam())) return "left: " + diagnostic.message;
    }
    return {};
  }

  const Settings settings_ = test::settings_with(test::every_rule());
  const Listeners listeners_{rules::all(), settings_.enabled};
  Bench bench_;
  std::size_t count_ = 0;
};

TEST_P(Fixes, ConvergeOnRealCode) {
  const auto files = test::corpus_files(kSample);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  for (const auto& path : files) EXPECT_EQ(broken_law(test::read_file(path)), "") << path;
  EXPECT_GT(count_, 20U) << "too little was fixed to mean anything";
}

// Real files with a word or sign swapped for another of the same file: mostly still programs, with findings that nobody
// writes.
TEST_P(Fixes, ConvergeOnMutatedCode) {
  const auto files = test::corpus_files(kSample / 8);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  std::mt19937 random(7);
  Parser parser;
  Tree tree;
  for (const auto& path : files) {
    const Source source(test::read_file(path));
    parser.parse(source.text(), tree);
    if (tree.size() < 100) continue;
    for (int i = 0; i < 8; ++i) {
      const Span at = tree.span[random() % tree.size()];
      const Span from = tree.span[random() % tree.size()];
      if (at.size() > 200 || from.size() > 200) continue;
      const Edit edit = Edit::replace(at, source.text().substr(from.begin, from.size()));
      const std::string text = apply_edits(source.text(), std::span(&edit, 1));
      EXPECT_EQ(broken_law(text), "") << path << " with " << at.begin << ".." << at.end << " replaced by " << edit.text;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Reach, Fixes, testing::Values(FixReach::safe, FixReach::unsafe),
                         [](const auto& param) { return param.param == FixReach::safe ? "Safe" : "Unsafe"; });

}  // namespace
}  // namespace whip
