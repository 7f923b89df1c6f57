// What IPython understands and Python does not is given to the formatter as a name of its own, and put back where the
// name stands afterwards:
//
//     files = !ls  *.py        files = magic0__        files = !ls  *.py

#include "cli/pipeline/notebook_format.h"

#include <algorithm>
#include <utility>

namespace whip {
namespace {

// A word that no name in the notebook begins with.
std::string unused_word(std::string_view text) {
  std::string word = "magic";
  while (text.find(word) != std::string_view::npos) word += '_';
  return word;
}

std::string name_of(const std::string& word, std::size_t i) { return word + std::to_string(i) + "__"; }

// The cell's source with names for the magics [first, last).
std::string with_names(const Notebook& notebook, Span cell, std::size_t first, std::size_t last,
                       const std::string& word) {
  std::string out;
  std::uint32_t at = cell.begin;
  for (std::size_t i = first; i < last; ++i) {
    const Span magic = notebook.magics[i].span;
    out.append(notebook.text, at, magic.begin - at).append(name_of(word, i));
    at = magic.end;
  }
  return out.append(notebook.text, at, cell.end - at);
}

void append_with_magics(std::string& out, std::string_view code, const Notebook& notebook, std::size_t first,
                        std::size_t last, const std::string& word) {
  std::size_t at = 0;
  for (std::size_t i = first; i < last; ++i) {
    const std::string name = name_of(word, i);
    const std::size_t found = code.find(name, at);
    if (found == std::string_view::npos) break;
    out.append(code.substr(at, found - at)).append(notebook.magics[i].text);
    at = found + name.size();
  }
  out.append(code.substr(at));
}

}  // namespace

Result<FormattedNotebook> format_notebook(const Notebook& notebook, const fmt::Options& options,
                                          fmt::Formatter& formatter) {
  FormattedNotebook out;
  out.before = restore_magics(notebook.text, notebook.magics);
  const std::string word = unused_word(notebook.text);
  std::uint32_t lines = 0;  // of the cells before this one
  std::size_t magic = 0;
  for (const Cell& cell : notebook.cells) {
    const std::size_t first = magic;
    while (magic < notebook.magics.size() && notebook.magics[magic].span.begin < cell.span.end) ++magic;
    const auto begin = static_cast<std::uint32_t>(out.after.size());
    Result<std::string> code = formatter.format(Source(with_names(notebook, cell.span, first, magic, word)), options);
    if (!code) {
      Error error = std::move(code.error());
      if (error.line > 0) error.line += lines;
      return error;
    }
    append_with_magics(out.after, *code, notebook, first, magic, word);
    Cell after = cell;
    after.span = {begin, static_cast<std::uint32_t>(out.after.size())};
    out.cells_after.push_back(after);
    lines += static_cast<std::uint32_t>(
        std::count(notebook.text.begin() + cell.span.begin, notebook.text.begin() + cell.span.end, '\n'));
  }
  return out;
}

}  // namespace whip
