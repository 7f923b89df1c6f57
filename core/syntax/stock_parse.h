// tree-sitter's own runtime, for what the fast parser declines. The only place that knows a TSTree.
#pragma once

#include <memory>
#include <string_view>

#include "core/syntax/tree.h"

namespace whip {

class StockParser {
 public:
  StockParser();
  ~StockParser();
  StockParser(StockParser&&) noexcept;
  StockParser& operator=(StockParser&&) noexcept;

  // Fills `tree` (emptied first), always: text that does not fit stands below error nodes.
  void parse(std::string_view text, Tree& tree);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whip
