#include "resolver/lock/audit_index.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/support/test_server.h"

namespace whip::resolver {
namespace {

using Texts = std::vector<std::string>;

struct Release {
  std::string version;
  Texts tags;             // of its wheels
  std::string head = {};  // more lines of METADATA
  std::string requires_python = {};
  bool yanked = false;
};
using World = std::map<std::string, std::vector<Release>>;

std::string hash_of(const std::string& tag) {
  std::string digits(64, '0');
  for (std::size_t i = 0; i < tag.size(); ++i) {
    char& digit = digits[i % 64];
    digit = "0123456789abcdef"[(static_cast<unsigned>(digit) + static_cast<unsigned>(tag[i])) % 16];
  }
  return digits;
}

test::ServerReply serve(const World& world, const test::ServerRequest& request) {
  const std::string name = request.path.substr(1, request.path.find('/', 1) - 1);
  if (!world.contains(name)) return {.status = 404};
  std::string files;
  for (const Release& release : world.at(name)) {
    if (request.path.ends_with(".metadata") && request.path.find("-" + release.version + "-") != std::string::npos)
      return {.body = "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + release.version + "\n" + release.head};
    for (const std::string& tag : release.tags) {
      const std::string file = name + "-" + release.version + "-" + tag + ".whl";
      files += (files.empty() ? "" : ",") + std::string("{\"filename\":\"") + file + "\",\"url\":\"/" + name + "/" +
               file + "\",\"hashes\":{\"sha256\":\"" + hash_of(tag) + "\"},\"requires-python\":\"" +
               release.requires_python + "\",\"yanked\":" + (release.yanked ? "true" : "false") +
               ",\"core-metadata\":true}";
    }
  }
  return {.body = R"({"meta":{"api-version":"1.0"},"files":[)" + files + "]}",
          .headers = {"Content-Type: application/vnd.pypi.simple.v1+json"}};
}

// What an audit for 3.14t on Linux says of each package.
class Audit {
 public:
  explicit Audit(World world, bool offline = false)
      : world_(std::move(world)),
        server_([this](const test::ServerRequest& asked) { return serve(world_, asked); }),
        facts_(Index({.sources = {{.name = {}, .url = server_.url()}}, .offline = offline}, Store()), {}) {}

  void lock(const std::string& name, const std::string& version, Texts files = {}, Texts hashes = {}) {
    lock_.packages.push_back({.name = name, .version = version, .files = {}, .has_all_files = !files.empty()});
    lock_.packages.back().hashes = std::move(hashes);
    for (const std::string& tag : files)
      lock_.packages.back().files.push_back(name + "-" + version + "-" + tag + ".whl");
  }
  // With what the project itself asks for.
  const std::vector<AuditedPackage>& run(const Texts& project = {}) {
    std::vector<Requirement> requirements;
    for (const std::string& text : project) requirements.push_back(*Requirement::parse(text));
    index_.emplace(facts_, requirements);
    index_->learn(lock_);
    packages_ = audit(lock_, 14, audit_platforms().first(1));
    index_->find_alternatives(lock_, 14, audit_platforms().first(1), packages_);
    return packages_;
  }
  const AuditIndex& index() const { return *index_; }

 private:
  World world_;
  test::TestServer server_;
  Facts facts_;
  AuditedLock lock_;
  std::optional<AuditIndex> index_;
  std::vector<AuditedPackage> packages_;
};

const Texts kGil = {"cp314-cp314-manylinux_2_17_x86_64"};
const Texts kReady = {"cp314-cp314t-manylinux_2_17_x86_64", "cp314-cp314-manylinux_2_17_x86_64"};
const Texts kAbi3 = {"cp310-abi3-manylinux_2_17_x86_64"};

TEST(AuditIndex, NamesTheNewestOlderVersionThatRuns) {
  Audit audit({{"native", {{"1.0", kReady}, {"1.1", kReady}, {"2.0", kGil}}}});
  audit.lock("native", "2.0", kGil);
  const AuditedPackage& native = audit.run().front();
  ASSERT_TRUE(native.older);
  EXPECT_EQ(native.older->version, "1.1");
  EXPECT_EQ(text_of(native.older->readiness), "ready");
  EXPECT_TRUE(native.older->moves.empty());
  EXPECT_FALSE(native.newer);
  EXPECT_EQ(status_of(native), "older-ready");
}

TEST(AuditIndex, NamesTheNewestNewerVersionThatRuns) {
  Audit audit({{"native", {{"1.0", kAbi3}, {"1.1", kReady}, {"1.2", kReady}, {"1.3", kAbi3}}}});
  audit.lock("native", "1.0", kAbi3);
  const AuditedPackage& native = audit.run().front();
  ASSERT_TRUE(native.newer);
  EXPECT_EQ(native.newer->version, "1.2");
  EXPECT_EQ(status_of(native), "newer-ready");
}

TEST(AuditIndex, StaysWithinWhatTheProjectAndTheOthersAllow) {
  World world{{"native", {{"1.0", kReady}, {"1.5", kReady}, {"2.0", kGil}, {"3.0", kReady}}},
              {"user", {{"1.0", {"py3-none-any"}, "Requires-Dist: native>=1.2\n"}}}};
  Audit within(world);
  within.lock("native", "2.0", kGil);
  within.lock("user", "1.0", {"py3-none-any"});
  EXPECT_EQ(within.run({"native<3"}).front().older->version, "1.5");
  EXPECT_FALSE(within.run({"native<3"}).front().newer);

  Audit none(world);
  none.lock("native", "2.0", kGil);
  none.lock("user", "1.0", {"py3-none-any"});
  const AuditedPackage& native = none.run({"native>=2,<3"}).front();
  EXPECT_EQ(status_of(native), "gil-only");
  EXPECT_EQ(native.out_of_reach, "3.0 is ready, but the project needs native>=2,<3");
  EXPECT_FALSE(native.never);
}

TEST(AuditIndex, LeavesOutYankedPreReleasesAndOtherPythons) {
  Audit audit(
      {{"native", {{"1.0", kReady, "", ">=3.15"}, {"1.1", kReady, "", "", true}, {"2.0", kGil}, {"3.0rc1", kReady}}}});
  audit.lock("native", "2.0", kGil);
  const AuditedPackage& native = audit.run().front();
  EXPECT_EQ(status_of(native), "gil-only");
  EXPECT_TRUE(native.never);
}

TEST(AuditIndex, PrefersAVersionThatMovesNothingElse) {
  Audit audit(
      {{"native",
        {{"1.0", kReady}, {"1.1", kReady, "Requires-Dist: helper<1\nRequires-Dist: x; extra == 'y'\n"}, {"2.0", kGil}}},
       {"helper", {{"1.0", {"py3-none-any"}}}}});
  audit.lock("native", "2.0", kGil);
  audit.lock("helper", "1.0", {"py3-none-any"});
  EXPECT_EQ(audit.run().front().older->version, "1.0");

  Audit only({{"native", {{"1.1", kReady, "Requires-Dist: helper<1\nRequires-Dist: other\n"}, {"2.0", kGil}}},
              {"helper", {{"1.0", {"py3-none-any"}}}}});
  only.lock("native", "2.0", kGil);
  only.lock("helper", "1.0", {"py3-none-any"});
  EXPECT_EQ(only.run().front().older->moves, (Texts{"helper", "other"}));
}

TEST(AuditIndex, ReadsWhatProjectsDeclare) {
  Audit audit(
      {{"native", {{"1.0", kReady, "Classifier: Programming Language :: Python :: Free Threading :: 2 - Beta\n"}}},
       {"plain", {{"1.0", {"py3-none-any"}, "Classifier: Programming Language :: Python :: Free Threading\n"}}},
       {"silent", {{"1.0", kReady}}}});
  for (const char* name : {"native", "plain", "silent"}) audit.lock(name, "1.0", kReady);
  const auto& packages = audit.run();
  EXPECT_EQ(packages[0].declared, Declared::beta);
  EXPECT_EQ(packages[1].declared, Declared::support);
  EXPECT_EQ(packages[2].declared, Declared::nothing);
}

TEST(AuditIndex, TellsTheFilesOfPinsAndOnlyThoseWhoseHashesAreLocked) {
  const World world{{"native", {{"1.0", kReady}}}};
  Audit all(world);
  all.lock("native", "1.0");
  EXPECT_EQ(status_of(all.run().front()), "ready");

  Audit some(world);
  some.lock("native", "1.0", {}, {hash_of(kReady[1])});
  EXPECT_EQ(status_of(some.run().front()), "gil-only");
}

TEST(AuditIndex, SaysWhatItCouldNotKnow) {
  Audit audit({{"native", {{"1.0", kReady}}}}, true);
  audit.lock("native", "1.0", kGil);
  audit.lock("pinned", "1.0");
  const auto& packages = audit.run();
  EXPECT_EQ(status_of(packages[0]), "gil-only") << "the lock's files tell that much";
  EXPECT_EQ(status_of(packages[1]), "unknown");
  EXPECT_EQ(audit.index().unknown(), (std::set<std::string>{"native", "pinned"}));
  EXPECT_NE(audit.index().reason().find("--offline"), std::string::npos);
}

TEST(AuditIndex, KnowsNothingOfVersionsThatTheIndexHasNot) {
  Audit audit({{"native", {{"1.0", kReady}}}});
  audit.lock("native", "9.9");
  EXPECT_EQ(status_of(audit.run().front()), "unknown");
  EXPECT_EQ(audit.index().unknown(), std::set<std::string>{"native"});
}

}  // namespace
}  // namespace whip::resolver
