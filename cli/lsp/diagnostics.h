// Findings as the protocol's diagnostics.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/lsp/check.h"
#include "cli/lsp/client.h"
#include "cli/lsp/open_file.h"
#include "cli/lsp/other_places.h"

namespace whip::lsp {

// Everything that decides how findings are written.
struct DiagnosticStyle {
  const ClientFacts& client;
  std::span<const RuleEntry> rules;
  bool shows_syntax_errors = true;
  OtherPlaces* elsewhere = nullptr;  // null: places in other files are left out
};

void write_range(JsonWriter& json, const Range& range);
Range read_range(Json json);
Position read_position(Json json);

// One diagnostic, as an object. `data` tells a code action which finding is meant.
void write_diagnostic(JsonWriter& json, const OpenFile& file, const Diagnostic& finding, Fingerprint fingerprint,
                      const DiagnosticStyle& style);

// The diagnostics of each part of the file, as JSON arrays.
std::vector<std::string> diagnostics_of(const OpenFile& file, const Checked& checked, const DiagnosticStyle& style);

// "F401", or the name of a finding that belongs to no rule.
std::string_view code_of(std::span<const RuleEntry> rules, RuleId rule);
// What is said about it, and what can be done about it.
std::string message_of(const Diagnostic& finding);

}  // namespace whip::lsp
