#include "resolver/project/requirements_file.h"

#include <gtest/gtest.h>

#include <map>

namespace whip::resolver {
namespace {

using Files = std::map<std::string, std::string>;

Result<RequirementsFile> read(const Files& files, const std::string& path = "in/requirements.in") {
  return read_requirements_file(
      path,
      [&](const std::string& name) -> Result<std::string> {
        const auto file = files.find(name);
        if (file == files.end()) return Error{.code = ErrorCode::io, .message = "cannot be read", .path = name};
        return file->second;
      },
      [](const std::string& name) { return name == "TOKEN" ? std::string("t0") : std::string(); });
}

TEST(RequirementsFile, ReadsRequirementsOptionsAndIncludedFiles) {
  const auto file = read({{"in/requirements.in",
                           "# of the project\n"
                           "-r base/more.txt\n"
                           "-c ../constraints.txt\n"
                           "--extra-index-url https://${TOKEN}@index.example/${NOT_SET}\n"
                           "httpx[http2]>=0.27 \\\n"
                           "    --hash=sha256:aa --hash sha256:bb  # pinned\n"
                           "trio; python_version < '3.14'\r\n"
                           "name @ https://files.example/name-1.zip#sha256=cc\n"
                           "-e ./src[dev]\n"
                           "./wheels/x-1-py3-none-any.whl ; sys_platform == 'linux'\n"},
                          {"in/base/more.txt", "-r deeper.txt\n"},
                          {"in/base/deeper.txt", "attrs\n"},
                          {"in/../constraints.txt", "idna<4\n"}});
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->requirements.size(), 4U);
  EXPECT_EQ(file->requirements[0].requirement.name, "attrs");
  EXPECT_EQ(file->requirements[0].path, "in/base/deeper.txt");
  EXPECT_EQ(file->requirements[1].requirement.name, "httpx");
  EXPECT_EQ(file->requirements[1].place.line, 5U);
  EXPECT_EQ(file->hashes[1], (std::vector<std::string>{"sha256:aa", "sha256:bb"}));
  EXPECT_EQ(file->requirements[3].requirement.url, "https://files.example/name-1.zip#sha256=cc");
  ASSERT_EQ(file->constraints.size(), 1U);
  EXPECT_EQ(file->extra_index_urls, std::vector<std::string>{"https://t0@index.example/${NOT_SET}"});
  ASSERT_EQ(file->unnamed.size(), 2U);
  EXPECT_EQ(file->unnamed[0].location, "./src");
  EXPECT_EQ(file->unnamed[0].extras, std::vector<std::string>{"dev"});
  EXPECT_TRUE(file->unnamed[0].editable);
  EXPECT_FALSE(file->unnamed[1].marker.empty());
}

TEST(RequirementsFile, PointsAtTheLineThatIsWrong) {
  const auto file = read({{"in/requirements.in", "a\nb \\\n  >>1\n"}});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().line, 2U);
  EXPECT_EQ(file.error().path, "in/requirements.in");
}

TEST(RequirementsFile, SaysWhoAskedForAFileThatIsMissing) {
  const auto file = read({{"in/requirements.in", "\n-r gone.txt\n"}});
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("line 2"), std::string::npos);
}

TEST(RequirementsFile, EndsWhereFilesIncludeEachOther) {
  const auto file = read({{"in/requirements.in", "-r requirements.in\n"}});
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::limit);
}

TEST(RequirementsFile, RefusesOptionsItDoesNotKnow) {
  EXPECT_FALSE(read({{"in/requirements.in", "--frobnicate\n"}}));
  EXPECT_FALSE(read({{"in/requirements.in", "a --global-option=x\n"}}));
  EXPECT_FALSE(read({{"in/requirements.in", "-r\n"}}));
}

}  // namespace
}  // namespace whip::resolver
