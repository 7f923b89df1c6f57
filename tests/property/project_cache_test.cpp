// The law of what is kept of a project between runs: whatever was edited, a run that finds the summaries and verdicts
// of the one before in the cache says what a run says that finds nothing, for any number of threads and any order of
// files.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/run.h"
#include "rules/all.h"
#include "tests/support/scratch.h"

namespace whip {
namespace {

constexpr int kFiles = 12;
constexpr int kEdits = 60;

std::string module_name(unsigned n) { return "m" + std::to_string(n); }

// A module that shares state, imports others, and perhaps starts threads, waits, or takes locks in some order.
std::string random_module(std::mt19937& random) {
  const auto other = [&] { return module_name(static_cast<unsigned>(random() % kFiles)); };
  std::string text = "import threading\nimport time\n";
  const std::string one = other();
  const std::string two = other();
  text += "from pkg import " + one + "\nfrom pkg." + two + " import work as borrowed\n";
  text += "hits = 0\ntable = {}\na = threading.Lock()\nb = threading.Lock()\n\n\n";
  text += "def count():\n    global hits\n    hits += 1\n\n\n";
  text += "def work():\n    count()\n";
  if (random() % 2 == 0) text += "    " + one + ".work()\n";
  if (random() % 3 == 0) text += "    time.sleep(1)\n";
  if (random() % 3 == 0)
    text += "    with " + std::string(random() % 2 == 0 ? "a:\n        with b:" : "b:\n        with a:") +
            "\n            borrowed()\n";
  text += "\n\ndef walk():\n    for key in table:\n        borrowed()" +
          std::string(random() % 4 == 0 ? "  # noqa" : "") + "\n\n\n";
  text += "def put(key):\n    table[key] = " + std::to_string(random() % 5) + "\n\n\n";
  text += "async def wait():\n    " + std::string(random() % 2 == 0 ? "borrowed()" : one + ".wait()") +
          std::string(random() % 4 == 0 ? "  # noqa: ASP501, ASP502" : "") + "\n";
  if (random() % 3 == 0) text += "\n\nfor _ in range(3):\n    threading.Thread(target=borrowed).start()\n";
  if (random() % 4 == 0) text += "threading.Thread(target=walk).start()\n";
  if (random() % 4 == 0) text.insert(0, "# a line more\n");
  return text;
}

class ProjectCache : public testing::Test {
 protected:
  void SetUp() override {
    scratch_.write("pyproject.toml", "[project]\nname = \"pkg\"\n");
    scratch_.write("pkg/__init__.py");
    for (unsigned n = 0; n < kFiles; ++n) scratch_.write("pkg/" + module_name(n) + ".py", random_module(random_));
  }

  RunResult run(bool use_cache, FixMode fix = FixMode::offer) {
    Overrides overrides;
    overrides.select = std::vector<std::string>{"F", "FT", "ASP"};
    overrides.preview = true;
    auto tree = ConfigTree::open(rules_, overrides, scratch_.root(), scratch_.root());
    EXPECT_TRUE(tree) << tree.error().message;
    const std::vector<std::string> paths{scratch_.root()};
    auto found = discover(paths, scratch_.root(), *tree);
    EXPECT_TRUE(found) << found.error().message;
    return lint_files(found->files, *tree, rules_,
                      {.fix = fix, .use_cache = use_cache, .working_directory = scratch_.root()});
  }

  const RuleTable rules_{rules::all()};
  const Scratch scratch_;
  std::mt19937 random_{20261121};
};

void expect_same(const RunResult& cold, const RunResult& warm) {
  ASSERT_EQ(cold.files.size(), warm.files.size());
  for (std::size_t i = 0; i < cold.files.size(); ++i) {
    EXPECT_EQ(cold.files[i].path, warm.files[i].path);
    EXPECT_EQ(cold.files[i].findings, warm.files[i].findings) << cold.files[i].path;
    EXPECT_EQ(cold.files[i].text.text(), warm.files[i].text.text()) << cold.files[i].path;
  }
}

TEST_F(ProjectCache, AWarmRunAfterAnyEditsSaysWhatAColdOneSays) {
  std::size_t findings = 0;
  run(true);
  for (int edit = 0; edit < kEdits; ++edit) {
    SCOPED_TRACE(edit);
    for (auto files = random_() % 3 + 1; files > 0; --files) {
      scratch_.write("pkg/" + module_name(static_cast<unsigned>(random_() % kFiles)) + ".py", random_module(random_));
    }
    setenv("WHIP_THREADS", std::to_string(random_() % 4 + 1).c_str(), 1);
    const RunResult warm = run(true);
    setenv("WHIP_THREADS", "1", 1);
    const RunResult cold = run(false);
    unsetenv("WHIP_THREADS");
    expect_same(cold, warm);
    for (const LintedFile& file : cold.files) findings += file.findings.size();
    if (HasFailure()) return;
  }
  EXPECT_GT(findings, 500U) << "too little was found to mean anything";
}

TEST_F(ProjectCache, OnlyWhatChangedIsLintedAndOnlyWhatDependsOnItIsJudged) {
  scratch_.write("pkg/alone.py", "x = 1\n");
  scratch_.write("pkg/counter.py", "hits = 0\n\n\ndef count():\n    global hits\n    hits += 1\n");
  scratch_.write("pkg/server.py", "import threading\nfrom pkg.counter import count\n\n\ndef serve():\n    pass\n");
  run(true);
  const RunResult again = run(true);
  EXPECT_EQ(again.linted, 0U);
  EXPECT_EQ(again.judged, 0U);
  scratch_.write("pkg/alone.py", "x = 2\n");
  const RunResult alone = run(true);
  EXPECT_EQ(alone.linted, 1U);
  EXPECT_EQ(alone.judged, 1U);
  scratch_.write("pkg/server.py",
                 "import threading\nfrom pkg.counter import count\n\n\nfor _ in range(2):\n"
                 "    threading.Thread(target=count).start()\n");
  const RunResult started = run(true);
  EXPECT_EQ(started.linted, 1U);
  EXPECT_EQ(started.judged, 2U) << "the file itself, and the counter that its threads now reach";
}

TEST_F(ProjectCache, ARunThatShowsFixesFindsWhatAPlainOneFinds) {
  // Without a fix, and only found together.
  scratch_.write("pkg/counter.py", "hits = 0\n\n\ndef count():\n    global hits\n    hits += 1\n");
  scratch_.write("pkg/server.py",
                 "import threading\nfrom pkg.counter import count\n\n\nfor _ in range(2):\n"
                 "    threading.Thread(target=count).start()\n");
  const RunResult plain = run(false);
  const RunResult shown = run(false, FixMode::diff);
  ASSERT_EQ(plain.files.size(), shown.files.size());
  std::size_t compared = 0;
  for (std::size_t i = 0; i < plain.files.size(); ++i) {
    if (!shown.files[i].fixed.empty()) continue;  // its findings are those of another text
    EXPECT_EQ(plain.files[i].findings, shown.files[i].findings) << plain.files[i].path;
    ++compared;
  }
  EXPECT_GT(compared, 0U);
}

TEST_F(ProjectCache, ATextFromStandardInputIsJudgedInItsProject) {
  scratch_.write("pkg/counter.py", "pass\n");
  scratch_.write("pkg/server.py",
                 "import threading\nfrom pkg.counter import count\n\n\nfor _ in range(2):\n"
                 "    threading.Thread(target=count).start()\n");
  constexpr std::string_view kText = "hits = 0\n\n\ndef count():\n    global hits\n    hits += 1\n";
  Overrides overrides;
  overrides.select = std::vector<std::string>{"FT101"};
  auto tree = ConfigTree::open(rules_, overrides, scratch_.root(), scratch_.root());
  ASSERT_TRUE(tree) << tree.error().message;
  const std::vector<std::string> paths{scratch_.root()};
  const auto found = discover(paths, scratch_.root(), *tree);
  ASSERT_TRUE(found) << found.error().message;
  const auto file =
      std::ranges::find_if(found->files, [](const DiscoveredFile& one) { return one.path.ends_with("/counter.py"); });
  ASSERT_NE(file, found->files.end());
  const RunOptions options{.use_cache = false, .working_directory = scratch_.root()};
  EXPECT_TRUE(lint_text(kText, *file, *tree, rules_, options).run.files.empty()) << "nobody else is known";
  const TextResult among = lint_text(kText, *file, *tree, rules_, options, found->files);
  ASSERT_EQ(among.run.files.size(), 1U);
  ASSERT_EQ(among.run.files[0].findings.size(), 1U);
  const std::vector<Note>& notes = among.run.files[0].findings[0].notes;
  ASSERT_FALSE(notes.empty());
  EXPECT_EQ(notes.back().path, "pkg/server.py");
  EXPECT_EQ(notes.back().line, 6U);
}

}  // namespace
}  // namespace whip
