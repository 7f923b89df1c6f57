// Pieces of JSON that several formats share.
#pragma once

#include "cli/render/finding.h"
#include "core/base/json_writer.h"

namespace whip::render {

// What outputs call the safety of a fix.
constexpr std::string_view applicability(Safety safety) {
  switch (safety) {
    case Safety::safe:
      return "safe";
    case Safety::unsafe:
      return "unsafe";
    case Safety::display_only:
      return "displayonly";
  }
  return "";
}

// {"column": 3, "row": 1}, the order of Ruff's `json`.
inline void write_row_column(JsonWriter& json, LineColumn at) {
  json.begin_object().member("column", std::uint64_t{at.column}).member("row", std::uint64_t{at.line}).end_object();
}

// {"line": 1, "column": 3}, the order of Code Climate.
inline void write_line_column(JsonWriter& json, LineColumn at) {
  json.begin_object().member("line", std::uint64_t{at.line}).member("column", std::uint64_t{at.column}).end_object();
}

}  // namespace whip::render
