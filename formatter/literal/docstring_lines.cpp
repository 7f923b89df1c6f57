// Docstrings: blanks at both ends and at the end of lines go, lines move with the code around them.
//
//     def f():                      def f():
//       '''  First line.                """First line.
//          more                             more
//       end  '''                        end"""
//
// The line with the least indentation stands below the quotes, the others keep their distance to it.

#include "formatter/literal/docstring.h"

#include "core/text/blank.h"

namespace whip::fmt {
namespace {

std::string_view without_blanks_behind(std::string_view line) {
  return line.substr(0, skip_blanks_back(line, static_cast<std::uint32_t>(line.size()), 0));
}
std::string_view without_blanks_before(std::string_view line) {
  const auto size = static_cast<std::uint32_t>(line.size());
  return line.substr(skip_blanks(line, 0, size));
}
bool is_blank(std::string_view line) { return without_blanks_before(line).empty(); }

std::size_t backslashes_at_end(std::string_view text) {
  const std::size_t last = text.find_last_not_of('\\');
  return last == std::string_view::npos ? text.size() : text.size() - last - 1;
}

// Whether the line may simply lose the bytes of the shared indentation.
bool keeps_indent(std::string_view line, const DocstringIndent& shared, bool tabs) {
  const std::string_view text = without_blanks_before(line);
  const std::string_view indent = line.substr(0, line.size() - text.size());
  if (!tabs) return indent.find_first_not_of(' ') == std::string_view::npos;
  if (indent.find_first_not_of(" \t") != std::string_view::npos) return false;
  const std::optional<DocstringIndent> rest = DocstringIndent(line).without(shared);
  return rest && !rest->is_spaces_then_tabs();
}

}  // namespace

DocstringIndent shared_indent(std::string_view lines) {
  DocstringIndent least;
  bool found = false;
  for (DocstringLines rest(lines); rest.next();) {
    if (is_blank(rest.line)) continue;
    const DocstringIndent indent(rest.line);
    if (!found || indent.columns() < least.columns()) least = indent;
    found = true;
  }
  return least;
}

void append_docstring_line(std::string_view line, const DocstringIndent& shared, bool tabs, std::string& out) {
  line = without_blanks_behind(line);
  if (line.empty()) return;
  if (keeps_indent(line, shared, tabs)) {
    out.append(line.substr(shared.bytes()));
    return;
  }
  const std::uint32_t columns = DocstringIndent(line).columns();
  out.append(columns > shared.columns() ? columns - shared.columns() : 0, ' ');
  out.append(without_blanks_before(line));
}

bool has_escaped_line_break(std::string_view content) {
  for (std::size_t at = content.find('\\'); at != std::string_view::npos; at = content.find('\\', at + 1)) {
    std::size_t next = at + 1;
    while (next < content.size() && is_python_blank(content[next])) ++next;
    if (next < content.size() && content[next] == '\n') return true;
  }
  return false;
}

bool needs_chaperone(std::string_view text, char quote, bool triple) {
  if (backslashes_at_end(text) % 2 == 1) return true;
  if (!triple || !text.ends_with(quote)) return false;
  text.remove_suffix(1);
  return backslashes_at_end(text) % 2 == 0;
}

std::optional<std::string_view> lay_out_first_line(std::string_view content, const DocstringOptions& options,
                                                   std::string& out) {
  const std::size_t line_end = content.find('\n');
  const std::string_view first = without_blanks_behind(content.substr(0, line_end));
  const std::string_view text = without_blanks_before(first);
  if (text.starts_with(options.quote)) out.push_back(' ');
  out.append(text);
  if (line_end == std::string_view::npos || is_blank(content.substr(line_end))) {
    if (needs_chaperone(first, options.quote, options.triple) || (first.empty() && !content.empty())) {
      out.push_back(' ');
    }
    return std::nullopt;
  }
  out.push_back('\n');
  return content.substr(line_end + 1);
}

void lay_out_end(std::string_view content, const DocstringOptions& options, std::string& out) {
  auto end = static_cast<std::uint32_t>(content.size());
  while (const std::uint32_t size = blank_before(content, end)) {
    if (content[end - 1] == '\n') break;
    end -= size;
  }
  if (needs_chaperone(content.substr(0, end), options.quote, options.triple)) out.push_back(' ');
}

void lay_out_docstring(std::string_view content, const DocstringOptions& options, std::string& out) {
  const std::optional<std::string_view> lines = lay_out_first_line(content, options, out);
  if (!lines) return;
  const DocstringIndent shared = shared_indent(*lines);
  for (DocstringLines rest(*lines); rest.next();) {
    append_docstring_line(rest.line, shared, options.tabs, out);
    if (!rest.last) out.push_back('\n');
  }
  lay_out_end(content, options, out);
}

}  // namespace whip::fmt
