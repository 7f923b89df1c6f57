#include "linter/fix.h"

#include <gtest/gtest.h>

#include <string>

#include "core/text/source.h"

namespace whip {
namespace {

// Rules that replace words: each identifier of one name by a text.
void replace_names(Node name, Report& report, std::string_view from, std::string_view to,
                   Safety safety = Safety::safe) {
  if (name.text() != from) return;
  report.at(name, "found").fix(safety, "Replace", Edit::replace(name.span(), to));
}
void a_to_b(const File&, Node name, Report& report) { replace_names(name, report, "a", "b"); }
void b_to_c(const File&, Node name, Report& report) { replace_names(name, report, "b", "c"); }
void c_to_d_unsafely(const File&, Node name, Report& report) { replace_names(name, report, "c", "d", Safety::unsafe); }
void e_to_nothing(const File&, Node name, Report& report) { replace_names(name, report, "e", "("); }
void f_to_f(const File&, Node name, Report& report) { replace_names(name, report, "f", "f "); }
void shown_only(const File&, Node name, Report& report) { replace_names(name, report, "g", "h", Safety::display_only); }
// Takes out one of several statements of a module; all of them together would be one too many.
void one_at_a_time(const File& file, Node name, Report& report) {
  if (name.text() != "i") return;
  report.at(name, "found").fix(Safety::safe, "Replace", Edit::replace(name.span(), "j")).isolate(file.root());
}
// The whole line, for an overlap.
void whole_line(const File&, Node statement, Report& report) {
  if (statement.text() != "k + a") return;
  report.at(statement, "found").fix(Safety::safe, "Replace", Edit::replace(statement.span(), "l + a"));
}
// Two findings that ask for the same edit.
void twice(const File&, Node sum, Report& report) {
  if (sum.text() != "m + m") return;
  for (const Node side : sum.operands()) {
    report.at(side, "found").fix(Safety::safe, "Replace", Edit::replace(sum.span(), "n"));
  }
}

// Puts a line before `p`, once.
void line_before(const File& file, Node name, Report& report) {
  if (name.text() != "p" || file.text.find('q') != std::string_view::npos) return;
  report.at(name, "found").fix(Safety::safe, "Insert", Edit::insert(name.begin(), "q\n"));
}

constexpr Rule rule(Kind kind, Listens::NodeFunction function) {
  return {.since = "0", .fixable = Fixable::sometimes, .listens = on_node({kind}, function, Needs::tree)};
}
constexpr Rule kAToB = rule(Kind::identifier, a_to_b);
constexpr Rule kBToC = rule(Kind::identifier, b_to_c);
constexpr Rule kCToD = rule(Kind::identifier, c_to_d_unsafely);
constexpr Rule kBreaks = rule(Kind::identifier, e_to_nothing);
constexpr Rule kGrows = rule(Kind::identifier, f_to_f);
constexpr Rule kShown = rule(Kind::identifier, shown_only);
constexpr Rule kIsolated = rule(Kind::identifier, one_at_a_time);
constexpr Rule kLine = rule(Kind::binary_operator, whole_line);
constexpr Rule kTwice = rule(Kind::binary_operator, twice);
constexpr Rule kBefore = rule(Kind::identifier, line_before);
constexpr RuleEntry kTable[] = {
    {"T1", "a-to-b", "test", &kAToB},       {"T2", "b-to-c", "test", &kBToC}, {"T3", "c-to-d", "test", &kCToD},
    {"T4", "breaks", "test", &kBreaks},     {"T5", "grows", "test", &kGrows}, {"T6", "shown", "test", &kShown},
    {"T7", "isolated", "test", &kIsolated}, {"T8", "line", "test", &kLine},   {"T9", "twice", "test", &kTwice},
    {"TA", "before", "test", &kBefore},
};

struct Fixed {
  std::string text;
  std::string counts;  // "T1*2 T2*1"
  std::string defective;
  std::string left;  // codes
  bool converged;
  std::vector<Cell> cells;
};

Fixed fix(std::string_view text, FixReach reach = FixReach::safe, std::span<const Cell> cells = {}) {
  Settings settings;
  for (std::size_t i = 0; i < std::size(kTable); ++i) settings.enabled.insert(static_cast<RuleId>(i));
  settings.fixable = settings.enabled;
  const Listeners listeners(kTable, settings.enabled);
  Bench bench;
  const Source source(text);
  FileFacts facts{.path = "a.py", .name = "a.py"};
  facts.cells = cells;
  const FixResult result =
      lint_and_fix({.text = source.text(), .facts = facts, .target = {}}, settings, listeners, bench, reach);
  Fixed fixed{.text = result.text, .converged = result.converged, .cells = result.cells};
  const auto append = [](std::string& out, std::string_view word) { out.append(out.empty() ? "" : " ").append(word); };
  for (const FixCount& entry : result.fixed) {
    append(fixed.counts, std::string(listeners.entry(entry.rule).code) + "*" + std::to_string(entry.count));
  }
  for (const RuleId id : result.defective) append(fixed.defective, listeners.entry(id).code);
  for (const Diagnostic& diagnostic : result.left.diagnostics) {
    const bool is_syntax = diagnostic.rule == RuleId::invalid_syntax;
    append(fixed.left, is_syntax ? "invalid-syntax" : listeners.entry(diagnostic.rule).code);
  }
  return fixed;
}

TEST(Fix, GoesOnUntilNothingIsLeft) {
  const Fixed fixed = fix("a = b\n");
  EXPECT_EQ(fixed.text, "c = c\n");
  EXPECT_EQ(fixed.counts, "T1*1 T2*2");
  EXPECT_EQ(fixed.left, "T3 T3");
  EXPECT_TRUE(fixed.converged);
}

TEST(Fix, LeavesACleanFileAsItIs) {
  const Fixed fixed = fix("x = 1\n");
  EXPECT_EQ(fixed.text, "x = 1\n");
  EXPECT_EQ(fixed.counts, "");
}

TEST(Fix, MakesUnsafeFixesOnlyWhenAsked) {
  EXPECT_EQ(fix("c\n").text, "c\n");
  EXPECT_EQ(fix("c\n", FixReach::unsafe).text, "d\n");
  EXPECT_EQ(fix("g\n", FixReach::unsafe).text, "g\n");
}

TEST(Fix, LetsOverlappingFixesWaitForTheNextRound) {
  const Fixed fixed = fix("k + a\n");
  EXPECT_EQ(fixed.text, "l + c\n");
  EXPECT_EQ(fixed.counts, "T1*1 T2*1 T8*1");
}

TEST(Fix, MakesOneFixOfAnIsolationGroupPerRound) {
  const Source source("i\ni\n");
  Settings settings;
  settings.enabled.insert(RuleId{6});
  settings.fixable = settings.enabled;
  const Listeners listeners(kTable, settings.enabled);
  Bench bench;
  const LintResult found = lint({.text = source.text(), .facts = {}, .target = {}}, settings, listeners, bench);
  ASSERT_EQ(found.diagnostics.size(), 2U);
  EXPECT_EQ(choose_fixes(found.diagnostics, listeners, FixReach::safe, {}).applied.size(), 1U);
  EXPECT_EQ(fix("i\ni\n").text, "j\nj\n");
}

TEST(Fix, CountsEveryFindingThatOneEditMends) {
  const Fixed fixed = fix("m + m\n");
  EXPECT_EQ(fixed.text, "n\n");
  EXPECT_EQ(fixed.counts, "T9*2");
}

TEST(Fix, SaysWhenItDoesNotConverge) {
  const Fixed fixed = fix("f\n");
  EXPECT_FALSE(fixed.converged);
  EXPECT_EQ(fixed.counts, "T5*100");
}

TEST(Fix, BarsARuleWhoseFixWouldBreakTheFile) {
  const Fixed fixed = fix("a\ne\na\n");
  EXPECT_EQ(fixed.text, "c\ne\nc\n");
  EXPECT_EQ(fixed.defective, "T4");
  EXPECT_EQ(fixed.left, "T3 T4 T3");
}

// The imports of a file are sorted after all else, and what is required is put in last: whichever fix comes first takes
// the place from the others.
TEST(Fix, TakesSortingLastOfWhatBeginsAtOnePlace) {
  constexpr RuleEntry kSorters[] = {{"A1", "a-to-b", "test", &kAToB},
                                    {"I001", "unsorted-imports", "test", &kAToB},
                                    {"I002", "missing-required-import", "test", &kAToB},
                                    {"X1", "a-to-b-too", "test", &kAToB}};
  Settings settings;
  for (std::size_t i = 0; i < std::size(kSorters); ++i) settings.enabled.insert(static_cast<RuleId>(i));
  const Listeners listeners(kSorters, settings.enabled);
  const auto at = [](std::uint32_t rule, std::uint32_t begin, std::string_view text) {
    Diagnostic diagnostic{.rule = RuleId{static_cast<std::uint16_t>(rule)}, .span = {begin, begin + 1}, .message = "m"};
    diagnostic.fix = Fix{.safety = Safety::safe, .title = "t", .edits = {Edit::replace({begin, begin + 1}, text)}};
    return diagnostic;
  };
  const auto first = [&](const std::vector<Diagnostic>& all) {
    return choose_fixes(all, listeners, FixReach::safe, {}).applied.front();
  };
  EXPECT_EQ(first({at(1, 0, "sorted"), at(3, 0, "other")}), 1U);
  EXPECT_EQ(first({at(2, 0, "required"), at(1, 0, "sorted")}), 1U);
  EXPECT_EQ(first({at(1, 0, "sorted"), at(3, 1, "other")}), 0U);
  EXPECT_EQ(first({at(0, 0, "one"), at(3, 0, "other")}), 0U);
}

TEST(Fix, LeavesAFileThatDoesNotParse) {
  const Fixed fixed = fix("a = (\n");
  EXPECT_EQ(fixed.text, "a = (\n");
  EXPECT_EQ(fixed.counts, "");
}

TEST(Fix, MovesTheCellsOfANotebook) {
  const std::vector<Cell> cells = {{{0, 6}, 1}, {{6, 8}, 2}};
  const Fixed fixed = fix("m + m\na\n", FixReach::safe, cells);
  EXPECT_EQ(fixed.text, "n\nc\n");
  ASSERT_EQ(fixed.cells.size(), 2U);
  EXPECT_EQ(fixed.cells[0].span, (Span{0, 2}));
  EXPECT_EQ(fixed.cells[1].span, (Span{2, 4}));
}

TEST(Fix, GivesWhatIsPutBetweenTwoCellsToTheSecond) {
  const std::vector<Cell> cells = {{{0, 2}, 1}, {{2, 4}, 2}};
  const Fixed fixed = fix("o\np\n", FixReach::safe, cells);
  EXPECT_EQ(fixed.text, "o\nq\np\n");
  EXPECT_EQ(fixed.cells[0].span, (Span{0, 2}));
  EXPECT_EQ(fixed.cells[1].span, (Span{2, 6}));
}

}  // namespace
}  // namespace whip
