// The fast parser: an LR driver of our own over the grammar's tables. It gives the very tree that tree-sitter's runtime
// would give, or declines (every text with an error, and the unusual). The design, in the order of reading: tables.h,
// lexer.h, take_token.h, layout.cpp, stack.h, driver.cpp, forks.h, document_order.h.
#pragma once

#include <string_view>

#include "core/syntax/fast_parse/driver.h"
#include "core/syntax/tree.h"

namespace whip::fast {

class FastParser {
 public:
  // False: declined, and `tree` is as it was. `text` must be followed by Source::kPadding NUL bytes.
  bool parse(std::string_view text, Tree& tree);

 private:
  Lexer lexer_;
  Stack stack_;
  Forks forks_;
  std::unique_ptr<std::uint32_t[]> open_;  // scratch of the last step
  std::uint32_t open_size_ = 0;
};

}  // namespace whip::fast
