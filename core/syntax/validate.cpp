// One loop over the nodes in document order; a table says which check hears which kind. Most kinds have none.
#include "core/syntax/validate.h"

#include <algorithm>
#include <array>
#include <span>

#include "core/syntax/kind_scan.h"
#include "core/syntax/validate_checks.h"

namespace whip {
namespace validation {

void Run::added(Span span, std::string_view what, PythonVersion since) {
  if (target >= since) return;
  error(SyntaxErrorKind::version, span,
        std::string(what) + " on Python " + std::string(dotted_name(target)) + " (syntax was added in Python " +
            std::string(dotted_name(since)) + ")");
}

namespace {

constexpr auto kChecks = [] {
  std::array<Check, 256> checks{};
  const auto on = [&checks](Kind kind, Check check) { checks[static_cast<std::size_t>(kind)] = check; };
  on(Kind::module, suite);
  on(Kind::block, suite);
  on(Kind::if_statement, header_lines);
  on(Kind::while_statement, while_statement);
  on(Kind::elif_clause, clause);
  on(Kind::else_clause, clause);
  on(Kind::finally_clause, clause);
  on(Kind::except_clause, except_clause);
  on(Kind::decorated_definition, decorated);
  on(Kind::decorator, decorator);
  on(Kind::function_definition, function);
  on(Kind::class_definition, class_definition);
  on(Kind::for_statement, for_statement);
  on(Kind::with_statement, with_statement);
  on(Kind::try_statement, try_statement);
  on(Kind::match_statement, match_statement);
  on(Kind::case_clause, case_clause);
  on(Kind::break_statement, jump);
  on(Kind::continue_statement, jump);
  on(Kind::return_statement, return_statement);
  on(Kind::raise_statement, raise_statement);
  on(Kind::delete_statement, deletion);
  on(Kind::global_statement, declaration);
  on(Kind::nonlocal_statement, declaration);
  on(Kind::import_statement, import_statement);
  on(Kind::import_from_statement, import_from);
  on(Kind::future_import_statement, import_from);
  on(Kind::type_alias_statement, type_alias);
  on(Kind::type_parameter, type_parameters);
  on(Kind::type, annotation);
  on(Kind::augmented_assignment, augmented_assignment);
  on(Kind::as_pattern, as_pattern);
  on(Kind::keyword_argument, argument);
  on(Kind::parameters, parameters);
  on(Kind::lambda_parameters, parameters);
  on(Kind::named_expression, named_expression);
  on(Kind::lambda, lambda);
  on(Kind::conditional_expression, conditional);
  on(Kind::yield, yield);
  on(Kind::await, await);
  on(Kind::list_splat, list_splat);
  on(Kind::dictionary_splat, dictionary_splat);
  on(Kind::parenthesized_list_splat, parenthesized_splat);
  on(Kind::for_in_clause, comprehension_clause);
  on(Kind::concatenated_string, concatenated_string);
  on(Kind::backslash, escape);
  on(Kind::escape_sequence, escape_sequence);
  on(Kind::interpolation, interpolation);
  on(Kind::format_expression, interpolation);
  return checks;
}();

// The frequent kinds that are nearly always right stand in lists of their own: whether they are can be foreseen then,
// which check comes next in a mixture cannot.
enum List : std::uint8_t { kStrings, kIntegers, kAssignments, kOthers, kLists };

constexpr auto kListOf = [] {
  std::array<List, 256> lists{};
  lists.fill(kOthers);
  lists[static_cast<std::size_t>(Kind::string)] = kStrings;
  lists[static_cast<std::size_t>(Kind::integer)] = kIntegers;
  lists[static_cast<std::size_t>(Kind::assignment)] = kAssignments;
  return lists;
}();

constexpr KindTable kHeard = [] {
  KindTable heard{};
  for (std::size_t i = 0; i < heard.size(); ++i) heard[i] = kChecks[i] != nullptr || kListOf[i] != kOthers;
  return heard;
}();

// Hears the nodes [from, to).
void hear(Run& run, std::uint32_t from, std::uint32_t to) {
  const Tree& tree = run.tree;
  const char* const text = run.text.data();
  const auto first = [&](std::uint32_t n) { return text[tree.span[n].begin]; };
  constexpr std::uint32_t kChunk = 2048;
  std::array<std::array<std::uint32_t, kChunk>, kLists> ids;
  for (std::uint32_t begin = from; begin < to; begin += kChunk) {
    std::array<std::uint32_t, kLists> counts{};
    for_each_wanted(tree, begin, std::min(begin + kChunk, to), kHeard, [&](std::uint32_t n) {
      const List list = kListOf[static_cast<std::size_t>(tree.kind[n])];
      ids[list][counts[list]++] = n;
    });
    const auto members = [&](List list) { return std::span(ids[list].data(), counts[list]); };
    for (const std::uint32_t n : members(kStrings)) {
      if (first(n) != '"' && first(n) != '\'') string(run, run.node(n));
    }
    for (const std::uint32_t n : members(kIntegers)) {
      if (first(n) == '0') integer(run, run.node(n));
    }
    for (const std::uint32_t n : members(kAssignments)) {
      const Kind target = tree.kind[n + 1];
      const bool plain =
          (target == Kind::identifier || target == Kind::attribute) && tree.kind[n - 1] == Kind::expression_statement;
      if (!plain) {
        assignment(run, run.node(n));
      } else if (tree.span[tree.after[n + 1] - 1].size() == kDebug.size()) {
        binding(run, run.node(n + 1));
      }
    }
    for (const std::uint32_t n : members(kOthers)) kChecks[static_cast<std::size_t>(tree.kind[n])](run, run.node(n));
  }
}

bool has_lone_carriage_returns(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') return true;
  }
  return false;
}

// `global` at module level is about all of the module.
bool declares_globals_of_itself(const Run& run) {
  if (!run.tree.present.contains(Kind::global_statement)) return false;
  bool found = false;
  for_each_of_kind(run.tree, 0, run.tree.own_size, Kind::global_statement,
                   [&](std::uint32_t n) { found = found || scope_of(run.node(n)).kind == ScopeKind::module; });
  return found;
}

Run run_over(std::string_view text, const Tree& tree, PythonVersion target, ValidateOptions options,
             std::vector<SyntaxError>& out) {
  Run run{.text = text, .tree = tree, .target = target, .options = options, .out = out};
  run.lone_carriage_returns = has_lone_carriage_returns(text);
  run.effects = tree.present.intersects({Kind::yield, Kind::await, Kind::named_expression});
  return run;
}

}  // namespace
}  // namespace validation

bool still_valid(std::string_view text, const Tree& tree, const TreeChange& change, PythonVersion target,
                 ValidateOptions options) {
  // Whether annotations are evaluated is said by one statement for all.
  if (change.gone.contains(Kind::future_import_statement) || change.come.contains(Kind::future_import_statement)) {
    return false;
  }
  std::vector<SyntaxError> found;
  validation::Run run = validation::run_over(text, tree, target, options, found);
  if (run.lone_carriage_returns || validation::declares_globals_of_itself(run)) return false;
  validation::suite_between(run, run.node(0), change.first, change.new_end);
  validation::hear(run, change.first, change.new_end);
  return found.empty();
}

void validate(std::string_view text, const Tree& tree, PythonVersion target, ValidateOptions options,
              std::vector<SyntaxError>& out) {
  const std::size_t before = out.size();
  validation::Run run = validation::run_over(text, tree, target, options, out);
  validation::hear(run, 0, tree.own_size);
  if (out.size() == before) return;

  // After an error that stops a parser nobody has looked at the rest.
  const auto added = out.begin() + static_cast<std::ptrdiff_t>(before);
  const auto is_parse = [](const SyntaxError& error) { return error.kind == SyntaxErrorKind::parse; };
  if (std::any_of(added, out.end(), is_parse)) {
    out.erase(std::remove_if(added, out.end(), [&](const SyntaxError& error) { return !is_parse(error); }), out.end());
  }
  std::stable_sort(out.begin() + static_cast<std::ptrdiff_t>(before), out.end(),
                   [](const SyntaxError& a, const SyntaxError& b) { return a.span < b.span; });
}

}  // namespace whip
