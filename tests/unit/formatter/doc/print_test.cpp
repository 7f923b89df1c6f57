// Small documents, and what they look like on paper.

#include "formatter/doc/print.h"

#include <gtest/gtest.h>

#include <string>

#include "formatter/doc/writer.h"

namespace whip::fmt {
namespace {

struct Page {
  Doc doc;
  Writer out{doc};
  Printer printer;

  std::string print(std::uint32_t width = 20, PrintOptions options = {}) {
    options.line_width = width;
    std::string text;
    printer.print(doc, options, text);
    return text;
  }
  // `[a, b, c]` in brackets that break together.
  void list(std::initializer_list<std::string_view> items) {
    out.group([&] {
      out.token("[");
      out.soft_block_indent([&] {
        bool first = true;
        for (const std::string_view item : items) {
          if (!first) {
            out.token(",");
            out.soft_line_or_space();
          }
          first = false;
          out.text(item);
        }
        out.conditional(if_broken(), [&] { out.token(","); });
      });
      out.token("]");
    });
  }
};

TEST(Group, StaysOnItsLineWhereItFits) {
  Page page;
  page.list({"aaaaa", "bbbbb", "cccc"});
  EXPECT_EQ(page.print(20), "[aaaaa, bbbbb, cccc]");
}

TEST(Group, BreaksAllItsSoftLinesWhereItDoesNot) {
  Page page;
  page.list({"aaaaa", "bbbbb", "ccccc"});
  EXPECT_EQ(page.print(20), "[\n    aaaaa,\n    bbbbb,\n    ccccc,\n]");
}

TEST(Group, MustFitTogetherWithWhatFollowsUpToTheLineBreak) {
  Page page;
  page.list({"aaa", "bbb"});
  page.out.token("[0, 1, 2, 3]");
  page.out.hard_line();
  page.out.token("a line of its own, as long as may be");
  EXPECT_EQ(page.print(22), "[aaa, bbb][0, 1, 2, 3]\na line of its own, as long as may be");
  EXPECT_EQ(page.print(21), "[\n    aaa,\n    bbb,\n][0, 1, 2, 3]\na line of its own, as long as may be");
}

TEST(Group, IsBrokenByAHardLineInIt) {
  Page page;
  page.out.group([&] {
    page.out.token("a");
    page.out.soft_line();
    page.out.group([&] {
      page.out.token("b");
      page.out.hard_line();
      page.out.token("c");
    });
  });
  EXPECT_EQ(page.print(), "a\nb\nc");
}

TEST(Group, ToldToExpandDoesSoThoughItFits) {
  Page page;
  page.out.group(
      [&] {
        page.out.token("a");
        page.out.soft_line();
        page.out.token("b");
      },
      kNoGroup, true);
  EXPECT_EQ(page.print(), "a\nb");
}

TEST(Indent, GrowsByLevelsAndTabs) {
  Page page;
  page.out.token("a");
  page.out.block_indent([&] {
    page.out.token("b");
    page.out.block_indent([&] { page.out.token("c"); });
    page.out.token("d");
  });
  page.out.token("e");
  EXPECT_EQ(page.print(), "a\n    b\n        c\n    d\ne");
  EXPECT_EQ(page.print(20, {.tabs = true}), "a\n\tb\n\t\tc\n\td\ne");
  EXPECT_EQ(page.print(20, {.indent_width = 1, .line_end = "\r\n"}), "a\r\n b\r\n  c\r\n d\r\ne");
}

TEST(Align, AddsColumnsAndTurnsToATabBelow) {
  Page page;
  page.out.align(2, [&] {
    page.out.hard_line();
    page.out.token("b");
    page.out.block_indent([&] { page.out.token("c"); });
  });
  page.out.dedent_to_margin([&] { page.out.token("d"); });
  EXPECT_EQ(page.print(), "  b\n      c\n  d");
  EXPECT_EQ(page.print(20, {.tabs = true}), "  b\n\t\tc\n  d");
}

TEST(EmptyLine, IsWrittenWithoutBlanks) {
  Page page;
  page.out.indent([&] {
    page.out.token("a");
    page.out.empty_line();
    page.out.token("b");
    page.out.hard_line();
    page.out.hard_line();
    page.out.token("c");
  });
  EXPECT_EQ(page.print(), "a\n\n    b\n    c");
}

TEST(Text, OfSeveralLinesIsIndentedOnlyOnce) {
  Page page;
  page.out.indent([&] {
    page.out.hard_line();
    page.out.text("one\r\n  two\rthree");
  });
  EXPECT_EQ(page.print(20, {.line_end = "\r\n"}), "    one\r\n  two\r\nthree");
}

TEST(Text, CountsColumnsNotBytes) {
  Page page;
  page.list({"\u4e2d\u6587", "e\u0301e\u0301", "\tx"});  // 4 + 2 + 5 columns
  EXPECT_EQ(page.print(17), "[\u4e2d\u6587, e\u0301e\u0301, \tx]");
  EXPECT_NE(page.print(16), "[\u4e2d\u6587, e\u0301e\u0301, \tx]");
}

TEST(LineSuffix, WaitsForTheEndOfTheLineAndCountsForItsColumns) {
  Page page;
  const auto write = [&](std::uint16_t columns) {
    page.doc.clear();
    page.out.group([&] {
      page.out.token("(");
      page.out.soft_block_indent([&] {
        page.out.token("a");
        page.out.line_suffix(columns, [&] { page.out.token("  # comment"); });
        page.out.token(" + b");
      });
      page.out.token(")");
    });
    page.out.hard_line();
  };
  write(0);
  EXPECT_EQ(page.print(10), "(a + b)  # comment\n");
  write(11);
  EXPECT_EQ(page.print(10), "(\n    a + b  # comment\n)\n");
}

TEST(LineSuffix, IsWrittenAtTheEndOfTheDocumentAndBeforeABoundary) {
  Page page;
  page.out.token("a");
  page.out.line_suffix(0, [&] { page.out.token("  # 1"); });
  page.out.line_suffix_boundary();
  page.out.token("b");
  page.out.line_suffix(0, [&] { page.out.token("  # 2"); });
  page.out.line_suffix(0, [&] { page.out.token("  # 3"); });
  EXPECT_EQ(page.print(), "a  # 1\nb  # 2  # 3");
}

TEST(ConditionalGroup, IsAGroupOnlyWhereItsConditionHolds) {
  for (const bool broken : {false, true}) {
    Page page;
    const GroupId id = page.out.new_group();
    page.out.group([&] { page.out.token("-"); }, id, broken);
    page.out.group(
        [&] {
          page.out.conditional_group(if_broken(id), [&] {
            page.out.token("a");
            page.out.soft_line();
            page.out.token("b");
          });
        },
        kNoGroup, true);
    EXPECT_EQ(page.print(), broken ? "-ab" : "-a\nb");
  }
}

TEST(IndentIfBroken, AsksTheGroupByItsId) {
  for (const bool broken : {false, true}) {
    Page page;
    const GroupId id = page.out.new_group();
    page.out.group([&] { page.out.token("-"); }, id, broken);
    page.out.indent_if_broken(id, [&] {
      page.out.hard_line();
      page.out.token("a");
    });
    EXPECT_EQ(page.print(), broken ? "-\n    a" : "-\na");
  }
}

// `target = [..]`: the brackets may break though what is around them is flat.
void assignment(Page& page, bool keeps) {
  page.out.group([&] {
    page.out.token("x =");
    page.out.soft_line_or_space();
    if (keeps) {
      page.out.fits_expanded([&] { page.list({"aaaaa", "bbbbb"}); });
    } else {
      page.list({"aaaaa", "bbbbb"});
    }
  });
}

TEST(FitsExpanded, LetsItsContentBreakWhileWhatIsAroundStaysFlat) {
  Page page;
  assignment(page, true);
  EXPECT_EQ(page.print(12), "x = [\n    aaaaa,\n    bbbbb,\n]");
  Page without;
  assignment(without, false);
  EXPECT_EQ(without.print(12), "x =\n[\n    aaaaa,\n    bbbbb,\n]");
}

TEST(FitsExpanded, KeepsWhatBreaksInItToItself) {
  Page page;
  page.out.group([&] {
    page.out.token("x =");
    page.out.soft_line_or_space();
    page.out.fits_expanded([&] {
      page.out.token("[");
      page.out.block_indent([&] { page.out.token("a"); });
      page.out.token("]");
    });
  });
  EXPECT_EQ(page.print(12), "x = [\n    a\n]");
}

TEST(BestFitting, TakesTheFirstVariantThatFits) {
  Page page;
  page.out.best_fitting(
      Writer::Fits::first_line, [&] { page.out.token("a long one line"); },
      [&] {
        page.out.token("two");
        page.out.hard_line();
        page.out.token("lines");
      },
      [&] { page.out.token("x"); });
  EXPECT_EQ(page.print(15), "a long one line");
  EXPECT_EQ(page.print(14), "two\nlines");
  EXPECT_EQ(page.print(2), "x");
}

TEST(BestFitting, OfAllLinesLooksAtEveryLine) {
  for (const Writer::Fits fits : {Writer::Fits::first_line, Writer::Fits::all_lines}) {
    Page page;
    page.out.best_fitting(
        fits,
        [&] {
          page.out.group(
              [&] {
                page.out.token("a");
                page.out.soft_line();
                page.out.token("too long");
              },
              kNoGroup, true);
        },
        [&] { page.out.token("last"); });
    EXPECT_EQ(page.print(5), fits == Writer::Fits::first_line ? "a\ntoo long" : "last");
  }
}

TEST(BestFitParenthesize, AddsParenthesesOnlyWhereTheyHelp) {
  const auto print = [](std::string_view content, std::uint32_t width) {
    Page page;
    page.out.token("x = ");
    page.out.best_fit_parenthesize(kNoGroup, [&] { page.out.text(content); });
    page.out.hard_line();
    return page.print(width);
  };
  EXPECT_EQ(print("abcdef", 10), "x = abcdef\n");
  EXPECT_EQ(print("abcdefg", 11), "x = abcdefg\n");
  EXPECT_EQ(print("abcdef12", 11), "x = abcdef12\n");  // 4 + 8 columns are no better
  EXPECT_EQ(print("abcdef1", 10), "x = abcdef1\n");
  Page page;
  page.out.token("target = ");
  page.out.best_fit_parenthesize(kNoGroup, [&] {
    page.out.token("abcdef");
    page.out.line_suffix(3, [&] { page.out.token("  #"); });
  });
  page.out.hard_line();
  EXPECT_EQ(page.print(13), "target = (\n    abcdef  #\n)\n");
}

TEST(Captured, IsPrintedWhereItIsPutAndAsOftenAsThat) {
  Page page;
  const Captured item = page.out.capture([&] { page.list({"a", "b"}); });
  page.out.token("<");
  page.out.put(item);
  page.out.put(item);
  page.out.token(">");
  EXPECT_EQ(page.print(), "<[a, b][a, b]>");
}

TEST(Captured, BreaksTheGroupItIsPutInto) {
  Page page;
  const Captured item = page.out.capture([&] { page.out.hard_line(); });
  page.out.group([&] {
    page.out.token("a");
    page.out.put(item);
    page.out.soft_line_or_space();
    page.out.token("b");
  });
  EXPECT_EQ(page.print(), "a\nb");
}

TEST(WillBreak, IgnoresLineSuffixesAndFitsExpandedButSeesTheFlattestVariant) {
  Page page;
  Writer& out = page.out;
  EXPECT_FALSE(out.will_break(out.capture([&] { out.line_suffix(0, [&] { out.hard_line(); }); })));
  EXPECT_FALSE(out.will_break(out.capture([&] { out.fits_expanded([&] { out.hard_line(); }); })));
  EXPECT_TRUE(out.will_break(out.capture([&] {
    out.best_fitting(
        Writer::Fits::first_line, [&] { out.hard_line(); }, [&] { out.token("a"); });
  })));
  EXPECT_FALSE(out.will_break(out.capture([&] {
    out.best_fitting(
        Writer::Fits::first_line, [&] { out.token("a"); }, [&] { out.hard_line(); });
  })));
  EXPECT_TRUE(out.will_break(out.capture([&] { out.text("a\nb"); })));
}

TEST(WithoutSoftLines, LeavesOutSoftLinesAndWhatIsForBrokenGroups) {
  Page page;
  const Captured outside = page.out.capture([&] { page.list({"c", "d"}); });
  page.out.without_soft_lines([&] {
    page.list({"a", "b"});
    page.out.put(outside);
  });
  EXPECT_EQ(page.print(3), "[a, b][c, d]");
}

TEST(Printer, PrintsTheSameAgain) {
  Page page;
  page.list({"aaaaa", "bbbbb", "ccccc"});
  const std::string first = page.print(10);
  EXPECT_EQ(page.print(80), "[aaaaa, bbbbb, ccccc]");
  EXPECT_EQ(page.print(10), first);
}

}  // namespace
}  // namespace whip::fmt
