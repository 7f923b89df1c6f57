// Test cases as people read them: Markdown with fenced blocks.
//
//   ## Silent when `list` is not the builtin      a case
//   ```toml                                       settings for the examples below it, up to the next heading
//   ```py [PATH]                                  an example; the path ("pkg/__init__.py") is where the file is said to
//   be
//   ```pyi                                        the same, as a stub
//   ```py fixed [unsafe]                          what the safe fixes (with `unsafe`: all fixes) make of the example
//   above
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace whip::test {

struct Block {
  std::vector<std::string> words;  // behind the opening fence: {"py", "fixed"}
  std::string text;
  std::uint32_t line = 0;  // 1-based, of its first line in the Markdown

  bool is(std::string_view language) const { return !words.empty() && words[0] == language; }
  bool has(std::string_view word) const;
};

struct Section {
  std::string title;
  std::vector<Block> blocks;
};

// The parts of a document by its headings; what stands before the first `##` is a part under the document's own title.
std::vector<Section> read_sections(std::string_view markdown);

// Something to lint.
struct Example {
  std::string title;   // of its section
  std::uint32_t line;  // in the Markdown
  std::string path;
  std::string toml;
  std::string code;  // with marks
  std::optional<std::string> fixed;
  bool fixed_by_unsafe = false;
};
// Of a rule's .md.
std::vector<Example> read_examples(std::string_view markdown);

}  // namespace whip::test
