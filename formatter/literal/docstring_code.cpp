// Code examples within docstrings.
//
//   >>> f( 1 )          Example::               ```py
//   ... g(2)                                     f( 1 )
//                           f( 1 )              ```
//
// An example is what lies between its marks. It is formatted as a file of its own, as wide as the docstring leaves, and
// printed in the place of its lines; what is no Python, or would end the docstring, is left as it is.

#include "formatter/literal/docstring_code.h"

#include <algorithm>

#include "core/text/blank.h"
#include "formatter/literal/escapes.h"

namespace whip::fmt {
namespace {

// Columns of `>>> `.
constexpr std::uint32_t kPromptColumns = 4;

bool is_python_blank_line(std::string_view line) { return IndentedLine(line).text.empty(); }
bool is_blank_line(std::string_view line) {
  const auto size = static_cast<std::uint32_t>(line.size());
  return skip_blanks(line, 0, size) == size;
}

}  // namespace

void DocstringCode::write(std::string_view lines, const DocstringIndent& shared, const DocstringOptions& docstring,
                          std::string& out) {
  docstring_ = docstring;
  shared_ = shared;
  out_ = &out;
  lines_.clear();
  for (DocstringLines rest(lines); rest.next();) lines_.push_back(rest.line);
  for (std::uint32_t line = 0; line < lines_.size(); ++line) add(line);
  if (example_.kind != Kind::none) finish();
}

void DocstringCode::add(std::uint32_t line) {
  switch (example_.kind) {
    case Kind::none:
      start(line);
      break;
    case Kind::doctest:
      if (!add_doctest(line)) start(line);
      break;
    case Kind::rst:
      if (!add_rst(line)) start(line);
      break;
    case Kind::markdown:
      add_markdown(line);
      break;
  }
}

void DocstringCode::start(std::uint32_t line) {
  std::string_view text = lines_[line];
  example_ = {.begin = line + 1, .end = line + 1};
  if (const std::optional<DoctestLine> doctest = doctest_start(text)) {
    example_.kind = Kind::doctest;
    example_.begin = line;
    example_.prompt_indent = doctest->indent;
    return;
  }
  // Blanks at the end will be gone the next time: they must not decide, as they do with Ruff.
  text = text.substr(0, skip_blanks_back(text, static_cast<std::uint32_t>(text.size()), 0));
  if (const RstOpening opening = rst_opening(text); opening != RstOpening::none) {
    example_.kind = Kind::rst;
    example_.directive = opening == RstOpening::directive;
    example_.opening = DocstringIndent(text);
  } else if (const MarkdownFence fence = markdown_opening(text); fence.mark != 0) {
    example_.kind = Kind::markdown;
    example_.fence = fence;
    example_.opening = DocstringIndent(text);
  }
  print(line);
}

bool DocstringCode::add_doctest(std::uint32_t line) {
  if (doctest_continuation(lines_[line], example_.prompt_indent)) {
    keep(line);
    return true;
  }
  finish();
  return false;
}

// Between the opening of a block and its first line: empty lines, and options of a directive.
bool DocstringCode::add_rst_opening(std::uint32_t line) {
  const IndentedLine parts(lines_[line]);
  if (parts.text.empty() || (example_.directive && parts.text.starts_with(':'))) {
    print(line);
    return true;
  }
  example_.least = DocstringIndent(parts.indent);
  if (example_.least.columns() <= example_.opening.columns()) {
    example_ = {};
    return false;
  }
  example_.has_lines = true;
  example_.begin = line;
  keep(line);
  return true;
}

bool DocstringCode::add_rst(std::uint32_t line) {
  if (!example_.has_lines) return add_rst_opening(line);
  const IndentedLine parts(lines_[line]);
  if (parts.text.empty()) {
    // An empty line ends the block where the next one stands as far out as the opening.
    const bool last = line + 1 == lines_.size();
    if (!last) {
      const IndentedLine next(lines_[line + 1]);
      if (next.text.empty() || DocstringIndent(next.indent).columns() > example_.opening.columns()) {
        keep(line);
        return true;
      }
    }
    finish_rst();
    return false;
  }
  const DocstringIndent indent(parts.indent);
  if (indent.columns() <= example_.opening.columns()) {
    // Without an empty line before it, this was no block.
    print_example();
    return false;
  }
  if (indent.columns() < example_.least.columns()) example_.least = indent;
  keep(line);
  return true;
}

void DocstringCode::add_markdown(std::uint32_t line) {
  const std::string_view text = lines_[line];
  if (closes(example_.fence, text)) {
    finish();
    print(line);
  } else if (!is_python_blank_line(text) && DocstringIndent(text).columns() < example_.opening.columns()) {
    // Formatting would move such a line, and the next formatting the docstring.
    print_example();
    print(line);
  } else {
    keep(line);
  }
}

void DocstringCode::keep(std::uint32_t line) { example_.end = line + 1; }

void DocstringCode::print(std::string_view line, bool last) {
  append_docstring_line(line, shared_, docstring_.tabs, *out_);
  if (!last) out_->push_back('\n');
}

void DocstringCode::print_example() {
  for (std::uint32_t line = example_.begin; line < example_.end; ++line) print(line);
  example_ = {};
}

// Empty lines at the end are not of the block.
void DocstringCode::finish_rst() {
  const std::uint32_t end = example_.end;
  while (example_.end > example_.begin && is_python_blank_line(lines_[example_.end - 1])) --example_.end;
  const std::uint32_t code_end = example_.end;
  finish();
  for (std::uint32_t line = code_end; line < end; ++line) print(line);
}

void DocstringCode::finish() {
  std::string code;
  for (std::uint32_t line = example_.begin; line < example_.end; ++line) {
    if (line > example_.begin) code.push_back('\n');
    code.append(code_of(line));
  }
  // A prompt without code stays, though Ruff drops it: it may be what the docstring's indentation is measured by.
  if (example_.begin == example_.end || !format(code) || (code.empty() && example_.kind == Kind::doctest)) {
    print_example();
    return;
  }
  // Of empty lines alone, none is left the next time.
  if (code == "\n" && example_.kind != Kind::doctest) code.clear();
  const bool last = example_.end == lines_.size();
  const std::string indent = prefix();
  std::string text;
  bool first = true;
  const bool empty = code.empty();
  if (code.ends_with('\n')) code.pop_back();
  for (DocstringLines rest(code); !empty && rest.next();) {
    text = indent;
    if (example_.kind == Kind::doctest) text.append(first ? ">>> " : "... ");
    text.append(rest.line);
    print(text, last && rest.last);
    first = false;
  }
  example_ = {};
}

std::string_view DocstringCode::code_of(std::uint32_t line) const {
  const std::string_view text = lines_[line];
  switch (example_.kind) {
    case Kind::none:
      break;
    case Kind::doctest:
      if (line == example_.begin) return doctest_start(text)->code;
      return *doctest_continuation(text, example_.prompt_indent);
    case Kind::rst:
      return is_blank_line(text) ? std::string_view() : example_.least.strip_from(text);
    case Kind::markdown:
      return example_.opening.strip_from(text);
  }
  return text;
}

// What every line of the formatted code begins with.
std::string DocstringCode::prefix() const {
  if (example_.kind == Kind::doctest) return std::string(example_.prompt_indent);
  return std::string(example_.kind == Kind::rst ? example_.least.columns() : example_.opening.columns(), ' ');
}

std::uint16_t DocstringCode::width() const {
  if (options_.docstring_code_line_width) return *options_.docstring_code_line_width;
  std::uint32_t taken = indent_level_ > 0 ? (indent_level_ - 1u) * options_.indent_width : 0;
  DocstringIndent indent = example_.kind == Kind::rst ? example_.least : example_.opening;
  if (example_.kind == Kind::doctest) {
    indent = DocstringIndent(example_.prompt_indent);
    taken += kPromptColumns;
  }
  taken += indent.columns() > shared_.columns() ? indent.columns() - shared_.columns() : 0;
  return options_.line_width > taken ? static_cast<std::uint16_t>(options_.line_width - taken) : 1;
}

bool DocstringCode::format(std::string& code) {
  Options options = options_;
  options.line_width = width();
  // Tabs at the beginning of lines would become spaces, here or the next time.
  options.indent_style = IndentStyle::space;
  options.line_ending = LineEndingOption::lf;
  if (!formatter_) formatter_ = std::make_unique<Formatter>();
  Result<std::string> formatted = formatter_->format_snippet(Source(code), options, docstring_.quote);
  if (!formatted || !fits_within_quotes(*formatted, {.quote = docstring_.quote, .triple = true})) return false;
  code = std::move(*formatted);
  return true;
}

}  // namespace whip::fmt
