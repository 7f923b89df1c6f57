// The table of listeners only saves time: asking every rule about every node must give the same findings.

#include <gtest/gtest.h>

#include "core/text/source.h"
#include "linter/engine/run.h"
#include "linter/semantic/resolve.h"
#include "rules/all.h"
#include "tests/support/corpus.h"
#include "tests/support/files.h"
#include "tests/support/linting.h"

namespace whip {
namespace {

constexpr std::uintmax_t kSample = 3 << 20;

// No table: for each rule, for each node, line and binding.
std::vector<Diagnostic> ask_everyone(const File& file, std::span<const RuleEntry> table) {
  std::vector<Diagnostic> found;
  std::vector<Condition> conditions;
  Report report(found, &conditions);
  for (std::size_t i = 0; i < table.size(); ++i) {
    report.speak_for(static_cast<RuleId>(i));
    const Listens& listens = table[i].rule->listens;
    for (std::uint32_t n = 0; listens.node != nullptr && n < file.tree.size(); ++n) {
      const Node node(file.tree, file.text, NodeId{n});
      if (listens.kinds.contains(node.kind())) listens.node(file, node, report);
    }
    for (std::uint32_t n = 0; listens.line != nullptr && n < file.lines.line_count(); ++n) {
      const Span span = file.lines.line_content(n, file.text);
      const bool is_behind_the_last = n + 1 == file.lines.line_count() && span.begin == file.text.size();
      if (!is_behind_the_last) listens.line(file, {n, span}, report);
    }
    for (std::uint32_t n = 0; listens.binding != nullptr && n < file.names.bindings().size(); ++n) {
      listens.binding(file, BindingId{n}, report);
    }
    if (listens.file != nullptr) listens.file(file, report);
  }
  return found;
}

// In an order of its own for both.
void sort(std::vector<Diagnostic>& diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) diagnostic.condition = UINT32_MAX;  // numbered in the order of the calls
  std::ranges::stable_sort(diagnostics, [](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(a.rule, a.span, std::string_view(a.message)) <
           std::tuple(b.rule, b.span, std::string_view(b.message));
  });
}

TEST(Dispatch, AgreesWithAskingEveryRuleAboutEveryNode) {
  const auto files = test::corpus_files(kSample);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  const Settings settings = test::settings_with(test::every_rule());
  const Listeners listeners(rules::all(), settings.enabled);
  Bench bench;
  std::size_t findings = 0;
  for (const auto& path : files) {
    const Source source(test::read_file(path));
    bench.parser.parse(source.text(), bench.tree);
    if (bench.tree.has_errors) continue;
    bench.lines.read(source.text());
    bench.comments.collect(bench.tree);
    const FileFacts facts{.path = "example.py", .name = "example.py"};
    resolve_names(source.text(), bench.tree, bench.parser, facts, settings, kDefaultPython, bench.names);
    const File file{source.text(), bench.tree, bench.lines, bench.comments,
                    bench.names,   settings,   facts,       bench.concurrency, kDefaultPython};
    gather_concurrency(file, bench.concurrency);
    std::vector<Diagnostic> found;
    bench.conditions.clear();
    run_rules(file, listeners, TreeState::whole, found, bench.conditions);
    std::vector<Diagnostic> expected = ask_everyone(file, rules::all());
    sort(found);
    sort(expected);
    ASSERT_EQ(found, expected) << path;
    findings += found.size();
  }
  EXPECT_GT(findings, 100U) << "too little was found to mean anything";
}

// A rule has no memory: what is found in a file does not depend on the files before it, nor on the rules beside it.
TEST(Rules, FindTheSameAloneAndTogether) {
  const auto files = test::corpus_files(kSample / 4);
  if (files.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  Bench used;
  const Settings all = test::settings_with(test::every_rule());
  const Listeners everyone(rules::all(), all.enabled);
  for (const auto& path : files) {
    const Source source(test::read_file(path));
    const FileInput input{.text = source.text(), .facts = {.path = "a.py", .name = "a.py"}, .target = {}};
    const LintResult together = lint(input, all, everyone, used);
    if (!together.parses) continue;
    RuleSet heard;
    for (const Diagnostic& diagnostic : together.diagnostics) {
      if (diagnostic.rule != RuleId::invalid_syntax) heard.insert(diagnostic.rule);
    }
    heard.for_each([&](RuleId rule) {
      if (everyone.entry(rule).code == "RUF100") return;  // depends on the others, that is its purpose
      RuleSet one;
      one.insert(rule);
      const Settings settings = test::settings_with(one);
      Bench fresh;
      const LintResult alone = lint(input, settings, Listeners(rules::all(), one), fresh);
      EXPECT_EQ(std::ranges::count(alone.diagnostics, rule, &Diagnostic::rule),
                std::ranges::count(together.diagnostics, rule, &Diagnostic::rule))
          << path << " " << everyone.entry(rule).code;
    });
  }
}

}  // namespace
}  // namespace whip
