// Random edits of real code, one at a time: where the result has an error the fast parser must decline, else give
// tree-sitter's tree. This found bugs that hundreds of megabytes of real code did not.
#include <gtest/gtest.h>

#include "core/syntax/fast_parse/fast_parse.h"
#include "core/syntax/stock_parse.h"
#include "core/text/source.h"
#include "tests/support/corpus.h"
#include "tests/support/files.h"
#include "tests/support/trees.h"

namespace whip {
namespace {

constexpr std::uintmax_t kSample = 12 << 20;
constexpr std::size_t kLargest = 20000;  // the stock parser takes long to recover from errors

struct Random {
  std::uint64_t state;
  std::size_t below(std::size_t bound) {
    state = state * 6364136223846793005 + 1442695040888963407;
    return static_cast<std::size_t>(state >> 33) % bound;
  }
};

std::string edited(std::string code, Random& random) {
  static constexpr std::string_view kSigns = "()[]{}:,.=*'\"\\# \n\tifxas0@-~;fr!%`\r";
  const std::size_t at = random.below(code.size());
  switch (random.below(4)) {
    case 0:
      code.erase(at, 1 + random.below(3));
      break;
    case 1:
      code.insert(at, 1, kSigns[random.below(kSigns.size())]);
      break;
    case 2:
      code[at] = kSigns[random.below(kSigns.size())];
      break;
    default: {
      const std::string part = code.substr(at, random.below(40));
      code.insert(random.below(code.size()), part);
    }
  }
  return code;
}

TEST(ParserEdits, EveryEditIsDeclinedOrParsedAsTheStockParserDoes) {
  const auto files = test::corpus_files(kSample);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  fast::FastParser fast;
  StockParser stock;
  Tree expected, found;
  Random random{20261121};
  std::size_t edits = 0, declined_without_need = 0;
  for (const auto& path : files) {
    const std::string code = test::read_file(path);
    if (code.size() < 10 || code.size() > kLargest) continue;
    for (int i = 0; i < 3; ++i) {
      const std::string changed = edited(code, random);
      const Source source(changed);
      ++edits;
      const bool accepted = fast.parse(source.text(), found);
      stock.parse(source.text(), expected);
      ASSERT_EQ(test::broken_law(expected, static_cast<std::uint32_t>(source.size())), "") << path << "\n" << changed;
      if (accepted) {
        ASSERT_EQ(test::difference(expected, found), "") << path << "\n" << changed;
      } else {
        declined_without_need += expected.has_errors ? 0 : 1;
      }
    }
  }
  EXPECT_GT(edits, 100u);
  EXPECT_LE(declined_without_need * 500, edits);
}

}  // namespace
}  // namespace whip
