// The law of reparse(): after each edit of a long session the tree is the one that a parse of the whole text gives.
#include <gtest/gtest.h>

#include <cstdlib>

#include "core/syntax/parse.h"
#include "core/text/source.h"
#include "tests/support/corpus.h"
#include "tests/support/editing.h"
#include "tests/support/files.h"
#include "tests/support/trees.h"

namespace whip {
namespace {

constexpr std::size_t kLargest = 40000;  // the stock parser takes long to recover from errors

std::size_t wanted_edits() {
  const char* const all = std::getenv("WHIP_EDITS");
  return all == nullptr ? 10000 : static_cast<std::size_t>(std::atol(all));
}

TEST(Reparse, GivesAfterEachEditTheTreeOfTheWholeText) {
  const auto files = test::corpus_files(6 << 20);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  constexpr std::size_t kSession = 60;
  constexpr std::size_t kErrorsStay = 2;
  Parser parser;
  Parser fresh_parser;
  test::Typist typist(20261121);
  std::size_t edits = 0, reparsed = 0, programs = 0;
  for (std::size_t turn = 0; edits < wanted_edits(); ++turn) {
    const std::string start = test::read_file(files[turn % files.size()]);
    if (start.size() > kLargest) continue;
    std::string good = start, code = start;
    Tree tree, fresh;
    parser.parse(Source(code).text(), tree);
    for (std::size_t step = 0, errors = 0; step < kSession; ++step, ++edits) {
      const test::Replacement edit = errors > kErrorsStay ? test::way_back(code, good) : typist.next(code);
      code.replace(edit.begin, edit.end - edit.begin, edit.text);
      const Source source(code);
      const TextChange change{static_cast<std::uint32_t>(edit.begin), static_cast<std::uint32_t>(edit.end),
                              static_cast<std::uint32_t>(edit.begin + edit.text.size())};
      fresh_parser.parse(source.text(), fresh);
      const auto changed = parser.reparse(source.text(), change, tree);
      if (changed) {
        ++reparsed;
        ASSERT_EQ(test::difference(fresh, tree), "") << files[turn % files.size()] << "\n" << code;
      } else {
        parser.parse(source.text(), tree);
      }
      programs += fresh.has_errors ? 0 : 1;
      errors = fresh.has_errors ? errors + 1 : 0;
      if (errors == 0) good = code;
    }
  }
  EXPECT_GT(reparsed * 2, programs);
  RecordProperty("reparsed", static_cast<int>(reparsed));
  RecordProperty("programs", static_cast<int>(programs));
}

}  // namespace
}  // namespace whip
