// docs/rules.md, written from the table of rules, so that it cannot say anything else than `whip rule`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "linter/rule.h"

namespace whip::cli {

// How far a rule agrees with the peer's, as measured (docs/agreement.tsv).
struct Agreement {
  std::string_view code;
  std::uint32_t ours = 0;  // findings on the corpora
  std::uint32_t theirs = 0;
  std::uint32_t both = 0;
};

// Rules without a measurement say so.
void write_rules_page(std::span<const RuleEntry> rules, std::span<const Agreement> agreements, std::string& out);

}  // namespace whip::cli
