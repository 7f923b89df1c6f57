#include "linter/fix.h"

#include <algorithm>
#include <span>

#include "core/text/source.h"

namespace whip {
namespace {

// F811 goes first: taking out the redefinition may leave nothing for F401, and the other way round would take out the
// wrong one.
bool goes_first(const Listeners& listeners, const Diagnostic& diagnostic) {
  return listeners.entry(diagnostic.rule).code == "F811";
}

// Among fixes that begin at the same place. A block of imports is written anew once nothing else is to be done to it:
// F401 knows which comment belongs to the name that it takes out. What is required is put in before the sorted block.
int turn(const Listeners& listeners, const Diagnostic& diagnostic) {
  const std::string_view code = listeners.entry(diagnostic.rule).code;
  return code == "I001" ? 1 : code == "I002" ? 2 : 0;
}

void count_fixes(const std::vector<Diagnostic>& diagnostics, const std::vector<std::uint32_t>& applied,
                 std::vector<FixCount>& fixed) {
  for (const std::uint32_t i : applied) {
    const RuleId rule = diagnostics[i].rule;
    const auto at = std::ranges::lower_bound(fixed, rule, {}, &FixCount::rule);
    if (at != fixed.end() && at->rule == rule) {
      ++at->count;
    } else {
      fixed.insert(at, {rule, 1});
    }
  }
}

// Where ascending places are once the edits are made.
class Mover {
 public:
  explicit Mover(std::span<const Edit> edits) : edits_(edits) {}
  // Whether a text put in at the place itself moves it.
  enum class Insertion : std::uint8_t { stays_behind, pushes };
  std::uint32_t moved(std::uint32_t offset, Insertion at_offset) {
    for (; next_ < edits_.size(); ++next_) {
      const Span span = edits_[next_].span;
      if (span.end > offset || (span.begin == offset && at_offset == Insertion::stays_behind)) break;
      shift_ += static_cast<std::int64_t>(edits_[next_].text.size()) - span.size();
    }
    return static_cast<std::uint32_t>(offset + shift_);
  }

 private:
  std::span<const Edit> edits_;
  std::size_t next_ = 0;
  std::int64_t shift_ = 0;
};

// No edit reaches over the end of a cell.
void move_cells(std::vector<Cell>& cells, std::span<const Edit> edits) {
  Mover mover(edits);
  for (Cell& cell : cells) {
    cell.span.begin = mover.moved(cell.span.begin, Mover::Insertion::stays_behind);
    cell.span.end = mover.moved(cell.span.end, Mover::Insertion::stays_behind);
  }
}

// No edit touches a magic.
void move_magics(std::vector<Span>& magics, std::span<const Edit> edits) {
  Mover mover(edits);
  for (Span& magic : magics) {
    const std::uint32_t size = magic.size();
    magic.begin = mover.moved(magic.begin, Mover::Insertion::pushes);
    magic.end = magic.begin + size;
  }
}

// What keeps a broken file from being written. The text before the round was a program.
class Culprit {
 public:
  Culprit(const FileInput& input, const std::vector<Diagnostic>& diagnostics, Bench& bench)
      : input_(input), diagnostics_(diagnostics), bench_(bench) {}

  // The rule to bar. First a fix that breaks the file all alone; else the one that does so together with those before
  // it.
  RuleId find(const std::vector<std::uint32_t>& applied) {
    for (const std::uint32_t i : applied) {
      if (breaks({&i, 1})) return diagnostics_[i].rule;
    }
    std::size_t whole = 0;  // so many from the front do no harm
    std::size_t broken = applied.size();
    while (whole + 1 < broken) {
      const std::size_t middle = (whole + broken) / 2;
      (breaks(std::span(applied).first(middle)) ? broken : whole) = middle;
    }
    return diagnostics_[applied[broken - 1]].rule;
  }

 private:
  bool breaks(std::span<const std::uint32_t> fixes) {
    std::vector<Edit> edits;
    for (const std::uint32_t i : fixes) {
      const std::vector<Edit>& own = diagnostics_[i].fix->edits;
      edits.insert(edits.end(), own.begin(), own.end());
    }
    std::ranges::sort(edits, {}, &Edit::span);
    edits.erase(std::unique(edits.begin(), edits.end()), edits.end());
    const Source source(apply_edits(input_.text, edits));
    FileInput changed = input_;
    changed.text = source.text();
    return !is_program(changed, bench_);
  }

  const FileInput& input_;
  const std::vector<Diagnostic>& diagnostics_;
  Bench& bench_;
};

bool is_whole(const LintResult& result) {
  return result.parses && std::ranges::none_of(result.diagnostics, [](const Diagnostic& diagnostic) {
           return diagnostic.rule == RuleId::invalid_syntax;
         });
}

// A fix that must not be made is not offered either.
void withdraw(const RuleSet& barred, std::vector<Diagnostic>& diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.fix && barred.contains(diagnostic.rule)) diagnostic.fix.reset();
  }
}

}  // namespace

std::uint32_t FixResult::fixed_count() const {
  std::uint32_t count = 0;
  for (const FixCount& entry : fixed) count += entry.count;
  return count;
}

void settle_fix(const Settings& settings, bool may_be_made, Diagnostic& finding) {
  if (!finding.fix) return;
  Fix& fix = *finding.fix;
  if (!may_be_made || !settings.fixable.contains(finding.rule)) {
    if (finding.help.empty()) finding.help = std::move(fix.title);
    finding.fix.reset();
  } else if (fix.safety != Safety::display_only) {
    if (settings.forced_unsafe.contains(finding.rule)) {
      fix.safety = Safety::unsafe;
    } else if (settings.forced_safe.contains(finding.rule)) {
      fix.safety = Safety::safe;
    }
  }
}

bool is_applicable(const Fix& fix, FixReach reach) {
  return fix.safety == Safety::safe || (fix.safety == Safety::unsafe && reach == FixReach::unsafe);
}

FixRound choose_fixes(const std::vector<Diagnostic>& diagnostics, const Listeners& listeners, FixReach reach,
                      const RuleSet& barred) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < diagnostics.size(); ++i) {
    const Diagnostic& diagnostic = diagnostics[i];
    if (diagnostic.fix && is_applicable(*diagnostic.fix, reach) && !barred.contains(diagnostic.rule))
      order.push_back(i);
  }
  std::ranges::stable_sort(order, [&](std::uint32_t a, std::uint32_t b) {
    const bool a_first = goes_first(listeners, diagnostics[a]);
    const bool b_first = goes_first(listeners, diagnostics[b]);
    if (a_first != b_first) return a_first;
    const std::uint32_t a_begin = diagnostics[a].fix->edits.front().span.begin;
    const std::uint32_t b_begin = diagnostics[b].fix->edits.front().span.begin;
    if (a_begin != b_begin) return a_begin < b_begin;
    return turn(listeners, diagnostics[a]) < turn(listeners, diagnostics[b]);
  });

  FixRound round;
  std::vector<std::uint32_t> isolated;
  for (const std::uint32_t i : order) {
    const Fix& fix = *diagnostics[i].fix;
    // Two findings may ask for the same edit; it is made once and mends both.
    std::vector<const Edit*> fresh;
    for (const Edit& edit : fix.edits) {
      auto made = std::ranges::lower_bound(round.edits, edit.span, {}, &Edit::span);
      while (made != round.edits.end() && made->span == edit.span && made->text != edit.text) ++made;
      if (made == round.edits.end() || *made != edit) fresh.push_back(&edit);
    }
    if (!fresh.empty()) {
      if (fix.isolation != 0) {
        if (std::ranges::find(isolated, fix.isolation) != isolated.end()) continue;
        isolated.push_back(fix.isolation);
      }
      if (!round.edits.empty() && round.edits.back().span.end >= fresh.front()->span.begin) continue;
    }
    for (const Edit* edit : fresh) round.edits.push_back(*edit);
    round.applied.push_back(i);
  }
  return round;
}

FixResult lint_and_fix(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
                       FixReach reach, Noqa noqa, Company company, const Neighbours* among) {
  FixResult result;
  result.cells.assign(input.facts.cells.begin(), input.facts.cells.end());
  result.magics.assign(input.facts.magics.begin(), input.facts.magics.end());
  FileInput current = input;
  Source source;  // holds the text of `current` from the first round on
  RuleSet barred;
  result.left = lint(current, settings, listeners, bench, noqa, company, among);
  const bool was_whole = is_whole(result.left);

  for (unsigned rounds = 0;;) {
    const FixRound round = choose_fixes(result.left.diagnostics, listeners, reach, barred);
    if (round.applied.empty()) break;
    if (rounds == kFixRounds) {
      result.converged = false;
      break;
    }
    Source changed(apply_edits(current.text, round.edits));
    std::vector<Cell> cells = result.cells;
    move_cells(cells, round.edits);
    std::vector<Span> magics = result.magics;
    move_magics(magics, round.edits);
    FileInput next = current;
    next.text = changed.text();
    next.facts.cells = cells;
    next.facts.magics = magics;
    LintResult after = lint(next, settings, listeners, bench, noqa, company, among);
    if (was_whole && !is_whole(after)) {
      const RuleId culprit = Culprit(current, result.left.diagnostics, bench).find(round.applied);
      barred.insert(culprit);
      result.defective.push_back(culprit);
      continue;
    }
    count_fixes(result.left.diagnostics, round.applied, result.fixed);
    result.left = std::move(after);
    result.cells = std::move(cells);
    result.magics = std::move(magics);
    source = std::move(changed);
    current.text = source.text();
    current.facts.cells = result.cells;
    current.facts.magics = result.magics;
    ++rounds;
  }
  if (!barred.empty()) {
    result.left = lint(current, settings, listeners, bench, noqa, company, among);
    withdraw(barred, result.left.diagnostics);
  }
  result.text = current.text;
  return result;
}

}  // namespace whip
