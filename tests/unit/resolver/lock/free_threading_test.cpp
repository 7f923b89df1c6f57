// File names as they stand on the index, without those that repeat for Pythons and machines that say nothing new.
#include "resolver/lock/free_threading.h"

#include <gtest/gtest.h>

#include "resolver/lock/audit.h"
#include "resolver/lock/lockfile_read.h"

namespace whip::resolver {
namespace {

using Files = std::vector<std::string>;

// Linux x86_64 and aarch64, macOS arm64, Windows amd64.
std::vector<Platform> machines() {
  std::vector<Platform> all;
  for (const AuditPlatform& platform : audit_platforms().first(kDefaultPlatforms)) all.push_back(platform.machine);
  return all;
}

// The release's name and version in front of each file's tags.
Files wheels(const std::string& release, const std::vector<std::string>& tags, const std::string& sdist = "") {
  Files files;
  for (const std::string& tag : tags) files.push_back(release + "-" + tag + ".whl");
  if (!sdist.empty()) files.push_back(sdist);
  return files;
}

// For 3.13t, 3.14t, 3.15t.
std::vector<std::string> states(const Files& files) {
  std::vector<std::string> out;
  for (const std::uint32_t minor : {13U, 14U, 15U})
    out.emplace_back(text_of(free_threading_of(files, minor, machines()).overall));
  return out;
}
std::vector<std::string> on_each(const Files& files, std::uint32_t minor) {
  std::vector<std::string> out;
  for (const Readiness readiness : free_threading_of(files, minor, machines()).on) out.emplace_back(text_of(readiness));
  return out;
}
using Texts = std::vector<std::string>;

TEST(FreeThreading, TakesNumpyFromItsFirstWheelOfEachBuild) {
  const Files numpy =
      wheels("numpy-2.5.5",
             {"cp313-cp313-macosx_11_0_arm64", "cp313-cp313-manylinux_2_27_aarch64.manylinux_2_28_aarch64",
              "cp313-cp313-manylinux_2_27_x86_64.manylinux_2_28_x86_64", "cp313-cp313-win_amd64",
              "cp314-cp314t-macosx_11_0_arm64", "cp314-cp314t-manylinux_2_27_aarch64.manylinux_2_28_aarch64",
              "cp314-cp314t-manylinux_2_27_x86_64.manylinux_2_28_x86_64", "cp314-cp314t-win_amd64",
              "cp315-cp315t-macosx_11_0_arm64", "cp315-cp315t-manylinux_2_27_aarch64.manylinux_2_28_aarch64",
              "cp315-cp315t-manylinux_2_27_x86_64.manylinux_2_28_x86_64", "cp315-cp315t-win_amd64"},
             "numpy-2.5.5.tar.gz");
  EXPECT_EQ(states(numpy), (Texts{"gil-only", "ready", "ready"}));
  EXPECT_EQ(free_threading_of(numpy, 13, machines()).built_for, (std::vector<std::uint32_t>{14, 15}));
}

TEST(FreeThreading, ServesCryptographyFromAbi3tButNotFromAbi3) {
  const Files cryptography =
      wheels("cryptography-50.0.2",
             {"cp39-abi3-win_amd64", "cp39-abi3-macosx_11_0_arm64", "cp311-abi3-manylinux_2_28_x86_64",
              "cp311-abi3-manylinux_2_28_aarch64", "pp311-pypy311_pp73-manylinux_2_28_x86_64", "cp314-cp314t-win_amd64",
              "cp314-cp314t-macosx_11_0_arm64", "cp314-cp314t-manylinux_2_28_x86_64",
              "cp314-cp314t-manylinux2014_aarch64.manylinux_2_17_aarch64", "cp315-abi3.abi3t-win_amd64",
              "cp315-abi3.abi3t-macosx_11_0_arm64", "cp315-abi3.abi3t-manylinux_2_28_x86_64",
              "cp315-abi3.abi3t-manylinux_2_28_aarch64"},
             "cryptography-50.0.2.tar.gz");
  EXPECT_EQ(states(cryptography), (Texts{"abi3-only", "ready", "ready"}));
  EXPECT_EQ(on_each(cryptography, 15), (Texts{"ready", "ready", "ready", "ready"}));
}

TEST(FreeThreading, DoesNotServe315tFromPsutilsWheelsFor314t) {
  const Files psutil = wheels(
      "psutil-7.2.2",
      {"cp36-abi3-manylinux2010_x86_64.manylinux_2_12_x86_64.manylinux_2_28_x86_64",
       "cp36-abi3-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64", "cp36-abi3-macosx_11_0_arm64",
       "cp37-abi3-win_amd64", "cp313-cp313t-manylinux2010_x86_64.manylinux_2_12_x86_64.manylinux_2_28_x86_64",
       "cp313-cp313t-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64",
       "cp313-cp313t-macosx_11_0_arm64", "cp313-cp313t-win_amd64",
       "cp314-cp314t-manylinux2010_x86_64.manylinux_2_12_x86_64.manylinux_2_28_x86_64",
       "cp314-cp314t-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64",
       "cp314-cp314t-macosx_11_0_arm64", "cp314-cp314t-win_amd64"},
      "psutil-7.2.2.tar.gz");
  EXPECT_EQ(states(psutil), (Texts{"ready", "ready", "abi3-only"}));
}

TEST(FreeThreading, FallsBackToTheWheelWithoutNativeCode) {
  const Files protobuf =
      wheels("protobuf-7.36.2",
             {"cp310-abi3-win_amd64", "cp310-abi3-manylinux2014_x86_64", "cp310-abi3-manylinux2014_aarch64",
              "cp310-abi3-macosx_10_9_universal2", "py3-none-any"},
             "protobuf-7.36.2.tar.gz");
  EXPECT_EQ(states(protobuf), (Texts{"pure-fallback", "pure-fallback", "pure-fallback"}));
  // No native wheel there, so none is passed over.
  const Platform musl{System::musllinux, 1, 2, "x86_64"};
  EXPECT_EQ(free_threading_of(protobuf, 14, std::span(&musl, 1)).overall, Readiness::pure);
}

TEST(FreeThreading, FindsOnlyWheelsWithTheGilOfGrpcio) {
  const Files grpcio =
      wheels("grpcio-1.85.1",
             {"cp313-cp313-macosx_11_0_universal2", "cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64",
              "cp313-cp313-win_amd64", "cp314-cp314-macosx_11_0_universal2",
              "cp314-cp314-manylinux2014_aarch64.manylinux_2_17_aarch64",
              "cp314-cp314-manylinux2014_x86_64.manylinux_2_17_x86_64", "cp314-cp314-win_amd64",
              "cp315-cp315-macosx_10_15_universal2", "cp315-cp315-manylinux2014_x86_64.manylinux_2_17_x86_64",
              "cp315-cp315-win_amd64"},
             "grpcio-1.85.1.tar.gz");
  EXPECT_EQ(states(grpcio), (Texts{"gil-only", "gil-only", "gil-only"}));
  EXPECT_TRUE(free_threading_of(grpcio, 14, machines()).built_for.empty());
}

TEST(FreeThreading, CallsRequestsPure) {
  EXPECT_EQ(states({"requests-2.34.2-py3-none-any.whl", "requests-2.34.2.tar.gz"}), (Texts{"pure", "pure", "pure"}));
}

TEST(FreeThreading, TellsThatPyYamlIsReadyFor314tOnly) {
  const Files yaml = wheels("pyyaml-6.0.3",
                            {"cp313-cp313-macosx_11_0_arm64", "cp313-cp313-win_amd64",
                             "cp314-cp314-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64",
                             "cp314-cp314-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64",
                             "cp314-cp314-win_amd64", "cp314-cp314t-macosx_11_0_arm64", "cp314-cp314t-win_amd64",
                             "cp314-cp314t-manylinux2014_aarch64.manylinux_2_17_aarch64.manylinux_2_28_aarch64",
                             "cp314-cp314t-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64"},
                            "pyyaml-6.0.3.tar.gz");
  EXPECT_EQ(states(yaml), (Texts{"gil-only", "ready", "gil-only"}));
}

TEST(FreeThreading, TakesPydanticCoreWithoutItsWheelsForOtherImplementations) {
  const Files core = wheels("pydantic_core-2.50.4",
                            {"cp313-cp313-win_amd64", "cp314-cp314t-win_amd64", "cp315-cp315t-win_amd64",
                             "pp311-pypy311_pp73-win_amd64", "graalpy313-graalpy253_313_native-macosx_11_0_arm64"});
  EXPECT_EQ(on_each(core, 14),
            (Texts{"not-on-this-platform", "not-on-this-platform", "not-on-this-platform", "ready"}));
}

TEST(FreeThreading, NamesThePlatformsThatAreMissing) {
  const Files files =
      wheels("a-1.0", {"cp314-cp314t-manylinux_2_28_x86_64", "cp314-cp314-win_amd64", "cp38-abi3-macosx_11_0_arm64"});
  EXPECT_EQ(on_each(files, 14), (Texts{"ready", "not-on-this-platform", "abi3-only", "gil-only"}));
  EXPECT_EQ(free_threading_of(files, 14, machines()).overall, Readiness::ready);
}

TEST(FreeThreading, DoesNotSayThatPlatformWheelsWithoutAbiAreSafe) {
  EXPECT_EQ(on_each(wheels("ruff-0.17.5", {"py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64"}), 14).front(),
            "native-unknown");
}

TEST(FreeThreading, PrefersTheNativeWheelOfItsOwnBuild) {
  const Files files = wheels("a-1.0", {"py3-none-any", "py3-none-win_amd64", "cp314-cp314t-win_amd64"});
  EXPECT_EQ(on_each(files, 14), (Texts{"pure", "pure", "pure", "ready"}));
  EXPECT_EQ(on_each(files, 15).back(), "native-unknown");
}

TEST(FreeThreading, DoesNotLoadWheelsForAnyPlatformThatHaveAnAbi) {
  EXPECT_EQ(on_each({"a-1.0-cp314-cp314t-any.whl"}, 14).front(), "not-on-this-platform");
}

TEST(FreeThreading, BuildsWhereNoWheelIsForCPython3) {
  EXPECT_EQ(states({"python-nvd3-0.16.0.tar.gz"}), (Texts{"sdist-only", "sdist-only", "sdist-only"}));
  EXPECT_EQ(states({"a-1.0.tar.gz", "a-1.0-cp27-cp27mu-manylinux1_x86_64.whl"}).front(), "sdist-only");
  EXPECT_EQ(states({"a-1.0-py2-none-any.whl"}).front(), "not-on-this-platform");
}

TEST(FreeThreading, KnowsNothingWithoutFiles) {
  EXPECT_EQ(states({}), (Texts{"unknown", "unknown", "unknown"}));
  EXPECT_EQ(states({"readme.txt"}).front(), "unknown");
}

constexpr std::string_view kLock = R"(lock-version = "1.0"
requires-python = ">=3.14"
extras = ["fast"]
[[packages]]
name = "app"
version = "1"
dependencies = [{ name = "middle" }, { name = "longer" }]
wheels = [{ url = "https://host/app-1-py3-none-any.whl" }]
[[packages]]
name = "longer"
version = "1"
dependencies = [{ name = "middle" }]
wheels = [{ path = "files/longer-1-py3-none-any.whl" }]
[[packages]]
name = "middle"
version = "1"
dependencies = [{ name = "native", version = "2" }]
wheels = [{ name = "middle-1-py3-none-any.whl", url = "https://host/download?id=7" }]
[[packages]]
name = "native"
version = "1"
marker = "python_full_version < '3.14'"
wheels = [{ url = "https://host/native-1-cp313-cp313-win_amd64.whl" }]
[[packages]]
name = "native"
version = "2"
marker = "sys_platform == 'win32' and 'fast' in extras"
wheels = [{ url = "https://host/native-2-cp314-cp314-win_amd64.whl" }]
[[packages]]
name = "local"
directory = { path = "." }
[[packages]]
name = "old"
version = "1"
requires-python = "<3.14"
wheels = [{ url = "https://host/old-1-py3-none-any.whl" }]
)";

TEST(Audit, AsksOnlyWhereMarkersHoldAndFindsTheShortestPath) {
  const auto lock = read_lockfile(kLock, "pylock.toml");
  ASSERT_TRUE(lock) << lock.error().message;
  EXPECT_FALSE(is_locked_for(audited(*lock), 13));
  EXPECT_TRUE(is_locked_for(audited(*lock), 14));
  const auto packages = audit(audited(*lock), 14, audit_platforms().first(kDefaultPlatforms));
  ASSERT_EQ(packages.size(), 6U);
  EXPECT_EQ(packages[0].state.overall, Readiness::pure);
  EXPECT_EQ(packages[1].state.overall, Readiness::pure) << "the file's name comes from its path";
  EXPECT_EQ(packages[2].state.overall, Readiness::pure) << "the file's name is given";
  const AuditedPackage& native = packages[3];
  EXPECT_EQ(native.package, 4U);
  EXPECT_EQ(native.platforms, std::vector<std::size_t>{3}) << "Windows alone needs it";
  EXPECT_TRUE(native.is_blocked);
  EXPECT_TRUE(native.needs_gil_somewhere());
  EXPECT_EQ(native.path, (std::vector<std::size_t>{0, 2, 4}));
  EXPECT_EQ(packages[4].state.overall, Readiness::unknown);
  EXPECT_FALSE(packages[4].is_blocked);
  EXPECT_EQ(packages[5].state.overall, Readiness::not_on_this_platform) << "it is not for this Python";
}

TEST(Audit, HasNoPathInACircleAndEndsThere) {
  const auto lock = read_lockfile(R"(lock-version = "1.0"
[[packages]]
name = "a"
dependencies = [{ name = "b" }]
[[packages]]
name = "b"
dependencies = [{ name = "a" }]
)",
                                  "pylock.toml");
  ASSERT_TRUE(lock);
  for (const AuditedPackage& package : audit(audited(*lock), 14, audit_platforms())) EXPECT_TRUE(package.path.empty());
}

TEST(LockfileRead, RefusesWhatIsNoLock) {
  EXPECT_EQ(read_lockfile("[project]\n", "pyproject.toml").error().path, "pyproject.toml");
  EXPECT_FALSE(read_lockfile("lock-version = \"2.0\"\n", "pylock.toml"));
  const auto bad =
      read_lockfile("lock-version = \"1.0\"\n[[packages]]\nname = \"a\"\nmarker = \"x y\"\n", "pylock.toml");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().line, 4U);
}

}  // namespace
}  // namespace whip::resolver
