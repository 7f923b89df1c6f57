#include "resolver/project/manifest.h"

#include <gtest/gtest.h>

namespace whip::resolver {
namespace {

Manifest manifest_of(std::string_view text) {
  auto manifest = read_manifest(text, "pyproject.toml");
  EXPECT_TRUE(manifest) << manifest.error().message;
  return manifest ? std::move(*manifest) : Manifest{};
}
Error error_of(std::string_view text) {
  const auto manifest = read_manifest(text, "pyproject.toml");
  EXPECT_FALSE(manifest);
  return manifest ? Error{} : manifest.error();
}

TEST(Manifest, ReadsWhatAProjectAsksFor) {
  const Manifest manifest = manifest_of(R"(
[project]
name = "My.Project"
version = "1.0"
requires-python = ">=3.11,<4"
dependencies = [
  "httpx[http2]>=0.27 ; python_version < '3.14'",
  "Trio",
]
[project.optional-dependencies]
Plot_2 = ["matplotlib"]
[dependency-groups]
test = ["pytest>8", {include-group = "Type_Check"}]
type-check = ["mypy"]
)");
  EXPECT_EQ(manifest.name, "my-project");
  EXPECT_EQ(manifest.requires_python->text(), ">=3.11,<4");
  ASSERT_EQ(manifest.dependencies.size(), 2U);
  EXPECT_EQ(manifest.dependencies[0].requirement.name, "httpx");
  EXPECT_EQ(manifest.dependencies[0].place, (Place{7, 3}));
  EXPECT_EQ(manifest.dependencies[1].requirement.written_name, "Trio");
  ASSERT_EQ(manifest.extras.size(), 1U);
  EXPECT_EQ(manifest.extras[0].name, "plot-2");
  ASSERT_EQ(manifest.groups.size(), 2U);
  EXPECT_EQ(manifest.groups[0].entries[1].included, "type-check");
}

TEST(Manifest, PointsAtWhatIsWrongInARequirement) {
  const Error error = error_of("[project]\nname = \"n\"\ndependencies = [\"a\", \"b>>1\"]\n");
  EXPECT_EQ(error.line, 3U);
  EXPECT_GE(error.column, 22U);
  EXPECT_NE(error.message.find("b>>1"), std::string::npos) << error.message;
}

TEST(Manifest, RefusesNamesThatDifferOnlyInSpelling) {
  EXPECT_NE(error_of("[project]\nname='n'\n[project.optional-dependencies]\nA_b=[]\na-B=[]\n").message.find("twice"),
            std::string::npos);
  EXPECT_NE(error_of("[dependency-groups]\nA_b=[]\na-B=[]\n").message.find("twice"), std::string::npos);
}

TEST(Manifest, ReadsTheSettingsOfUvAndPrefersItsOwn) {
  const Manifest manifest = manifest_of(R"(
[tool.uv]
prerelease = "allow"
resolution = "lowest"
environments = "sys_platform == 'linux'"
constraint-dependencies = ["a<2"]
exclude-newer = "2025-01-01T00:00:00Z"
[[tool.uv.index]]
name = "torch"
url = "https://index.example/whl/cpu"
explicit = true
[tool.uv.sources]
torch = [{index = "torch", marker = "sys_platform == 'linux'"}, {url = "https://files.example/t-1-py3-none-any.whl"}]
here = {path = "../here", editable = true}
[tool.whip]
prerelease = "disallow"
prerelease-package = {A_b = "allow", c = "if-necessary-or-explicit"}
default-groups = "all"
)");
  EXPECT_EQ(manifest.settings.pre_releases, PreReleases::disallow);
  EXPECT_EQ(manifest.settings.pre_releases_of_package,
            (std::map<std::string, PreReleases>{{"a-b", PreReleases::allow}, {"c", PreReleases::if_necessary}}));
  EXPECT_EQ(manifest.settings.resolution, Resolution::lowest);
  EXPECT_EQ(manifest.settings.environments.size(), 1U);
  EXPECT_EQ(manifest.settings.constraints.size(), 1U);
  EXPECT_EQ(manifest.settings.exclude_newer, "2025-01-01T00:00:00Z");
  ASSERT_EQ(manifest.settings.indexes.size(), 1U);
  EXPECT_TRUE(manifest.settings.indexes[0].only_if_pinned);
  ASSERT_EQ(manifest.settings.sources.size(), 3U);
  EXPECT_EQ(manifest.settings.sources[0].kind, PackageSource::Kind::index);
  EXPECT_TRUE(manifest.settings.sources[0].marker);
  EXPECT_EQ(manifest.settings.sources[2].location, "../here");
  EXPECT_TRUE(manifest.settings.sources[2].editable);
  EXPECT_EQ(manifest.settings.default_groups, std::vector<std::string>{"*"});
}

TEST(Manifest, SaysWhichValuesASettingMayHave) {
  const Error error = error_of("[tool.uv]\nprerelease = \"maybe\"\n");
  EXPECT_NE(error.message.find("`allow`"), std::string::npos);
  EXPECT_EQ(error.line, 2U);
}

TEST(Manifest, WarnsOfDependenciesThatOnlyABuildWouldTell) {
  EXPECT_EQ(manifest_of("[project]\nname='n'\ndynamic=['version','dependencies']\n").warnings.size(), 1U);
}

TEST(Manifest, ReadsConflictsDeclaredMetadataAndTheWorkspace) {
  const Manifest manifest = manifest_of(R"(
[project]
name = "n"
[tool.uv]
conflicts = [[{extra = "A_b"}, {package = "N", group = "c"}]]
no-build = true
exclude-newer-package = {x = "2025-01-01", Y = false}
[[tool.uv.dependency-metadata]]
name = "Chumpy"
version = "0.70"
requires-dist = ["numpy>=1"]
[tool.uv.workspace]
members = ["packages/*"]
[tool.uv.sources]
lib = {workspace = true}
)");
  const ResolverSettings& settings = manifest.settings;
  ASSERT_EQ(settings.conflicts.size(), 1U);
  EXPECT_EQ(settings.conflicts[0][0].extra, "a-b");
  EXPECT_EQ(settings.conflicts[0][1].group, "c");
  EXPECT_TRUE(settings.no_build);
  ASSERT_EQ(settings.exclude_newer_package.size(), 2U);
  EXPECT_EQ(settings.exclude_newer_package[1].second, "") << "no limit";
  ASSERT_EQ(settings.declared.size(), 1U);
  EXPECT_EQ(settings.declared[0].name, "chumpy");
  EXPECT_EQ(settings.declared[0].requires_dist[0].text(), "numpy>=1");
  EXPECT_EQ(settings.workspace_members, std::vector<std::string>{"packages/*"});
  EXPECT_TRUE(settings.sources[0].editable);
  EXPECT_NE(error_of("[project]\nname='n'\n[tool.uv]\nconflicts = [[{extra='a'}, {package='m', extra='b'}]]\n")
                .message.find("other packages"),
            std::string::npos);
}

}  // namespace
}  // namespace whip::resolver
