// How files look: sizes, names, pairs (docs/style.md).

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "linter/rule_set.h"
#include "rules/all.h"
#include "tests/support/files.h"

namespace whip::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> our_files(const std::vector<std::string>& suffixes) {
  std::vector<fs::path> files;
  for (const char* folder : {"core", "linter", "rules", "formatter", "resolver", "cli", "tests"}) {
    const auto found = files_below(source_root() / folder, suffixes);
    for (const fs::path& path : found) {
      // Left there where a source distribution was made.
      if (path.string().find("/grammar/generated/") == std::string::npos) files.push_back(path);
    }
  }
  return files;
}

std::string shown(const fs::path& path) { return path.lexically_relative(source_root()).string(); }

// Tables are as long as what they list.
bool is_table(const fs::path& path) {
  const std::string name = path.stem().string();
  return name.find("table") != std::string::npos || name.find("rows") != std::string::npos ||
         name.find("kind") != std::string::npos || name.find("modules") != std::string::npos ||
         name.find("builtins") != std::string::npos;
}

TEST(SourceFiles, HaveOneSubjectAndAreNotLong) {
  for (const fs::path& path : our_files({".h", ".cpp"})) {
    const std::string text = read_file(path);
    const auto lines = std::ranges::count(text, '\n');
    EXPECT_TRUE(lines <= 400 || is_table(path)) << shown(path) << " has " << lines << " lines";
  }
}

TEST(SourceFiles, EndWithOneNewlineAndKeepNoTasks) {
  // Put together, lest this very file be found.
  const std::string task = std::string("TO") + "DO";
  for (const fs::path& path : our_files({".h", ".cpp"})) {
    const std::string text = read_file(path);
    EXPECT_TRUE(text.ends_with("\n") && !text.ends_with("\n\n")) << shown(path);
    for (const std::string& mark : {"// " + task, "// FIX" + std::string("ME")}) {
      EXPECT_EQ(text.find(mark), std::string::npos) << shown(path) << " has `" << mark << "`";
    }
    // What is included several times, once for each way to compile it, is a body.
    const bool is_body = path.stem().string().ends_with("_body") || text.find("no include guard") != std::string::npos;
    EXPECT_TRUE(path.extension() != ".h" || is_body || text.find("#pragma once") != std::string::npos) << shown(path);
  }
}

TEST(SourceFiles, NameNoMachine) {
  for (const fs::path& path : our_files({".h", ".cpp", ".md", ".txt", ".py"})) {
    const std::string text = read_file(path);
    for (const std::string folder : {"tmp", "root", "home", "work"}) {
      // "/tmp/x" but not "a/tmp/x" or a lone "/".
      for (std::size_t at = text.find("/" + folder + "/"); at != std::string::npos;
           at = text.find("/" + folder + "/", at + 1)) {
        const char before = at == 0 ? ' ' : text[at - 1];
        const bool is_absolute = before == ' ' || before == '"' || before == '`' || before == '\'' || before == '(';
        const bool is_example =
            text.compare(at, 10, "/home/user") == 0 || path.string().find("tests/") != std::string::npos;
        EXPECT_TRUE(!is_absolute || is_example) << shown(path) << ": " << text.substr(at, 20);
      }
    }
  }
}

// rules/<family>/<CODE>_<name>.cpp
bool is_rule_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return name[0] >= 'A' && name[0] <= 'Z';
}

TEST(RuleFiles, ComeInPairsOfCodeAndExamples) {
  std::size_t rules = 0;
  for (const fs::path& path : files_below(source_root() / "rules", {".cpp", ".md"})) {
    if (!is_rule_file(path)) continue;
    const bool is_code = path.extension() == ".cpp";
    rules += is_code;
    fs::path other = path;
    other.replace_extension(is_code ? ".md" : ".cpp");
    EXPECT_TRUE(fs::exists(other)) << shown(path) << " stands alone";
  }
  EXPECT_EQ(rules, rules::all().size());
}

TEST(RuleFiles, NameTheirFunctionAfterTheRule) {
  for (const fs::path& path : files_below(source_root() / "rules", {".cpp"})) {
    if (!is_rule_file(path)) continue;
    const std::string stem = path.stem().string();
    const std::string name = stem.substr(stem.find('_') + 1);
    const std::string text = read_file(path);
    EXPECT_TRUE(text.find(", " + name) != std::string::npos || text.find("(" + name) != std::string::npos ||
                text.find("by_engine()") != std::string::npos)
        << shown(path) << " has no function `" << name << "`";
  }
}

TEST(RuleTable, HasEachCodeAndNameOnceAndProseForAll) {
  std::vector<std::string_view> codes;
  std::vector<std::string_view> names;
  for (const RuleEntry& entry : rules::all()) {
    codes.push_back(entry.code);
    names.push_back(entry.name);
    EXPECT_GT(entry.rule->doc.size(), 40U) << entry.code;
    EXPECT_FALSE(entry.rule->since.empty()) << entry.code;
    EXPECT_TRUE(fs::is_directory(source_root() / "rules" / entry.family)) << entry.code;
  }
  for (auto* list : {&codes, &names}) {
    std::ranges::sort(*list);
    EXPECT_EQ(std::ranges::adjacent_find(*list), list->end());
  }
  EXPECT_LT(rules::all().size(), RuleSet::kCapacity);
}

// Rules whose findings prose cannot show: they need a setting, a line as long as the limit, 256 names, or a file that
// cannot be read.
constexpr std::string_view kUnshowable = " E101 E501 E902 F621 I002 W191 W292 W293 W505 ";

TEST(RuleProse, ShowsBadAndGoodCode) {
  for (const RuleEntry& entry : rules::all()) {
    if (kUnshowable.find(" " + std::string(entry.code) + " ") != std::string_view::npos) continue;
    EXPECT_NE(entry.rule->doc.find(" bad\n"), std::string_view::npos) << entry.code;
    EXPECT_NE(entry.rule->doc.find(" good\n"), std::string_view::npos) << entry.code;
  }
}

}  // namespace
}  // namespace whip::test
