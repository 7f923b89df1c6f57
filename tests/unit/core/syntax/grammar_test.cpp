// kind.h and field.h are written by hand; the grammar that is linked decides whether they are right.
#include <gtest/gtest.h>
#include <tree_sitter/api.h>

#include <set>
#include <string>

#include "core/syntax/field.h"
#include "core/syntax/kind.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace whip {
namespace {

std::set<std::pair<std::string, bool>> kinds_of_grammar() {
  const TSLanguage* language = tree_sitter_python();
  std::set<std::pair<std::string, bool>> kinds;
  for (std::uint32_t i = 1; i < ts_language_symbol_count(language); ++i) {
    const TSSymbolType type = ts_language_symbol_type(language, static_cast<TSSymbol>(i));
    if (type != TSSymbolTypeRegular && type != TSSymbolTypeAnonymous) continue;
    kinds.emplace(ts_language_symbol_name(language, static_cast<TSSymbol>(i)), type == TSSymbolTypeRegular);
  }
  return kinds;
}

TEST(Grammar, EveryKindOfTheGrammarIsInKindH) {
  for (const auto& [name, named] : kinds_of_grammar()) {
    bool found = false;
    for (std::size_t i = 2; i < kKindCount; ++i) found = found || (kKindTexts[i] == name && kKindNamed[i] == named);
    EXPECT_TRUE(found) << name << (named ? " (named)" : "");
  }
}

TEST(Grammar, EveryKindOfKindHIsInTheGrammar) {
  const auto kinds = kinds_of_grammar();
  for (std::size_t i = 2; i < kKindCount; ++i) {
    EXPECT_TRUE(kinds.contains({std::string(kKindTexts[i]), kKindNamed[i]})) << kKindTexts[i];
  }
}

TEST(Grammar, KindsOfEqualTextDifferInBeingNamed) {
  std::set<std::pair<std::string_view, bool>> seen;
  for (std::size_t i = 2; i < kKindCount; ++i)
    EXPECT_TRUE(seen.emplace(kKindTexts[i], kKindNamed[i]).second) << kKindTexts[i];
}

TEST(Grammar, FieldsHaveTheGrammarsNumbers) {
  const TSLanguage* language = tree_sitter_python();
  ASSERT_EQ(ts_language_field_count(language) + 1, kFieldNames.size());
  for (std::size_t i = 1; i < kFieldNames.size(); ++i) {
    EXPECT_EQ(kFieldNames[i], ts_language_field_name_for_id(language, static_cast<TSFieldId>(i)));
  }
}

}  // namespace
}  // namespace whip
