// `# noqa` comments, read as Ruff 0.17.5 reads them:
//
//   x = 1  # noqa                          everything on the line
//   x = 1  # why # NoQA:E501,F841 because  the codes; what follows them is a remark
//   # ruff: noqa: F401                     the whole file (also `flake8:` and `whip:`), on a line of its own
//
// Codes are capitals followed by digits, separated by commas or blanks. What is no code where the first is expected
// makes the whole comment void, with a warning.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace whip {

struct NoqaCode {
  std::string_view text;
  Span span;
};

enum class NoqaScope : std::uint8_t { line, file };

struct NoqaDirective {
  Span comment;  // the whole comment that holds it
  Span span;     // from its `#` to the end of the last code; without codes, to the end of the word `noqa`
  NoqaScope scope = NoqaScope::line;
  bool all = false;              // names no codes: everything
  std::uint32_t first_code = 0;  // range of NoqaComments::codes
  std::uint32_t last_code = 0;
};

enum class NoqaTrouble : std::uint8_t {
  // The directive is void.
  missing_codes,
  bad_suffix,
  bad_code_suffix,
  // It is understood all the same.
  missing_item,
  missing_delimiter,
};
std::string_view to_string(NoqaTrouble trouble);
constexpr bool is_fatal(NoqaTrouble trouble) { return trouble < NoqaTrouble::missing_item; }

struct NoqaWarning {
  NoqaTrouble trouble;
  NoqaScope scope;
  Span comment;
};

// The directives of a file, in order.
struct NoqaComments {
  std::vector<NoqaDirective> directives;
  std::vector<NoqaCode> codes;
  std::vector<NoqaWarning> warnings;

  void clear() { directives.clear(), codes.clear(), warnings.clear(); }
  std::span<const NoqaCode> codes_of(const NoqaDirective& directive) const {
    return std::span(codes).subspan(directive.first_code, directive.last_code - directive.first_code);
  }
  // Appends what the comment says: at most one directive of each scope.
  void read(std::string_view text, Span comment);
};

}  // namespace whip
