#include "resolver/standards/marker_algebra.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace whip::resolver {
namespace {

class Algebra : public testing::Test {
 protected:
  MarkerId id(std::string_view text) {
    const auto marker = Marker::parse(text);
    EXPECT_TRUE(marker) << text;
    return algebra.compile(*marker);
  }
  std::string simple(std::string_view text) { return algebra.text(id(text)); }

  MarkerAlgebra algebra;
};

struct Case {
  std::string_view marker;
  std::string_view text;
};

// The right sides are what uv writes.
constexpr Case kSimplified[] = {
    {"python_version == '3.8'", "python_full_version == '3.8.*'"},
    {"python_version != '3.8'", "python_full_version != '3.8.*'"},
    {"python_version > '3.8'", "python_full_version >= '3.9'"},
    {"python_version <= '3.8'", "python_full_version < '3.9'"},
    {"python_version < '3.8.1'", "python_full_version < '3.9'"},
    {"python_version >= '3.8.0'", "python_full_version >= '3.8'"},
    {"python_version ~= '3.8'", "python_full_version >= '3.8' and python_full_version < '4'"},
    {"python_version == '3.8.1'", "python_version < '0'"},
    {"python_version in '3.8 3.10'", "python_full_version == '3.8.*' or python_full_version == '3.10.*'"},
    {"python_version in '0'", "python_full_version < '0.1'"},
    {"python_full_version >= '0'", ""},
    {"python_full_version < '0' or python_full_version < '0.0'", "python_version < '0'"},
    {"python_full_version >= '3.8.0rc1'", "python_full_version >= '3.8'"},
    {"'3.8' <= python_version", "python_full_version >= '3.8'"},
    {"python_version >= '3.8' and python_version < '3.8'", "python_version < '0'"},
    {"python_version >= '3.8' or python_version < '3.8'", ""},
    {"python_version >= '3.8' or python_version < '3.10'", ""},
    {"platform_system == 'Windows'", "sys_platform == 'win32'"},
    {"platform_system == 'FreeBSD'", "platform_system == 'FreeBSD'"},
    {"platform_system == 'Windows' or sys_platform != 'win32'", ""},
    {"os_name == 'nt' and sys_platform == 'linux'", "python_version < '0'"},
    {"os_name == 'posix' and platform_system == 'Windows'", "python_version < '0'"},
    {"os_name == 'nt' and sys_platform == 'win32'", "os_name == 'nt' and sys_platform == 'win32'"},
    {"sys_platform < 'x'", "python_version < '0'"},
    {"sys_platform in 'linux darwin'", "sys_platform in 'linux darwin'"},
    {"'linux' not in sys_platform", "'linux' not in sys_platform"},
    {"os_name == 'a' or os_name != 'a' and extra == 'b'", "os_name == 'a' or extra == 'b'"},
    {"os_name != 'a' and os_name != 'b'", "os_name != 'a' and os_name != 'b'"},
    {"(os_name == 'a' and extra == 'x') or (os_name == 'a' and extra != 'x')", "os_name == 'a'"},
    {"extra == 'x' and extra == 'y'", "extra == 'x' and extra == 'y'"},
    {"'x' in extras and 'y' not in dependency_groups", "'x' in extras and 'y' not in dependency_groups"},
    {"sys_platform == 'darwin' or python_version >= '3.9' and os_name == 'nt'",
     "(python_full_version >= '3.9' and os_name == 'nt') or sys_platform == 'darwin'"},
    {"platform_release >= '20' and platform_release < '20'", "python_version < '0'"},
    {"python_version >= 'x'", ""},
    {"python_version >= 'x' and os_name == 'nt'", "os_name == 'nt'"},
    {"implementation_version == '3.8.0'", "implementation_version == '3.8'"},
};

TEST_F(Algebra, WritesMarkersSimply) {
  for (const Case& one : kSimplified) EXPECT_EQ(simple(one.marker), one.text) << one.marker;
}

TEST_F(Algebra, GivesEqualMarkersOneId) {
  for (const Case& one : kSimplified) {
    EXPECT_EQ(one.text.empty() ? kAlways : id(one.text), id(one.marker)) << one.marker;
    const MarkerId marker = id(one.marker);
    EXPECT_TRUE(algebra.conjunction(marker, MarkerAlgebra::negation(marker)).is_false()) << one.marker;
    EXPECT_TRUE(algebra.disjunction(marker, MarkerAlgebra::negation(marker)).is_true()) << one.marker;
  }
}

TEST_F(Algebra, KnowsWhatExcludesAndWhatImplies) {
  EXPECT_TRUE(algebra.are_disjoint(id("sys_platform == 'win32'"), id("platform_system == 'Linux'")));
  EXPECT_TRUE(algebra.are_disjoint(id("python_version < '3.8'"), id("python_full_version >= '3.8'")));
  EXPECT_FALSE(algebra.are_disjoint(id("python_version <= '3.8'"), id("python_full_version >= '3.8.5'")));
  EXPECT_FALSE(algebra.are_disjoint(id("extra == 'a'"), id("extra == 'b'")));
  EXPECT_TRUE(algebra.implies(id("python_version == '3.9'"), id("python_version >= '3.8'")));
  EXPECT_TRUE(algebra.implies(id("sys_platform == 'win32'"), id("sys_platform != 'linux'")));
  EXPECT_FALSE(algebra.implies(id("python_version >= '3.8'"), id("python_version == '3.9'")));
}

TEST_F(Algebra, ForgetsWhatPythonAnswers) {
  const VersionIntervals wanted = release_intervals(*Specifiers::parse(">=3.9,<4"));
  const auto left = [&](std::string_view text) {
    return algebra.text(algebra.assuming_python(id(text), wanted.front()));
  };
  EXPECT_EQ(left("python_version >= '3.8'"), "");
  EXPECT_EQ(left("python_version >= '3.9' and python_version < '3.12'"), "python_full_version < '3.12'");
  EXPECT_EQ(left("python_version < '3.9'"), "python_version < '0'");
  EXPECT_EQ(left("python_version < '3.9' or os_name == 'nt'"), "os_name == 'nt'");
  EXPECT_EQ(left("python_version >= '3.12' and python_version < '4.0'"), "python_full_version >= '3.12'");
}

TEST_F(Algebra, AnswersExtras) {
  const std::vector<std::string> on{"a"};
  const MarkerId marker = id("extra == 'a' and os_name == 'x' or extra == 'b' and os_name == 'y'");
  EXPECT_TRUE(algebra.mentions_extra(marker));
  EXPECT_EQ(algebra.text(algebra.with_extras(marker, on)), "os_name == 'x'");
  EXPECT_TRUE(algebra.with_extras(marker, {}).is_false());
  EXPECT_EQ(algebra.text(algebra.without_extras(marker)), "os_name == 'x' or os_name == 'y'");
  const MarkerId negative = id("extra != 'a' and os_name == 'x'");
  EXPECT_EQ(algebra.text(algebra.without_extras(negative)), "os_name == 'x'");
  EXPECT_FALSE(algebra.mentions_extra(algebra.without_extras(marker)));
  EXPECT_EQ(algebra.extra("a"), id("extra == 'A'"));
  EXPECT_EQ(algebra.in_extras("a"), id("'a' in extras"));
  EXPECT_EQ(algebra.in_dependency_groups("a"), id("'a' in dependency_groups"));
}

TEST_F(Algebra, TellsThePythonsOfAMarker) {
  const auto pythons = [&](std::string_view text) { return text_of(algebra.python_of(id(text))); };
  EXPECT_EQ(pythons("os_name == 'nt'"), "");
  EXPECT_EQ(pythons("python_version >= '3.9' and os_name == 'nt'"), ">=3.9");
  EXPECT_EQ(pythons("python_version >= '3.9' and os_name == 'nt' or python_version == '3.7'"), ">=3.7,!=3.8.*");
  EXPECT_EQ(pythons("python_version >= '3.9' or os_name == 'nt'"), "");
  EXPECT_TRUE(algebra.python_of(kNever).empty());
  EXPECT_EQ(algebra.python(release_intervals(*Specifiers::parse(">=3.9,!=3.10.*"))),
            id("python_version >= '3.9' and python_version != '3.10'"));
}

TEST_F(Algebra, GivesUpOnDiagramsBeyondAllMeasure) {
  // (x1 and y1) or (x2 and y2) or ..., all x asked before all y: 2^n nodes.
  std::string text;
  for (int i = 0; i < 40; ++i) {
    text += (i == 0 ? "" : " or ");
    text += "'a" + std::to_string(100 + i) + "' in os_name and extra == 'b" + std::to_string(100 + i) + "'";
  }
  MarkerAlgebra small;
  small.compile(*Marker::parse(text));
  ASSERT_TRUE(small.failure());
  EXPECT_EQ(small.failure()->code, ErrorCode::limit);
  EXPECT_FALSE(algebra.failure());
}

TEST(VersionIntervals, AreJoinedAndCut) {
  const auto intervals = [](std::string_view text) { return release_intervals(*Specifiers::parse(text)); };
  EXPECT_EQ(text_of(intervals(">=3.9,<4,!=3.10.*")), ">=3.9,!=3.10.*,<4");
  EXPECT_EQ(text_of(intervals("!=3.9.1")), "!=3.9.1");
  EXPECT_EQ(text_of(intervals("==3.9.*")), ">=3.9,<3.10");
  EXPECT_EQ(text_of(intervals("==3.9.0")), "==3.9");
  EXPECT_EQ(text_of(intervals("~=3.9.1")), ">=3.9.1,<3.10");
  EXPECT_EQ(text_of(intervals(">3.9,<=3.12")), ">3.9,<=3.12");
  EXPECT_EQ(text_of(intervals("")), "");
  EXPECT_TRUE(intervals(">=4,<3").empty());
  EXPECT_TRUE(intervals(">3,<3").empty());
  EXPECT_EQ(complement(complement(intervals(">=3.9,!=3.10.*,<4"))), intervals(">=3.9,!=3.10.*,<4"));
  EXPECT_EQ(united(intervals("<3"), intervals(">=3")), intervals(""));
  EXPECT_EQ(united(intervals("<3"), intervals(">3")), intervals("!=3"));
  EXPECT_EQ(complement({}), intervals(""));
  EXPECT_TRUE(intervals(">=3.9")[0].contains(*Version::read("3.9.0")));
  EXPECT_FALSE(intervals(">=3.9")[0].contains(*Version::read("3.9.0rc1")));
}

}  // namespace
}  // namespace whip::resolver
