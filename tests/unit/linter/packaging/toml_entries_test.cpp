#include "linter/packaging/toml_entries.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

// "name=text;" for each string, "name;" for all else.
std::string listing(std::string_view text) {
  std::string out;
  const TomlEntries entries = TomlEntries::read(text);
  for (const TomlEntry& entry : entries.all()) {
    out += entry.name + (entry.kind == TomlEntry::Kind::string ? "=" + entry.text : std::string()) + ";";
  }
  return out;
}

TEST(TomlEntries, NamesValuesByTheirTablesAndLists) {
  EXPECT_EQ(listing("[a.b]\nc = 'd'\ne.f = [\"g\", { h = 'i' }]\n"),
            "a.b;a.b.c=d;a.b.e.f;a.b.e.f[]=g;a.b.e.f[];a.b.e.f[].h=i;");
  EXPECT_EQ(listing("[[a]]\nb = 1\n[[a]]\nb = 2\n"), "a[];a[].b;a[];a[].b;");
  EXPECT_EQ(listing("\"x y\" . z = true # c = 1\n"), "x y.z;");
}

TEST(TomlEntries, ReadsAllFourKindsOfStrings) {
  EXPECT_EQ(listing("a = \"b\\n\\u00e4\"\n"), "a=b\n\xC3\xA4;");
  EXPECT_EQ(listing("a = 'b\\n'\n"), "a=b\\n;");
  EXPECT_EQ(listing("a = \"\"\"\nb\"\"c\"\"\"\nd = 1\n"), "a=b\"\"c;d;");
  EXPECT_EQ(listing("a = '''\nb\n'''\nd = 1\n"), "a=b\n;d;");
}

TEST(TomlEntries, GoOnBehindWhatIsWrong) {
  EXPECT_EQ(listing("a = \nb = 'c'\n= 3\n[\n[d]\ne = 'f\n"), "a;b=c;d;d.e=f;");
  EXPECT_EQ(listing("a = [1, 2"), "a;a[];a[];");
}

TEST(TomlEntries, PointAtKeysAndValues) {
  const std::string_view text = "[t]\nkey = [ 'a', 'b' ] # c\nnext = 1\n";
  const TomlEntries entries = TomlEntries::read(text);
  const TomlEntry* const list = entries.find("t.key");
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(text.substr(list->key.begin, list->key.size()), "key");
  EXPECT_EQ(text.substr(list->value.begin, list->value.size()), "[ 'a', 'b' ]");
  const Span line = entry_removal(text, *list);
  EXPECT_EQ(text.substr(line.begin, line.size()), "key = [ 'a', 'b' ] # c\n");
  const TomlEntry* const first = entries.find("t.key[]");
  const Span element = element_removal(text, first->value);
  EXPECT_EQ(text.substr(element.begin, element.size()), "'a', ");
  const Span last = element_removal(text, entries.all().at(3).value);
  EXPECT_EQ(text.substr(last.begin, last.size()), ", 'b'");
}

TEST(TomlEntries, NestingBeyondReasonEndsTheReading) {
  const std::string deep = "a = " + std::string(100'000, '[');
  EXPECT_LT(TomlEntries::read(deep).all().size(), 100U);
}

}  // namespace
}  // namespace whip
