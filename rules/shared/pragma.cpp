#include "rules/shared/pragma.h"

#include <algorithm>
#include <array>

#include "core/base/characters.h"

namespace whip::rules {
namespace {

// The text is behind a `#`.
bool begins_pragma(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\f";
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  if (std::ranges::equal(text.substr(0, 4), std::string_view("noqa"), {}, [](char c) { return lowered(c); }))
    return true;
  if (text.starts_with("nosec")) return true;
  constexpr std::array<std::string_view, 9> kTools = {"isort",  "type", "pyright", "pyrefly", "pylint",
                                                      "flake8", "ruff", "ty",      "whip"};
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos && std::ranges::find(kTools, text.substr(0, colon)) != kTools.end();
}

}  // namespace

std::size_t pragma_begin(std::string_view comment) {
  for (std::size_t at = comment.find('#'); at != std::string_view::npos; at = comment.find('#', at + 1)) {
    if (begins_pragma(comment.substr(at + 1))) return at;
  }
  return std::string_view::npos;
}

}  // namespace whip::rules
