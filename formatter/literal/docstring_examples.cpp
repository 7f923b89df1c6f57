// The marks of code examples: prompts, directives, fences.

#include "formatter/literal/docstring_examples.h"

#include <array>

#include "core/base/characters.h"
#include "core/text/blank.h"

namespace whip::fmt {
namespace {

std::string_view skip_unicode_blanks(std::string_view text) {
  return text.substr(skip_blanks(text, 0, static_cast<std::uint32_t>(text.size())));
}

// Takes `word` (small letters) from the front, whatever its case.
bool take_word(std::string_view& text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lowered(text[i]) != word[i]) return false;
  }
  text.remove_prefix(word.size());
  return true;
}

// The names of Python among those of Pygments' lexers; longer ones first, so that nothing is left of them.
constexpr std::array<std::string_view, 4> kPython = {"python3", "python", "py3", "py"};

bool is_python(std::string_view text) {
  for (const std::string_view name : kPython) {
    std::string_view rest = text;
    if (take_word(rest, name) && rest.empty()) return true;
  }
  return false;
}

bool is_directive(std::string_view text) {
  if (!text.starts_with(".. ")) return false;
  text = skip_unicode_blanks(text.substr(3));
  if (!take_word(text, "code-block") && !take_word(text, "sourcecode")) return false;
  if (!text.starts_with("::")) return false;
  return is_python(skip_unicode_blanks(text.substr(2)));
}

std::uint32_t count_marks(std::string_view text, char mark) {
  std::uint32_t count = 0;
  while (count < text.size() && text[count] == mark) ++count;
  return count;
}

}  // namespace

IndentedLine::IndentedLine(std::string_view line) {
  std::size_t size = 0;
  while (size < line.size() && is_python_blank(line[size])) ++size;
  indent = line.substr(0, size);
  text = line.substr(size);
}

std::optional<DoctestLine> doctest_start(std::string_view line) {
  const std::string_view text = skip_unicode_blanks(line);
  if (!text.starts_with(">>> ")) return std::nullopt;
  return DoctestLine{line.substr(0, line.size() - text.size()), text.substr(4)};
}

std::optional<std::string_view> doctest_continuation(std::string_view line, std::string_view indent) {
  const std::size_t prompt = line.find("...");
  if (prompt == std::string_view::npos || line.substr(0, prompt) != indent) return std::nullopt;
  const std::string_view rest = line.substr(prompt + 3);
  if (rest.empty()) return rest;
  if (!rest.starts_with(' ')) return std::nullopt;
  return rest.substr(1);
}

RstOpening rst_opening(std::string_view line) {
  const IndentedLine parts(line);
  // Another directive is no literal block, though it may end as one.
  if (parts.text.starts_with(".. ")) return is_directive(parts.text) ? RstOpening::directive : RstOpening::none;
  const std::uint32_t end = skip_blanks_back(parts.text, static_cast<std::uint32_t>(parts.text.size()), 0);
  return parts.text.substr(0, end).ends_with("::") ? RstOpening::literal : RstOpening::none;
}

MarkdownFence markdown_opening(std::string_view line) {
  const std::string_view text = IndentedLine(line).text;
  if (!text.starts_with("```") && !text.starts_with("~~~")) return {};
  const MarkdownFence fence{text[0], count_marks(text, text[0])};
  std::string_view rest = text.substr(fence.length);
  if (rest.empty()) return fence;
  // Behind the language may come anything, but for backticks behind backticks: that would be code within a line.
  rest = skip_unicode_blanks(rest);
  if (!take_word(rest, "py")) return {};
  if (fence.mark == '`' && rest.find('`') != std::string_view::npos) return {};
  return fence;
}

bool closes(const MarkdownFence& fence, std::string_view line) {
  const std::string_view text = IndentedLine(line).text;
  const std::uint32_t length = count_marks(text, fence.mark);
  if (length < fence.length) return false;
  return IndentedLine(text.substr(length)).text.empty();
}

}  // namespace whip::fmt
