// No text and no place in it may bring a renderer down: findings point anywhere, files hold anything.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "cli/render/unified_diff.h"
#include "tests/unit/cli/render/rendered.h"

namespace whip::render {
namespace {

using test::Files;
using test::kF401;

class AnyText {
 public:
  explicit AnyText(unsigned seed) : random_(seed) {}

  std::string text() {
    static constexpr std::string_view kPieces[] = {"\n",     "\r\n",   "\r",     " ",    "\t",   "x", "é",    "日",
                                                   "😀",      "\u200d", "\u202e", "\x1b", "\x07", "",  "(",    "\f",
                                                   "\u0301", "\ufeff", "import", "#",    "  ",   "}", "\x7f", "\x85"};
    std::string out;
    for (std::size_t n = random_() % 60; n > 0; --n) out += kPieces[random_() % std::size(kPieces)];
    if (random_() % 10 == 0) out.insert(random_() % (out.size() + 1), std::string(200, 'a'));
    if (random_() % 10 == 0) out.insert(0, "\xEF\xBB\xBF");
    return out;
  }

  // Between characters: the tree and the rules know no others.
  Span span(const std::string& text) {
    const auto place = [&] {
      auto at = static_cast<std::uint32_t>(random_() % (text.size() + 1));
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) ++at;
      return at;
    };
    const std::uint32_t a = place();
    const std::uint32_t b = random_() % 3 == 0 ? a : place();
    return {std::min(a, b), std::max(a, b)};
  }

  void fill(Files::File& file) {
    Diagnostic& finding = file.add(kF401, span(file.text), "m " + text());
    if (random_() % 2 == 0) finding.label = "label";
    for (std::size_t n = random_() % 3; n > 0; --n)
      finding.notes.push_back({span(file.text), random_() % 2 == 0 ? "note" : ""});
    if (random_() % 2 == 0) {
      const Span edit = span(file.text);
      finding.fix = Fix{.title = "t", .edits = {Edit::replace(edit, text())}};
    }
    if (random_() % 3 == 0) {
      std::uint32_t number = 0;
      for (std::uint32_t line = 0; line < file.lines.line_count();
           line += 1 + static_cast<std::uint32_t>(random_() % 3)) {
        file.cells.push_back({number += 1 + static_cast<std::uint32_t>(random_() % 2), line});
      }
    }
    file.facts = {{.noqa_line = 1, .fingerprint = {}}};
  }

 private:
  std::mt19937 random_;
};

TEST(AnyText, CanBeRenderedInEveryFormat) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    AnyText any(seed);
    Files files;
    files.options.colour = seed % 2 == 0;
    any.fill(files.add("a.py", any.text()));
    for (const std::string_view name : format_names()) {
      const std::string out = files.whole(*parse_format(name));
      ASSERT_FALSE(out.empty()) << name << ", seed " << seed;
    }
  }
}

TEST(AnyText, KeepsOneLineFormatsToOneLine) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    AnyText any(seed);
    Files files;
    any.fill(files.add("a.py", any.text()));
    for (const Format format : {Format::json_lines, Format::github, Format::azure}) {
      const std::string out = files.as(format);
      ASSERT_EQ(std::count(out.begin(), out.end(), '\n'), 1) << format_name(format) << ", seed " << seed << ": " << out;
    }
  }
}

TEST(AnyText, CanBeCompared) {
  for (unsigned seed = 0; seed < 3000; ++seed) {
    AnyText any(seed);
    std::string out;
    const std::string before = any.text();
    const std::string after = any.text();
    write_unified_diff("a.py", before, after, false, out);
    ASSERT_EQ(out.empty(), before == after) << seed;
  }
}

}  // namespace
}  // namespace whip::render
