// Runs tests/fixtures/format/**/*.md, one test per heading. A ```py (or ```pyi) block is source; the ```py formatted block
// behind it is what it becomes; without one it is to stay as it is. What comes out must stay as it is too. A ```toml
// block sets options for the examples of its heading, one `key = value` per line, named as in whip.toml's [format].
#include <gtest/gtest.h>

#include <cctype>
#include <charconv>
#include <filesystem>
#include <ostream>

#include "core/syntax/python_version.h"
#include "formatter/format.h"
#include "tests/support/files.h"
#include "tests/support/markdown.h"

namespace whip::fmt {
namespace {

struct FormatCase {
  std::string file;
  std::string title;
  std::vector<test::Block> blocks;
};

void PrintTo(const FormatCase& format_case, std::ostream* out) {
  *out << format_case.file << ", " << format_case.title;
}

const std::vector<FormatCase>& all_cases() {
  static const std::vector<FormatCase> kCases = [] {
    std::vector<FormatCase> cases;
    for (const auto& path :
         test::files_below(std::filesystem::path(WHIP_SOURCE_DIR) / "tests/fixtures/format", {".md"})) {
      for (const test::Section& section : test::read_sections(test::read_file(path))) {
        if (!section.blocks.empty()) cases.push_back({path.stem().string(), section.title, section.blocks});
      }
    }
    return cases;
  }();
  return kCases;
}

std::uint16_t number_of(std::string_view text) {
  std::uint16_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// False for a key or value that is unknown.
bool set_option(Options& options, std::string_view key, std::string_view value) {
  if (value.size() >= 2 && value.front() == '"') value = value.substr(1, value.size() - 2);
  const bool yes = value == "true";
  if (key == "line-length") {
    options.line_width = number_of(value);
  } else if (key == "indent-width") {
    options.indent_width = static_cast<std::uint8_t>(number_of(value));
  } else if (key == "indent-style") {
    options.indent_style = value == "tab" ? IndentStyle::tab : IndentStyle::space;
  } else if (key == "quote-style") {
    options.quote_style = value == "single"     ? QuoteStyle::single
                          : value == "preserve" ? QuoteStyle::preserve
                                                : QuoteStyle::double_;
  } else if (key == "skip-magic-trailing-comma") {
    options.magic_trailing_comma = yes ? MagicTrailingComma::ignore : MagicTrailingComma::respect;
  } else if (key == "docstring-code-format") {
    options.docstring_code = yes;
  } else if (key == "docstring-code-line-length") {
    options.docstring_code_line_width = number_of(value);
  } else if (key == "preview") {
    options.preview = yes;
  } else if (key == "target-version") {
    const auto version = python_version(value);
    if (!version) return false;
    options.target_version = *version;
  } else {
    return false;
  }
  return true;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())) != 0) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.remove_suffix(1);
  return text;
}

void set_options(Options& options, std::string_view toml) {
  while (!toml.empty()) {
    const std::size_t end = std::min(toml.find('\n'), toml.size() - 1) + 1;
    const std::string_view line = toml.substr(0, end);
    toml.remove_prefix(end);
    const std::size_t sign = line.find('=');
    if (sign == std::string_view::npos) continue;
    EXPECT_TRUE(set_option(options, trimmed(line.substr(0, sign)), trimmed(line.substr(sign + 1)))) << line;
  }
}

std::string formatted(const std::string& code, const Options& options) {
  Formatter formatter;
  const auto result = formatter.format(Source(code), options);
  return result ? *result : "error: " + result.error().message;
}

class FormatFixture : public testing::TestWithParam<FormatCase> {};

TEST_P(FormatFixture, IsFormattedAsWrittenDown) {
  Options base;
  for (std::size_t n = 0; n < GetParam().blocks.size(); ++n) {
    const test::Block& block = GetParam().blocks[n];
    if (block.is("toml")) {
      set_options(base, block.text);
      continue;
    }
    if ((!block.is("py") && !block.is("pyi")) || block.has("formatted")) continue;
    Options options = base;
    if (block.is("pyi")) options.source_type = SourceType::stub;
    const bool has_result = n + 1 < GetParam().blocks.size() && GetParam().blocks[n + 1].has("formatted");
    const std::string& expected = has_result ? GetParam().blocks[n + 1].text : block.text;
    EXPECT_EQ(formatted(block.text, options), expected) << "line " << block.line;
    EXPECT_EQ(formatted(expected, options), expected) << "a second time; line " << block.line;
  }
}

INSTANTIATE_TEST_SUITE_P(Markdown, FormatFixture, testing::ValuesIn(all_cases()),
                         [](const testing::TestParamInfo<FormatCase>& test) {
                           std::string name = test.param.file + "_" + test.param.title;
                           for (char& c : name) {
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           }
                           return name + "_" + std::to_string(test.index);
                         });

TEST(FormatFixtures, ExistForMoreThanOneConstruct) { EXPECT_GT(all_cases().size(), 10U); }

}  // namespace
}  // namespace whip::fmt
