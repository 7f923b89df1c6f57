#include "resolver/standards/metadata.h"

#include <gtest/gtest.h>

#include <string>

#include "resolver/standards/dependency_group.h"
#include "resolver/standards/lenient_requirement.h"

namespace whip::resolver {
namespace {

constexpr const char* kText =
    "Metadata-Version: 2.4\r\n"
    "Name: Example.Project\r\n"
    "version: 1.0\r\n"
    "Summary: first line\r\n"
    "  Requires-Dist: not-a-header\r\n"
    "Requires-Python: >=3.9\r\n"
    "Requires-Dist: httpx[http2]>=0.27; python_version < \"3.14\"\r\n"
    "REQUIRES-DIST: attrs\r\n"
    "Provides-Extra: Strange_Extra\r\n"
    "Dynamic: License-File\r\n"
    "Classifier: Programming Language :: Python :: Free Threading :: 3 - Stable\r\n"
    "no header at all\r\n"
    "\r\n"
    "Requires-Dist: in-the-description\r\n";

TEST(Metadata, IsReadUpToTheDescription) {
  const auto metadata = Metadata::parse(kText);
  ASSERT_TRUE(metadata);
  EXPECT_EQ(metadata->name, "Example.Project");
  EXPECT_EQ(metadata->version, "1.0");
  EXPECT_EQ(metadata->requires_python, ">=3.9");
  EXPECT_EQ(metadata->requires_dist,
            (std::vector<std::string>{"httpx[http2]>=0.27; python_version < \"3.14\"", "attrs"}));
  EXPECT_EQ(metadata->provides_extra, std::vector<std::string>{"strange-extra"});
  EXPECT_EQ(metadata->dynamic, std::vector<std::string>{"license-file"});
  EXPECT_EQ(metadata->classifiers.size(), 1U);
  const auto requirements = requirements_of(*metadata);
  ASSERT_TRUE(requirements);
  EXPECT_EQ(requirements->at(0).extras, std::vector<std::string>{"http2"});
}

TEST(Metadata, NeedsItsVersionANameAndAVersion) {
  EXPECT_EQ(Metadata::parse("Name: a\nVersion: 1\n").error().message, "metadata without `Metadata-Version`");
  EXPECT_EQ(Metadata::parse("Metadata-Version: 2.1\nVersion: 1\n").error().message, "metadata without `Name`");
  EXPECT_EQ(Metadata::parse("Metadata-Version: 2.1\nName: a\n\nVersion: 1").error().message,
            "metadata without `Version`");
  EXPECT_FALSE(Metadata::parse("Metadata-Version: 3.0\nName: a\nVersion: 1\n"));
  EXPECT_TRUE(Metadata::parse("\xEF\xBB\xBFMetadata-Version: 1.0\nName: a\nVersion: 1"));
  EXPECT_FALSE(Metadata::parse(""));
}

TEST(Metadata, OfASourceIsStaticFrom22OnUnlessSaidOtherwise) {
  const auto is_static = [](const std::string& head) {
    return has_static_requirements(*Metadata::parse(head + "Name: a\nVersion: 1\n"));
  };
  EXPECT_TRUE(is_static("Metadata-Version: 2.2\n"));
  EXPECT_TRUE(is_static("Metadata-Version: 2.10\nDynamic: License\n"));
  EXPECT_FALSE(is_static("Metadata-Version: 2.1\n"));
  EXPECT_FALSE(is_static("Metadata-Version: 2.2\nDynamic: Requires-Dist\n"));
  EXPECT_FALSE(is_static("Metadata-Version: 2.4\nDynamic: requires-python\n"));
}

TEST(Metadata, SaysWhichRequirementIsWrong) {
  const auto metadata = Metadata::parse("Metadata-Version: 2.1\nName: a\nVersion: 1\nRequires-Dist: b>=x\n");
  const auto requirements = requirements_of(*metadata);
  ASSERT_FALSE(requirements);
  EXPECT_EQ(requirements.error().message, "`Requires-Dist: b>=x`: `x` is not a version: expected a number");
}

TEST(LenientRequirement, MendsWhatWasPublished) {
  const auto mended = [](std::string_view text) { return parse_leniently(text)->text(); };
  EXPECT_EQ(mended("apache-airflow (>=2.3.0.*)"), "apache-airflow>=2.3.0");
  EXPECT_EQ(mended("name (>=1.0<2.0)"), "name>=1.0,<2.0");
  EXPECT_EQ(mended("name (!=3.0*)"), "name!=3.0.*");
  EXPECT_EQ(mended("name>='2.7'; os_name == 'nt'"), "name>=2.7; os_name == \"nt\"");
  EXPECT_EQ(mended("name!=~5.0"), "name!=5.0");
  EXPECT_EQ(mended("name>=1.0"), "name>=1.0");
  EXPECT_EQ(parse_specifiers_leniently(">=2.7,!=3.0*,!=3.1*")->text(), ">=2.7,!=3.0.*,!=3.1.*");
  EXPECT_EQ(parse_specifiers_leniently(">=3.6.*")->text(), ">=3.6");
  EXPECT_FALSE(parse_leniently("azure (>=0.0.45azure-mgmt>=0.5.0)"));
  EXPECT_FALSE(parse_specifiers_leniently("3.6"));
}

TEST(DependencyGroups, IncludeEachOther) {
  const std::vector<DependencyGroup> groups{
      {"Test", {{false, "pytest", 1}, {true, "TYPING", 2}, {false, "coverage", 3}}},
      {"typing", {{false, "mypy", 4}}},
      {"all", {{true, "test", 5}, {true, "typing", 6}}},
  };
  const auto texts = [&](std::string_view name) {
    std::vector<std::string> found;
    const auto entries = expanded(groups, name);
    for (const GroupEntry& entry : *entries) found.push_back(entry.text);
    return found;
  };
  EXPECT_EQ(texts("test"), (std::vector<std::string>{"pytest", "mypy", "coverage"}));
  EXPECT_EQ(texts("All"), (std::vector<std::string>{"pytest", "mypy", "coverage", "mypy"}));
}

TEST(DependencyGroups, ThatCannotBeExpandedSayWhy) {
  const std::vector<DependencyGroup> groups{
      {"a", {{true, "b", 0}}}, {"b", {{true, "c", 0}}}, {"c", {{true, "A", 0}}}, {"d", {{true, "e", 0}}}};
  EXPECT_EQ(expanded(groups, "b").error().message, "dependency groups include each other: `b` -> `c` -> `a` -> `b`");
  EXPECT_EQ(expanded(groups, "d").error().message, "dependency group `d` includes `e`, which does not exist");
  EXPECT_EQ(expanded(groups, "x").error().message, "there is no dependency group `x`");
  const std::vector<DependencyGroup> twice{{"a-b", {}}, {"A_b", {}}};
  EXPECT_EQ(expanded(twice, "a-b").error().message, "two dependency groups are called `a-b`");
  // 2^40 ways.
  std::vector<DependencyGroup> doubling;
  for (int i = 0; i < 40; ++i) {
    const std::string next = "g" + std::to_string(i + 1);
    doubling.push_back({"g" + std::to_string(i), {{true, next, 0}, {true, next, 0}}});
  }
  doubling.push_back({"g40", {{false, "x", 0}}});
  EXPECT_EQ(expanded(doubling, "g0").error().code, ErrorCode::limit);
}

}  // namespace
}  // namespace whip::resolver
