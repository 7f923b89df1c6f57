#include "resolver/standards/requirement.h"

#include <gtest/gtest.h>

#include <string_view>

namespace whip::resolver {
namespace {

struct Written {
  std::string_view text;
  std::string_view normal;
};

constexpr Written kRequirements[] = {
    {"A", "a"},
    {"A.B-C_D", "a-b-c-d"},
    {"aa", "aa"},
    {"name<=1", "name<=1"},
    {" name >= 3 , < 2 ", "name>=3,<2"},
    {"name (>=3,<2)", "name>=3,<2"},
    {"name()", "name"},
    {"name>=3,", "name>=3"},
    {"name[ ]", "name"},
    {"name [quux, Strange_X,quux];python_version<'2.7' and platform_version=='2'",
     "name[quux,strange-x]; python_version < \"2.7\" and platform_version == \"2\""},
    {"name @ http://foo.com", "name @ http://foo.com"},
    {"name@file:///srv/x.whl#sha256=00 ; os_name=='a'", "name @ file:///srv/x.whl#sha256=00 ; os_name == \"a\""},
    {"name[fred,bar] @ http://foo.com;x ", "name[bar,fred] @ http://foo.com;x"},
    {"name===odd_text;os_name=='a'", "name===odd_text; os_name == \"a\""},
    {"name==1.*", "name==1.*"},
};

TEST(Requirement, IsReadAndWrittenInNormalForm) {
  for (const Written& written : kRequirements) {
    const auto read = Requirement::parse(written.text);
    ASSERT_TRUE(read) << written.text << ": " << read.error().message;
    EXPECT_EQ(read->text(), written.normal);
    EXPECT_EQ(Requirement::parse(read->text())->text(), written.normal);
  }
  EXPECT_EQ(Requirement::parse("Zope.Interface")->written_name, "Zope.Interface");
}

struct Mistake {
  std::string_view text;
  std::uint32_t column;
  std::string_view message;
};

constexpr Mistake kMistakes[] = {
    {"", 1, "expected a package name, found the end"},
    {"==1.0", 1, "expected a package name, found `==1.0`"},
    {"name_", 5, "a name must end with a letter or a digit, not `_`"},
    {"name 1.0", 6, "expected a version (`>=1.0`), `@` and a URL, or `;` and a marker after the name, found `1.0`"},
    {"name>=1 foo", 9, "expected `,` and a version, or `;` and a marker, found `foo`"},
    {"name>=1.0.*", 5, "`.*` goes only with `==` and `!=`, not with `>=`"},
    {"name>=x", 7, "`x` is not a version: expected a number"},
    {"name (>=1", 6, "this `(` is not closed"},
    {"name (>=1 x)", 11, "expected `,` or `)` after a version, found `x)`"},
    {"name[a", 5, "this `[` is not closed"},
    {"name[a b]", 8, "expected `,` or `]` after an extra, found `b]`"},
    {"name[a,]", 8, "expected the name of an extra after `,`"},
    {"name[]; ", 9,
     "expected a marker variable (`python_version`, `sys_platform`, `extra`, ...) or a quoted text, found the end"},
    {"name @ ", 8, "expected a URL after `@`"},
    {"name @ http://a b", 17, "expected ` ;` and a marker after the URL, found `b`"},
    {"name; os_name == 'a' x", 22, "expected `and`, `or` or the end of the marker, found `x`"},
};

TEST(Requirement, SaysWhereAMistakeIs) {
  for (const Mistake& mistake : kMistakes) {
    const auto read = Requirement::parse(mistake.text);
    ASSERT_FALSE(read) << mistake.text;
    EXPECT_EQ(read.error().message, mistake.message);
    EXPECT_EQ(read.error().column, mistake.column) << mistake.text;
  }
}

}  // namespace
}  // namespace whip::resolver
