#include "resolver/lock/resolve.h"

#include <gtest/gtest.h>

#include <map>

#include "resolver/lock/explain.h"
#include "resolver/lock/graph.h"
#include "resolver/lock/lockfile_write.h"
#include "tests/support/test_server.h"

namespace whip::resolver {
namespace {

struct ReleaseOf {
  std::string version;
  std::vector<std::string> needs = {};
  std::string requires_python = {};
  bool yanked = false;
  bool only_source = false;
};
using World = std::map<std::string, std::vector<ReleaseOf>>;

// An index of made-up projects: pages as JSON, METADATA beside the wheels.
test::ServerReply serve(const World& world, const test::ServerRequest& request) {
  if (request.path.ends_with(".metadata")) {
    const std::string file = request.path.substr(request.path.rfind('/') + 1);
    const std::size_t dash = file.find('-');
    const std::string name = file.substr(0, dash);
    const std::string version = file.substr(dash + 1, file.find('-', dash + 1) - dash - 1);
    for (const ReleaseOf& release : world.at(name)) {
      if (release.version != version) continue;
      std::string text = "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n";
      for (const std::string& need : release.needs) text += "Requires-Dist: " + need + "\n";
      return {.body = text};
    }
    return {.status = 404};
  }
  const std::string name = request.path.substr(1, request.path.size() - 2);
  if (!world.contains(name)) return {.status = 404};
  std::string files;
  for (const ReleaseOf& release : world.at(name)) {
    const std::string file = name + "-" + release.version + (release.only_source ? ".tar.gz" : "-py3-none-any.whl");
    if (!files.empty()) files += ",";
    files.append("{\"filename\":\"").append(file).append("\",\"url\":\"/files/").append(file);
    files.append("\",\"hashes\":{\"sha256\":\"")
        .append(64, 'a')
        .append("\"},\"requires-python\":\"")
        .append(release.requires_python);
    files.append("\",\"yanked\":").append(release.yanked ? "true" : "false").append(",\"core-metadata\":true}");
  }
  return {.body = R"({"meta":{"api-version":"1.0"},"files":[)" + files + "]}",
          .headers = {"Content-Type: application/vnd.pypi.simple.v1+json"}};
}

class Locking {
 public:
  explicit Locking(World world, std::string python = "3.9")
      : world_(std::move(world)),
        server_([this](const test::ServerRequest& asked) { return serve(world_, asked); }),
        facts_(Index(options(), Store()), std::nullopt) {
    request.python = {{.lower = *Version::read(python), .upper = {}}};
  }

  void want(std::string text, std::string extra = {}, std::string group = {}) {
    request.roots.push_back(
        {{*Requirement::parse(text), text, "requirements.in", {}}, std::move(extra), std::move(group)});
  }

  // `a 1.0 ; marker`, a line each; or the explanation.
  std::string lock() {
    auto resolved = resolve(request, facts_, algebra_);
    if (!resolved) return "error: " + resolved.error().message;
    if (const auto* none = std::get_if<NoSolution>(&*resolved))
      return explain(*none, request, facts_, algebra_, "your project");
    std::string out;
    packages_ = locked_packages(request, std::get<std::vector<Solution>>(*resolved), facts_, algebra_);
    for (const LockedPackage& package : packages_) {
      out += package.project + " " + facts_.releases(package.project)->all[package.rank].version.text();
      const std::string marker = algebra_.text(algebra_.assuming_python(package.marker, request.python.front()));
      out += (marker.empty() ? "" : " ; " + marker) + "\n";
    }
    return out;
  }

  // The file that belongs to the last lock().
  std::string text() {
    return *lockfile_text({.requires_python = ">=3.9", .environments = {}, .extras = {}, .groups = {}}, request,
                          packages_, options().sources, facts_, algebra_);
  }

  ResolveRequest request;

 private:
  IndexOptions options() const {
    IndexOptions made;
    made.sources.push_back({.name = {}, .url = server_.url()});
    return made;
  }

  World world_;
  test::TestServer server_;
  Facts facts_;
  MarkerAlgebra algebra_;
  std::vector<LockedPackage> packages_;
};

TEST(Resolve, TakesTheNewestVersionsThatFitTogether) {
  Locking locking(
      {{"a", {{"1.0", {"b"}}, {"2.0", {"b>=2"}}}}, {"b", {{"1.0"}, {"2.0", {"c<2"}}}}, {"c", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  EXPECT_EQ(locking.lock(), "a 2.0\nb 2.0\nc 1.0\n");
}

TEST(Resolve, GoesBackToAnOlderVersionWhereTheNewestCannotBe) {
  Locking locking({{"a", {{"1.0"}, {"2.0", {"c>=2"}}}}, {"b", {{"1.0", {"c<2"}}}}, {"c", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.want("b");
  EXPECT_EQ(locking.lock(), "a 1.0\nb 1.0\nc 1.0\n");
}

TEST(Resolve, SplitsEnvironmentsThatNeedDifferentVersions) {
  Locking locking({{"a", {{"1.0"}, {"2.0"}}}});
  locking.want("a<2 ; sys_platform == 'win32'");
  locking.want("a>=2 ; sys_platform != 'win32'");
  EXPECT_EQ(locking.lock(), "a 1.0 ; sys_platform == 'win32'\na 2.0 ; sys_platform != 'win32'\n");
}

TEST(Resolve, KeepsAnOlderVersionForOlderPythons) {
  Locking locking({{"a", {{"1.0", {}, ">=3.8"}, {"2.0", {}, ">=3.11"}}}});
  locking.want("a");
  EXPECT_EQ(locking.lock(), "a 1.0 ; python_full_version < '3.11'\na 2.0 ; python_full_version >= '3.11'\n");
}

TEST(Resolve, CarriesMarkersAlongDependencies) {
  Locking locking({{"a", {{"1.0", {"b ; os_name == 'nt'"}}}}, {"b", {{"1.0", {"c"}}}}, {"c", {{"1.0"}}}});
  locking.want("a ; python_version < '3.12'");
  EXPECT_EQ(locking.lock(),
            "a 1.0 ; python_full_version < '3.12'\n"
            "b 1.0 ; python_full_version < '3.12' and os_name == 'nt'\n"
            "c 1.0 ; python_full_version < '3.12' and os_name == 'nt'\n");
}

TEST(Resolve, TakesWhatAnExtraBrings) {
  Locking locking(
      {{"a", {{"1.0", {"b ; extra == 'plot'", "c ; extra == 'other'"}}}}, {"b", {{"1.0"}}}, {"c", {{"1.0"}}}});
  locking.want("a[plot]");
  EXPECT_EQ(locking.lock(), "a 1.0\nb 1.0\n");
}

TEST(Resolve, MarksWhatOnlyExtrasAndGroupsOfTheProjectNeed) {
  Locking locking({{"a", {{"1.0", {"c"}}}}, {"b", {{"1.0", {"c"}}}}, {"c", {{"1.0"}}}, {"d", {{"1.0"}}}});
  locking.want("a");
  locking.want("b", "more");
  locking.want("d", {}, "test");
  EXPECT_EQ(locking.lock(), "a 1.0\nb 1.0 ; 'more' in extras\nc 1.0\nd 1.0 ; 'test' in dependency_groups\n");
}

TEST(Resolve, LeavesPreReleasesAndYankedOnesToThoseWhoNameThem) {
  const World world{{"a", {{"1.0"}, {"2.0", {}, {}, true}, {"3.0rc1"}}}, {"b", {{"1.0a1"}}}};
  Locking plain(world);
  plain.want("a");
  plain.want("b");
  EXPECT_EQ(plain.lock(), "a 1.0\nb 1.0a1\n") << "of b there are only pre-releases";
  Locking named(world);
  named.want("a>=3.0rc1");
  EXPECT_EQ(named.lock(), "a 3.0rc1\n");
  Locking pinned(world);
  pinned.want("a==2.0");
  EXPECT_EQ(pinned.lock(), "a 2.0\n");
}

TEST(Resolve, KeepsVersionsOfAnOlderLockWhereTheyFit) {
  Locking locking({{"a", {{"1.0"}, {"2.0"}}}, {"b", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.want("b>=2");
  locking.request.preferences = {{"a", {*Version::read("1.0")}}, {"b", {*Version::read("1.0")}}};
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
}

TEST(Resolve, HoldsConstraintsAndOverrides) {
  Locking locking({{"a", {{"1.0", {"b<2"}}}}, {"b", {{"1.0"}, {"2.0"}, {"3.0"}}}});
  locking.want("a");
  locking.request.overrides.push_back({*Requirement::parse("b>=2"), "b>=2", {}, {}});
  locking.request.constraints.push_back({*Requirement::parse("b<3"), "b<3", {}, {}});
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
}

TEST(Resolve, TakesTheLowestWhereAskedTo) {
  Locking locking({{"a", {{"1.0", {"b"}}, {"2.0", {"b"}}}}, {"b", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.request.resolution = Resolution::lowest_direct;
  EXPECT_EQ(locking.lock(), "a 1.0\nb 2.0\n");
}

TEST(Resolve, SaysWhatContradictsWhat) {
  Locking locking({{"a", {{"1.0", {"c<2"}}}}, {"b", {{"1.0", {"c>=2"}}}}, {"c", {{"1.0"}, {"2.0"}}}});
  locking.want("a");
  locking.want("b");
  const std::string text = locking.lock();
  EXPECT_NE(text.find("your project needs a"), std::string::npos) << text;
  EXPECT_NE(text.find("a any version needs c 1.0"), std::string::npos) << text;
  EXPECT_NE(text.find("b any version needs c 2.0"), std::string::npos) << text;
}

TEST(Resolve, SaysThatNoIndexKnowsAProjectAndThatOneHasNoWheel) {
  Locking unknown({{"a", {{"1.0", {"gone"}}}}});
  unknown.want("a");
  EXPECT_NE(unknown.lock().find("gone, which no index knows"), std::string::npos) << unknown.lock();
  Locking source({{"a", {{"1.0", {}, {}, false, true}}}});
  source.want("a");
  EXPECT_NE(source.lock().find("has no wheel"), std::string::npos) << source.lock();
}

TEST(Lockfile, IsTheSameForTheSamePackages) {
  Locking locking({{"a", {{"1.0", {"b"}, ">=3.8"}}}, {"b", {{"1.0"}}}});
  locking.want("a");
  locking.lock();
  const std::string text = locking.text();
  EXPECT_TRUE(text.starts_with("lock-version = \"1.0\"\nrequires-python = \">=3.9\"\nextras = []\n")) << text;
  EXPECT_NE(text.find("[[packages]]\nname = \"a\"\nversion = \"1.0\"\nrequires-python = \">=3.8\"\ndependencies = [\n  "
                      "  { name = \"b\" },\n]\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("hashes = { sha256 = \"aaaa"), std::string::npos) << text;
  locking.lock();
  EXPECT_EQ(locking.text(), text);
}

}  // namespace
}  // namespace whip::resolver
