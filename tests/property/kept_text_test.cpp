// What a run lets go of its texts is seen in no output.
#include "cli/pipeline/kept_text.h"

#include <gtest/gtest.h>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/run.h"
#include "cli/render/render.h"
#include "rules/all.h"
#include "tests/support/corpus.h"

namespace whip {
namespace {

constexpr std::uintmax_t kSample = 4 << 20;

std::string shown(const LintedFile& file, const RuleTable& rules, render::Format format) {
  const LineIndex lines(file.text.text());
  const render::FileFindings findings{.path = file.shown,
                                      .absolute_path = file.path,
                                      .text = file.text.text(),
                                      .lines = &lines,
                                      .findings = file.findings};
  std::string out;
  render::write_run({.files = {&findings, 1}, .rules = rules.carried(), .options = {.working_directory = "/"}}, format,
                    out);
  return out;
}

class Kept : public testing::TestWithParam<KeptText> {};

TEST_P(Kept, LinesAreAllThatTheFormatsShow) {
  const auto paths = test::corpus_files(kSample);
  if (paths.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  std::vector<std::string> names;
  for (const auto& path : paths) names.push_back(path.string());
  const RuleTable rules(rules::all());
  Overrides overrides;
  overrides.isolated = true;
  overrides.select = std::vector<std::string>{"F", "E", "W", "I"};
  auto tree = ConfigTree::open(rules, overrides, "/", "/");
  ASSERT_TRUE(tree) << tree.error().message;
  const auto discovered = discover(names, "/", *tree);
  ASSERT_TRUE(discovered) << discovered.error().message;
  RunOptions options{.use_cache = false, .working_directory = "/"};
  const RunResult whole = lint_files(discovered->files, *tree, rules, options);
  options.kept_text = GetParam();
  const RunResult kept = lint_files(discovered->files, *tree, rules, options);

  ASSERT_EQ(whole.files.size(), kept.files.size());
  std::size_t whole_size = 0;
  std::size_t kept_size = 0;
  for (std::size_t i = 0; i < whole.files.size(); ++i) {
    whole_size += whole.files[i].text.size();
    kept_size += kept.files[i].text.size();
    for (const std::string_view name : render::format_names()) {
      if (name == "agent" || (name == "full" && GetParam() == KeptText::places)) continue;
      const render::Format format = *render::parse_format(name);
      ASSERT_EQ(shown(whole.files[i], rules, format), shown(kept.files[i], rules, format)) << name;
    }
  }
  EXPECT_LT(kept_size, whole_size / 2);
}

INSTANTIATE_TEST_SUITE_P(Texts, Kept, testing::Values(KeptText::frames, KeptText::places));

}  // namespace
}  // namespace whip
