#include "cli/lsp/notebook_places.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace whip::lsp {
namespace {

// One character of a JSON text: how long it is there, and how many bytes of UTF-8 it stands for.
struct Character {
  std::size_t written = 1;
  std::uint32_t meant = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  if (text[at] != '\\') return {};
  if (at + 6 > text.size() || text[at + 1] != 'u') return {.written = 2};
  std::uint32_t value = 0;
  std::from_chars(text.data() + at + 2, text.data() + at + 6, value, 16);
  if (value >= 0xD800 && value < 0xDC00) return {.written = 12, .meant = 4};  // two units
  return {.written = 6, .meant = value < 0x80 ? 1U : value < 0x800 ? 2U : 3U};
}

// Where bytes [span.begin, span.end) of what a `source` value means begin and end in it. It is a text or a list of
// texts.
Span place_in_value(std::string_view value, Span span) {
  std::size_t begin = std::string_view::npos;
  std::size_t end = 0;  // of the last character
  std::uint32_t meant = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < value.size();) {
    if (!in_text || value[at] == '"') {
      if (value[at++] == '"') in_text = !in_text;
      continue;
    }
    if (begin == std::string_view::npos && meant >= span.begin) begin = at;
    if (begin != std::string_view::npos && meant >= span.end) break;
    const Character character = character_at(value, at);
    at += character.written;
    meant += character.meant;
    end = at;
  }
  begin = std::min(begin, value.size());
  if (begin == value.size()) begin = end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin, end))};
}

}  // namespace

Span place_in_file(std::string_view json, const Notebook& notebook, Span span) {
  std::size_t cell = 0;
  while (cell + 1 < notebook.cells.size() && notebook.cells[cell + 1].span.begin <= span.begin) ++cell;
  const Span joined = notebook.cells[cell].span;
  const Span source = notebook.sources[cell];
  // The line break that ends each cell is ours.
  const std::uint32_t end = std::min(span.end, joined.end - 1);
  const std::uint32_t begin = std::min(span.begin, end);
  const Span found =
      place_in_value(json.substr(source.begin, source.size()), {begin - joined.begin, end - joined.begin});
  return {source.begin + found.begin, source.begin + found.end};
}

void place_in_file(std::string_view json, const Notebook& notebook, std::vector<Diagnostic>& findings) {
  for (Diagnostic& finding : findings) {
    finding.span = place_in_file(json, notebook, finding.span);
    for (Note& note : finding.notes) {
      if (!note.is_elsewhere()) note.span = place_in_file(json, notebook, note.span);
    }
  }
}

}  // namespace whip::lsp
