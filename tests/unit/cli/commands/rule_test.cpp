#include "cli/commands/rule.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "cli/commands/linter.h"
#include "cli/commands/rules_page.h"
#include "cli/commands/version.h"
#include "cli/config/load.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

constexpr Rule kUnused{.since = "0.1",
                       .fixable = Fixable::sometimes,
                       .by_default = true,
                       .doc = "\nAn import that nothing uses costs time. It may go.\n\n```py bad\nimport os\n```\n"};
constexpr Rule kOurs{.since = "0.2", .severity = Severity::warning, .preview = true, .doc = "\nShared state.\n"};
constexpr RuleEntry kRules[] = {{"F401", "unused-import", "pyflakes", &kUnused},
                                {"FT001", "shared-state", "free_threading", &kOurs}};

std::string text_of(const RuleOptions& options) {
  std::string out;
  std::string err;
  EXPECT_EQ(print_rule(options, kRules, out, err), kDone);
  EXPECT_EQ(err, "");
  return out;
}

TEST(RuleCommand, PrintsTheProseUnderCodeAndName) {
  const std::string expected =
      "# unused-import (F401)\n\n"
      "From **Pyflakes**, in whip since 0.1. On by default. Fix is sometimes available.\n\n"
      "An import that nothing uses costs time. It may go.\n\n```py bad\nimport os\n```\n";
  EXPECT_EQ(text_of({.rule = "F401"}), expected);
  EXPECT_EQ(text_of({.rule = "unused-import"}), expected);
}

TEST(RuleCommand, SaysWhatIsInPreview) {
  EXPECT_EQ(
      text_of({.rule = "FT001"}),
      "# shared-state (FT001)\n\n"
      "From **free threading**, in whip since 0.2. In preview: on only with `preview = true`. Fix is not available.\n\n"
      "Shared state.\n");
}

TEST(RuleCommand, PrintsAllRulesOneAfterTheOther) {
  const std::string text = text_of({});
  EXPECT_TRUE(text.starts_with("# unused-import")) << text;
  EXPECT_NE(text.find("```\n\n# shared-state"), std::string::npos) << text;
}

TEST(RuleCommand, PrintsJson) {
  EXPECT_EQ(text_of({.rule = "F401", .listing = Listing::json}), R"({
  "name": "unused-import",
  "code": "F401",
  "linter": "Pyflakes",
  "summary": "An import that nothing uses costs time.",
  "fix": "Fix is sometimes available.",
  "fix_availability": "Sometimes",
  "explanation": "An import that nothing uses costs time. It may go.\n\n```py bad\nimport os\n```",
  "preview": false,
  "default": true,
  "severity": "error",
  "since": "0.1"
}
)");
  EXPECT_TRUE(text_of({.listing = Listing::json}).starts_with("[\n  {\n    \"name\": \"unused-import\""));
}

TEST(RuleCommand, TellsRulesThatAreNotCarriedFromThoseThatDoNotExist) {
  const auto error_of = [](std::string_view rule) {
    std::string out;
    std::string err;
    EXPECT_EQ(print_rule({.rule = rule}, kRules, out, err), kFailure);
    EXPECT_EQ(out, "");
    return err;
  };
  EXPECT_EQ(error_of("F403"),
            "error: `F403` (undefined-local-with-import-star) is a rule of Ruff that whip does not carry\n");
  EXPECT_EQ(error_of("NOPE"), "error: there is no rule `NOPE`; `whip rule --all` shows those there are\n");
}

TEST(LinterCommand, CountsWhatIsCarried) {
  std::string out;
  EXPECT_EQ(print_linters(Listing::text, kRules, out), kDone);
  EXPECT_NE(out.find("    F Pyflakes"), std::string::npos) << out;
  EXPECT_NE(out.find("  1 of 4"), std::string::npos) << out;
  EXPECT_NE(out.find("  E/W pycodestyle"), std::string::npos) << out;
  EXPECT_NE(out.find("   FT free threading"), std::string::npos) << out;
  std::string json;
  EXPECT_EQ(print_linters(Listing::json, kRules, json), kDone);
  EXPECT_NE(json.find("\"prefix\": \"FT\",\n    \"name\": \"free threading\",\n    \"carried\": 1,\n    \"rules\": 1"),
            std::string::npos)
      << json;
}

TEST(VersionCommand, SaysNameAndVersion) {
  std::string out;
  EXPECT_EQ(print_version(Listing::text, out), kDone);
  EXPECT_EQ(out, "whip " WHIP_VERSION "\n");
  std::string json;
  EXPECT_EQ(print_version(Listing::json, json), kDone);
  EXPECT_EQ(json, "{\n  \"version\": \"" WHIP_VERSION "\"\n}\n");
}

TEST(RulesPage, HasATableALinterAndTheProse) {
  std::string out;
  const Agreement agreements[] = {{.code = "F401", .ours = 10, .theirs = 12, .both = 9}};
  write_rules_page(kRules, agreements, out);
  EXPECT_NE(out.find("## Pyflakes\n\n| code |"), std::string::npos) << out;
  EXPECT_NE(out.find("| [F401](#unused-import-f401) | unused-import | yes | sometimes | 0.818 of 12 |\n"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("| [FT001](#shared-state-ft001) | shared-state | preview |  | no other tool's |\n"),
            std::string::npos)
      << out;
  EXPECT_NE(out.find("### unused-import (F401)\n\nSince 0.1. Fix is sometimes available.\n\nAn import that"),
            std::string::npos)
      << out;
  EXPECT_TRUE(out.ends_with("Shared state.\n")) << out;
}

// "F401 10 12 9" in each line below the heading: findings of ours, of the peer's, and those that both have.
std::vector<Agreement> read_agreements(std::string_view text) {
  std::vector<Agreement> out;
  std::size_t at = text.find('\n') + 1;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::istringstream line{std::string(text.substr(at, end - at))};
    Agreement row;
    std::string code;
    EXPECT_TRUE(line >> code >> row.ours >> row.theirs >> row.both) << text.substr(at, end - at);
    row.code = text.substr(at, code.size());
    out.push_back(row);
    at = end + 1;
  }
  return out;
}

// The page is written anew by WHIP_WRITE_PAGES=1, its figures by tests/peers/agreement.py.
TEST(RulesPage, IsWhatTheRulesAndTheMeasurementSay) {
  const auto measured = read_text(WHIP_SOURCE_DIR "/docs/agreement.tsv");
  ASSERT_TRUE(measured);
  std::string page;
  write_rules_page(rules::all(), read_agreements(*measured), page);
  const std::string path = WHIP_SOURCE_DIR "/docs/rules.md";
  if (std::getenv("WHIP_WRITE_PAGES") != nullptr) std::ofstream(path, std::ios::binary) << page;
  const auto written = read_text(path);
  ASSERT_TRUE(written);
  EXPECT_TRUE(*written == page) << "docs/rules.md is older than the rules: run this test with WHIP_WRITE_PAGES=1";
}

}  // namespace
}  // namespace whip::cli
