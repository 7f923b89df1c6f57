#include "cli/commands/rules_page.h"

#include <algorithm>
#include <vector>

#include "cli/commands/rule.h"
#include "cli/render/rule_text.h"
#include "linter/known_rules.h"

namespace whip::cli {
namespace {

// 2 * both / (ours + theirs) with three digits, rounded down: 1.000 means that there is no difference.
std::string f1(const Agreement& agreement) {
  const std::uint64_t sum = std::uint64_t{agreement.ours} + agreement.theirs;
  const std::uint64_t thousandths = sum == 0 ? 1000 : std::uint64_t{2000} * agreement.both / sum;
  std::string digits = std::to_string(thousandths % 1000);
  digits.insert(0, 3 - digits.size(), '0');
  return std::to_string(thousandths / 1000) + "." + digits;
}

std::string agreement_of(const RuleEntry& entry, std::span<const Agreement> agreements) {
  if (known_rule(entry.code) == nullptr) return "no other tool's";
  const auto found =
      std::find_if(agreements.begin(), agreements.end(), [&](const Agreement& a) { return a.code == entry.code; });
  if (found == agreements.end() || found->ours + found->theirs == 0) return "on mutated code";
  return f1(*found) + " of " + std::to_string(found->theirs);
}

std::string_view mark(Fixable fixable) {
  switch (fixable) {
    case Fixable::never:
      return "";
    case Fixable::sometimes:
      return "sometimes";
    case Fixable::always:
      return "always";
  }
  return "";
}

void write_overview(std::span<const RuleEntry> rules, std::span<const Agreement> agreements, std::string& out) {
  out += "| code | name | on by default | fix | agreement |\n|---|---|---|---|---|\n";
  for (const RuleEntry& entry : rules) {
    out.append("| [").append(entry.code).append("](#").append(entry.name).append("-");
    for (const char c : entry.code) out += 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    out.append(") | ").append(entry.name).append(" | ");
    out.append(entry.rule->preview ? "preview" : entry.rule->by_default ? "yes" : "no").append(" | ");
    out.append(mark(entry.rule->fixable)).append(" | ").append(agreement_of(entry, agreements)).append(" |\n");
  }
  out += "\n";
}

}  // namespace

void write_rules_page(std::span<const RuleEntry> rules, std::span<const Agreement> agreements, std::string& out) {
  out +=
      "# Rules\n\n"
      "Written by whip from its rules; `whip rule CODE` prints the same. *Agreement* is measured against Ruff 0.17.5 "
      "on the projects named\n"
      "in [compatibility.md](compatibility.md): F1 of both tools' findings, and how many Ruff has. Rules that none of "
      "them breaks are compared on\n"
      "mutated code instead, and all on the examples beside each rule (`tests/peers`).\n\n";
  std::vector<std::string_view> linters;
  for (const RuleEntry& entry : rules) {
    if (std::find(linters.begin(), linters.end(), linter_of(entry)) == linters.end())
      linters.push_back(linter_of(entry));
  }
  for (const std::string_view linter : linters) {
    std::vector<RuleEntry> family;
    std::copy_if(rules.begin(), rules.end(), std::back_inserter(family),
                 [&](const RuleEntry& e) { return linter_of(e) == linter; });
    out.append("## ").append(linter).append("\n\n");
    write_overview(family, agreements, out);
    for (const RuleEntry& entry : family) {
      out.append("### ").append(entry.name).append(" (").append(entry.code).append(")\n\n");
      out.append("Since ")
          .append(entry.rule->since)
          .append(". ")
          .append(fix_sentence(entry.rule->fixable))
          .append("\n\n");
      out.append(render::doc_of(entry)).append("\n\n");
    }
  }
  while (out.ends_with("\n\n")) out.pop_back();
}

}  // namespace whip::cli
