#include "resolver/standards/marker.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace whip::resolver {
namespace {

MarkerEnvironment linux_314() {
  MarkerEnvironment environment;
  environment[MarkerVariable::os_name] = "posix";
  environment[MarkerVariable::sys_platform] = "linux";
  environment[MarkerVariable::platform_system] = "Linux";
  environment[MarkerVariable::platform_machine] = "x86_64";
  environment[MarkerVariable::platform_python_implementation] = "CPython";
  environment[MarkerVariable::platform_release] = "6.1.0-17-generic";
  environment[MarkerVariable::platform_version] = "#1 SMP";
  environment[MarkerVariable::implementation_name] = "cpython";
  environment[MarkerVariable::implementation_version] = "3.14.0";
  environment[MarkerVariable::python_full_version] = "3.14.0";
  environment[MarkerVariable::python_version] = "3.14";
  environment.extras = {"cli", "zip-7"};
  environment.dependency_groups = {"dev"};
  return environment;
}

TEST(Marker, HoldsWhereTheStandardSays) {
  for (const auto* text : {"python_version >= '3.8'",
                           "python_version > \"3.9\"",
                           "'3.8' <= python_version",
                           "python_version == '3.*'",
                           "python_full_version ~= '3.14.0'",
                           "os.name == 'posix'",
                           "python_implementation == 'CPython'",
                           "sys_platform in 'linux darwin'",
                           "'x86' in platform_machine",
                           "sys_platform not in 'win32'",
                           "extra == 'cli'",
                           "extra == 'ZIP_7'",
                           "extra != 'gui'",
                           "'cli' in extras",
                           "'Dev' in dependency_groups",
                           "'docs' not in dependency_groups",
                           "os_name == 'nt' or os_name == 'posix' and python_version < '4'",
                           "(os_name == 'nt' or os_name == 'posix') and python_version < '4'",
                           "sys_platform <= 'linux'",
                           "os_name=='posix'and(python_version>'3')",
                           "platform_release == '6.1.0-17-generic'"}) {
    const auto marker = Marker::parse(text);
    ASSERT_TRUE(marker) << text << ": " << marker.error().message;
    EXPECT_TRUE(marker->holds_in(linux_314())) << text;
  }
  for (const auto* text : {"python_version < '3.8'", "os_name == 'nt'", "sys_platform < 'zzz'", "sys_platform > 'a'",
                           "extra == 'gui'", "'gui' in extras", "platform_release >= '5'", "python_version in '3.1'",
                           "os_name == 'posix' and python_version < '3' or extra == 'x'", "sys_platform ~= 'linux'"}) {
    const auto marker = Marker::parse(text);
    ASSERT_TRUE(marker) << text;
    EXPECT_FALSE(marker->holds_in(linux_314())) << text;
  }
}

TEST(Marker, IsWrittenWithAsFewParenthesesAsPossible) {
  const auto written = [](std::string_view text) { return Marker::parse(text)->text(); };
  EXPECT_EQ(written("((os_name=='a')and(extra=='B_c'or os_name!='d'))"),
            "os_name == \"a\" and (extra == \"b-c\" or os_name != \"d\")");
  EXPECT_EQ(written("(os_name == 'a' and os_name == 'b') or os.name == 'c'"),
            "os_name == \"a\" and os_name == \"b\" or os_name == \"c\"");
  EXPECT_EQ(written("'\"' in os_name"), "'\"' in os_name");
}

struct Mistake {
  std::string_view text;
  std::uint32_t column;
  std::string_view message;
};

constexpr Mistake kMistakes[] = {
    {"", 1,
     "expected a marker variable (`python_version`, `sys_platform`, `extra`, ...) or a quoted text, found the end"},
    {"python == '3'", 1,
     "expected a marker variable (`python_version`, `sys_platform`, `extra`, ...) or a quoted text, found `python`"},
    {"os_name 'nt'", 9, "expected a comparison (`==`, `<`, `in`, ...), found `'`"},
    {"os_name == 'nt", 12, "this text has no closing quote"},
    {"os_name == nt", 12,
     "expected a marker variable (`python_version`, `sys_platform`, `extra`, ...) or a quoted text, found `nt`"},
    {"(os_name == 'nt'", 1, "this `(` is not closed"},
    {"(os_name == 'nt' x", 18, "expected `)`, `and` or `or`, found `x`"},
    {"os_name == 'nt')", 16, "expected `and`, `or` or the end of the marker, found `)`"},
    {"os_name not 'nt'", 13, "expected `in` after `not`"},
    {"os_name == sys_platform", 1, "a marker compares a variable with a quoted text, not two of a kind"},
    {"extras == 'x'", 1, "`extras` is a set: write `\"name\" in extras`"},
    {"'\xC3\xA9' == os_name an", 16, "expected `and`, `or` or the end of the marker, found `an`"},
};

TEST(Marker, SaysWhereAMistakeIs) {
  for (const Mistake& mistake : kMistakes) {
    const auto marker = Marker::parse(mistake.text);
    ASSERT_FALSE(marker) << mistake.text;
    EXPECT_EQ(marker.error().message, mistake.message);
    EXPECT_EQ(marker.error().column, mistake.column) << mistake.text;
  }
}

TEST(Marker, NestsAsDeepAsItsText) {
  const std::size_t depth = 200000;
  const std::string text = std::string(depth, '(') + "os_name == 'posix'" + std::string(depth, ')');
  const auto marker = Marker::parse(text);
  ASSERT_TRUE(marker);
  EXPECT_TRUE(marker->holds_in(linux_314()));
  EXPECT_FALSE(Marker::parse(std::string(depth, '(')));
}

}  // namespace
}  // namespace whip::resolver
