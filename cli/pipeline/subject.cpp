#include "cli/pipeline/subject.h"

#include <utility>

namespace whip {
namespace {

std::string_view without_line_break(std::string_view cell) {
  return cell.ends_with('\n') ? cell.substr(0, cell.size() - 1) : cell;
}

std::vector<ChangedPart> changed_cells(std::string_view before, std::span<const Cell> old_cells, std::string_view after,
                                       std::span<const Cell> new_cells) {
  std::vector<ChangedPart> out;
  for (std::size_t i = 0; i < old_cells.size(); ++i) {
    const std::string_view old_cell =
        without_line_break(before.substr(old_cells[i].span.begin, old_cells[i].span.size()));
    const std::string_view new_cell =
        without_line_break(after.substr(new_cells[i].span.begin, new_cells[i].span.size()));
    if (old_cell != new_cell) out.push_back({old_cells[i].number, std::string(old_cell), std::string(new_cell)});
  }
  return out;
}

}  // namespace

Result<std::optional<Subject>> make_subject(Source source, SourceKind kind) {
  if (kind != SourceKind::notebook) {
    if (const Done good = check_utf8(source.text()); !good) return good.error();
    return std::optional(Subject{.text = std::move(source), .notebook = {}, .json = {}, .magics = {}});
  }
  Result<std::optional<Notebook>> notebook = read_notebook(source);
  if (!notebook) return notebook.error();
  if (!*notebook) return std::optional<Subject>{};
  std::vector<Span> magics;
  for (const Magic& magic : (*notebook)->magics) magics.push_back(magic.span);
  return std::optional(Subject{.text = Source((*notebook)->text),
                               .notebook = std::move(*notebook),
                               .json = std::move(source),
                               .magics = std::move(magics)});
}

Source take_shown_text(Subject& subject) {
  if (!subject.notebook) return std::move(subject.text);
  return Source(restore_magics(subject.text.text(), subject.notebook->magics));
}

FixedSubject apply_to(Subject& subject, FixResult& fixes, Changes changes) {
  FixedSubject out;
  if (!subject.notebook) {
    if (changes == Changes::wanted) {
      out.changes.push_back({.cell = 0, .before = std::string(subject.text.text()), .after = fixes.text});
    }
    out.shown = fixes.text;
    out.file = std::move(fixes.text);
    return out;
  }
  Notebook& notebook = *subject.notebook;
  const std::string before = restore_magics(subject.text.text(), notebook.magics);
  std::vector<Magic> magics = notebook.magics;
  for (std::size_t i = 0; i < magics.size(); ++i) magics[i].span = fixes.magics[i];
  out.shown = restore_magics(fixes.text, magics);
  out.file = write_notebook(subject.json.text(), notebook, out.shown, fixes.cells);
  if (changes == Changes::wanted) out.changes = changed_cells(before, notebook.cells, out.shown, fixes.cells);
  notebook.cells = fixes.cells;
  return out;
}

}  // namespace whip
