// Over real code: statements that are written without a document (formatter/one_line) are what the document gives, at
// any width, with either quote and either meaning of trailing commas.
#include <gtest/gtest.h>

#include "formatter/format.h"
#include "tests/support/corpus.h"
#include "tests/support/files.h"

namespace whip::fmt {
namespace {

constexpr std::uintmax_t kSample = 4 << 20;

struct Layout {
  std::uint16_t width;
  QuoteStyle quotes;
  MagicTrailingComma comma;
};

class OneLineCorpus : public testing::TestWithParam<Layout> {};

TEST_P(OneLineCorpus, StatementsWithoutADocumentAreWhatTheDocumentGives) {
  const auto files = test::corpus_files(kSample);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  Options options;
  options.line_width = GetParam().width;
  options.quote_style = GetParam().quotes;
  options.magic_trailing_comma = GetParam().comma;
  Formatter one_line(Formatter::Plain::one_line);
  Formatter with_document(Formatter::Plain::with_document);
  std::size_t formatted = 0;
  for (const auto& path : files) {
    const Source source(test::read_file(path));
    if (!check_utf8(source.text())) continue;
    options.source_type = path.extension() == ".pyi" ? SourceType::stub : SourceType::python;
    const Result<std::string> expected = with_document.format(source, options);
    const Result<std::string> found = one_line.format(source, options);
    ASSERT_EQ(found ? "" : found.error().message, expected ? "" : expected.error().message) << path;
    if (!expected) continue;
    ++formatted;
    ASSERT_EQ(*found, *expected) << path;
  }
  EXPECT_GT(formatted, files.size() / 2);
}

INSTANTIATE_TEST_SUITE_P(Layouts, OneLineCorpus,
                         testing::Values(Layout{88, QuoteStyle::double_, MagicTrailingComma::respect},
                                         Layout{40, QuoteStyle::single, MagicTrailingComma::ignore},
                                         Layout{120, QuoteStyle::preserve, MagicTrailingComma::respect}),
                         [](const auto& layout) { return "At" + std::to_string(layout.param.width) + "Columns"; });

}  // namespace
}  // namespace whip::fmt
