// How a finding can be mended. Values only: no colour, no terminal, no JSON.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/text/edit.h"

namespace whip {

// Whether a fix may change what the program does. Ruff's words in outputs: safe, unsafe, displayonly.
enum class Safety : std::uint8_t {
  safe,          // keeps the meaning: applied by --fix
  unsafe,        // may change the meaning or drop a comment: applied by --fix --unsafe-fixes
  display_only,  // shown, never applied
};

struct Fix {
  Safety safety = Safety::safe;
  std::string title;        // what it does, an imperative: "Remove unused import: `os`"
  std::vector<Edit> edits;  // sorted, not overlapping; all or none are made
  // Fixes of one file with the same isolation group (not 0) exclude each other within one round (Ruff's isolation levels):
  // two removals from the same statement list could empty it together.
  std::uint32_t isolation = 0;

  Span span() const { return {edits.front().span.begin, edits.back().span.end}; }
  bool operator==(const Fix&) const = default;
};

}  // namespace whip
