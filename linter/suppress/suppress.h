// Takes out the findings that comments in the file silence, and (RUF100) reports the comments that silence nothing.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/report/diagnostic.h"
#include "linter/engine/listeners.h"
#include "linter/file.h"
#include "linter/suppress/line_map.h"
#include "linter/suppress/noqa.h"
#include "linter/suppress/ranges.h"

namespace whip {

// The suppressing comments of one file. A value that is filled anew for each file and keeps its memory.
class Suppressions {
 public:
  // Finds the comments. Appends a sentence for each that is malformed.
  void read(const File& file, std::vector<std::string>& warnings);
  bool empty() const { return noqa_.directives.empty() && ranges_.suppressions.empty() && accepted_.empty(); }

  // Whether the whole file is silenced for the code by a comment.
  bool silences_file(std::string_view code) const;
  // Whether a comment silences the finding; remembers that the comment is of use.
  bool silences(const Diagnostic& diagnostic, const Listeners& listeners);

  // Once all findings were asked about: a finding for every comment that is of no use. `found` are all findings,
  // silenced or not.
  void report_unused(const File& file, const Listeners& listeners, const RuleSet& found,
                     std::vector<Diagnostic>& out) const;

  // What `--add-noqa` asks: the `# noqa` that the line of the place has, if any, and where the line is.
  const NoqaDirective* line_directive(std::uint32_t offset) const;
  const NoqaComments& noqa() const { return noqa_; }
  const RangeComments& ranges() const { return ranges_; }
  const LineMap& line_map() const { return line_map_; }

 private:
  struct Line {
    Span span;                 // of the line, without its end
    std::uint32_t directive;   // index into noqa_.directives
    bool reaches_end = false;  // of the file: the line's end belongs to it
  };
  const Line* find_line(std::uint32_t offset) const;
  bool names(const NoqaDirective& directive, std::string_view code) const;
  bool silenced_by_line(std::uint32_t offset, const Diagnostic& diagnostic, std::string_view code);

  NoqaComments noqa_;
  RangeComments ranges_;
  LineMap line_map_;
  // Lines with `# whip: racy-ok[reason]`: findings about threads are accepted there.
  void read_acceptance(const File& file, Span comment, std::vector<std::string>& warnings);
  bool is_accepted(std::uint32_t offset) const;

  std::vector<Span> accepted_;
  std::vector<Line> lines_;                                // those with a line directive, in order
  std::vector<std::pair<std::uint32_t, RuleId>> matches_;  // directive, rule that it silenced
  std::vector<std::string_view> file_codes_;               // silenced in the whole file
  bool whole_file_ = false;
  bool preview_ = false;  // rule names may stand for codes
};

// The code that an outdated one stands for; itself if it is not outdated.
std::string_view current_code(std::string_view code);

}  // namespace whip
