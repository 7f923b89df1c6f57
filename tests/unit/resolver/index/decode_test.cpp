#include "resolver/index/decode.h"

#include <gtest/gtest.h>

namespace whip::resolver {
namespace {

const std::string kDigest(64, 'a');

// In the order of releases.
PageFile file_at(const Page& page, std::size_t position) {
  for (std::size_t i = 0; i <= page.release_count(); ++i) {
    const PageFiles files = page.files(i);
    if (position < files.size()) return files[position];
    position -= files.size();
  }
  ADD_FAILURE() << "there are fewer files";
  return {};
}

TEST(DecodeJson, ReadsAllThatAFileSays) {
  const std::string body = R"({"meta":{"api-version":"1.1"},"name":"n","files":[
    {"filename":"n-1-py3-none-any.whl","url":"../../files/n-1-py3-none-any.whl","hashes":{"sha256":")" +
                           kDigest + R"("},
     "requires-python":">=3.9","size":12,"upload-time":"2024-01-02T03:04:05.678901Z","yanked":"broken","core-metadata":{"sha256":")" +
                           kDigest + R"("}},
    {"filename":"n-2.tar.gz","url":"https://other/n-2.tar.gz","hashes":{},"yanked":false,"dist-info-metadata":true}]})";
  const auto page = decode_json_page(body, "https://u:p@index/simple/n/", "n");
  ASSERT_TRUE(page);
  ASSERT_EQ(page->size(), 2U);
  const PageFile wheel = file_at(*page, 0);
  EXPECT_EQ(wheel.name, "n-1-py3-none-any.whl");
  EXPECT_EQ(wheel.url, "https://index/files/n-1-py3-none-any.whl");
  EXPECT_EQ(wheel.requires_python, ">=3.9");
  EXPECT_EQ(wheel.size, 12U);
  EXPECT_EQ(time_text(*wheel.upload_time), "2024-01-02T03:04:05.678901Z");
  EXPECT_TRUE(wheel.yanked);
  EXPECT_EQ(wheel.yank_reason, "broken");
  EXPECT_EQ(hexadecimal(*wheel.sha256), kDigest);
  EXPECT_TRUE(wheel.has_metadata);
  EXPECT_TRUE(wheel.metadata_sha256);
  const PageFile source = file_at(*page, 1);
  EXPECT_FALSE(source.yanked);
  EXPECT_TRUE(source.has_metadata);
  EXPECT_FALSE(source.sha256);
  EXPECT_FALSE(source.size);
}

TEST(DecodeJson, RefusesWhatIsNoPage) {
  EXPECT_FALSE(decode_json_page("{", "https://i/", "n"));
  EXPECT_FALSE(decode_json_page("[]", "https://i/", "n"));
  EXPECT_FALSE(decode_json_page(R"({"files":3})", "https://i/", "n"));
  const auto later = decode_json_page(R"({"meta":{"api-version":"2.0"},"files":[]})", "https://i/", "n");
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().code, ErrorCode::limit);
}

TEST(DecodeHtml, ReadsAnchorsAsTheyAreWritten) {
  const std::string body =
      "<!DOCTYPE html><html><head><meta name=\"pypi:repository-version\" content=\"1.0\"><base href='/root/'>"
      "<!-- <a href='no-1.tar.gz'>no-1.tar.gz</a> --><script>'<a href=\"no-2.zip\">'</script></head>"
      "<A HREF=\"n-1-py3-none-any.whl#sha256=" +
      kDigest +
      "\" data-requires-python=\"&gt;=3.9,&#60;4\" data-yanked data-upload-time='2024-01-02T03:04:05Z' "
      "data-core-metadata=\"true\"> n-1-py3-none-any.whl\n</A><a href=n-2.tar.gz>n-2.tar.gz</a>"
      "<a href=\"https://x/readme.html\">readme</a><a name=top>n-3.zip</a>";
  const auto page = decode_html_page(body, "https://index/simple/n/", "n");
  ASSERT_TRUE(page);
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ(file_at(*page, 0).url, "https://index/root/n-1-py3-none-any.whl");
  EXPECT_EQ(file_at(*page, 0).requires_python, ">=3.9,<4");
  EXPECT_TRUE(file_at(*page, 0).yanked);
  EXPECT_TRUE(file_at(*page, 0).has_metadata);
  EXPECT_EQ(time_text(*file_at(*page, 0).upload_time), "2024-01-02T03:04:05Z");
  EXPECT_EQ(hexadecimal(*file_at(*page, 0).sha256), kDigest);
  EXPECT_EQ(file_at(*page, 1).name, "n-2.tar.gz");
  EXPECT_FALSE(file_at(*page, 1).yanked);
}

TEST(DecodeHtml, ReadsAnythingToItsEnd) {
  for (const char* body :
       {"", "<", "<a", "<a href", "<a href=", "<a href='", "<a href='x.whl'", "<!--", "<script>", "<a =/>", "&#x;"}) {
    const auto page = decode_html_page(body, "https://index/", "n");
    EXPECT_TRUE(page) << body;
  }
}

TEST(Page, IsTheSameFromItsImage) {
  const auto page = decode_html_page("<a href=n-2.tar.gz>n-2.tar.gz</a>", "https://index/", "n");
  ASSERT_TRUE(page);
  const auto again = Page::open(std::string(page->image()));
  ASSERT_TRUE(again);
  EXPECT_EQ(file_at(*again, 0).url, "https://index/n-2.tar.gz");
  EXPECT_FALSE(Page::open("whip page 3\n"));
  EXPECT_FALSE(Page::open(std::string(page->image().substr(0, 40))));
}

TEST(Time, IsReadAndWritten) {
  EXPECT_EQ(read_time("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(read_time("1970-01-01T01:00:00+01:00"), 0);
  EXPECT_EQ(read_time("2000-02-29T00:00:00Z"), std::int64_t{951782400} * 1000000);
  EXPECT_EQ(read_time("2024-13-01T00:00:00Z"), std::nullopt);
  EXPECT_EQ(read_time("yesterday"), std::nullopt);
  for (const char* text :
       {"1969-12-31T23:59:59Z", "2000-02-29T12:00:00.5Z", "2026-11-21T00:00:00Z", "2100-03-01T00:00:00Z",
        "0001-01-01T00:00:00Z", "0000-12-31T23:00:00Z", "1582-10-15T00:00:00Z", "9999-12-31T23:59:59Z"}) {
    EXPECT_EQ(read_time(time_text(*read_time(text))), read_time(text)) << text;
  }
  EXPECT_EQ(time_text(*read_time("1600-02-29T00:00:00Z")), "1600-02-29T00:00:00Z");
  EXPECT_EQ(time_text(*read_time("0000-01-01T00:00:00+01:00")), "-001-12-31T23:00:00Z");
}

}  // namespace
}  // namespace whip::resolver
