#include "linter/packaging/build_project.h"

#include <gtest/gtest.h>

#include <memory>

namespace whip {
namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

class Project {
 public:
  explicit Project(Files files,
                   ConcurrencyContract setting = ConcurrencyContract::undeclared) {
    for (auto& [path, text] : files) {
      files_.push_back(std::make_unique<BuildFile>(
          open_build_file(path, path, build_role(path).value_or(BuildRole::build_script), std::move(text))));
    }
    std::vector<const BuildFile*> all;
    for (const auto& file : files_) all.push_back(file.get());
    project_ = std::make_unique<BuildProject>(std::move(all), 0, setting);
  }
  const BuildProject* operator->() const { return project_.get(); }

 private:
  std::vector<std::unique_ptr<BuildFile>> files_;
  std::unique_ptr<BuildProject> project_;
};

Project with_workflow(std::string text) {
  return Project(Files{{"pyproject.toml", ""}, {".github/workflows/w.yml", std::move(text)}});
}

TEST(BuildRole, FollowsFromTheName) {
  EXPECT_EQ(build_role("a/pyproject.toml"), BuildRole::pyproject);
  EXPECT_EQ(build_role("a/b.pyx"), BuildRole::cython);
  EXPECT_EQ(build_role("x/.github/workflows/ci.yaml"), BuildRole::workflow);
  EXPECT_EQ(build_role("x/workflows/ci.yaml"), std::nullopt);
  EXPECT_EQ(build_role("a.h"), std::nullopt);
  EXPECT_EQ(build_role("a.py"), std::nullopt);
}

TEST(BuildNames, OfFreeThreadedBuildsAreToldFromOthers) {
  const auto found = [](std::string_view text) {
    const Span span = find_free_threaded_build(text);
    return std::string(text.substr(span.begin, span.size()));
  };
  EXPECT_EQ(found("cp311-* cp314t-*"), "cp314t");
  EXPECT_EQ(found("python: [3.13, 3.14t]"), "3.14t");
  EXPECT_EQ(found("py315t"), "py315t");
  EXPECT_EQ(found("cp314-manylinux py314 3.14 test cp31t"), "");
}

TEST(BuildProject, KnowsThatWheelsWithoutTheGilAreBuilt) {
  EXPECT_TRUE(Project(Files{{"pyproject.toml", "[tool.cibuildwheel]\nbuild = 'cp314t-*'\n"}})->free_threaded_wheels());
  EXPECT_TRUE(with_workflow("env:\n  CIBW_BUILD: cp311-* cp314t-*\n")->free_threaded_wheels());
  EXPECT_TRUE(with_workflow("- uses: pypa/cibuildwheel@v3.2.1\n")->free_threaded_wheels());
  EXPECT_TRUE(with_workflow("- uses: pypa/cibuildwheel@0123abc  # v3.4.0\n")->free_threaded_wheels());
  EXPECT_TRUE(with_workflow("args: --release --interpreter 3.14t\n")->free_threaded_wheels());
}

TEST(BuildProject, KnowsThatTheyAreNot) {
  EXPECT_FALSE(Project(Files{{"pyproject.toml", "[tool.cibuildwheel]\nbuild = 'cp314-*'\n"}})->free_threaded_wheels());
  EXPECT_FALSE(with_workflow("- uses: pypa/cibuildwheel@v2.23\n")->free_threaded_wheels());
  EXPECT_FALSE(
      with_workflow("- uses: pypa/cibuildwheel@v3.2.1\n  env:\n    CIBW_SKIP: '*t-*'\n")->free_threaded_wheels());
  EXPECT_FALSE(with_workflow("python: [3.11, 3.14t]\n")->free_threaded_wheels());
  EXPECT_FALSE(with_workflow("# CIBW_BUILD: cp314t-*\n")->free_threaded_wheels());
}

TEST(BuildProject, TakesAnyLevelButTheFirstForAPromise) {
  const auto with = [](const std::string& level) {
    return Project(Files{{"pyproject.toml", "[project]\nclassifiers = [\"Programming Language :: Python :: Free Threading" +
                                           level + "\"]\n"}});
  };
  EXPECT_NE(with(" :: 2 - Beta")->promise(), nullptr);
  EXPECT_NE(with("")->promise(), nullptr);
  EXPECT_EQ(with(" :: 1 - Unstable")->promise(), nullptr);
  EXPECT_TRUE(Project(Files{}, ConcurrencyContract::library)->is_for_free_threading());
  EXPECT_FALSE(Project(Files{})->is_for_free_threading());
}

}  // namespace
}  // namespace whip
