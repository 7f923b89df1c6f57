#include "resolver/index/url.h"

#include <gtest/gtest.h>

namespace whip::resolver {
namespace {

TEST(Url, ResolvesReferencesAsTheStandardsExamples) {
  // RFC 3986, 5.4.
  const std::string base = "http://a/b/c/d;p?q";
  const std::pair<const char*, const char*> kCases[] = {
      {"g", "http://a/b/c/g"},        {"./g", "http://a/b/c/g"},   {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},           {"//g", "http://g/"},        {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},    {"g;x", "http://a/b/c/g;x"}, {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},         {"..", "http://a/b/"},       {"../g", "http://a/b/g"},
      {"../..", "http://a/"},         {"../../g", "http://a/g"},   {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},         {"g.", "http://a/b/c/g."},   {"./g/.", "http://a/b/c/g/"},
      {"https://x/y", "https://x/y"}, {"g#s", "http://a/b/c/g"},
  };
  for (const auto& [reference, expected] : kCases) EXPECT_EQ(resolved_url(base, reference), expected) << reference;
}

TEST(Url, ShowsNoCredentials) {
  EXPECT_EQ(without_credentials("https://user:p%40ss@host:8/x?y#z"), "https://host:8/x?y#z");
  EXPECT_EQ(without_credentials("https://host/a@b"), "https://host/a@b");
  const auto credentials = credentials_in("https://user:p%40ss@host/");
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->user, "user");
  EXPECT_EQ(credentials->password, "p@ss");
  EXPECT_FALSE(credentials_in("https://host/"));
}

TEST(Url, KnowsWhomCredentialsBelongTo) {
  EXPECT_EQ(origin_of("HTTPS://u:p@Host:443/x"), "https://host");
  EXPECT_NE(origin_of("https://host"), origin_of("http://host"));
  EXPECT_NE(origin_of("https://host:444"), origin_of("https://host"));
}

TEST(Url, NamesTheFile) {
  EXPECT_EQ(file_name_of("https://h/a/b-1%2B2-py3-none-any.whl?x=1#sha256=0"), "b-1+2-py3-none-any.whl");
}

TEST(Url, LetsOnlyFilesLinkToFiles) {
  EXPECT_FALSE(may_link_to("https://h/simple/a/", "file:///etc/passwd"));
  EXPECT_FALSE(may_link_to("https://h/simple/a/", "ftp://h/x.whl"));
  EXPECT_TRUE(may_link_to("file:///srv/simple/index.html", "file:///srv/x.whl"));
  EXPECT_TRUE(may_link_to("http://h/", "https://h/x.whl"));
}

}  // namespace
}  // namespace whip::resolver
