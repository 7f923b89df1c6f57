// Suppression comments with brackets (`whip:` may stand for `ruff:` in all of them):
//
//   # ruff: ignore[F401] reason       the line it ends, or the statement below it
//   # ruff: file-ignore[E501]         the file, on a line of its own at the left margin
//   # ruff: disable[E741, F841]       from here on ...
//   # ruff: enable[E741, F841]        ... to here: same codes in the same order, same indentation. Without it, to the
//   end of the block.
//
// Several may stand in one comment, each behind a `#` of its own.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/span.h"
#include "linter/file.h"

namespace whip {

// In the order in which they are asked about a finding.
enum class RangeAction : std::uint8_t { file_ignore, disable, enable, ignore };

struct RangeComment {
  Span span;   // from its `#` to the next one, or to the end of the comment
  Span token;  // the whole comment
  RangeAction action = RangeAction::ignore;
  std::uint32_t first_code = 0;  // range of RangeComments::codes
  std::uint32_t last_code = 0;

  bool is_nested() const { return span != token; }
};

// One code of one comment (or pair of disable and enable), and where it holds.
struct RangeSuppression {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::string_view code;
  Span range;
  std::uint32_t comment = 0;     // index of the comment, of the pair's first
  std::uint32_t enable = kNone;  // index of the pair's second
  bool used = false;
};

struct RangeComments {
  std::vector<RangeComment> comments;
  std::vector<Span> codes;                     // as written
  std::vector<RangeSuppression> suppressions;  // in the order in which they are asked

  void clear() { comments.clear(), codes.clear(), suppressions.clear(); }
  std::span<const Span> codes_of(const RangeComment& comment) const {
    return std::span(codes).subspan(comment.first_code, comment.last_code - comment.first_code);
  }
  // Appends the range comments that `comment` holds. Malformed ones hold nothing.
  void read(std::string_view text, Span comment);
  // When all comments are read: finds out what each of them covers.
  void resolve(const File& file);
  // Whether the suppression speaks for a finding at `span` (in the statement at `parent`, if it is not UINT32_MAX): an
  // `ignore` covers where the finding begins, the others all of it.
  bool covers(const RangeSuppression& suppression, Span span, std::uint32_t parent) const;

 private:
  friend class RangePairs;
  void add(const File& file, std::uint32_t comment, Span range, std::uint32_t enable);
};

}  // namespace whip
