// From document to text: one loop with an explicit stack, each group flat where it fits and broken where not.
#pragma once

#include <string>
#include <string_view>

#include "formatter/doc/element.h"

namespace whip::fmt {

struct PrintOptions {
  std::uint32_t line_width = 88;   // columns
  std::uint32_t indent_width = 4;  // columns of one level of indentation, and of a tab when measuring
  bool tabs = false;               // indent with tabs
  std::string_view line_end = "\n";
};

// Memory of one printing at a time, reused from file to file; one per thread.
class Printer {
 public:
  // Appends the printed document to `out`.
  void print(const Doc& doc, const PrintOptions& options, std::string& out);

 private:
  // Owned by print.cpp's author.
};

}  // namespace whip::fmt
