// The law of the server: after any edits, what it says is what a fresh run says about the same text.

#include "cli/lsp/check.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "core/text/source.h"
#include "rules/all.h"
#include "tests/support/corpus.h"
#include "tests/support/editing.h"
#include "tests/support/files.h"
#include "tests/support/scratch.h"

namespace whip::lsp {
namespace {

constexpr std::string_view kStart = R"(import os
import sys
from typing import List


def first(a, b=[]):
    """A function."""
    x = 1
    if a == None:
        return List[a]
    return f"{b!r} {x}"  # noqa: F841


class Second(object):
    def method(self):
        try:
            return lambda: self
        except:
            pass
)";

constexpr std::string_view kPieces[] = {"import os\n", "x", "    ", "\n",     "(",      ")",  "# noqa\n", "\"\"\"",
                                        "def f():\n",  ":", "'",    "return", " = 1\n", "é😀", "f\"{x}\"", "\\\n"};

TEST(Checker, SaysAfterTenThousandEditsWhatAFreshRunSays) {
  const RuleTable rules(rules::all());
  const Scratch scratch;
  Project project(rules, scratch.root(), {});
  OpenFile file("file:///a.py", project.root() + "/a.py", false);
  file.parts.push_back({.uri = file.uri, .text = DocumentText(kStart)});
  const FilePlace place = project.place(file.path);
  Checker checker;
  std::string plain(kStart);
  std::mt19937 random(17);
  for (int step = 0; step < 10000; ++step) {
    const auto begin = static_cast<std::uint32_t>(random() % (plain.size() + 1));
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(random() % 8, plain.size() - begin));
    const std::string_view with = random() % 3 == 0 ? std::string_view() : kPieces[random() % std::size(kPieces)];
    std::string next = plain;
    next.replace(begin, size, with);
    if (!check_utf8(next)) continue;  // an editor has no half characters
    plain = next.size() > 3000 ? std::string(kStart) : next;
    if (next.size() > 3000) {
      file.parts[0].text.assign(plain);
    } else {
      file.parts[0].text.replace(Span{begin, begin + size}, with);
    }
    checker.edited(file);
    ASSERT_EQ(file.text(), plain);
    if (step % 4 != 0) continue;  // bursts
    OpenFile fresh_file(file.uri, file.path, false);
    fresh_file.parts.push_back({.uri = file.uri, .text = DocumentText(plain)});
    Checker fresh;
    const Checked& expected = *fresh.check(fresh_file, place, project.root(), Checker::Identity::fingerprints);
    const Checked& actual = *checker.check(file, place, project.root(), Checker::Identity::fingerprints);
    ASSERT_EQ(actual.findings, expected.findings) << step;
    ASSERT_EQ(actual.fingerprints, expected.fingerprints) << step;
  }
}

// Real files, and every rule that there is.
TEST(Checker, SaysAfterEachEditOfRealFilesWhatAFreshRunSays) {
  const auto paths = test::corpus_files(3 << 20);
  if (paths.empty()) GTEST_SKIP() << "no corpus: neither python3 nor WHIP_CORPUS";
  constexpr std::size_t kLargest = 12000;
  constexpr std::size_t kSession = 50;
  constexpr std::size_t kErrorsStay = 2;
  const char* const wanted = std::getenv("WHIP_EDITS");
  const std::size_t wanted_edits = wanted == nullptr ? 10000 : static_cast<std::size_t>(std::atol(wanted));
  const RuleTable rules(rules::all());
  const Scratch scratch;
  scratch.write("ruff.toml", "lint.select = ['ALL']\nlint.preview = true\n");
  Project project(rules, scratch.root(), {});
  test::Typist typist(7);
  std::size_t edits = 0;
  for (std::size_t turn = 0; edits < wanted_edits; ++turn) {
    const auto& path = paths[turn % paths.size()];
    const std::string start = test::read_file(path);
    if (start.size() > kLargest || !check_utf8(start)) continue;
    OpenFile file("file:///a.py", project.root() + "/a.py", false);
    file.parts.push_back({.uri = file.uri, .text = DocumentText(start)});
    const FilePlace place = project.place(file.path);
    Checker checker;
    std::string good = start, code = start;
    for (std::size_t step = 0, errors = 0; step < kSession; ++step, ++edits) {
      const test::Replacement edit = errors > kErrorsStay ? test::way_back(code, good) : typist.next(code);
      std::string next = code;
      next.replace(edit.begin, edit.end - edit.begin, edit.text);
      if (!check_utf8(next)) continue;
      code = next;
      file.parts[0].text.replace(Span{static_cast<std::uint32_t>(edit.begin), static_cast<std::uint32_t>(edit.end)},
                                 edit.text);
      checker.edited(file);
      // Now and then the next keystroke comes before the run is over.
      if (typist.below(4) == 0) {
        std::size_t questions = typist.below(3);
        const auto interrupt = [&] { return questions-- == 0; };
        static_cast<void>(checker.check(file, place, project.root(), Checker::Identity::none, interrupt));
        checker.edited(file);
        if (typist.below(2) == 0) continue;
      }
      OpenFile fresh_file(file.uri, file.path, false);
      fresh_file.parts.push_back({.uri = file.uri, .text = DocumentText(code)});
      Checker fresh;
      const Checked& expected = *fresh.check(fresh_file, place, project.root(), Checker::Identity::fingerprints);
      const Checked& actual = *checker.check(file, place, project.root(), Checker::Identity::fingerprints);
      ASSERT_EQ(actual.findings, expected.findings) << path << " step " << step << "\n" << code;
      ASSERT_EQ(actual.fingerprints, expected.fingerprints) << path << " step " << step;
      errors = actual.parses ? 0 : errors + 1;
      if (errors == 0) good = code;
    }
  }
}

TEST(Checker, SeesThreadsThatOtherFilesOfTheFolderStartAndWhatIsBeingWrittenInThem) {
  const RuleTable rules(rules::all());
  const Scratch scratch;
  scratch.write("whip.toml", "[lint]\nselect = [\"FT101\"]\n");
  scratch.write("pkg/__init__.py");
  constexpr std::string_view kCounter = "hits = 0\n\n\ndef count():\n    global hits\n    hits += 1\n";
  scratch.write("pkg/counter.py", kCounter);
  scratch.write("pkg/server.py", "import threading\nfrom pkg.counter import count\n");
  Project project(rules, scratch.root(), {});
  const auto open = [&](const std::string& name, std::string_view text) {
    OpenFile file("file://" + scratch.path(name), scratch.path(name), false);
    file.parts.push_back({.uri = file.uri, .text = DocumentText(text)});
    return file;
  };
  Checker checker;
  OpenFile counter = open("pkg/counter.py", kCounter);
  EXPECT_TRUE(
      checker.check(counter, project.place(counter.path), project.root(), Checker::Identity::none)->findings.empty());
  OpenFile server = open("pkg/server.py",
                         "import threading\nfrom pkg.counter import count\n\n\nfor _ in range(2):\n"
                         "    threading.Thread(target=count).start()\n");
  checker.check(server, project.place(server.path), project.root(), Checker::Identity::none);
  checker.forget(counter);
  EXPECT_EQ(
      checker.check(counter, project.place(counter.path), project.root(), Checker::Identity::none)->findings.size(),
      1U);
  // What was not saved is forgotten with the rest.
  project.forget_neighbours();
  checker.forget(counter);
  EXPECT_TRUE(
      checker.check(counter, project.place(counter.path), project.root(), Checker::Identity::none)->findings.empty());
}

}  // namespace
}  // namespace whip::lsp
