#include "resolver/lock/origin.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <mutex>
#include <set>

#include "resolver/index/digest.h"
#include "resolver/lock/graph.h"
#include "resolver/lock/lockfile_text.h"
#include "resolver/lock/lockfile_write.h"
#include "resolver/lock/resolve.h"
#include "resolver/project/sources.h"
#include "tests/support/scratch.h"
#include "tests/support/small_index.h"
#include "tests/support/small_wheel.h"

namespace whip::resolver {
namespace {

using test::World;

// An index that remembers what it was asked.
class Recorder {
 public:
  explicit Recorder(World world)
      : world_(std::move(world)), server_([this](const test::ServerRequest& request) {
          const std::lock_guard hold(mutex_);
          asked_.insert(request.path);
          const auto file = files.find(request.path);
          return file == files.end() ? test::serve(world_, request) : test::ServerReply{.body = file->second};
        }) {}
  std::string url() const { return server_.url(); }
  bool was_asked(const std::string& path) {
    const std::lock_guard hold(mutex_);
    return asked_.contains(path);
  }
  std::map<std::string, std::string> files;

 private:
  World world_;
  std::mutex mutex_;
  std::set<std::string> asked_;
  test::TestServer server_;
};

struct Locking {
  ResolveRequest request;
  IndexOptions index;
  FactsOptions facts;

  Locking() { request.python = {{.lower = *Version::read("3.9"), .upper = {}}}; }

  void want(const std::string& written, const std::string& from = {}, const std::string& extra = {}) {
    RootRequirement root;
    root.placed.requirement = *Requirement::parse(written);
    root.placed.requirement.index = from;
    root.placed.text = written;
    root.placed.path = "pyproject.toml";
    root.placed.place = {3, 1};
    root.extra = extra;
    request.roots.push_back(std::move(root));
  }

  // `a 1.0 ; marker`, a line each; or the error.
  std::string lock() {
    MarkerAlgebra algebra;
    Facts known(Index(index, Store()), facts);
    auto resolved = resolve(request, known, algebra);
    if (!resolved) return "error: " + resolved.error().message;
    if (std::holds_alternative<NoSolution>(*resolved)) return "no solution";
    const auto packages = locked_packages(request, std::get<std::vector<Solution>>(*resolved), known, algebra);
    LockHead head;
    head.base = head.folder = facts.base;
    const auto lock = locked_file(head, request, packages, index.sources, known, algebra);
    if (!lock) return "error: " + lock.error().message;
    text = lockfile_text(*lock);
    std::string out;
    for (const LockedRelease& package : lock->packages) {
      out += package.name + (package.version.empty() ? "" : " " + package.version) +
             (package.marker_text.empty() ? "" : " ; " + package.marker_text) + "\n";
    }
    return out;
  }
  bool has(const std::string& part) const { return text.find(part) != std::string::npos; }

  std::string text;  // of the lock
};

TEST(Origins, APinnedPackageIsLookedForOnItsIndexOnly) {
  Recorder own({{"inner", {{"1.0"}}}});
  Recorder open({{"inner", {{"9.0"}}}, {"other", {{"2.0"}}}});
  Locking run;
  run.index.sources = {{.name = "open", .url = open.url()}, {.name = "own", .url = own.url(), .only_if_pinned = true}};
  run.want("inner", "own");
  run.want("other");
  EXPECT_EQ(run.lock(), "inner 1.0\nother 2.0\n");
  EXPECT_FALSE(open.was_asked("/inner/")) << "a stranger's project of the same name";
  EXPECT_FALSE(own.was_asked("/other/")) << "explicit: only for those that name it";
  EXPECT_TRUE(run.has("index = \"" + own.url() + "\"")) << run.text;
}

TEST(Origins, APinHoldsForThoseWhoNeedThePackageToo) {
  Recorder own({{"inner", {{"1.0"}}}});
  Recorder open({{"inner", {{"9.0"}}}, {"other", {{"2.0", {"inner"}}}}});
  Locking run;
  run.index.sources = {{.name = "open", .url = open.url()}, {.name = "own", .url = own.url(), .only_if_pinned = true}};
  run.want("other");
  run.want("inner", "own");
  EXPECT_EQ(run.lock(), "inner 1.0\nother 2.0\n");
  EXPECT_FALSE(open.was_asked("/inner/"));
}

TEST(Origins, APinnedPackageThatItsIndexDoesNotKnowIsNotTakenFromAnother) {
  Recorder own({});
  Recorder open({{"inner", {{"9.0"}}}});
  Locking run;
  run.index.sources = {{.name = "open", .url = open.url()}, {.name = "own", .url = own.url()}};
  run.want("inner", "own");
  EXPECT_EQ(run.lock(), "no solution");
  EXPECT_FALSE(open.was_asked("/inner/"));
}

TEST(Origins, MarkersAndConflictingExtrasKeepTwoIndexesApart) {
  Recorder cpu({{"torch", {{"1.0"}}}});
  Recorder gpu({{"torch", {{"2.0"}}}});
  Locking run;
  run.index.sources = {{.name = "cpu", .url = cpu.url(), .only_if_pinned = true},
                       {.name = "gpu", .url = gpu.url(), .only_if_pinned = true}};
  run.want("torch ; sys_platform == 'darwin'", "cpu");
  run.want("torch ; sys_platform != 'darwin'", "gpu");
  EXPECT_EQ(run.lock(), "torch 1.0 ; sys_platform == 'darwin'\ntorch 2.0 ; sys_platform != 'darwin'\n");
  run.request.roots.clear();
  run.want("torch", "cpu", "cpu");
  run.want("torch", "gpu", "gpu");
  EXPECT_NE(run.lock().find("from two places at once"), std::string::npos) << run.lock();
  run.request.conflicts = {{{{"cpu"}, {}}, {{"gpu"}, {}}}};
  EXPECT_EQ(run.lock(), "torch 1.0 ; 'cpu' in extras\ntorch 2.0 ; 'gpu' in extras\n");
}

TEST(Origins, AnArchiveIsFetchedCheckedAndLockedWithItsHash) {
  const std::string wheel =
      test::small_wheel("x-1.5", "Metadata-Version: 2.1\nName: x\nVersion: 1.5\nRequires-Dist: y>1\n");
  Recorder index({{"x", {{"9.0"}}}, {"y", {{"1.0"}, {"2.0"}}}});
  index.files["/at/x-1.5-py3-none-any.whl"] = wheel;
  Locking run;
  run.index.sources = {{.name = {}, .url = index.url()}};
  const std::string place = index.url() + "/at/x-1.5-py3-none-any.whl";
  run.want("x @ " + place);
  EXPECT_EQ(run.lock(), "x 1.5\ny 2.0\n");
  const std::string digest = hexadecimal(sha256_of(wheel));
  EXPECT_TRUE(run.has("archive = { url = \"" + place + "\", size = " + std::to_string(wheel.size()) +
                      ", hashes = { sha256 = \"" + digest + "\" } }"))
      << run.text;
  EXPECT_FALSE(index.was_asked("/x/"));
  run.request.roots.clear();
  run.want("x @ " + place + "#sha256=" + digest);
  EXPECT_EQ(run.lock(), "x 1.5\ny 2.0\n");
  run.request.roots.clear();
  run.want("x @ " + place + "#sha256=" + std::string(64, '0'));
  EXPECT_NE(run.lock().find("not 0000"), std::string::npos) << run.lock();
  run.request.roots.clear();
  run.want("z @ " + place);
  EXPECT_NE(run.lock().find("holds the project `x`, not `z`"), std::string::npos) << run.lock();
}

TEST(Origins, FoldersSayThemselvesWhatTheyNeed) {
  Recorder index({{"y", {{"1.0"}, {"2.0"}}}, {"z", {{"1.0"}}}});
  const Scratch folder;
  folder.write("lib/pyproject.toml",
               "[project]\nname='lib'\ndynamic=['version']\ndependencies=['y<2', 'sub']\n"
               "[project.optional-dependencies]\nmore=['z']\n[tool.uv.sources]\nsub={path='../sub', editable=true}\n");
  folder.write("sub/pyproject.toml", "[project]\nname='sub'\nversion='3'\n");
  Locking run;
  run.index.sources = {{.name = {}, .url = index.url()}};
  run.facts.base = folder.root();
  run.want("lib[more] @ file:lib");
  EXPECT_EQ(run.lock(), "lib\nsub\ny 1.0\nz 1.0\n");
  EXPECT_TRUE(run.has("directory = { path = \"lib\" }")) << run.text;
  EXPECT_TRUE(run.has("directory = { path = \"sub\", editable = true }")) << run.text;
  folder.write("lib/pyproject.toml", "[project]\nname='lib'\nversion='1'\ndynamic=['dependencies']\n");
  EXPECT_NE(run.lock().find("`project.dependencies` is dynamic"), std::string::npos) << run.lock();
  run.facts.declared = {
      {.name = "lib", .version = {}, .requires_dist = {*Requirement::parse("y")}, .requires_python = {}}};
  EXPECT_EQ(run.lock(), "lib\ny 2.0\n");
}

TEST(Origins, ReleasesOfAnIndexCannotAskForUrls) {
  Recorder index({{"x", {{"1.0", {"y @ https://elsewhere.example/y-1.0-py3-none-any.whl"}}}}});
  Locking run;
  run.index.sources = {{.name = {}, .url = index.url()}};
  run.want("x");
  EXPECT_EQ(run.lock(), "no solution");
}

TEST(Origins, RepositoriesAreLockedAtTheirCommit) {
  const Scratch folder;
  folder.write("repo/lib/pyproject.toml", "[project]\nname='lib'\nversion='1'\n");
  const std::string git = "git -C " + folder.path("repo") + " -c user.name=n -c user.email=e ";
  const std::string quiet = " > " + folder.path("log") + " 2>&1";
  ASSERT_EQ(std::system((git + "init -b main" + quiet).c_str()), 0);
  ASSERT_EQ(std::system((git + "add ." + quiet).c_str()), 0);
  ASSERT_EQ(std::system((git + "commit -m one" + quiet).c_str()), 0);
  ASSERT_EQ(std::system((git + "tag -a v1 -m v1" + quiet).c_str()), 0);
  ASSERT_EQ(std::system((git + "rev-parse HEAD > " + folder.path("commit")).c_str()), 0);
  std::ifstream file(folder.path("commit"));
  std::string commit;
  file >> commit;
  for (const std::string revision : {"", "@main", "@v1", "@COMMIT"}) {
    Locking run;
    run.facts.repository_folder = folder.path("cache");
    const std::string at = revision == "@COMMIT" ? "@" + commit : revision;
    run.want("lib @ git+file://" + folder.path("repo") + at + "#subdirectory=lib");
    EXPECT_EQ(run.lock(), "lib\n") << revision;
    EXPECT_TRUE(run.has("commit-id = \"" + commit + "\", subdirectory = \"lib\"")) << run.text;
  }
  Locking run;
  run.want("lib @ git+file://" + folder.path("repo") + "@gone#subdirectory=lib");
  EXPECT_NE(run.lock().find("no branch or tag `gone`"), std::string::npos) << run.lock();
}

TEST(Origins, TwoPlacesForOneProjectAreOneClearError) {
  Locking run;
  const Scratch folder;
  folder.write("a/pyproject.toml", "[project]\nname='x'\nversion='1'\n");
  folder.write("b/pyproject.toml", "[project]\nname='x'\nversion='2'\n");
  run.facts.base = folder.root();
  run.want("x @ file:a");
  run.want("x @ file:b");
  EXPECT_EQ(
      run.lock(),
      "error: `x` is asked for from two places at once: `a` (pyproject.toml:3) and `b` (pyproject.toml:3); it can "
      "come from one only, unless markers or `conflicts` keep the two apart");
}

TEST(Sources, ReplaceARequirementWhereTheirMarkersHold) {
  PackageSource source;
  source.package = "x";
  source.kind = PackageSource::Kind::path;
  source.location = "../x y";
  source.marker = *Marker::parse("sys_platform == 'linux'");
  PackageSource other = source;
  other.kind = PackageSource::Kind::index;
  other.location = "own";
  other.marker.reset();
  other.extra = "more";
  const std::vector<PackageSource> all{source, other};
  const SourceRules rules{.sources = all, .workspace = nullptr, .folder = "packages/a"};
  const auto plain = with_sources(*Requirement::parse("x>=2"), {}, {}, rules);
  ASSERT_TRUE(plain);
  ASSERT_EQ(plain->size(), 2U);
  EXPECT_EQ((*plain)[0].url, "file:packages/x y");
  EXPECT_EQ((*plain)[0].marker.text(), "sys_platform == \"linux\"");
  EXPECT_EQ((*plain)[1].text(), "x>=2; sys_platform != \"linux\"");
  const auto extra = with_sources(*Requirement::parse("x>=2"), "more", {}, rules);
  ASSERT_TRUE(extra);
  ASSERT_EQ(extra->size(), 2U);
  EXPECT_EQ((*extra)[1].index, "own");
}

TEST(Candidates, HaveAWheelForRequiredEnvironments) {
  const std::string head = R"({"meta":{"api-version":"1.0"},"files":[)";
  const auto file = [](const std::string& name) {
    return R"({"filename":")" + name + R"(","url":"/files/)" + name + R"(","hashes":{"sha256":")" +
           std::string(64, 'a') + R"("},"core-metadata":true})";
  };
  test::TestServer server([&](const test::ServerRequest& request) {
    if (request.path.ends_with(".metadata")) {
      const std::string version = request.path.find("-2.0-") == std::string::npos ? "1.0" : "2.0";
      return test::ServerReply{.body = "Metadata-Version: 2.1\nName: x\nVersion: " + version + "\n"};
    }
    return test::ServerReply{.body = head + file("x-1.0-py3-none-any.whl") + "," +
                                     file("x-2.0-cp312-cp312-manylinux_2_17_x86_64.whl") + "]}",
                             .headers = {"Content-Type: application/vnd.pypi.simple.v1+json"}};
  });
  Locking run;
  run.index.sources = {{.name = {}, .url = server.url()}};
  run.want("x");
  EXPECT_EQ(run.lock(), "x 2.0\n");
  run.request.required_environments = {*Marker::parse("sys_platform == 'darwin'")};
  EXPECT_EQ(run.lock(), "x 1.0 ; sys_platform == 'darwin'\nx 2.0 ; sys_platform != 'darwin'\n");
  run.facts.files.no_binary_packages = {"x"};
  EXPECT_EQ(run.lock(), "no solution");
}

}  // namespace
}  // namespace whip::resolver
