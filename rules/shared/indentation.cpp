#include "rules/shared/indentation.h"

#include <algorithm>
#include <optional>

namespace whip::rules {
namespace {

constexpr std::string_view kBlanks = " \t\f";

// Whether the line break in front of `line_begin` is hidden from Python by a backslash.
bool continues_line(const File& file, std::uint32_t line_begin) {
  std::uint32_t end = line_begin;
  if (end > 0 && file.text[end - 1] == '\n') --end;
  if (end > 0 && file.text[end - 1] == '\r') --end;
  return end > 0 && file.text[end - 1] == '\\' && !file.innermost(end - 1).is(Kind::comment);
}

// A form feed begins the indentation anew.
std::string_view after_form_feed(std::string_view indentation) {
  return indentation.substr(indentation.rfind('\f') + 1);
}

std::optional<std::string_view> indentation_of(const File& file, Node block) {
  Node first = block.first_child();
  while (first && is_extra(first.kind())) first = first.next_sibling();
  if (!first) return std::nullopt;
  const std::uint32_t line = file.lines.line_begin(file.lines.line_of(first.begin()));
  const std::string_view before = file.slice({line, first.begin()});
  if (before.find_first_not_of(kBlanks) != std::string_view::npos || continues_line(file, line)) return std::nullopt;
  return after_form_feed(before);
}

// Whether the line break in front of `line_begin` ends no statement and is in no string: it stands between brackets, or
// behind a blank or comment line.
bool follows_free_line_break(const File& file, std::uint32_t line, std::uint32_t line_begin) {
  if (continues_line(file, line_begin)) return false;
  const std::string_view previous = file.slice(file.lines.line_content(line - 1, file.text));
  const std::size_t first = previous.find_first_not_of(kBlanks);
  for (Node node = file.innermost(line_begin - 1); node; node = node.parent()) {
    if (node.is(Kind::string)) return false;
    if (node.parent().is_any({Kind::module, Kind::block})) return node.end() > line_begin;
  }
  return first == std::string_view::npos || previous[first] == '#';
}

}  // namespace

std::string_view indentation_step(const File& file) {
  const auto& kinds = file.tree.kind;
  for (std::uint32_t n = 0; n < file.tree.own_size; ++n) {
    if (kinds[n] != Kind::block) continue;
    if (const auto indentation = indentation_of(file, file.node(NodeId{n}))) return *indentation;
  }
  for (std::uint32_t line = 1; line < file.lines.line_count(); ++line) {
    const std::string_view content = file.slice(file.lines.line_content(line, file.text));
    const std::size_t first = content.find_first_not_of(kBlanks);
    if (first == 0 || first == std::string_view::npos) continue;
    const std::string_view step = after_form_feed(content.substr(0, first));
    if (!step.empty() && follows_free_line_break(file, line, file.lines.line_begin(line))) return step;
  }
  return "    ";
}

}  // namespace whip::rules
