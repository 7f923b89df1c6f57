// What all formats ask about a finding: its code, its words, its places, whether its fix would be made.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/render/render.h"

namespace whip::render {

// The rule's code ("F401"); for findings of no rule the name ("invalid-syntax").
std::string_view code_of(const Run& run, RuleId rule);
// The rule's name ("unused-import").
std::string_view name_of(const Run& run, RuleId rule);
// Code or name, whichever the run shows.
std::string_view label_of(const Run& run, RuleId rule);
// Whether the label is followed by a colon: names are, codes are not ("F401 ...", "invalid-syntax: ...").
bool label_has_colon(const Run& run, RuleId rule);
const RuleEntry* entry_of(const Run& run, RuleId rule);
// Where Ruff's page about the rule is; empty for findings of no rule.
std::string url_of(const Run& run, RuleId rule);

// "error", "warning" or "info".
std::string_view severity_of(const Run& run, RuleId rule);
// Whether formats that are otherwise Ruff's word for word add the finding's secondary places: of rules about threads, where
// they are half of what is said.
bool tells_places(const Run& run, const Diagnostic& finding);

// The message, and what stands at the carets after a colon.
std::string body_of(const Diagnostic& finding);
// Whether it points into the text; a file that could not be read has no places.
bool has_place(const Diagnostic& finding);
// What to do: the title of the fix or the advice without one; empty if there is none.
std::string_view help_of(const Diagnostic& finding);

// Whether --fix (with --unsafe-fixes if the run has it) would make the fix.
bool is_applicable(const Run& run, const Diagnostic& finding);
// Whether a `[*]` marks fixable findings: not after --fix, where whatever is left could not be fixed.
bool shows_fix_status(const Run& run);

// The FindingFacts of the i-th finding; the empty ones if the file has none.
FindingFacts facts_of(const FileFindings& file, std::size_t i);

inline bool is_notebook(const FileFindings& file) { return !file.cells.empty(); }
// A place in the text, lines counted over the whole (joined) text.
LineColumn place(const FileFindings& file, std::uint32_t offset);
// The cell that holds a 1-based line of the joined text; a cell numbered 1 from line 0 if none does.
Cell cell_of(const FileFindings& file, std::uint32_t line);
// The same place counted inside its cell; unchanged outside notebooks.
LineColumn in_cell(const FileFindings& file, LineColumn whole);
// For formats without cells (Ruff: "clearly a fallback"): 1:1 in a notebook, else the place.
LineColumn place_without_cells(const FileFindings& file, std::uint32_t offset);

}  // namespace whip::render
