// Code examples within docstrings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formatter/literal/docstring.h"
#include "formatter/literal/docstring_indent.h"
#include "formatter/options.h"

namespace whip::fmt {

// The lines of a text, one after another; a text that ends in "\n" has an empty last one.
struct DocstringLines {
  explicit DocstringLines(std::string_view lines) : rest(lines) {}
  bool next() {
    if (last) return false;
    const std::size_t end = rest.find('\n');
    line = rest.substr(0, end);
    last = end == std::string_view::npos;
    if (!last) rest.remove_prefix(end + 1);
    return true;
  }
  std::string_view line;
  std::string_view rest;  // what follows the line
  bool last = false;
};

// Appends a line without the blanks at its end and the shared indentation.
void append_docstring_line(std::string_view line, const DocstringIndent& shared, bool tabs, std::string& out);

class DocstringCode {
 public:
  DocstringCode(const Options& options, std::uint16_t indent_level) : options_(options), indent_level_(indent_level) {}
  // Appends all lines but the first of a docstring, code examples formatted.
  void write(std::string_view lines, const DocstringIndent& shared, const DocstringOptions& docstring,
             std::string& out);

 private:
  const Options& options_;
  std::uint16_t indent_level_;
};

}  // namespace whip::fmt
