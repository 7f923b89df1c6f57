// The last lines: how many errors there are, were fixed, could be fixed; and the list of what was fixed.
#include <algorithm>
#include <string>

#include "cli/render/finding.h"
#include "cli/render/style.h"

namespace whip::render {
namespace {

struct Counts {
  std::size_t remaining = 0;
  std::size_t fixed = 0;
  std::size_t applicable = 0;  // fixes that --fix would make
  std::size_t unsafe = 0;      // fixes that only --unsafe-fixes would make
};

Counts count(const Run& run) {
  Counts counts;
  for (const FileFindings& file : run.files) {
    counts.remaining += file.findings.size();
    for (const Diagnostic& finding : file.findings) {
      if (is_applicable(run, finding))
        ++counts.applicable;
      else if (finding.fix && finding.fix->safety == Safety::unsafe)
        ++counts.unsafe;
    }
  }
  for (const FixedFile& file : run.fixed) {
    for (const FixedRule& rule : file.rules) counts.fixed += rule.count;
  }
  return counts;
}

constexpr std::string_view plural(std::size_t n) { return n == 1 ? "" : "s"; }
constexpr std::string_view plural_es(std::size_t n) { return n == 1 ? "" : "es"; }

// What --fix-only and --diff say: nothing where nothing was and nothing could be fixed.
void write_fix_summary(const Run& run, const Counts& counts, Styled& to) {
  const bool apply = run.options.fix_mode == FixMode::apply;
  const bool hint = run.options.unsafe_fixes == UnsafeFixes::hint && counts.unsafe > 0;
  if (counts.fixed == 0 && !hint) return;
  if (counts.fixed > 0)
    to.text(apply ? "Fixed " : "Would fix ").number(counts.fixed).text(" error").text(plural(counts.fixed));
  else
    to.text(apply ? "No errors fixed" : "No errors would be fixed");
  if (hint) {
    to.text(" (")
        .number(counts.unsafe)
        .text(counts.fixed > 0 ? " additional fix" : " fix")
        .text(plural_es(counts.unsafe));
    to.text(" available with `--unsafe-fixes`)");
  }
  to.text(".\n");
}

void write_fixable(const Run& run, const Counts& counts, Styled& to) {
  const bool hint = run.options.unsafe_fixes == UnsafeFixes::hint && counts.unsafe > 0;
  const auto unsafe = [&] {
    to.number(counts.unsafe)
        .text(" unsafe fix")
        .text(plural_es(counts.unsafe))
        .text(" available with `--fix --unsafe-fixes`");
  };
  if (counts.applicable > 0) {
    to.text("[").text("*", Style::separator).text("] ").number(counts.applicable).text(" fixable with `--fix`");
    if (hint) {
      to.text(" (");
      unsafe();
      to.text(")");
    }
    to.text(".\n");
  } else if (hint) {
    unsafe();
    to.text(".\n");
  }
}

}  // namespace

void write_summary(const Run& run, std::string& out) {
  Styled to(out, run.options.colour);
  const Counts counts = count(run);
  if (run.options.fix_only) return write_fix_summary(run, counts, to);
  const std::size_t total = counts.fixed + counts.remaining;
  if (counts.fixed > 0) {
    to.text("Found ").number(total).text(" error").text(plural(total)).text(" (").number(counts.fixed).text(" fixed, ");
    to.number(counts.remaining).text(" remaining).\n");
  } else if (counts.remaining > 0) {
    to.text("Found ").number(counts.remaining).text(" error").text(plural(counts.remaining)).text(".\n");
  } else {
    to.text("All checks passed!\n");
  }
  write_fixable(run, counts, to);
}

void write_fixed(const Run& run, std::string& out) {
  const std::size_t total = count(run).fixed;
  if (total == 0) return;
  std::size_t widest = 1;
  for (const FixedFile& file : run.fixed) {
    for (const FixedRule& rule : file.rules) widest = std::max(widest, digits_of(rule.count));
  }
  Styled to(out, run.options.colour);
  to.text("\n")
      .text("Fixed " + std::to_string(total) + " error" + std::string(plural(total)) + ":", Style::fixed)
      .text("\n");
  for (const FixedFile& file : run.fixed) {
    to.text("-", Style::separator).text(" ").text(file.path, Style::emphasis).text(":", Style::separator).text("\n");
    std::vector<FixedRule> rules = file.rules;
    // Ruff leaves the order of equally frequent rules to chance; ours is that of the table.
    std::stable_sort(rules.begin(), rules.end(), [](const FixedRule& a, const FixedRule& b) {
      return a.count != b.count ? a.count > b.count : a.rule < b.rule;
    });
    for (const FixedRule& rule : rules) {
      const bool by_name = run.options.label == RuleLabel::name;
      const std::string_view code = code_of(run, rule.rule);
      const std::string_view name = name_of(run, rule.rule);
      to.text("    ").blanks(widest - digits_of(rule.count)).number(rule.count).text(" × ");
      to.text(by_name ? name : code, Style::statistics_code).text(" (").text(by_name ? code : name).text(")\n");
    }
  }
  to.text("\n");
}

}  // namespace whip::render
