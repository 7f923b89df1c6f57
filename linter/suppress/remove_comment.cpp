#include "linter/suppress/remove_comment.h"

#include "core/text/blank.h"

namespace whip {

Edit remove_comment(const File& file, Span comment) {
  const std::uint32_t row = file.lines.line_of(comment.begin);
  const Span line = file.lines.line_content(row, file.text);
  std::uint32_t begin = comment.begin;
  while (begin > line.begin && is_python_blank(file.text[begin - 1])) --begin;
  std::uint32_t end = comment.end;
  while (end < line.end && is_python_blank(file.text[end])) ++end;
  if (begin == line.begin && end == line.end) return Edit::remove(file.lines.line_span(row));
  if (end < line.end && file.text[end] == '#') return Edit::remove({comment.begin, end});
  return Edit::remove({begin, line.end});
}

}  // namespace whip
