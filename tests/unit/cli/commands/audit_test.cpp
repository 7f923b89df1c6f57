#include "cli/commands/audit_findings.h"

#include <gtest/gtest.h>

#include "cli/commands/audit_report.h"

namespace whip::cli {
namespace {

using namespace resolver;

// A project that asks for `web`, which needs a native package and others.
class AuditReportTest : public testing::Test {
 protected:
  AuditReportTest() {
    add("web", "2.0", {"web-2.0-py3-none-any.whl"}, {"native", "speedy"});
    add("native", "1.5", {"native-1.5-cp310-abi3-manylinux_2_17_x86_64.whl"}, {});
    add("speedy", "3.0", {"speedy-3.0-cp314-cp314-manylinux_2_17_x86_64.whl", "speedy-3.0-py3-none-any.whl"}, {});
    add("elsewhere", "", {}, {});
    lock_.roots = {{.name = "web", .version = {}}, {.name = "elsewhere", .version = {}}};
    targets_ = {{.minor = 14, .packages = audit(lock_, 14, platforms_)}};
  }
  void add(const std::string& name, const std::string& version, std::vector<std::string> files,
           const std::vector<std::string>& needs) {
    AuditedRelease release{.name = name, .version = version, .files = std::move(files)};
    for (const std::string& need : needs) release.dependencies.push_back({.name = need, .version = {}});
    lock_.packages.push_back(std::move(release));
  }
  AuditReport report() { return {lock_, "pylock.toml", platforms_, targets_, wishes_, "", false}; }
  AuditedPackage& package(std::size_t i) { return targets_.front().packages[i]; }

  AuditedLock lock_;
  std::span<const AuditPlatform> platforms_ = audit_platforms().first(1);
  std::vector<AuditedTarget> targets_;
  std::map<std::string, PlacedRequirement> wishes_;
};

TEST(AuditFindings, HaveCodesInOrderAndNamesOnce) {
  int number = 1;
  for (const FindingKind& kind : finding_kinds()) {
    const std::string digits = std::to_string(number++);
    EXPECT_EQ(kind.code, "FTD" + std::string(3 - digits.size(), '0') + digits);
    EXPECT_EQ(find_finding_kind(kind.code), &kind);
    EXPECT_TRUE(kind.meaning.ends_with('.')) << kind.code;
  }
  EXPECT_EQ(find_finding_kind("FTD000"), nullptr);
}

TEST_F(AuditReportTest, GivesEachStatusItsCode) {
  const auto code = [&](std::size_t i) {
    return finding_of(package(i)) == nullptr ? "" : finding_of(package(i))->code;
  };
  EXPECT_EQ(code(0), "");
  EXPECT_EQ(code(1), "FTD002");
  EXPECT_EQ(code(2), "FTD007");
  EXPECT_EQ(code(3), "FTD009");
  package(1).older = Alternative{"1.2", Readiness::ready, {}};
  EXPECT_EQ(code(1), "FTD004");
  EXPECT_TRUE(is_obstacle(package(1)));
  EXPECT_FALSE(is_obstacle(package(2)));
}

TEST_F(AuditReportTest, TellsInTextWhatBlocksAndWhoPullsItIn) {
  package(1).newer = Alternative{"1.6", Readiness::ready, {"helper"}};
  package(0).declared = Declared::stable;
  EXPECT_EQ(audit_text(report()),
            R"(Free threading, CPython 3.14t
  on linux x86_64
  4 packages: 1 pure, 1 pure-fallback, 1 unknown, 1 ready in another version
  declared by the projects: 1 Stable
  newer-ready    native 1.5
      abi3-only: its abi3 wheels never load without the GIL
      1.6 is ready and within the constraints: whip lock -P 'native==1.6'; it
        would also move helper
      pulled in by web -> native
  unknown        elsewhere
      unknown: no files in the lock to tell from
  pure-fallback  speedy 3.0
      pure-fallback: the wheel without native code is taken
)");
}

TEST_F(AuditReportTest, NeverWritesLinesBeyond80Columns) {
  package(1).out_of_reach = std::string(30, 'x') + " " + std::string(45, 'y') + " " + std::string(30, 'z');
  AuditReport given = report();
  given.unknown = "The index did not tell of " + std::string(40, 'a') + ", " + std::string(40, 'b');
  given.all = true;
  const std::string text = audit_text(given);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(end - at, 80U) << text.substr(at, end - at);
    at = end + 1;
  }
  EXPECT_NE(text.find("  pure           web 2.0\n"), std::string::npos) << "--all lists those too";
}

TEST_F(AuditReportTest, IsATableInMarkdown) {
  EXPECT_EQ(audit_markdown(report()), R"(## Free threading, CPython 3.14t

On linux x86_64. 4 packages: 1 pure, 1 pure-fallback, 1 unknown, 1 blocked.

| status | package | why | pulled in by |
|---|---|---|---|
| blocked | native 1.5 | abi3-only: its abi3 wheels never load without the GIL | web -> native |
| unknown | elsewhere | unknown: no files in the lock to tell from |  |
| pure-fallback | speedy 3.0 | pure-fallback: the wheel without native code is taken | web -> speedy |
)");
}

TEST_F(AuditReportTest, TellsProgramsEverything) {
  package(1).older = Alternative{"1.2", Readiness::pure, {}};
  const std::string json = audit_json(report());
  for (const char* part : {R"("lock": "pylock.toml")", R"("unknown": null)", R"("target": "3.14t")",
                           R"("status": "older-ready")", R"("files": "abi3-only")", R"("code": "FTD004")",
                           R"("version": "1.2")", R"("version": null)", R"("x86_64-unknown-linux-gnu": "abi3-only")"})
    EXPECT_NE(json.find(part), std::string::npos) << part << "\n" << json;
}

TEST_F(AuditReportTest, PointsInSarifAtTheRequirementThatPullsItIn) {
  wishes_.emplace("web", PlacedRequirement{*Requirement::parse("web>=2"), "web>=2", "pyproject.toml", {7, 21}});
  const std::string sarif = audit_sarif(report());
  for (const char* part : {R"("uri": "pyproject.toml")", R"("startLine": 7)", R"("startColumn": 21)",
                           R"("endColumn": 27)", R"("ruleId": "FTD002")", "pulled in by web -> native"})
    EXPECT_NE(sarif.find(part), std::string::npos) << part << "\n" << sarif;
}

}  // namespace
}  // namespace whip::cli
