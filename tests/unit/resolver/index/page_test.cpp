#include "resolver/index/page.h"

#include <gtest/gtest.h>

#include "resolver/index/page_image.h"

namespace whip::resolver {
namespace {

Page page_of(const std::vector<PageFile>& files, std::string_view project) {
  PageBuilder builder(project);
  for (const PageFile& file : files) EXPECT_TRUE(builder.add(file));
  auto page = Page::open(std::move(builder).image());
  EXPECT_TRUE(page);
  return std::move(*page);
}

// A line for each release: its version, its files, and what is said of it.
std::string releases(const Page& page) {
  std::string out;
  for (std::size_t i = 0; i < page.release_count(); ++i) {
    const PageRelease release = page.release(i);
    out += release.version.text() + ":";
    const PageFiles files = page.files(i);
    EXPECT_EQ(files.size(), page.was_damaged() ? 0 : release.file_count);
    for (std::size_t at = 0; at < files.size(); ++at) out += " " + std::string(files[at].name);
    out += std::string(release.is_yanked ? " yanked" : "") + (release.has_wheel ? " wheel" : "") +
           (release.has_source ? " source" : "") + " " + std::string(release.requires_python) + "\n";
  }
  return out;
}

TEST(PageReleases, AreInOrderOfVersionsWithTheFilesOfTheProject) {
  const Page page = page_of(
      {
          {.name = "a_b-10.0-py3-none-any.whl", .url = "u", .requires_python = ">=3.9"},
          {.name = "A.b-2.0.tar.gz", .url = "u"},
          {.name = "other-1.0-py3-none-any.whl", .url = "u"},
          {.name = "a_b-1!1.0-py3-none-any.whl", .url = "u"},
          {.name = "a_b-2.0.0-cp314-cp314t-macosx_11_0_arm64.whl", .url = "u", .requires_python = ">=3.8"},
          {.name = "a_b-3.0-py3-none-any.exe", .url = "u"},
          {.name = "a_b-x-py3-none-any.whl", .url = "u"},
      },
      "a-b");
  EXPECT_EQ(releases(page),
            "2.0: A.b-2.0.tar.gz a_b-2.0.0-cp314-cp314t-macosx_11_0_arm64.whl wheel source >=3.8\n"
            "10.0: a_b-10.0-py3-none-any.whl wheel >=3.9\n"
            "1!1.0: a_b-1!1.0-py3-none-any.whl wheel \n");
  EXPECT_EQ(page.size(), 7U);
  ASSERT_EQ(page.other_files().size(), 3U);
  EXPECT_EQ(page.other_files()[1].name, "a_b-3.0-py3-none-any.exe");
}

TEST(PageReleases, LeaveYankedFilesOutUnlessAllAre) {
  const Page page = page_of(
      {
          {.name = "n-1-py3-none-any.whl", .url = "u", .requires_python = ">=4", .yanked = true},
          {.name = "n-1.tar.gz", .url = "u", .requires_python = "nonsense"},
          {.name = "n-1.zip", .url = "u", .requires_python = ">=3"},
          {.name = "n-2-py3-none-any.whl", .url = "u", .requires_python = ">=5", .yanked = true},
      },
      "n");
  EXPECT_EQ(releases(page),
            "1: n-1-py3-none-any.whl n-1.tar.gz n-1.zip source >=3\n"
            "2: n-2-py3-none-any.whl yanked wheel >=5\n");
}

TEST(PageReleases, AreNotThereOnAPageOfManyProjects) {
  const Page page = page_of({{.name = "n-1-py3-none-any.whl", .url = "u"}}, {});
  EXPECT_EQ(page.release_count(), 0U);
  EXPECT_EQ(page.size(), 1U);
  ASSERT_EQ(page.other_files().size(), 1U);
  EXPECT_EQ(page.other_files()[0].url, "u");
}

std::string image_of_two() {
  const Page page = page_of({{.name = "n-1-py3-none-any.whl", .url = "https://i.example/n-1-py3-none-any.whl"},
                             {.name = "n-2.tar.gz", .url = "https://i.example/n-2.tar.gz"}},
                            "n");
  return std::string(page.image());
}

std::string with_byte(std::string image, std::size_t at, char other) {
  image[at] = other;
  return image;
}

Result<Page> opened_late(const std::string& image) { return Page::open(image, nullptr, BlockCheck::when_read); }

// Each byte, one at a time.
TEST(Page, IsRefusedWhereItIsDamaged) {
  const std::string image = image_of_two();
  for (std::size_t at = 0; at < image.size(); ++at) {
    for (const char other : {'\x00', '\x01', '\xFF'}) {
      if (image[at] == other) continue;
      EXPECT_FALSE(Page::open(with_byte(image, at, other))) << at;
    }
  }
  for (std::size_t size = 0; size < image.size(); ++size) EXPECT_FALSE(Page::open(image.substr(0, size))) << size;
}

TEST(Page, SaysThatABlockIsDamagedWhenItIsRead) {
  const std::string image = image_of_two();
  const std::string damaged = with_byte(image, image.size() - 1, '\xFF');  // of the second release
  const auto page = opened_late(damaged);
  ASSERT_TRUE(page);
  EXPECT_EQ(page->files(0).size(), 1U);
  EXPECT_FALSE(page->was_damaged());
  EXPECT_EQ(page->files(1).size(), 0U);
  EXPECT_TRUE(page->was_damaged());
  EXPECT_EQ(page->files(0)[0].name, "n-1-py3-none-any.whl");
}

// As if somebody had made it so: the checksums fit.
TEST(Page, StaysWithinAnImageWhateverItsNumbersAre) {
  const std::string image = image_of_two();
  std::size_t refused = 0;
  for (std::size_t at = 0; at < image.size(); ++at) {
    for (const char other : {'\x00', '\x01', '\xFF'}) {
      std::string made = with_byte(image, at, other);
      image::seal(made);
      const auto opened = Page::open(made);
      refused += !opened;
      if (!opened) continue;
      std::size_t read = 0;
      for (std::size_t i = 0; i <= opened->release_count(); ++i) {
        const PageFiles files = opened->files(i);
        for (std::size_t k = 0; k < files.size(); ++k) read += files[k].name.size() + files[k].url.size();
      }
      EXPECT_LE(read, 4 * image.size());
      EXPECT_FALSE(releases(*opened).empty() && opened->release_count() > 0);
    }
  }
  EXPECT_GT(refused, 50U);
}

}  // namespace
}  // namespace whip::resolver
