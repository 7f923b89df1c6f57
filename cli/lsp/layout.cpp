#include "cli/lsp/layout.h"

#include <utility>

#include "cli/pipeline/format_file.h"
#include "cli/pipeline/notebook_format.h"

namespace whip::lsp {
namespace {

// A cell by itself: as a notebook that has no other.
Result<std::string> formatted_cell(const Part& part, const FilePlace& place, fmt::Formatter& formatter) {
  Notebook notebook{.text = std::string(part.text.text()), .cells = {}, .magics = {}, .sources = {}};
  blank_magics(notebook.text, 0, notebook.magics);
  notebook.text += '\n';
  notebook.cells.push_back({.span = {0, static_cast<std::uint32_t>(notebook.text.size())}, .number = 1});
  fmt::Options options = format_options(place.configuration(), place.file);
  options.source_type = fmt::SourceType::notebook;
  Result<FormattedNotebook> formatted = format_notebook(notebook, options, formatter);
  if (!formatted) return formatted.error();
  std::string text = std::move(formatted->after);
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

Result<std::string> formatted_text(const OpenFile& file, const Part& part, const FilePlace& place,
                                   fmt::Formatter& formatter) {
  if (file.is_notebook) {
    if (!part.is_python) return std::string(part.text.text());
    return formatted_cell(part, place, formatter);
  }
  const Source source(part.text.text());
  Result<std::optional<Reformatted>> done = reformat(source, place.file, place.configuration(), {}, formatter);
  if (!done) return done.error();
  return *done ? std::move((*done)->file) : std::string(part.text.text());
}

}  // namespace whip::lsp
