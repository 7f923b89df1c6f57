// A finding in a text: what, where, and how to mend it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/report/fix.h"
#include "core/text/span.h"

namespace whip {

enum class Severity : std::uint8_t { info, warning, error };

// Index into the table of rules that the engine was given. Findings that belong to no rule have reserved ids.
enum class RuleId : std::uint16_t {
  invalid_syntax = 0xFFFF,  // printed with the code `invalid-syntax`
  none = 0xFFFE,
};

// A second place that explains the finding ("previous definition of `x` here").
struct Note {
  Span span;
  std::string message;
  // Where the place is in another file: its path as people see it, and the line and column, from 1; `span` is empty
  // then. An empty path: in the file of the finding.
  std::string path = {};
  std::uint32_t line = 0;
  std::uint32_t column = 0;

  bool is_elsewhere() const { return !path.empty(); }
  bool operator==(const Note&) const = default;
};

struct Diagnostic {
  RuleId rule = RuleId::none;
  Span span;            // bytes [begin, end) of the file
  std::string message;  // one line, code between backticks
  // What stands at the carets ("`os` redefined here"); one-line outputs append it to the message after a colon.
  std::string label = {};
  // What to do, where there is no fix to say it in its title (none is possible here, or the file has syntax errors).
  std::string help = {};
  std::optional<Fix> fix;
  std::vector<Note> notes;
  // Where a `# noqa` comment may stand besides the line of span.end: the statement this finding is part of
  // (imports spread over lines). The absent value is the span's own begin.
  std::uint32_t parent = UINT32_MAX;  // byte offset of the parent statement, or UINT32_MAX
  // What the rest of the project must say before this is a finding (linter/project/condition.h): an index into the
  // conditions of its file. UINT32_MAX: it stands by itself.
  std::uint32_t condition = UINT32_MAX;
  bool operator==(const Diagnostic&) const = default;
};

}  // namespace whip
