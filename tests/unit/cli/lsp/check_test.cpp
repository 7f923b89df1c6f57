// The law of the server: after any edits, what it says is what a fresh run says about the same text.

#include "cli/lsp/check.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "rules/all.h"
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
    checker.forget(file);
    ASSERT_EQ(file.text(), plain);
    if (step % 4 != 0) continue;  // bursts
    OpenFile fresh_file(file.uri, file.path, false);
    fresh_file.parts.push_back({.uri = file.uri, .text = DocumentText(plain)});
    Checker fresh;
    const Checked& expected = fresh.check(fresh_file, place, project.root());
    const Checked& actual = checker.check(file, place, project.root());
    ASSERT_EQ(actual.findings, expected.findings) << step;
    ASSERT_EQ(actual.fingerprints, expected.fingerprints) << step;
  }
}

}  // namespace
}  // namespace whip::lsp
