#include "resolver/lock/audit_inputs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "resolver/lock/audit.h"

namespace whip::resolver {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_of(const AuditedLock& lock, std::uint32_t minor, std::size_t platforms = 4) {
  std::vector<std::string> names;
  for (const AuditedPackage& package : audit(lock, minor, audit_platforms().first(platforms)))
    names.push_back(lock.packages[package.package].name);
  return names;
}
using Texts = std::vector<std::string>;

constexpr std::string_view kUvLock = R"(version = 1
revision = 3
requires-python = ">=3.13"

[[package]]
name = "app"
version = "1.0"
source = { virtual = "." }
dependencies = [
    { name = "web", extra = ["fast"] },
    { name = "winonly", marker = "sys_platform == 'win32'" },
]

[package.optional-dependencies]
plot = [ { name = "draw" } ]

[package.dev-dependencies]
dev = [ { name = "tester", marker = "python_full_version < '3.14'" } ]

[[package]]
name = "web"
version = "2.0"
source = { registry = "https://index.test/simple" }
dependencies = [ { name = "core" } ]
wheels = [ { url = "https://index.test/web-2.0-py3-none-any.whl", hash = "sha256:00" } ]

[package.optional-dependencies]
fast = [ { name = "speed" } ]
slow = [ { name = "crawl" } ]

[[package]]
name = "core"
version = "1"
source = { registry = "https://index.test/simple" }
sdist = { url = "https://index.test/core-1.tar.gz", hash = "sha256:00" }

[[package]]
name = "speed"
version = "1"
source = { registry = "https://index.test/simple" }
wheels = [ { url = "https://index.test/speed-1-cp310-abi3-win_amd64.whl", hash = "sha256:00" } ]

[[package]]
name = "crawl"
version = "1"
source = { registry = "https://index.test/simple" }

[[package]]
name = "winonly"
version = "1"
source = { registry = "https://index.test/simple" }
wheels = [ { url = "https://index.test/winonly-1-cp314-cp314t-win_amd64.whl", hash = "sha256:00" } ]

[[package]]
name = "draw"
version = "1"
source = { git = "https://git.test/draw?rev=main#0000" }

[[package]]
name = "tester"
version = "1"
source = { registry = "https://index.test/simple" }
wheels = [ { url = "https://index.test/tester-1-py3-none-any.whl", hash = "sha256:00" } ]
)";

TEST(UvLock, IsFollowedFromTheProjectThroughMarkersAndExtras) {
  const auto lock = read_uv_lock(kUvLock, "uv.lock");
  ASSERT_TRUE(lock) << lock.error().message;
  // Of `web` only the extra that somebody asks for; of the project all extras and groups.
  EXPECT_EQ(names_of(*lock, 14), (Texts{"web", "core", "speed", "winonly", "draw"}));
  EXPECT_EQ(names_of(*lock, 13), (Texts{"web", "core", "speed", "winonly", "draw", "tester"}));
  EXPECT_EQ(names_of(*lock, 14, 2), (Texts{"web", "core", "speed", "draw"})) << "Linux does not need winonly";
}

TEST(UvLock, TellsThePathFromTheProjectAndWhatItsFilesAre) {
  const auto lock = read_uv_lock(kUvLock, "uv.lock");
  ASSERT_TRUE(lock);
  const auto packages = audit(*lock, 14, audit_platforms().first(4));
  ASSERT_EQ(packages.size(), 5U);
  EXPECT_EQ(status_of(packages[1]), "sdist-only");
  EXPECT_EQ(packages[1].path, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(status_of(packages[2]), "abi3-only");
  EXPECT_EQ(status_of(packages[3]), "ready");
  EXPECT_EQ(packages[3].platforms, (std::vector<std::size_t>{3}));
  EXPECT_EQ(status_of(packages[4]), "unknown") << "a repository";
}

TEST(UvLock, IsRefusedWithItsPlaceIfItIsNone) {
  EXPECT_FALSE(read_uv_lock("version = 1\n", "uv.lock"));
  const auto newer = read_uv_lock("\nversion = 2\n[[package]]\nname = \"a\"\n", "uv.lock");
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().line, 2U);
}

Result<AuditedLock> pins(const std::string& text) {
  const auto file = read_requirements_file(
      "requirements.txt", [&](const std::string&) { return Result<std::string>(text); },
      [](const std::string&) { return std::string(); });
  if (!file) return file.error();
  return read_pins(*file);
}

TEST(Pins, AreReadWithTheirHashesAndMarkers) {
  const std::string hash(64, 'a');
  const auto lock =
      pins("numpy==2.3.0 \\\n    --hash=sha256:" + hash + "\ncolorama==0.4.6 ; sys_platform == 'win32'\n");
  ASSERT_TRUE(lock) << lock.error().message;
  ASSERT_EQ(lock->packages.size(), 2U);
  EXPECT_EQ(lock->packages[0].version, "2.3.0");
  EXPECT_EQ(lock->packages[0].hashes, Texts{hash});
  EXPECT_FALSE(lock->packages[0].has_all_files);
  EXPECT_EQ(names_of(*lock, 14, 1), Texts{"numpy"});
  EXPECT_EQ(status_of(audit(*lock, 14, audit_platforms().first(1)).front()), "unknown");
}

TEST(Pins, ThatAreNoneAreErrorsWithTheirPlace) {
  const auto lock = pins("a==1\nnumpy>=2\n");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().line, 2U);
  EXPECT_NE(lock.error().message.find("`numpy>=2` does not pin"), std::string::npos);
  EXPECT_FALSE(pins("a==1.*\n"));
}

class Environment : public testing::Test {
 protected:
  void SetUp() override {
    // Of its own: tests run beside each other.
    root_ = fs::path(testing::TempDir()) /
            ("whip_environment_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(root_);
    fs::create_directories(packages());
  }
  void TearDown() override { fs::remove_all(root_); }
  fs::path packages() const { return root_ / "lib" / "python3.14t" / "site-packages"; }
  void install(const std::string& name, const std::string& metadata, const std::string& tags) {
    const fs::path folder = packages() / (name + "-1.0.dist-info");
    fs::create_directories(folder);
    std::ofstream(folder / "METADATA") << "Metadata-Version: 2.4\nName: " << name << "\nVersion: 1.0\n"
                                       << metadata << "\n";
    std::ofstream(folder / "WHEEL") << "Wheel-Version: 1.0\n" << tags;
  }
  fs::path root_;
};

TEST_F(Environment, TellsWhatWasInstalledAndByWhom) {
  install("Top",
          "Requires-Dist: native-part\nClassifier: Programming Language :: Python :: Free Threading :: 3 - Stable\n",
          "Tag: py3-none-any\n");
  std::ofstream(packages() / "Top-1.0.dist-info" / "REQUESTED") << "";
  install("native_part", "", "Tag: cp314-cp314t-manylinux_2_17_x86_64\nTag: cp314-cp314t-manylinux2014_x86_64\n");
  const auto lock = read_environment(root_.string());
  ASSERT_TRUE(lock) << lock.error().message;
  const auto packages = audit(*lock, 14, audit_platforms().first(2));
  ASSERT_EQ(packages.size(), 2U);
  EXPECT_EQ(status_of(packages[0]), "pure");
  EXPECT_EQ(packages[0].declared, Declared::stable);
  EXPECT_EQ(lock->packages[1].name, "native-part");
  EXPECT_EQ(text_of(packages[1].state.on[0]), "ready");
  EXPECT_EQ(text_of(packages[1].state.on[1]), "unknown") << "what there is for the other machine an index knows";
  EXPECT_EQ(packages[1].path, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(status_of(audit(*lock, 15, audit_platforms().first(1))[1]), "unknown");
}

TEST_F(Environment, BuiltHereIsReadyWhateverTheIndexHas) {
  install("local", "", "Tag: cp314-cp314t-linux_x86_64\n");
  const auto lock = read_environment(packages().string());
  ASSERT_TRUE(lock);
  EXPECT_EQ(status_of(audit(*lock, 14, audit_platforms().first(1)).front()), "ready");
}

TEST_F(Environment, IsAnErrorWhereThereIsNone) {
  const auto lock = read_environment((root_ / "lib").string());
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().code, ErrorCode::io);
}

}  // namespace
}  // namespace whip::resolver
