#include "resolver/standards/wheel_tag.h"

#include <gtest/gtest.h>

#include <string_view>

#include "resolver/standards/file_name.h"

namespace whip::resolver {
namespace {

constexpr Interpreter kGil314{.major = 3, .minor = 14};
constexpr Interpreter kFree313{.major = 3, .minor = 13, .is_free_threaded = true};
constexpr Interpreter kFree314{.major = 3, .minor = 14, .is_free_threaded = true};
constexpr Interpreter kFree315{.major = 3, .minor = 15, .is_free_threaded = true};
constexpr Interpreter kPyPy{.implementation = Implementation::pypy, .major = 3, .minor = 11};

const Platform kLinux{.system = System::manylinux, .major = 2, .minor = 28, .machine = "x86_64"};

bool wheel_serves(std::string_view tags, const Interpreter& interpreter, const Platform& machine = kLinux) {
  const auto wheel = WheelName::parse("x-1.0-" + std::string(tags) + ".whl");
  EXPECT_TRUE(wheel) << tags;
  return wheel && wheel->serves(interpreter, machine);
}

TEST(FreeThreadedBuilds, LoadTheirOwnAbiTheStableOneMadeForThemAndNone) {
  EXPECT_TRUE(wheel_serves("cp314-cp314t-manylinux_2_28_x86_64", kFree314));
  EXPECT_TRUE(wheel_serves("py3-none-any", kFree314));
  EXPECT_TRUE(wheel_serves("py2.py3-none-manylinux2014_x86_64", kFree314));
  EXPECT_TRUE(wheel_serves("cp314-none-any", kFree314));
  EXPECT_TRUE(wheel_serves("cp315-abi3t-manylinux_2_28_x86_64", kFree315));
  EXPECT_TRUE(wheel_serves("cp315-abi3.abi3t-manylinux_2_28_x86_64", kFree315));
}

TEST(FreeThreadedBuilds, LoadNeitherGilWheelsNorAbi3NorWheelsOfAnotherMinorVersion) {
  EXPECT_FALSE(wheel_serves("cp314-cp314-manylinux_2_28_x86_64", kFree314));
  EXPECT_FALSE(wheel_serves("cp39-abi3-manylinux_2_28_x86_64", kFree314));
  EXPECT_FALSE(wheel_serves("cp314-abi3-manylinux_2_28_x86_64", kFree315));
  EXPECT_FALSE(wheel_serves("cp314-cp314t-manylinux_2_28_x86_64", kFree315));
  EXPECT_FALSE(wheel_serves("cp314-cp314t-manylinux_2_28_x86_64", kFree313));
  EXPECT_FALSE(wheel_serves("cp315-abi3t-manylinux_2_28_x86_64", kFree314));
  EXPECT_FALSE(wheel_serves("cp313-none-any", kFree314));
}

TEST(GilBuilds, LoadAbi3ButNothingFreeThreaded) {
  EXPECT_TRUE(wheel_serves("cp314-cp314-manylinux_2_17_x86_64", kGil314));
  EXPECT_TRUE(wheel_serves("cp37-abi3-manylinux_2_17_x86_64", kGil314));
  EXPECT_TRUE(wheel_serves("cp37.cp38-abi3-manylinux_2_17_x86_64", kGil314));
  EXPECT_FALSE(wheel_serves("cp314-cp314t-manylinux_2_17_x86_64", kGil314));
  EXPECT_FALSE(wheel_serves("cp314-abi3t-manylinux_2_17_x86_64", kGil314));
  EXPECT_FALSE(wheel_serves("cp315-abi3-manylinux_2_17_x86_64", kGil314));
  EXPECT_FALSE(wheel_serves("cp313-cp313-manylinux_2_17_x86_64", kGil314));
  EXPECT_FALSE(wheel_serves("cp314-cp314-any", kGil314));
  EXPECT_FALSE(wheel_serves("py4-none-any", kGil314));
  EXPECT_FALSE(wheel_serves("py315-none-any", kGil314));
  EXPECT_TRUE(wheel_serves("py39-none-any", kGil314));
  EXPECT_FALSE(wheel_serves("pp311-pypy311_pp73-manylinux_2_17_x86_64", kGil314));
  EXPECT_TRUE(wheel_serves("pp311-pypy311_pp73-manylinux_2_17_x86_64", kPyPy));
  EXPECT_FALSE(wheel_serves("pp310-pypy310_pp73-manylinux_2_17_x86_64", kPyPy));
  EXPECT_FALSE(wheel_serves("cp311-cp311-manylinux_2_17_x86_64", kPyPy));
}

struct Case {
  std::string_view tag;
  std::string_view machine;  // as a platform tag of its own
  bool serves;
};

constexpr Case kPlatforms[] = {
    {"any", "win_amd64", true},
    {"manylinux_2_28_x86_64", "manylinux_2_28_x86_64", true},
    {"manylinux_2_29_x86_64", "manylinux_2_28_x86_64", false},
    {"manylinux1_x86_64", "manylinux_2_28_x86_64", true},
    {"manylinux2010_x86_64", "manylinux_2_12_x86_64", true},
    {"manylinux2014_aarch64", "manylinux_2_28_x86_64", false},
    {"manylinux_2_5_aarch64", "manylinux_2_28_aarch64", false},
    {"musllinux_1_2_x86_64", "manylinux_2_28_x86_64", false},
    {"musllinux_1_1_x86_64", "musllinux_1_2_x86_64", true},
    {"musllinux_1_2_x86_64", "musllinux_1_1_x86_64", false},
    {"linux_x86_64", "manylinux_2_28_x86_64", true},
    {"linux_x86_64", "musllinux_1_2_x86_64", true},
    {"linux_armv7l", "musllinux_1_2_x86_64", false},
    {"win_amd64", "win_amd64", true},
    {"win_arm64", "win_amd64", false},
    {"win32", "win_amd64", false},
    {"win32", "win32", true},
    {"macosx_11_0_arm64", "macosx_14_0_arm64", true},
    {"macosx_15_0_arm64", "macosx_14_0_arm64", false},
    {"macosx_11_0_universal2", "macosx_14_0_arm64", true},
    {"macosx_10_9_universal2", "macosx_14_0_arm64", true},
    {"macosx_10_9_x86_64", "macosx_14_0_arm64", false},
    {"macosx_10_9_x86_64", "macosx_14_0_x86_64", true},
    {"macosx_10_9_intel", "macosx_14_0_x86_64", true},
    {"macosx_11_1_arm64", "macosx_14_0_arm64", false},
    {"macosx_10_15_x86_64", "macosx_10_14_x86_64", false},
    {"macosx_10_12_x86_64", "macosx_10_14_x86_64", true},
    {"ios_13_0_arm64_iphoneos", "ios_15_2_arm64_iphoneos", true},
    {"ios_13_0_arm64_iphonesimulator", "ios_15_2_arm64_iphoneos", false},
    {"android_21_arm64_v8a", "android_24_arm64_v8a", true},
    {"android_26_arm64_v8a", "android_24_arm64_v8a", false},
    {"manylinux_2_x86_64", "manylinux_2_28_x86_64", false},
    {"wasm32", "wasm32", true},
};

TEST(Platforms, ServeWhatIsAsNewAndOfTheSameMachine) {
  for (const Case& one : kPlatforms) {
    EXPECT_EQ(serves(read_platform_tag(one.tag), read_platform_tag(one.machine)), one.serves)
        << one.tag << " on " << one.machine;
  }
}

TEST(Platforms, AreNamedAsMarkersNameThem) {
  const auto names = [](std::string_view tag) { return marker_names(read_platform_tag(tag)); };
  EXPECT_EQ(names("manylinux_2_28_aarch64").sys_platform, "linux");
  EXPECT_EQ(names("manylinux_2_28_aarch64").machines, std::vector<std::string_view>{"aarch64"});
  EXPECT_EQ(names("win_amd64").machines, std::vector<std::string_view>{"AMD64"});
  EXPECT_EQ(names("macosx_11_0_universal2").machines, (std::vector<std::string_view>{"x86_64", "arm64"}));
  EXPECT_EQ(names("any").sys_platform, "");
}

TEST(Abi, IsReadFromItsTag) {
  EXPECT_EQ(abi_of("none"), Abi::none);
  EXPECT_EQ(abi_of("abi3"), Abi::abi3);
  EXPECT_EQ(abi_of("abi3t"), Abi::abi3t);
  EXPECT_EQ(abi_of("cp314"), Abi::with_gil);
  EXPECT_EQ(abi_of("cp314t"), Abi::free_threaded);
  for (const auto* tag : {"cp27mu", "cp314td", "pypy311_pp73", "cp", "cp3", "graalpy240_311_native"}) {
    EXPECT_EQ(abi_of(tag), Abi::other) << tag;
  }
}

TEST(WheelName, IsReadPartByPart) {
  const auto wheel = WheelName::parse(
      "Zope.Interface-1.0.post1-2b-cp314.CP313-cp314t.abi3-manylinux2014_x86_64.manylinux_2_17_x86_64.whl");
  ASSERT_TRUE(wheel);
  EXPECT_EQ(wheel->name, "zope-interface");
  EXPECT_EQ(wheel->version.text(), "1.0.post1");
  EXPECT_EQ(wheel->build, "2b");
  EXPECT_EQ(wheel->pythons, (std::vector<std::string>{"cp314", "cp313"}));
  EXPECT_EQ(wheel->abis, (std::vector<std::string>{"cp314t", "abi3"}));
  EXPECT_EQ(wheel->platforms, (std::vector<std::string>{"manylinux2014_x86_64", "manylinux_2_17_x86_64"}));
}

TEST(WheelName, RefusesWhatIsNone) {
  for (const auto* name :
       {"x-1.0-py3-none-any.zip", "x-1.0-py3-none.whl", "x-1.0-1-2-py3-none-any.whl", "x-french-py3-none-any.whl",
        "x__y-1.0-py3-none-any.whl", "x-1.0-a-py3-none-any.whl", "-1.0-py3-none-any.whl", "x-1.0-py3--any.whl",
        "x-1.0-py3.-none-any.whl", "x-1.0-3py-none-any.whl"}) {
    EXPECT_FALSE(WheelName::parse(name)) << name;
  }
}

TEST(SdistName, IsReadWithAndWithoutItsProject) {
  EXPECT_EQ(SdistName::parse("zope_interface-7.2.tar.gz")->name, "zope-interface");
  EXPECT_EQ(SdistName::parse("zope-interface-7.2.zip")->version.text(), "7.2");
  EXPECT_EQ(SdistName::parse("a-b-1.0-1.tar.gz", "a-b")->version.text(), "1.0.post1");
  EXPECT_EQ(SdistName::parse("a-b-1.0-1.tar.gz")->version.text(), "1");
  for (const auto* name : {"x.tar.gz", "x-1.0.tar.bz2", "-1.0.tar.gz", "x-one.tar.gz"}) {
    EXPECT_FALSE(SdistName::parse(name)) << name;
  }
  EXPECT_FALSE(SdistName::parse("a-b-1.0.tar.gz", "c"));
}

}  // namespace
}  // namespace whip::resolver
