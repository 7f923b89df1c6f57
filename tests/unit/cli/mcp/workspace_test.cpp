#include "cli/mcp/workspace.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/scratch.h"

namespace whip::mcp {
namespace {

TEST(Workspace, TakesPathsInsideWithLinksFollowed) {
  const Scratch scratch;
  scratch.write("root/pkg/a.py");
  std::filesystem::create_symlink("pkg", scratch.path("root/same"));
  const Result<Workspace> workspace = Workspace::open(scratch.path("root"));
  ASSERT_TRUE(workspace);
  EXPECT_EQ(*workspace->inside("pkg/a.py"), scratch.path("root/pkg/a.py"));
  EXPECT_EQ(*workspace->inside("same/a.py"), scratch.path("root/pkg/a.py"));
  EXPECT_EQ(*workspace->inside("pkg/../not_there.py"), scratch.path("root/not_there.py"));
  EXPECT_EQ(*workspace->inside(scratch.path("root/pkg/")), scratch.path("root/pkg"));
  EXPECT_EQ(*workspace->inside("."), scratch.path("root"));
}

TEST(Workspace, RefusesWhatLeadsOut) {
  const Scratch scratch;
  scratch.write("root/a.py");
  scratch.write("rooted/b.py");
  std::filesystem::create_symlink("../rooted", scratch.path("root/out"));
  const Result<Workspace> workspace = Workspace::open(scratch.path("root"));
  ASSERT_TRUE(workspace);
  for (const std::string& path :
       {std::string(), std::string(".."), std::string("../rooted/b.py"), std::string("out/b.py"), std::string("out"),
        std::string("/"), scratch.path("rooted/b.py"), std::string("a\0.py", 5), std::string("out/new/../../../x")}) {
    EXPECT_FALSE(workspace->inside(path)) << path;
  }
}

}  // namespace
}  // namespace whip::mcp
