#include "linter/semantic/qualified_name.h"

#include <gtest/gtest.h>

namespace whip {
namespace {

QualifiedName made_of(std::initializer_list<std::string_view> segments) {
  QualifiedName name;
  for (const std::string_view segment : segments) name.push(segment);
  return name;
}

TEST(QualifiedName, IsADottedNameOrABuiltin) {
  EXPECT_TRUE(made_of({"typing", "List"}).is("typing.List"));
  EXPECT_FALSE(made_of({"typing", "List"}).is("typing"));
  EXPECT_FALSE(made_of({"typing"}).is("typing.List"));
  EXPECT_TRUE(made_of({"", "list"}).is("list"));
  EXPECT_FALSE(made_of({"list"}).is("list"));
  EXPECT_TRUE(made_of({"os", "path", "join"}).is("os.path", "join"));
  EXPECT_FALSE(made_of({"os", "path", "join"}).is("os", "join"));
}

TEST(QualifiedName, BeginsWithWholeSegments) {
  EXPECT_TRUE(made_of({"a", "b", "c"}).starts_with("a.b"));
  EXPECT_FALSE(made_of({"a", "bc"}).starts_with("a.b"));
  EXPECT_FALSE(made_of({"a"}).starts_with("a.b"));
}

TEST(QualifiedName, IsWrittenAsPeopleWriteIt) {
  EXPECT_EQ(made_of({"", "list"}).text(), "list");
  EXPECT_EQ(made_of({".", ".", "a", "b"}).text(), "..a.b");
  EXPECT_EQ(made_of({"a", "b"}).text(), "a.b");
}

TEST(QualifiedName, KnowsWhenItIsTooLong) {
  QualifiedName name;
  for (std::size_t i = 0; i < QualifiedName::kCapacity; ++i) name.push("a");
  EXPECT_FALSE(name.too_long());
  name.push("a");
  EXPECT_TRUE(name.too_long());
}

}  // namespace
}  // namespace whip
