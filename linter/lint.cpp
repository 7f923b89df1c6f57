// The passes over a file: parse, validate, names, rules, suppression, order.

#include "linter/lint.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

#include "core/syntax/validate.h"
#include "core/text/source.h"
#include "linter/engine/run.h"
#include "linter/fix.h"
#include "linter/lint_again.h"
#include "linter/project/summary.h"
#include "linter/semantic/resolve.h"

namespace whip {
namespace {

// Every code cell of a notebook is run by itself: no bracket, string or block that is open at its end goes on in the
// next one, though the joined text may look so. Appends the parse errors of each cell. One at the very end of a cell is
// placed on its last character, for the next offset is in the next cell.
void check_cells(const FileInput& input, const ValidateOptions& options, Bench& bench) {
  Tree tree;
  std::vector<SyntaxError> errors;
  for (const Cell& cell : input.facts.cells) {
    if (cell.span.size() == 0) continue;
    const Source alone(input.text.substr(cell.span.begin, cell.span.size()));
    bench.parser.parse(alone.text(), tree);
    errors.clear();
    if (tree.has_errors) {
      first_errors(alone.text(), tree, errors);
    } else {
      validate(alone.text(), tree, input.target.value_or(kNewestPython), options, errors);
    }
    for (SyntaxError& error : errors) {
      if (error.kind != SyntaxErrorKind::parse) continue;
      error.span = {error.span.begin + cell.span.begin, error.span.end + cell.span.begin};
      if (error.span.begin == cell.span.end) --error.span.begin;
      bench.syntax_errors.push_back(std::move(error));
    }
  }
}

// Fills bench.syntax_errors. Whether rules may look at the tree. `change`: what is new in the tree, if the rest is
// known.
TreeState check_syntax(const FileInput& input, Bench& bench, const TreeChange* change = nullptr) {
  bench.syntax_errors.clear();
  const ValidateOptions options{.stub = input.facts.kind == FileKind::stub,
                                .notebook = input.facts.kind == FileKind::notebook};
  const PythonVersion target = input.target.value_or(kNewestPython);
  if (change != nullptr && bench.is_valid && input.facts.cells.empty() &&
      still_valid(input.text, bench.tree, *change, target, options)) {
    return TreeState::whole;
  }
  bench.is_valid = false;
  if (!input.facts.cells.empty()) {
    check_cells(input, options, bench);
    if (!bench.syntax_errors.empty()) return TreeState::with_errors;
  }
  if (bench.tree.has_errors) {
    first_errors(input.text, bench.tree, bench.syntax_errors);
    return TreeState::with_errors;
  }
  validate(input.text, bench.tree, target, options, bench.syntax_errors);
  bench.is_valid = bench.syntax_errors.empty();
  const bool parses = std::ranges::none_of(
      bench.syntax_errors, [](const SyntaxError& error) { return error.kind == SyntaxErrorKind::parse; });
  return parses ? TreeState::whole : TreeState::with_errors;
}

// Some syntax errors are rules of their own, heard only if they are enabled.
void report_syntax_errors(const Listeners& listeners, std::vector<SyntaxError>& errors, std::vector<Diagnostic>& out) {
  for (SyntaxError& error : errors) {
    const std::string_view code = rule_code(error.kind);
    const std::optional<RuleId> rule = code.empty() ? RuleId::invalid_syntax : listeners.find_enabled(code);
    if (rule) out.push_back({.rule = *rule, .span = error.span, .message = std::move(error.message)});
  }
}

bool names_are_needed(const Listeners::Calls& calls, const Tree& tree) {
  return calls.needs_names && (calls.needs_concurrency || tree.present.intersects(calls.all.hears) ||
                               !calls.bindings.empty() || !calls.files.empty());
}

// Whether an edit changes what stands for one of IPython's commands: there is no Python in it that a rule could know.
bool touches_magic(const Fix& fix, std::span<const Span> magics) {
  return !magics.empty() && std::ranges::any_of(fix.edits, [&](const Edit& edit) {
    return std::ranges::any_of(magics,
                               [&](Span magic) { return edit.span.begin < magic.end && magic.begin < edit.span.end; });
  });
}

void suppress(const File& file, const Listeners& listeners, TreeState state, Noqa noqa, Bench& bench,
              std::vector<std::string>& warnings) {
  Suppressions& comments = bench.suppressions;
  comments.read(file, warnings);
  if (comments.empty()) return;
  RuleSet found;
  std::vector<Diagnostic>& all = bench.found;
  std::size_t kept = 0;
  for (Diagnostic& diagnostic : all) {
    if (diagnostic.rule != RuleId::invalid_syntax) found.insert(diagnostic.rule);
    const bool silenced = comments.silences(diagnostic, listeners);
    if (silenced && noqa == Noqa::respected) continue;
    if (&all[kept] != &diagnostic) all[kept] = std::move(diagnostic);
    ++kept;
  }
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(kept), all.end());
  if (state == TreeState::whole) comments.report_unused(file, listeners, found, all);
}

// The order of what begins at one place: by code, but for these. They come before the rule that says the same in other
// words, or after all that is said about words, as the peer's do.
std::string_view place_among_equals(std::string_view code) {
  constexpr std::pair<std::string_view, std::string_view> kElsewhere[] = {
      {"E501", "~"},    {"E741", "E730"}, {"F404", "E401"}, {"F405", "F640"},
      {"F406", "F402"}, {"F811", "F400"}, {"W191", "E100"}};
  for (const auto& [other, place] : kElsewhere) {
    if (code == other) return place;
  }
  return code;
}

}  // namespace

void sort_findings(const Listeners& listeners, std::vector<Diagnostic>& diagnostics) {
  const auto code = [&](const Diagnostic& diagnostic) {
    return diagnostic.rule == RuleId::invalid_syntax ? std::string_view()
                                                     : place_among_equals(listeners.entry(diagnostic.rule).code);
  };
  std::ranges::stable_sort(diagnostics, [&](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(a.span.begin, code(a)) < std::tuple(b.span.begin, code(b));
  });
}

namespace {

// Hands over what stands by itself, and keeps what waits for the project.
void hand_over(const File& file, Bench& bench, LintResult& result) {
  result.part = std::make_unique<ProjectPart>();
  result.part->summary = summarize(file, bench.summary);
  for (Diagnostic& diagnostic : bench.found) {
    if (diagnostic.condition == UINT32_MAX) {
      result.diagnostics.push_back(std::move(diagnostic));
      continue;
    }
    result.part->conditions.push_back(std::move(bench.conditions[diagnostic.condition]));
    diagnostic.condition = static_cast<std::uint32_t>(result.part->waiting.size());
    result.part->waiting.push_back(std::move(diagnostic));
  }
  bench.found.clear();
}

// What rules see of the tree on the bench, which is that of the text.
File file_over(const FileInput& input, const Settings& settings, Bench& bench, Noqa noqa) {
  bench.lines.read_when_asked(input.text);
  bench.comments.collect(bench.tree);
  return {.text = input.text,
          .tree = bench.tree,
          .lines = bench.lines,
          .comments = bench.comments,
          .names = bench.names,
          .settings = settings,
          .facts = input.facts,
          .concurrency = bench.concurrency,
          .target = input.target.value_or(kDefaultPython),
          .respects_noqa = noqa == Noqa::respected};
}

// All that is between the tree and the findings of the rules.
class Passes {
 public:
  Passes(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench, Noqa noqa)
      : input_(input),
        settings_(settings),
        listeners_(listeners),
        bench_(bench),
        noqa_(noqa),
        file_(file_over(input, settings, bench, noqa)) {
    bench.found.clear();
    bench.conditions.clear();
  }

  void syntax(const TreeChange* change) {
    state_ = check_syntax(input_, bench_, change);
    report_syntax_errors(listeners_, bench_.syntax_errors, bench_.found);
  }
  void names() {
    if (is_whole() && names_are_needed(listeners_.calls(state_), bench_.tree)) {
      resolve_names(input_.text, bench_.tree, bench_.parser, input_.facts, settings_, file_.target, bench_.names);
    }
    if (asks_about_threads()) gather_concurrency(file_, bench_.concurrency);
  }
  void rules() { run_rules(file_, listeners_, state_, bench_.found, bench_.conditions); }
  // The same in two parts, of which the first needs no names.
  void near_rules(const TreeChange* change) { bench_.near.update(file_, listeners_, change); }
  void far_rules() {
    run_far_rules(file_, listeners_, bench_.found, bench_.conditions);
    bench_.near.append_to(bench_.found);
  }
  LintResult result(Company company, const Neighbours* among) {
    LintResult result;
    result.parses = is_whole();
    if (asks_about_threads() && company == Company::alone) {
      Summary own = judge_one(file_, listeners_, bench_, among);
      if (among != nullptr) result.part = std::make_unique<ProjectPart>(ProjectPart{.summary = std::move(own)});
    }
    suppress(file_, listeners_, state_, noqa_, bench_, result.warnings);
    for (Diagnostic& diagnostic : bench_.found) {
      const bool may_be_made = is_whole() && !(diagnostic.fix && touches_magic(*diagnostic.fix, input_.facts.magics));
      settle_fix(settings_, may_be_made, diagnostic);
    }
    sort_findings(listeners_, bench_.found);
    if (asks_about_threads() && company == Company::project) {
      hand_over(file_, bench_, result);
      return result;
    }
    // To the last byte: results are kept until all files are done, and the bench keeps its memory.
    result.diagnostics.reserve(bench_.found.size());
    std::ranges::move(bench_.found, std::back_inserter(result.diagnostics));
    bench_.found.clear();
    return result;
  }

  bool is_whole() const { return state_ == TreeState::whole; }

 private:
  bool asks_about_threads() const { return is_whole() && listeners_.needs_project(); }

  const FileInput& input_;
  const Settings& settings_;
  const Listeners& listeners_;
  Bench& bench_;
  Noqa noqa_;
  TreeState state_ = TreeState::with_errors;
  File file_;
};

}  // namespace

LintResult lint(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench, Noqa noqa,
                Company company, const Neighbours* among) {
  bench.parser.parse(input.text, bench.tree);
  bench.near.forget();
  Passes passes(input, settings, listeners, bench, noqa);
  passes.syntax(nullptr);
  passes.names();
  passes.rules();
  return passes.result(company, among);
}

std::optional<LintResult> lint_again(const FileInput& input, const TextChange& change, const Settings& settings,
                                     const Listeners& listeners, Bench& bench, const Interrupt& interrupt,
                                     const Neighbours* among) {
  const std::optional<TreeChange> changed = bench.parser.reparse(input.text, change, bench.tree);
  const TreeChange* const known = changed ? &*changed : nullptr;
  if (!changed) bench.parser.parse(input.text, bench.tree);
  Passes passes(input, settings, listeners, bench, Noqa::respected);
  passes.syntax(known);
  if (!passes.is_whole()) {
    bench.near.forget();
    if (interrupt && interrupt()) return std::nullopt;
    passes.rules();
    return passes.result(Company::alone, among);
  }
  passes.near_rules(known);
  if (interrupt && interrupt()) return std::nullopt;
  passes.names();
  if (interrupt && interrupt()) return std::nullopt;
  passes.far_rules();
  return passes.result(Company::alone, among);
}

void silence(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
             std::vector<Diagnostic>& findings) {
  bench.parser.parse(input.text, bench.tree);
  const File file = file_over(input, settings, bench, Noqa::respected);
  std::vector<std::string> told_before;
  bench.suppressions.read(file, told_before);
  std::erase_if(findings, [&](const Diagnostic& finding) { return bench.suppressions.silences(finding, listeners); });
}

bool is_program(const FileInput& input, Bench& bench) {
  bench.parser.parse(input.text, bench.tree);
  if (check_syntax(input, bench) == TreeState::with_errors) return false;
  return std::ranges::all_of(bench.syntax_errors,
                             [](const SyntaxError& error) { return !rule_code(error.kind).empty(); });
}

}  // namespace whip
