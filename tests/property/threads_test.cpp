// The number of threads changes nothing: same files, same findings, same order, same words.

#include <gtest/gtest.h>

#include <cstdlib>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/run.h"
#include "rules/all.h"
#include "tests/support/corpus.h"

namespace whip {
namespace {

constexpr std::uintmax_t kSample = 4 << 20;

RunResult run_with(const char* threads, std::span<const DiscoveredFile> files, const ConfigTree& tree,
                   const RuleTable& rules, FixMode fix) {
  setenv("WHIP_THREADS", threads, 1);
  RunResult result = lint_files(files, tree, rules, {.fix = fix, .use_cache = false, .working_directory = "/"});
  unsetenv("WHIP_THREADS");
  return result;
}

void expect_equal(const RunResult& one, const RunResult& many) {
  EXPECT_EQ(one.problems, many.problems);
  EXPECT_EQ(one.checked, many.checked);
  ASSERT_EQ(one.files.size(), many.files.size());
  for (std::size_t i = 0; i < one.files.size(); ++i) {
    EXPECT_EQ(one.files[i].path, many.files[i].path);
    EXPECT_EQ(one.files[i].findings, many.files[i].findings) << one.files[i].path;
    EXPECT_EQ(one.files[i].text.text(), many.files[i].text.text()) << one.files[i].path;
  }
}

class Threads : public testing::TestWithParam<FixMode> {};

TEST_P(Threads, FindTheSameWhateverTheirNumber) {
  const auto paths = test::corpus_files(kSample);
  if (paths.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  std::vector<std::string> names;
  for (const auto& path : paths) names.push_back(path.string());
  const RuleTable rules(rules::all());
  Overrides overrides;
  overrides.isolated = true;
  overrides.select = std::vector<std::string>{"ALL"};
  auto tree = ConfigTree::open(rules, overrides, "/", "/");
  ASSERT_TRUE(tree) << tree.error().message;
  const auto discovered = discover(names, "/", *tree);
  ASSERT_TRUE(discovered) << discovered.error().message;
  const RunResult one = run_with("1", discovered->files, *tree, rules, GetParam());
  EXPECT_GT(one.files.size(), 10U) << "too little was found to mean anything";
  for (const char* threads : {"2", "3", "8"}) {
    SCOPED_TRACE(threads);
    expect_equal(one, run_with(threads, discovered->files, *tree, rules, GetParam()));
  }
}

INSTANTIATE_TEST_SUITE_P(Modes, Threads, testing::Values(FixMode::offer, FixMode::diff));

}  // namespace
}  // namespace whip
