// Places in a text where rule codes are written, for completion and for hover:
//
//   x = 1  # noqa: F401, E5|
//   import os  # ruff: ignore[F401|
//   select = ["E", "F|"]                 in a configuration file
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/text/span.h"

namespace whip::lsp {

// The word of a list at a place; empty where one could begin.
struct ListedCode {
  Span word;
  bool is_selector = false;  // in a configuration: prefixes are meant too
};

// In the list of a suppressing comment. `line` without its line ending; `at` a place in it; spans count from its begin.
std::optional<ListedCode> code_in_comment(std::string_view line, std::uint32_t at);

// In the list of a setting that holds rule selectors. `is_pyproject`: only below [tool.whip] and [tool.ruff].
std::optional<ListedCode> code_in_settings(std::string_view text, std::uint32_t at, bool is_pyproject);

}  // namespace whip::lsp
