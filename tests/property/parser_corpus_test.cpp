// Over real code: the fast parser's trees are tree-sitter's, node by node; it declines only what has errors; trees keep
// their laws.
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/syntax/fast_parse/fast_parse.h"
#include "core/syntax/stock_parse.h"
#include "core/text/source.h"
#include "tests/support/corpus.h"
#include "tests/support/files.h"
#include "tests/support/trees.h"

namespace whip {
namespace {

constexpr std::uintmax_t kSample = 8 << 20;

TEST(ParserCorpus, TheFastParsersTreesAreTheStockParsers) {
  const auto files = test::corpus_files(kSample);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  fast::FastParser fast;
  StockParser stock;
  Tree expected, found;
  std::size_t accepted = 0, valid = 0, bytes = 0;
  for (const auto& path : files) {
    const Source source(test::read_file(path));
    bytes += source.size();
    stock.parse(source.text(), expected);
    valid += expected.has_errors ? 0 : 1;
    ASSERT_EQ(test::broken_law(expected, static_cast<std::uint32_t>(source.size())), "") << path;
    if (!fast.parse(source.text(), found)) continue;
    ++accepted;
    ASSERT_EQ(test::difference(expected, found), "") << path;
  }
  RecordProperty("files", static_cast<int>(files.size()));
  RecordProperty("accepted", static_cast<int>(accepted));
  RecordProperty("bytes", static_cast<int>(bytes >> 10));
  EXPECT_GE(static_cast<double>(accepted), 0.999 * static_cast<double>(valid)) << "of " << valid << " valid files";
}

}  // namespace
}  // namespace whip
