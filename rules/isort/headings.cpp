#include "rules/isort/headings.h"

#include "rules/isort/lines.h"

namespace whip::rules::isort {

bool is_heading(const IsortSettings& settings, std::string_view comment) {
  for (const IsortSettings::Heading& heading : settings.import_headings) {
    if (comment.size() == heading.text.size() + 2 && comment.starts_with("# ") && comment.ends_with(heading.text)) {
      return true;
    }
  }
  return false;
}

std::uint32_t headings_begin(const File& file, std::uint32_t begin) {
  if (file.settings.isort.import_headings.empty()) return begin;
  const std::uint32_t start = byte_order_mark(file.text);
  while (begin > start) {
    std::uint32_t end = begin - 1;
    if (end > start && file.text[end] == '\n' && file.text[end - 1] == '\r') --end;
    const std::uint32_t above = line_begin(file.text, end);
    const std::string_view line = without_leading_blanks(file.slice({above, end}));
    if (!is_heading(file.settings.isort, line)) return begin;
    if (!file.innermost(end - 1).is(Kind::comment)) return begin;  // a line of a string
    begin = above;
  }
  return begin;
}

}  // namespace whip::rules::isort
