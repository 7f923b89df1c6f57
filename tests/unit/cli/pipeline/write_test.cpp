#include "cli/pipeline/write.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "cli/pipeline/read.h"
#include "tests/support/scratch.h"

namespace whip {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::string& path) {
  const Result<FileBytes> bytes = read_file(path.c_str());
  return bytes ? std::string(bytes->source.text()) : "unreadable";
}

TEST(Write, ReplacesTheTextAndKeepsThePermissions) {
  const Scratch scratch;
  scratch.write("a.py", "old");
  ASSERT_EQ(::chmod(scratch.path("a.py").c_str(), 0640), 0);
  ASSERT_TRUE(write_file(scratch.path("a.py"), "new text\r\n", Durability::flushed));
  EXPECT_EQ(text_of(scratch.path("a.py")), "new text\r\n");
  struct stat facts;
  ASSERT_EQ(::stat(scratch.path("a.py").c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777, 0640U);
}

TEST(Write, ASymbolicLinkStaysOneAndItsTargetChanges) {
  const Scratch scratch;
  scratch.write("real/a.py", "old");
  fs::create_symlink("real/a.py", scratch.path("link.py"));
  ASSERT_TRUE(write_file(scratch.path("link.py"), "new", Durability::relaxed));
  EXPECT_TRUE(fs::is_symlink(scratch.path("link.py")));
  EXPECT_EQ(text_of(scratch.path("real/a.py")), "new");
}

TEST(Write, AllNamesOfAFileWithSeveralSeeTheNewText) {
  const Scratch scratch;
  scratch.write("a.py", "old");
  fs::create_hard_link(scratch.path("a.py"), scratch.path("b.py"));
  ASSERT_TRUE(write_file(scratch.path("a.py"), "new", Durability::relaxed));
  EXPECT_EQ(text_of(scratch.path("b.py")), "new");
}

TEST(Write, AFolderThatIsNotThereIsAnError) {
  const Scratch scratch;
  const Done done = write_file(scratch.path("missing/a.py"), "x", Durability::relaxed);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().message, "No such file or directory (os error 2)");
}

TEST(Write, LeavesNoTemporaryFileBehind) {
  const Scratch scratch;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(write_file(scratch.path("a.py"), "x", Durability::relaxed));
  EXPECT_EQ(std::distance(fs::directory_iterator(scratch.root()), fs::directory_iterator{}), 1);
}

// A process that rewrites a file over and over is killed at fifty arbitrary moments.
TEST(Write, KilledAtAnyMomentTheFileIsWholeOldOrNew) {
  const Scratch scratch;
  const std::string path = scratch.path("a.py");
  const std::string texts[] = {std::string(300'000, 'a') + "\n", std::string(200'000, 'b') + "\n"};
  scratch.write("a.py", texts[0]);
  for (int round = 0; round < 50; ++round) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      for (unsigned i = 0;; ++i) static_cast<void>(write_file(path, texts[i % 2], Durability::relaxed).has_value());
    }
    ::usleep(static_cast<useconds_t>(500 + round * 137));
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);
    const std::string now = text_of(path);
    ASSERT_TRUE(now == texts[0] || now == texts[1]) << "round " << round << ": " << now.size() << " bytes";
  }
}

}  // namespace
}  // namespace whip
