#include "cli/config/layer.h"

#include <gtest/gtest.h>

#include "cli/config/load.h"

namespace whip {
namespace {

constexpr Rule kRule{.since = "0.1", .by_default = true};
constexpr RuleEntry kRows[] = {{"F401", "unused-import", "pyflakes", &kRule},
                               {"E501", "line-too-long", "pycodestyle", &kRule}};

class Config : public ::testing::Test {
 protected:
  RuleTable rules{kRows};
  std::vector<std::string> warnings;

  Result<Layer> layer(std::string_view toml, SelectorSource source = SelectorSource::native) {
    const auto table = parse_toml(toml, "whip.toml");
    if (!table) return table.error();
    return read_layer(*table, {.name = "whip.toml", .root = "/p", .source = source, .text = toml}, warnings);
  }
  Result<Configuration> resolved(std::initializer_list<std::string_view> strongest_first) {
    std::vector<Layer> layers;
    for (const std::string_view toml : strongest_first) {
      auto read = layer(toml);
      if (!read) return read.error();
      layers.push_back(std::move(*read));
    }
    return resolve(layers, "/p", rules, warnings);
  }
  // Whether the error is the one expected; of long ones only the beginning is given.
  ::testing::AssertionResult fails(std::string_view toml, std::string_view expected) {
    const std::string found = error(toml);
    if (found.starts_with(expected)) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "found " << found;
  }
  std::string error(std::string_view toml) {
    const auto result = resolved({toml});
    return result ? "no error"
                  : std::to_string(result.error().line) + ":" + std::to_string(result.error().column) + ": " +
                        result.error().message;
  }
};

TEST_F(Config, UnknownKeyIsAnErrorWithPlaceLineAndNearestKey) {
  EXPECT_EQ(error("[lint]\n  line-lenght = 100\n"),
            "2:3: unknown setting `lint.line-lenght`; did you mean `line-length`?\n2 |   line-lenght = 100\n  |   ^");
  EXPECT_TRUE(
      fails("[lint.isort]\nknown-frst-party = []\n",
            "2:1: unknown setting `lint.isort.known-frst-party`; did you mean `lint.isort.known-first-party`?"));
  EXPECT_TRUE(fails("xyzzyplugh = 1", "1:1: unknown setting `xyzzyplugh`\n1 | "));
}

TEST_F(Config, UnknownKeyInRuffsFilesIsAWarning) {
  ASSERT_TRUE(layer("new-in-ruff-9 = 1\nline-length = 99\n", SelectorSource::foreign));
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0], "whip.toml:1:1: unknown setting `new-in-ruff-9`");
}

TEST_F(Config, WrongTypesAreErrorsAtTheValue) {
  EXPECT_TRUE(fails("line-length = \"x\"", "1:15: `line-length`: expected an integer, found a stri"));
  EXPECT_TRUE(fails("[lint]\nselect = [1]", "2:10: `lint.select`: expected a list of strings, found an in"));
  EXPECT_TRUE(fails("target-version = \"py26\"", "1:18: `target-version`: unknown version `py2"));
  EXPECT_TRUE(fails("output-format = \"xml\"", "1:17: `output-format`: unknown value `xml`,"));
  EXPECT_EQ(error("line-length = 0"), "1:1: `line-length`: must be between 1 and 65535, found 0");
  EXPECT_TRUE(fails("exclude = [\"[\"]", "1:1: `exclude`: file pattern "));
  EXPECT_TRUE(
      fails("lint.dummy-variable-rgx = \"(\"", "1:6: `lint.dummy-variable-rgx`: regular expression `(`: `(` w"));
}

TEST_F(Config, BadTomlIsAnErrorWithItsLine) {
  EXPECT_TRUE(fails("a = 1\nselect = [\"E501\"\n", "2:18: invalid TOML: "));
}

TEST_F(Config, TheStrongestLayerDecidesAndListsAddUp) {
  const auto c = resolved(
      {"line-length = 100\nextend-exclude = [\"b\"]", "line-length = 70\nindent-width = 2\nextend-exclude = [\"a\"]"});
  ASSERT_TRUE(c);
  EXPECT_EQ(c->lint.line_length, 100);
  EXPECT_EQ(c->lint.tab_size, 2);
  EXPECT_EQ(c->extend_exclude.texts, (std::vector<std::string>{"a", "b"}));
}

TEST_F(Config, MaxLineLengthFollowsLineLengthUnlessItIsSet) {
  EXPECT_EQ(resolved({"line-length = 100"})->lint.pycodestyle.max_line_length, 100);
  EXPECT_EQ(resolved({"line-length = 100\nlint.pycodestyle.max-line-length = 120"})->lint.pycodestyle.max_line_length,
            120);
  EXPECT_EQ(resolved({"line-length = 100", "lint.pycodestyle.max-line-length = 120"})->lint.pycodestyle.max_line_length,
            120);
}

TEST_F(Config, LinterSettingsAtTheTopStillWorkAndAreToldOf) {
  const auto c =
      resolved({"select = [\"F\"]\n[per-file-ignores]\n\"a.py\" = [\"F401\"]\n[isort]\nfrom-first = true\n"});
  ASSERT_TRUE(c);
  EXPECT_TRUE(c->lint.isort.from_first);
  EXPECT_EQ(c->lint.per_file_ignores.size(), 1U);
  EXPECT_FALSE(c->lint.enabled.contains(RuleId{1}));
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_NE(warnings[0].find("`select` -> `lint.select`"), std::string::npos);
}

TEST_F(Config, BelowLintWinsOverTheTop) {
  for (const std::string_view toml :
       {"select = [\"F\"]\nlint.select = [\"E\"]", "lint.select = [\"E\"]\nselect = [\"F\"]"}) {
    EXPECT_FALSE(resolved({toml})->lint.enabled.contains(RuleId{0})) << toml;
  }
}

TEST_F(Config, RequiredVersionOfOursIsAskedOfWhipAndOfRuffsOfRuff) {
  EXPECT_EQ(error("required-version = \">=99\""), "0:0: wants whip >=99; this is " WHIP_VERSION);
  EXPECT_EQ(error("required-version = \">=0.0.1\""), "no error");
  auto foreign = layer("required-version = \">=0.17,<1\"", SelectorSource::foreign);
  ASSERT_TRUE(foreign);
  EXPECT_TRUE(resolve({&*foreign, 1}, "/p", rules, warnings));
  EXPECT_TRUE(warnings.empty());
}

TEST_F(Config, SectionsBecomeNumbersInTheOrderThatNamesThem) {
  const auto c =
      resolved({"[lint.isort]\nsection-order = [\"future\", \"mine\", \"third-party\"]\nknown-first-party = [\"a.*\"]\n"
                "default-section = \"mine\"\n[lint.isort.sections]\nmine = [\"m\"]\nother = [\"o\"]\n"});
  ASSERT_TRUE(c);
  const IsortSettings& isort = c->lint.isort;
  EXPECT_EQ(isort.user_sections, (std::vector<std::string>{"mine", "other"}));
  const std::vector<SectionRef> order = {
      {ImportSection::future, 0}, {std::nullopt, 0}, {ImportSection::third_party, 0}};
  EXPECT_EQ(isort.section_order, order);
  EXPECT_EQ(isort.default_section, (SectionRef{std::nullopt, 0}));
  ASSERT_EQ(isort.known_modules.size(), 3U);
  EXPECT_TRUE(isort.known_modules[2].module.matches("a.b"));
  EXPECT_TRUE(warnings.empty());
}

TEST_F(Config, TheDefaultSectionComesLastWhereTheOrderLacksIt) {
  const auto c = resolved({"[lint.isort]\nsection-order = [\"future\", \"standard-library\"]\n"});
  ASSERT_TRUE(c);
  const std::vector<SectionRef> order = {
      {ImportSection::future, 0}, {ImportSection::standard_library, 0}, {ImportSection::third_party, 0}};
  EXPECT_EQ(c->lint.isort.section_order, order);
  EXPECT_EQ(warnings.size(), 1U);
}

// A value for a row that differs from its default; empty where the row cannot change what the linter does.
std::string other_value(const Option& option) {
  if (option.key == "lint.dummy-variable-rgx") return "\"^x$\"";
  if (option.key == "lint.isort.default-section") return "\"first-party\"";
  if (option.key == "lint.isort.section-order")
    return R"(["standard-library", "future", "third-party", "first-party", "local-folder"])";
  if (option.key == "lint.isort.no-lines-before") return R"(["future"])";
  if (option.key == "lint.isort.import-heading") return R"({future = "x"})";
  if (option.key == "lint.isort.relative-imports-order") return "\"closest-to-furthest\"";
  if (option.key == "src" || option.key == "namespace-packages") return R"(["/"])";
  if (option.key == "lint.extend-safe-fixes" || option.key == "lint.extend-unsafe-fixes") return R"(["F401"])";
  if (option.key == "lint.fixable" || option.key == "lint.unfixable" || option.key == "lint.extend-unfixable")
    return R"(["E501"])";
  if (option.key == "lint.select" || option.key == "lint.ignore" || option.key == "lint.extend-ignore")
    return R"(["F401"])";
  switch (option.shape) {
    case ValueShape::boolean:
      return option.fallback == "true" ? "false" : "true";
    case ValueShape::integer:
      return "7";
    case ValueShape::strings:
      return R"(["ü"])";
    case ValueShape::strings_map:
      return R"({"a*" = ["F401"]})";
    case ValueShape::version:
      return "\"py38\"";
    case ValueShape::version_map:
      return R"({"a*" = "py38"})";
    case ValueShape::string:
    case ValueShape::choice:
    case ValueShape::string_map:
    case ValueShape::anything:
      return {};
  }
  return {};
}

TEST_F(Config, EveryLinterSettingIsPartOfTheCacheKey) {
  const std::string usual = cache_key(resolved({""})->lint);
  int tried = 0;
  for (const Option* option : options()) {
    // What these decide is which files are linted or what is done with findings, or only together with other settings.
    const bool of_the_run =
        option->doc.empty() ||
        (!option->key.starts_with("lint.") && option->apply != nullptr &&
         (option->key.find("clude") != std::string_view::npos || option->key.find("fix") != std::string_view::npos ||
          option->key == "respect-gitignore" || option->key.starts_with("output-")));
    const bool of_the_formatter = option->key.starts_with("format.");
    if (of_the_run || of_the_formatter || option->key == "lint.exclude" || option->key == "lint.extend-select" ||
        option->key == "lint.extend-fixable")
      continue;
    const std::string value = other_value(*option);
    if (value.empty()) continue;
    ++tried;
    const std::string toml = std::string(option->key) + " = " + value;
    const auto changed = resolved({toml});
    ASSERT_TRUE(changed) << toml << ": " << changed.error().message;
    EXPECT_TRUE(cache_key(changed->lint) != usual) << toml;
  }
  EXPECT_GT(tried, 55);
}

TEST_F(Config, EveryDefaultInTheTableIsValidAndChangesNothing) {
  const std::string usual = cache_key(resolved({""})->lint);
  for (const Option* option : options()) {
    if (option->fallback.empty() || option->key == "target-version" || option->key == "src") continue;
    const std::string toml = std::string(option->key) + " = " + std::string(option->fallback);
    const auto same = resolved({toml});
    ASSERT_TRUE(same) << toml << ": " << same.error().message;
    EXPECT_TRUE(cache_key(same->lint) == usual) << toml;
  }
}

TEST(Options, KeysAreUniqueAndTextsEndAsSentences) {
  for (std::size_t i = 0; i < options().size(); ++i) {
    EXPECT_TRUE(i == 0 || options()[i - 1]->key < options()[i]->key) << options()[i]->key;
    const std::string_view doc = options()[i]->doc;
    EXPECT_TRUE(doc.empty() || doc.ends_with('.')) << options()[i]->key;
    EXPECT_EQ(doc.empty(), options()[i]->apply == nullptr)
        << options()[i]->key << ": a text and no effect, or the other way round";
  }
}

TEST(Values, AreWrittenAsTomlThatReadsBackTheSame) {
  const std::string_view toml = R"(a = [1, "x\n\"", { "k.k" = true, l = [] }, -2.5, {}])";
  const auto first = parse_toml(toml, "");
  ASSERT_TRUE(first);
  const std::string text = toml_text(first->items[0]);
  EXPECT_EQ(text, R"([1, "x\n\"", { "k.k" = true, l = [] }, -2.5, {}])");
  EXPECT_EQ(toml_text(parse_toml("a = " + text, "")->items[0]), text);
}

TEST(Load, NamesCharactersThatMayOnlyStandInQuotes) {
  const auto parsed = parse_toml("a = 1\ngröße = 2\n", "");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().message, "invalid TOML: `ö` outside of quotes\n2 | größe = 2\n  |   ^");
  EXPECT_EQ(parsed.error().column, 3U);
  EXPECT_TRUE(parse_toml("\"größe\" = 'ä' # ö\nb = \"\"\"ü\"\"\"\"\"\n", ""));
}

TEST(Load, TakesQuotesInsideABareValueForAPartOfIt) {
  for (const char* text : {"a = 1-['ъ'\n", "a = [1'ъ']\n", "a = {b = 1, c = 2'ъ'}\n", "a = =\"ъ\"\n"}) {
    const auto parsed = parse_toml(text, "");
    ASSERT_FALSE(parsed) << text;
    EXPECT_TRUE(parsed.error().message.starts_with("invalid TOML: `ъ` outside of quotes")) << parsed.error().message;
  }
  EXPECT_TRUE(parse_toml("a.'ъ' = [1, 'ъ', [2], \"ъ\", {'ъ' = 1.5, 'й' = 2}]\n['ъ'.b]\nc = 1 # 'ъ\n'ъ' = 1\n", ""));
}

TEST(Load, ReadsWhatStandsBehindALineEndingBackslash) {
  const auto parsed = parse_toml("a = \"\"\"x\\\n   École м\"\"\"\nb = 'y'\n", "");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->items[0].text, "xÉcole м");
  EXPECT_EQ(parsed->items[1].text, "y");
}

TEST(Load, RefusesKeysNestedWithoutEnd) {
  std::string toml = "a";
  for (int i = 0; i < 100000; ++i) toml += ".a";
  EXPECT_FALSE(parse_toml(toml + " = 1", ""));
  EXPECT_FALSE(parse_toml("a = " + std::string(100000, '['), ""));
}

}  // namespace
}  // namespace whip
