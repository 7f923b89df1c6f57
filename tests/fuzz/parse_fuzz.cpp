// Any bytes: the parser gives a tree that keeps the laws of trees; where the fast parser accepts, it is the stock
// parser's.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "core/syntax/fast_parse/fast_parse.h"
#include "core/syntax/parse.h"
#include "core/syntax/stock_parse.h"
#include "core/text/source.h"
#include "tests/fuzz/program_or_bytes.h"
#include "tests/support/trees.h"

namespace {

void check(const std::string& broken) {
  if (broken.empty()) return;
  std::fprintf(stderr, "%s\n", broken.c_str());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace whip;
  if (size > 1 << 16) return 0;
  static StockParser stock;
  static fast::FastParser fast;
  static Parser parser;
  static Tree expected, found;
  const Source source(std::string_view(reinterpret_cast<const char*>(data), size));
  stock.parse(source.text(), expected);
  check(test::broken_law(expected, static_cast<std::uint32_t>(size)));
  if (fast.parse(source.text(), found)) check(test::difference(expected, found));

  parser.parse(source.text(), found);
  check(test::difference(expected, found));
  const auto before = found.size();
  const NodeId root = parser.parse_expression(source.text(), {0, static_cast<std::uint32_t>(size)}, NodeId{0}, found);
  if (root == kNoNode) {
    if (found.size() != before) check("a refused expression changed the tree");
  } else if (index(root) != before || found.after[before] != found.size() || found.span[before].end > size) {
    check("an expression stands elsewhere");
  }
  return 0;
}
