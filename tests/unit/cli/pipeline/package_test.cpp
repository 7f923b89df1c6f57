#include "cli/pipeline/package.h"

#include <gtest/gtest.h>

#include "tests/support/scratch.h"

namespace whip {
namespace {

TEST(Package, SourceModulesAreFoldersAndStemsOfPythonFilesAndStubs) {
  const Scratch scratch;
  scratch.write("a/pkg/inner.py");
  scratch.write("a/mod.py");
  scratch.write("a/stub.pyi");
  scratch.write("a/notes.txt");
  scratch.write("a/.hidden/x.py");
  scratch.write("b/mod.py");
  const std::string folders[] = {scratch.path("a"), scratch.path("b"), scratch.path("missing")};
  EXPECT_EQ(source_modules(folders), (std::vector<std::string>{"mod", "pkg", "stub"}));
}

TEST(Package, AFileBelongsToTheOutermostOfUnbrokenPackages) {
  const Scratch scratch;
  scratch.write("outer/__init__.py");
  scratch.write("outer/inner/__init__.py");
  scratch.write("outer/inner/mod.py");
  scratch.write("loose/mod.py");
  PackageFinder finder;
  const ModulePlace place = finder.place(scratch.path("outer/inner/mod.py"), {});
  EXPECT_EQ(place.module, "outer.inner.mod");
  EXPECT_EQ(place.root_package, "outer");
  EXPECT_EQ(finder.place(scratch.path("outer/inner/__init__.py"), {}).module, "outer.inner");
  EXPECT_EQ(finder.place(scratch.path("loose/mod.py"), {}).module, "");
}

}  // namespace
}  // namespace whip
