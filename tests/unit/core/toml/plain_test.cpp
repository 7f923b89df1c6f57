#include "core/toml/plain.h"

#include <gtest/gtest.h>

#include "core/toml/read.h"

namespace whip {
namespace {

// The value with the places of everything, so that two that print alike are alike.
std::string shown(const Value& value) {
  const auto place = [](Place at) { return "@" + std::to_string(at.line) + ":" + std::to_string(at.column); };
  std::string out = std::string(describe(value.kind)) + place(value.place) + " ";
  if (value.is(Value::Kind::boolean)) out += value.flag ? "true" : "false";
  if (value.is(Value::Kind::integer)) out += std::to_string(value.integer);
  out += value.text;
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    out += "\n";
    if (value.is(Value::Kind::table)) out += value.keys[i] + place(value.key_places[i]) + " = ";
    out += shown(value.items[i]);
  }
  return out + ".";
}

TEST(PlainToml, IsWhatTheLibraryReads) {
  for (const char* text : {
           "",
           "\n  \n# nothing\n",
           "a = 1\nb = \"x\"  # why\nc = 'y\\z'\nd = true\ne = false\nlong_key-2 = \"\"\n\"q k\" = 0",
           "e = \"\\\"\"\nf = \"x; y == \\\"z\\\" \\\\ \"\n\"k\\\"\" = [\"\\\\\"]\n'l\\' = 1\n",
           "  [a]\nb = 1\n[a.c]\nd = 2\n[a.c.e]\n[tool.x]\n[tool . y]\nz = []\n",
           "[[p]]\nn = 'a'\n[[p]]\nn = 'b'\n[p.tool.w]\nr = ['x', 'y']\n[[p.q]]\n[[p.q]]\ns = 1\n[[p]]\n[p.tool.w]\n",
           "l = [ 1, [2, 3], # two\n  {a = 1, b = {c = \"d\"}}, {}, ]\n",
           "t = 2024-02-28T23:59:59Z\nw = [2024-01-01T00:00:00.500Z, 2024-01-01T00:00:00.000Z]\nu = "
           "2024-12-31T00:00:00.5Z\nv = [2000-01-01T01:02:03.123456789Z]\n",
           "wheels = [\n    {name = \"n-1-py3-none-any.whl\", upload-time = 2024-05-06T07:08:09.25Z, url = "
           "\"https://i.example/n-1-py3-none-any.whl\", size = 123456, hashes = {sha256 = \"00ff\"}},\n]\n",
       }) {
    const auto plain = read_plain_toml(text);
    const auto all = parse_any_toml(text, "x.toml");
    ASSERT_TRUE(plain) << text;
    ASSERT_TRUE(all) << text;
    EXPECT_EQ(shown(*plain), shown(*all)) << text;
  }
}

// Right or wrong: the library tells.
TEST(PlainToml, DeclinesWhatIsNotPlain) {
  for (const char* text : {
           "a = 1\na = 2\n",
           "[a]\n[a]\n",
           "[a.b]\n[a]\n",
           "a = {b = 1}\n[a.c]\n",
           "a = []\n[[a]]\n",
           "[a]\n[[a]]\n",
           "[[a]]\n[a]\n",
           "a.b = 1\n",
           "a = \"x\\n\"\n",
           "a = \"\"\"x\"\"\"\n",
           "a = ''''''\n",
           "a = \"\xC3\xA9\"\n",
           "a = 1 b = 2\n",
           "a = 01\n",
           "a = 1_000\n",
           "a = -1\n",
           "a = 1.5\n",
           "a = 1234567890123456789\n",
           "a = 2024-02-29T00:00:00Z\n",
           "a = 2024-13-01T00:00:00Z\n",
           "a = 2024-04-31T00:00:00Z\n",
           "a = 2024-01-01T24:00:00Z\n",
           "a = 2024-01-01T00:00:00+01:00\n",
           "a = 2024-01-01\n",
           "a = \n",
           "a\n",
           "= 1\n",
           "a = [1, 2\n",
           "a = [1 2]\n",
           "a = {b = 1,}\n",
           "a = {b = 1, b = 2}\n",
           "a = {\nb = 1}\n",
           "a = \"x\n\"\n",
           "[a\n",
           "[[a]\n",
           "[ [a]]\n",
           "[]\n",
           "[a] b = 1\n",
           "a = 1\r\n",
           "a = tru\n",
           "# \x01\n",
           "a = [[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]\n",
       }) {
    EXPECT_FALSE(read_plain_toml(text)) << text;
  }
}

}  // namespace
}  // namespace whip
