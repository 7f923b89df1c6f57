#include "cli/lsp/open_file.h"

#include <algorithm>

namespace whip::lsp {

std::string_view OpenFile::text() const {
  if (is_notebook) return joined_.text();
  return parts.empty() ? joined_.text() : parts.front().text.text();
}

void OpenFile::changed() {
  if (!is_notebook) return;
  std::string joined;
  cells_.clear();
  magics_.clear();
  magic_spans_.clear();
  std::uint32_t number = 0;
  for (Part& part : parts) {
    ++number;
    part.is_python = part.is_code && part.language == "python" && !is_foreign_cell(part.text.text());
    if (!part.is_python) continue;
    const std::size_t begin = joined.size();
    joined += part.text.text();
    blank_magics(joined, begin, magics_);
    joined += '\n';
    part.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(joined.size())};
    cells_.push_back({.span = part.span, .number = number});
  }
  for (const Magic& magic : magics_) magic_spans_.push_back(magic.span);
  joined_ = Source(joined);
}

std::size_t OpenFile::part_at(std::uint32_t offset) const {
  if (!is_notebook) return 0;
  std::size_t last = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].is_python) continue;
    if (offset < parts[i].span.begin) break;
    last = i;
  }
  return last;
}

PartRange OpenFile::place(Span span, Encoding encoding) const {
  const std::size_t index = part_at(span.begin);
  const Part& part = parts[index];
  if (!is_notebook) return {index, part.text.range(span, encoding)};
  const std::uint32_t end = std::min(span.end, part.span.end);
  return {index,
          part.text.range({span.begin - part.span.begin, std::max(span.begin, end) - part.span.begin}, encoding)};
}

PartEdit OpenFile::place(const Edit& edit, Encoding encoding) const {
  const PartRange where = place(edit.span, encoding);
  PartEdit out{.part = where.part, .range = where.range, .text = edit.text};
  // The line break behind each cell is ours: the editor's cell has none.
  if (is_notebook && edit.span.end >= parts[where.part].span.end && out.text.ends_with('\n')) out.text.pop_back();
  return out;
}

std::optional<std::uint32_t> OpenFile::offset(std::size_t part, std::uint32_t offset) const {
  if (!is_notebook) return offset;
  if (part >= parts.size() || !parts[part].is_python) return std::nullopt;
  return parts[part].span.begin + offset;
}

const Part* OpenFile::find_part(std::string_view wanted) const {
  const auto found = std::ranges::find(parts, wanted, &Part::uri);
  return found == parts.end() ? nullptr : &*found;
}

}  // namespace whip::lsp
