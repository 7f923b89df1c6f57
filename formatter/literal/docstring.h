// Docstrings, for this folder: what stands between the quotes, line by line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formatter/literal/docstring_indent.h"
#include "formatter/literal/quotes.h"

namespace whip::fmt {

struct DocstringOptions {
  char quote = '"';
  bool triple = true;
  bool tabs = false;  // tabs indent: those of the source are kept
};

// Whether a backslash ends a line: then nothing may move.
bool has_escaped_line_break(std::string_view content);
// Whether text that ends so needs a space before the closing quotes.
bool needs_chaperone(std::string_view text, char quote, bool triple);
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

// Appends what comes between the quotes, lines without the indentation of the statement. `content` has its quotes and
// escapes as they will be, and "\n" at the end of its lines.
void lay_out_docstring(std::string_view content, const DocstringOptions& options, std::string& out);

// The same in three steps. First the first line; nothing more where there are no others, else the lines to be appended.
std::optional<std::string_view> lay_out_first_line(std::string_view content, const DocstringOptions& options,
                                                   std::string& out);
// The indentation that all lines but the first can do without.
DocstringIndent shared_indent(std::string_view lines);
// Appends a line without the blanks at its end and the shared indentation.
void append_docstring_line(std::string_view line, const DocstringIndent& shared, bool tabs, std::string& out);
// The space that may be needed before the closing quotes.
void lay_out_end(std::string_view content, const DocstringOptions& options, std::string& out);

}  // namespace whip::fmt
