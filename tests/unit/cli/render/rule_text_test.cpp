#include "cli/render/rule_text.h"

#include <gtest/gtest.h>

#include "linter/known_rules.h"
#include "rules/all.h"
#include "tests/support/files.h"

namespace whip::render {
namespace {

TEST(RulePage, IsRuffsWhereRuffHasTheRule) {
  for (const RuleEntry& entry : rules::all()) {
    if (entry.code != "F401") continue;
    EXPECT_EQ(page_of(entry, ""), "https://docs.astral.sh/ruff/rules/unused-import");
    EXPECT_EQ(page_of(entry, "https://docs.invalid"), "https://docs.astral.sh/ruff/rules/unused-import");
  }
}

TEST(RulePage, OfARuleOfOurOwnIsAHeadingOfOurDocumentation) {
  const std::string rules_page = test::read_file(test::source_root() / "docs" / "rules.md");
  std::size_t own = 0;
  for (const RuleEntry& entry : rules::all()) {
    if (known_rule(entry.code) != nullptr) continue;
    ++own;
    EXPECT_EQ(page_of(entry, ""), "") << entry.code;
    const std::string page = page_of(entry, "https://docs.invalid");
    const std::string_view prefix = "https://docs.invalid/rules.md";
    ASSERT_TRUE(page.starts_with(prefix));
    // The table at the top of the page links to the same heading.
    EXPECT_NE(rules_page.find("[" + std::string(entry.code) + "](" + page.substr(prefix.size()) + ")"),
              std::string::npos)
        << page;
  }
  EXPECT_GE(own, 40U);
}

}  // namespace
}  // namespace whip::render
