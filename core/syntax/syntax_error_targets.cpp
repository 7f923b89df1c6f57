// What stands left of `=` though nothing can be assigned to it: `f() = 1`, `a, 1 = b`.
#include <algorithm>

#include "core/syntax/syntax_error_reader.h"

namespace whip::recovery {

// Tokens [begin, end) are one element: a name, or something that ends with an attribute or a subscript.
bool Reader::is_single_target(std::size_t begin, std::size_t end) const {
  if (end == begin + 1) return tokens_[begin].kind == Lex::name;
  int depth = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const std::string_view text = text_of(tokens_[i]);
    if (tokens_[i].kind == Lex::sign && (text == "(" || text == "[" || text == "{")) ++depth;
    if (tokens_[i].kind == Lex::sign && (text == ")" || text == "]" || text == "}")) --depth;
    if (depth > 0) continue;
    const bool keyword = tokens_[i].kind == Lex::keyword && text != "None" && text != "True" && text != "False";
    if (keyword || (tokens_[i].kind == Lex::sign && (is_operator(text) || text == "~" || text == ":="))) return false;
  }
  const std::string_view last = text_of(tokens_[end - 1]);
  if (tokens_[end - 1].kind == Lex::name) return text_of(tokens_[end - 2]) == ".";
  return last == "]" && text_of(tokens_[begin]) != "[";
}

std::optional<Span> Reader::bad_target(std::size_t begin, std::size_t end) const {
  std::vector<std::pair<std::size_t, std::size_t>> ranges = {{begin, end}};
  while (!ranges.empty()) {
    auto [from, to] = ranges.back();
    ranges.pop_back();
    // Elements between commas, from the first on.
    std::vector<std::pair<std::size_t, std::size_t>> elements;
    int depth = 0;
    std::size_t element = from;
    for (std::size_t i = from; i <= to; ++i) {
      const std::string_view text = i < to && tokens_[i].kind == Lex::sign ? text_of(tokens_[i]) : std::string_view();
      if (text == "(" || text == "[" || text == "{") ++depth;
      if (text == ")" || text == "]" || text == "}") --depth;
      if (i < to && (text != "," || depth > 0)) continue;
      if (i > element) elements.emplace_back(element, i);
      element = i + 1;
    }
    for (auto [first, last] : elements) {
      if (tokens_[first].kind == Lex::sign && text_of(tokens_[first]) == "*") ++first;
      if (first == last) continue;
      const std::string_view open = text_of(tokens_[first]);
      const bool bracket = tokens_[first].kind == Lex::sign && (open == "(" || open == "[");
      int level = 0;
      std::size_t closing = first;
      for (std::size_t i = first; bracket && i < last; ++i) {
        const std::string_view text = tokens_[i].kind == Lex::sign ? text_of(tokens_[i]) : std::string_view();
        if (text == "(" || text == "[" || text == "{") ++level;
        if (text == ")" || text == "]" || text == "}") --level;
        closing = i;
        if (level == 0) break;
      }
      const auto is_loop = [&](const Token& inner) { return inner.kind == Lex::keyword && text_of(inner) == "for"; };
      const bool comprehension = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(first),
                                             tokens_.begin() + static_cast<std::ptrdiff_t>(last), is_loop);
      if (bracket && closing + 1 == last && !comprehension) {
        ranges.emplace_back(first + 1, last - 1);
      } else if (!is_single_target(first, last)) {
        return Span{tokens_[first].span.begin, tokens_[last - 1].span.end};
      }
    }
  }
  return std::nullopt;
}

}  // namespace whip::recovery
