// Code examples within docstrings.

#include "formatter/literal/docstring_code.h"

namespace whip::fmt {

void DocstringCode::write(std::string_view lines, const DocstringIndent& shared, const DocstringOptions& docstring,
                          std::string& out) {
  for (DocstringLines rest(lines); rest.next();) {
    append_docstring_line(rest.line, shared, docstring.tabs, out);
    if (!rest.last) out.push_back('\n');
  }
}

}  // namespace whip::fmt
