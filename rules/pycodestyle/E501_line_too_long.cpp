// Lines beyond the limit.

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/pycodestyle/overlong.h"

namespace whip::rules {
namespace {

void line_too_long(const File& file, const PhysicalLine& line, Report& report) {
  const std::uint32_t limit = file.settings.pycodestyle.max_line_length;
  const std::optional<Overlong> found = overlong(file, line.span, limit);
  if (!found) return;
  report.at(found->span, "Line too long (" + std::to_string(found->width) + " > " + std::to_string(limit) + ")");
}

}  // namespace

extern constexpr Rule E501_line_too_long{
    .since = "0.1",
    .doc = R"md(
A line beyond the limit has to be scrolled or wrapped by whoever reads it. The limit is `line-length` (88), or
`lint.pycodestyle.max-line-length`; width counts in columns, wide characters as two.

Left alone is what cannot be made shorter: a line of one word, one that ends in a URL or in a comment for tools (`# noqa`,
`# type: ignore`) as long as these begin within the limit, and SPDX headers. With `lint.pycodestyle.ignore-overlong-task-comments`
comments that begin with one of `lint.task-tags` are left alone too.

Inside a string over several lines a `# noqa` goes behind the closing quotes.
)md",
    .listens = on_line(line_too_long),
};

}  // namespace whip::rules
