// Code examples within docstrings: found (docstring_examples.h), formatted, and put back where they were.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formatter/format.h"
#include "formatter/literal/docstring.h"
#include "formatter/literal/docstring_examples.h"
#include "formatter/literal/docstring_indent.h"
#include "formatter/options.h"

namespace whip::fmt {

class DocstringCode {
 public:
  // `indent_level`: as Context's.
  DocstringCode(const Options& options, std::uint16_t indent_level) : options_(options), indent_level_(indent_level) {}
  // Appends all lines but the first of a docstring, with the code in it formatted.
  void write(std::string_view lines, const DocstringIndent& shared, const DocstringOptions& docstring,
             std::string& out);

 private:
  enum class Kind : std::uint8_t { none, doctest, rst, markdown };
  // The example that is being read: lines [begin, end) of lines_.
  struct Example {
    Kind kind = Kind::none;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string_view prompt_indent;  // doctest: before the prompt
    DocstringIndent opening;         // rst, markdown: of the line that opens it
    DocstringIndent least;           // rst: of its lines
    bool has_lines = false;          // rst: `least` is known
    bool directive = false;          // rst
    MarkdownFence fence;             // markdown
  };

  void add(std::uint32_t line);
  void start(std::uint32_t line);
  bool add_doctest(std::uint32_t line);
  bool add_rst(std::uint32_t line);
  bool add_rst_opening(std::uint32_t line);
  void add_markdown(std::uint32_t line);
  void keep(std::uint32_t line);
  void print(std::uint32_t line) { print(lines_[line], line + 1 == lines_.size()); }
  void print(std::string_view line, bool last);
  void print_example();
  // Prints the example formatted, or as it was where it is no Python.
  void finish();
  void finish_rst();
  std::string_view code_of(std::uint32_t line) const;
  std::string prefix() const;
  std::uint16_t width() const;
  bool format(std::string& code);

  const Options& options_;
  std::uint16_t indent_level_;
  DocstringOptions docstring_;
  DocstringIndent shared_;
  std::vector<std::string_view> lines_;
  Example example_;
  std::string* out_ = nullptr;
  std::unique_ptr<Formatter> formatter_;  // made when the first example is met
};

}  // namespace whip::fmt
