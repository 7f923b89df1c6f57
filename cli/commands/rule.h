// `whip rule CODE`: what a rule looks for and why, from the same prose as docs/rules.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "cli/commands/command.h"
#include "linter/rule.h"

namespace whip::cli {

enum class Listing : std::uint8_t { text, json };

struct RuleOptions {
  std::string_view rule;  // a code or a name; empty: all rules
  Listing listing = Listing::text;
};

// Appends to `out` what is to be printed, to `err` what went wrong; gives the exit code.
int print_rule(const RuleOptions& options, std::span<const RuleEntry> rules, std::string& out, std::string& err);

// The same for the command line.
int run_rule(const Arguments& arguments);
std::span<const FlagGroup> rule_groups();

// "Fix is sometimes available."
std::string_view fix_sentence(Fixable fixable);
// The linter that first had the rule ("Pyflakes"); the folder of the family for rules of our own.
std::string_view linter_of(const RuleEntry& entry);

}  // namespace whip::cli
