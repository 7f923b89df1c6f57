// A last line without an end.

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

void missing_newline_at_end_of_file(const File& file, Report& report) {
  if (file.text.empty() || file.text.ends_with('\n') || file.text.ends_with('\r')) return;
  const auto end = static_cast<std::uint32_t>(file.text.size());
  report.at(Span{end, end}, "No newline at end of file")
      .fix(Safety::safe, "Add trailing newline", Edit::insert(end, file.newline()));
}

}  // namespace

extern constexpr Rule W292_missing_newline_at_end_of_file{
    .since = "0.1",
    .fixable = Fixable::always,
    .doc = R"md(
A line ends with a newline, the last one too: tools that join or compare files rely on it.
)md",
    .listens = on_file(missing_newline_at_end_of_file, Needs::tokens),
};

}  // namespace whip::rules
