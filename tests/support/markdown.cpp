#include "tests/support/markdown.h"

#include <algorithm>
#include <sstream>

namespace whip::test {
namespace {

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  std::istringstream in{std::string(line)};
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool is_path(std::string_view word) { return word.find('.') != std::string_view::npos; }

std::string path_of(const Block& block) {
  const auto path = std::ranges::find_if(block.words, is_path);
  if (path != block.words.end()) return *path;
  return block.is("pyi") ? "example.pyi" : "example.py";
}

}  // namespace

bool Block::has(std::string_view word) const { return std::ranges::find(words, word) != words.end(); }

std::vector<Section> read_sections(std::string_view markdown) {
  std::vector<Section> sections(1);
  Block* open = nullptr;
  std::uint32_t number = 0;
  while (!markdown.empty()) {
    const std::size_t end = std::min(markdown.find('\n'), markdown.size() - 1) + 1;
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(end);
    ++number;
    if (open != nullptr) {
      if (line.starts_with("```")) {
        open = nullptr;
      } else {
        open->text.append(line);
      }
    } else if (line.starts_with("```")) {
      sections.back().blocks.push_back({words_of(line.substr(3)), {}, number + 1});
      open = &sections.back().blocks.back();
    } else if (line.starts_with("# ") || line.starts_with("## ")) {
      std::string title(line.substr(line.find(' ') + 1));
      while (!title.empty() && (title.back() == '\n' || title.back() == ' ')) title.pop_back();
      if (line.starts_with("# ")) {
        sections.back().title = title;
      } else {
        sections.push_back({title, {}});
      }
    }
  }
  return sections;
}

std::vector<Example> read_examples(std::string_view markdown) {
  std::vector<Example> examples;
  for (const Section& section : read_sections(markdown)) {
    std::string toml;
    for (const Block& block : section.blocks) {
      if (block.is("toml")) {
        toml = block.text;
      } else if ((block.is("py") || block.is("pyi")) && block.has("fixed") && !examples.empty()) {
        examples.back().fixed = block.text;
        examples.back().fixed_by_unsafe = block.has("unsafe");
      } else if (block.is("py") || block.is("pyi")) {
        examples.push_back(
            {.title = section.title, .line = block.line, .path = path_of(block), .toml = toml, .code = block.text});
      }
    }
  }
  return examples;
}

}  // namespace whip::test
