// Docstrings, for this folder: what stands between the quotes, line by line.
#pragma once

#include <string>
#include <string_view>

#include "formatter/literal/quotes.h"

namespace whip::fmt {

// Formats the code examples of a docstring; see docstring_code.h.
class DocstringCode;

struct DocstringOptions {
  char quote = '"';
  bool triple = true;
  bool tabs = false;  // tabs indent: those of the source are kept
};

// Whether a backslash ends a line: then nothing may move.
bool has_escaped_line_break(std::string_view content);
// Whether text that ends so needs a space before the closing quotes.
bool needs_chaperone(std::string_view text, char quote, bool triple);
// Appends what comes between the quotes, lines without the indentation of the statement. `content` has its quotes and
// escapes as they will be, and "\n" at the end of its lines. `code` may be absent.
void lay_out_docstring(std::string_view content, const DocstringOptions& options, DocstringCode* code,
                       std::string& out);

}  // namespace whip::fmt
