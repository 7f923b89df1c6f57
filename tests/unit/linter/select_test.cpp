#include "linter/select.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace whip {
namespace {

constexpr Rule kStable{.since = "0.1", .by_default = true};
constexpr Rule kQuiet{.since = "0.1"};
constexpr Rule kPreview{.since = "0.1", .preview = true};

// Rows out of order on purpose: ids are positions, not codes.
constexpr RuleEntry kRows[] = {
    {"F401", "unused-import", "pyflakes", &kStable},
    {"E501", "line-too-long", "pycodestyle", &kQuiet},
    {"E711", "none-comparison", "pycodestyle", &kQuiet},
    {"E201", "whitespace-after-open-bracket", "pycodestyle", &kPreview},
    {"F841", "unused-variable", "pyflakes", &kStable},
    {"PLE0100", "yield-in-init", "pylint", &kStable},
    {"C901", "complex-structure", "mccabe", &kQuiet},
    {"FT001", "ours-by-default", "free_threading", &kStable},
    {"FT002", "ours-in-preview", "free_threading", &kPreview},
};

class Select : public ::testing::Test {
 protected:
  RuleTable table{kRows};
  SelectionMode mode;
  std::vector<std::string> warnings;

  std::string codes(const RuleSet& rules) const {
    std::vector<std::string> texts;
    rules.for_each([&](RuleId id) { texts.emplace_back(kRows[static_cast<std::size_t>(id)].code); });
    std::sort(texts.begin(), texts.end());
    std::string all;
    for (const std::string& text : texts) all.append(all.empty() ? "" : " ").append(text);
    return all;
  }
  std::string enabled(std::vector<RuleSelection> layers) {
    const auto selected = table.select(layers, mode, warnings);
    return selected ? codes(selected->enabled) : "error: " + selected.error().message;
  }
};

TEST_F(Select, WithoutLayersTheDefaultsAreOn) { EXPECT_EQ(enabled({}), "F401 F841 FT001 PLE0100"); }

TEST_F(Select, SelectReplacesTheDefaults) { EXPECT_EQ(enabled({{.select = {{"E"}}}}), "E501 E711"); }

TEST_F(Select, TheMoreSpecificSelectorWins) {
  EXPECT_EQ(enabled({{.select = {{"E501"}}, .ignore = {"E"}}}), "E501");
  EXPECT_EQ(enabled({{.select = {{"E"}}, .ignore = {"E50"}}}), "E711");
  EXPECT_EQ(enabled({{.select = {{"ALL"}}, .ignore = {"E", "F"}}}), "C901 FT001 PLE0100");
}

TEST_F(Select, OfEqualSelectorsIgnoreWins) {
  EXPECT_EQ(enabled({{.select = {{"E", "F"}}, .ignore = {"E"}}}), "F401 F841");
}

TEST_F(Select, ALaterLayerWithoutSelectChangesWhatIsThere) {
  EXPECT_EQ(enabled({{.select = {{"E", "F"}}}, {.ignore = {"E501"}}}), "E711 F401 F841");
  EXPECT_EQ(enabled({{.select = {{"F"}}}, {.extend_select = {"E501"}}}), "E501 F401 F841");
}

TEST_F(Select, ALaterLayerWithSelectStartsOver) {
  EXPECT_EQ(enabled({{.select = {{"E"}}}, {.select = {{"F401"}}}}), "F401");
}

TEST_F(Select, IgnoresOfAnEmptySelectWaitForTheNextLayer) {
  EXPECT_EQ(enabled({{.select = std::vector<std::string>{}, .ignore = {"E501"}}, {.select = {{"E"}}}}), "E711");
}

TEST_F(Select, IgnoresBesideAnExtendSelectDoNotWait) {
  const RuleSelection first{.select = std::vector<std::string>{}, .ignore = {"ALL"}, .extend_select = {"E7"}};
  EXPECT_EQ(enabled({first, {}}), "E711");
}

TEST_F(Select, PreviewRulesNeedPreviewMode) {
  EXPECT_EQ(enabled({{.select = {{"E2"}}}}), "");
  mode.preview = true;
  EXPECT_EQ(enabled({{.select = {{"E2"}}}}), "E201");
  mode.explicit_preview_rules = true;
  EXPECT_EQ(enabled({{.select = {{"E2"}}}}), "");
  EXPECT_EQ(enabled({{.select = {{"E201"}}}}), "E201");
}

TEST_F(Select, NamesAndCategoriesNeedPreviewMode) {
  EXPECT_EQ(enabled({{.select = {{"unused-import"}}}}).substr(0, 5), "error");
  mode.preview = true;
  EXPECT_EQ(enabled({{.select = {{"unused-import"}}}}), "F401");
  EXPECT_EQ(enabled({{.select = {{"formatting"}}}}), "E201 E501");
}

TEST_F(Select, LettersOfOneLinterDoNotSelectAnother) {
  EXPECT_EQ(enabled({{.select = {{"F"}}}}), "F401 F841");  // not FT001
  EXPECT_EQ(enabled({{.select = {{"FT"}}}}), "FT001");
  EXPECT_EQ(enabled({{.select = {{"PL"}}}}), "PLE0100");
  EXPECT_EQ(enabled({{.select = {{"PLE01"}}}}), "PLE0100");
  EXPECT_EQ(enabled({{.select = {{"C"}}}}), "C901");
}

TEST_F(Select, OutdatedCodesAreFollowedWithAWarning) {
  EXPECT_EQ(enabled({{.select = {{"C9"}}}}), "C901");
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0], "`C9` is now `C90`");
}

TEST_F(Select, UnknownSelectorsAreErrorsInOurFilesAndWarningsInRuffs) {
  EXPECT_EQ(enabled({{.select = {{"NOPE"}}, .origin = "whip.toml"}}),
            "error: unknown rule selector `NOPE` in `select` from whip.toml");
  EXPECT_EQ(enabled({{.select = {{"NOPE", "F401"}}, .source = SelectorSource::foreign, .origin = "ruff.toml"}}),
            "F401");
  ASSERT_EQ(warnings.size(), 1U);
}

TEST_F(Select, RulesNotCarriedAreNamedOnceInFilesAndRefusedOnTheCommandLine) {
  EXPECT_EQ(enabled({{.select = {{"B", "UP007", "F"}}, .ignore = {"S101"}, .origin = "whip.toml"}}), "F401 F841");
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0], "rules that whip does not carry yet, named in whip.toml: B, UP007, S101");
  EXPECT_EQ(enabled({{.select = {{"B"}}, .source = SelectorSource::command_line, .origin = "the command line"}}),
            "error: `B` in `select` from the command line names no rule that whip carries yet");
  EXPECT_EQ(enabled({{.select = {{"ALL"}}, .source = SelectorSource::command_line}}),
            "C901 E501 E711 F401 F841 FT001 PLE0100");
}

TEST_F(Select, NotCarriedRulesThatWouldBeOnAreListed) {
  const auto selected = table.select({}, mode, warnings);
  ASSERT_TRUE(selected);
  EXPECT_EQ(selected->not_carried.size(), 407U - 3U);  // three of ours are Ruff's defaults
}

TEST_F(Select, RemovedRulesCannotBeSelected) {
  EXPECT_EQ(enabled({{.select = {{"E999"}}, .source = SelectorSource::foreign, .origin = "ruff.toml"}}), "");
  EXPECT_EQ(warnings.back(), "rule `E999` in ruff.toml was removed and cannot be selected");
}

TEST_F(Select, FixableFollowsTheSameRules) {
  const RuleSelection layer{.select = {{"E", "F"}}, .unfixable = {"F"}, .extend_fixable = {"F401"}};
  const auto selected = table.select({{layer}}, mode, warnings);
  ASSERT_TRUE(selected);
  EXPECT_TRUE(selected->fixable.contains(RuleId{0}));   // F401: the more specific one
  EXPECT_FALSE(selected->fixable.contains(RuleId{4}));  // F841
  EXPECT_TRUE(selected->fixable.contains(RuleId{1}));   // E501: nobody spoke of it
}

TEST_F(Select, SafetyOverridesGoBySpecificityAndUnsafeWinsTies) {
  const std::vector<std::string> safe = {"F", "E711"};
  const std::vector<std::string> unsafe = {"F401", "E711"};
  const auto overrides = table.safety(safe, unsafe, SelectorSource::native, "whip.toml", false, warnings);
  ASSERT_TRUE(overrides);
  EXPECT_EQ(codes(overrides->safe), "F841");
  EXPECT_EQ(codes(overrides->unsafe), "E711 F401");
}

TEST(KnownRules, AreSortedAndFoundByCode) {
  ASSERT_TRUE(std::ranges::is_sorted(known_rules(), {}, &KnownRule::code));
  EXPECT_EQ(std::ranges::count_if(known_rules(), &KnownRule::by_default), 407);
  ASSERT_NE(known_rule("F401"), nullptr);
  EXPECT_EQ(known_rule("F401")->name, "unused-import");
  EXPECT_EQ(known_rule("F4"), nullptr);
}

}  // namespace
}  // namespace whip
