// Where the time of linting goes: passes_bench LIST [CODES] [ROUNDS], a file with one path of a Python file per line
// and prefixes of rule codes ("F,E5"; F if not given). Prints for each pass, and for the dearest rules run alone, the
// best of several rounds and how that compares with parsing.

#include <time.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/validate.h"
#include "core/text/source.h"
#include "linter/engine/bench.h"
#include "linter/engine/run.h"
#include "linter/semantic/resolve.h"
#include "rules/all.h"

namespace whip {
namespace {

enum Pass : std::size_t { kParse, kLines, kComments, kValidate, kNames, kRules, kSuppressions, kPasses };
constexpr std::array<const char*, kPasses> kPassNames = {"parse", "lines",        "comments", "validate",
                                                         "names", "rules, order", "noqa"};

bool is_selected(std::string_view code, std::string_view prefixes) {
  while (!prefixes.empty()) {
    const std::size_t comma = std::min(prefixes.find(','), prefixes.size());
    if (code.starts_with(prefixes.substr(0, comma))) return true;
    prefixes.remove_prefix(std::min(comma + 1, prefixes.size()));
  }
  return false;
}

struct RuleTime {
  std::string_view code;
  double seconds = 1e9;
  RuleSet set;
};

struct Times {
  std::array<double, kPasses> best;
  std::vector<RuleTime> rules;
  std::size_t bytes = 0, nodes = 0, findings = 0;
};

// Processor time of this thread: other programs run meanwhile.
double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

class Watch {
 public:
  double lap() {
    const double before = begin_;
    begin_ = now();
    return begin_ - before;
  }

 private:
  double begin_ = now();
};

// One round over all files; with `alone`, also each rule by itself.
void round(const std::vector<Source>& sources, const Settings& settings, bool alone, Times& times) {
  const Listeners listeners(rules::all(), settings.enabled);
  std::vector<Listeners> single;
  for (const RuleTime& rule : times.rules) single.emplace_back(rules::all(), rule.set);
  const FileFacts facts{.path = "module.py", .name = "module.py"};
  static Bench bench;
  std::array<double, kPasses> sums{};
  std::vector<double> rule_sums(times.rules.size());
  std::vector<std::string> warnings;
  times.bytes = times.nodes = times.findings = 0;
  for (const Source& source : sources) {
    Watch watch;
    bench.parser.parse(source.text(), bench.tree);
    sums[kParse] += watch.lap();
    bench.lines.read(source.text());
    sums[kLines] += watch.lap();
    bench.comments.collect(bench.tree);
    sums[kComments] += watch.lap();
    if (bench.tree.has_errors) continue;
    bench.syntax_errors.clear();
    validate(source.text(), bench.tree, kNewestPython, {}, bench.syntax_errors);
    sums[kValidate] += watch.lap();
    resolve_names(source.text(), bench.tree, bench.parser, facts, settings, kDefaultPython, bench.names);
    sums[kNames] += watch.lap();
    const File file{source.text(), bench.tree, bench.lines, bench.comments,
                    bench.names,   settings,   facts,       bench.concurrency, kDefaultPython};
    gather_concurrency(file, bench.concurrency);
    bench.found.clear();
    run_rules(file, listeners, TreeState::whole, bench.found, bench.conditions);
    sums[kRules] += watch.lap();
    bench.suppressions.read(file, warnings);
    sums[kSuppressions] += watch.lap();
    times.bytes += source.size();
    times.nodes += bench.tree.size();
    times.findings += bench.found.size();
    for (std::size_t i = 0; alone && i < single.size(); ++i) {
      bench.found.clear();
      watch.lap();
      run_rules(file, single[i], TreeState::whole, bench.found);
      rule_sums[i] += watch.lap();
    }
  }
  for (std::size_t i = 0; i < kPasses; ++i) times.best[i] = std::min(times.best[i], sums[i]);
  for (std::size_t i = 0; alone && i < rule_sums.size(); ++i) {
    times.rules[i].seconds = std::min(times.rules[i].seconds, rule_sums[i]);
  }
}

int run(const char* list_path, std::string_view prefixes, int rounds) {
  std::ifstream list(list_path);
  std::vector<Source> sources;
  for (std::string path; std::getline(list, path);) {
    std::ifstream file(path, std::ios::binary);
    sources.emplace_back(std::string{std::istreambuf_iterator<char>(file), {}});
  }
  Settings settings;
  Times times;
  times.best.fill(1e9);
  for (std::size_t i = 0; i < rules::all().size(); ++i) {
    if (!is_selected(rules::all()[i].code, prefixes)) continue;
    settings.enabled.insert(static_cast<RuleId>(i));
    times.rules.push_back({.code = rules::all()[i].code});
    times.rules.back().set.insert(static_cast<RuleId>(i));
  }
  for (int i = 0; i < rounds; ++i) round(sources, settings, i + 1 == rounds, times);

  std::printf("%zu files, %.1f MB, %.2f M nodes, %zu findings\n", sources.size(),
              static_cast<double>(times.bytes) / 1e6, static_cast<double>(times.nodes) / 1e6, times.findings);
  const auto print = [&](std::string_view name, double seconds) {
    std::printf("%-14.*s %8.2f ms %7.1f %% of parsing %7.2f ns a node\n", static_cast<int>(name.size()), name.data(),
                seconds * 1e3, 100 * seconds / times.best[kParse], seconds * 1e9 / static_cast<double>(times.nodes));
  };
  for (std::size_t i = 0; i < kPasses; ++i) print(kPassNames[i], times.best[i]);
  std::ranges::sort(times.rules, std::ranges::greater{}, &RuleTime::seconds);
  for (std::size_t i = 0; i < std::min<std::size_t>(times.rules.size(), 15); ++i) {
    print(times.rules[i].code, times.rules[i].seconds);
  }
  return 0;
}

}  // namespace
}  // namespace whip

int main(int argc, char** argv) {
  if (argc < 2 || argc > 4) {
    std::fprintf(stderr, "usage: passes_bench LIST [CODES] [ROUNDS]\n");
    return 2;
  }
  return whip::run(argv[1], argc > 2 ? argv[2] : "F", argc > 3 ? std::atoi(argv[3]) : 5);
}
