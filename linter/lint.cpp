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

// Fills bench.syntax_errors. Whether rules may look at the tree.
TreeState check_syntax(const FileInput& input, Bench& bench) {
  bench.syntax_errors.clear();
  const ValidateOptions options{.stub = input.facts.kind == FileKind::stub,
                                .notebook = input.facts.kind == FileKind::notebook};
  if (!input.facts.cells.empty()) {
    check_cells(input, options, bench);
    if (!bench.syntax_errors.empty()) return TreeState::with_errors;
  }
  if (bench.tree.has_errors) {
    first_errors(input.text, bench.tree, bench.syntax_errors);
    return TreeState::with_errors;
  }
  validate(input.text, bench.tree, input.target.value_or(kNewestPython), options, bench.syntax_errors);
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
  return calls.needs_names && (calls.needs_concurrency || tree.present.intersects(calls.hears) ||
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
  result.part->summary = summarize(file);
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

}  // namespace

LintResult lint(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench, Noqa noqa,
                Company company) {
  LintResult result;
  bench.found.clear();
  bench.conditions.clear();
  bench.parser.parse(input.text, bench.tree);
  bench.lines.read_when_asked(input.text);
  bench.comments.collect(bench.tree);
  const PythonVersion target = input.target.value_or(kDefaultPython);
  const File file{.text = input.text,
                  .tree = bench.tree,
                  .lines = bench.lines,
                  .comments = bench.comments,
                  .names = bench.names,
                  .settings = settings,
                  .facts = input.facts,
                  .concurrency = bench.concurrency,
                  .target = target,
                  .respects_noqa = noqa == Noqa::respected};

  const TreeState state = check_syntax(input, bench);
  result.parses = state == TreeState::whole;
  report_syntax_errors(listeners, bench.syntax_errors, bench.found);
  if (result.parses && names_are_needed(listeners.calls(state), bench.tree)) {
    resolve_names(input.text, bench.tree, bench.parser, input.facts, settings, target, bench.names);
  }
  const bool asks_about_threads = result.parses && listeners.needs_project();
  if (asks_about_threads) gather_concurrency(file, bench.concurrency);
  run_rules(file, listeners, state, bench.found, bench.conditions);
  if (asks_about_threads && company == Company::alone) judge_alone(file, listeners, bench);
  suppress(file, listeners, state, noqa, bench, result.warnings);
  for (Diagnostic& diagnostic : bench.found) {
    const bool may_be_made =
        state == TreeState::whole && !(diagnostic.fix && touches_magic(*diagnostic.fix, input.facts.magics));
    settle_fix(settings, may_be_made, diagnostic);
  }
  sort_findings(listeners, bench.found);
  if (asks_about_threads && company == Company::project) {
    hand_over(file, bench, result);
    return result;
  }
  // To the last byte: results are kept until all files are done, and the bench keeps its memory.
  result.diagnostics.reserve(bench.found.size());
  std::ranges::move(bench.found, std::back_inserter(result.diagnostics));
  bench.found.clear();
  return result;
}

void silence(const FileInput& input, const Settings& settings, const Listeners& listeners, Bench& bench,
             std::vector<Diagnostic>& findings) {
  bench.parser.parse(input.text, bench.tree);
  bench.lines.read_when_asked(input.text);
  bench.comments.collect(bench.tree);
  const File file{.text = input.text,
                  .tree = bench.tree,
                  .lines = bench.lines,
                  .comments = bench.comments,
                  .names = bench.names,
                  .settings = settings,
                  .facts = input.facts,
                  .concurrency = bench.concurrency,
                  .target = input.target.value_or(kDefaultPython)};
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
