// --diff: what --fix would change, as a unified difference that `patch` takes.
#pragma once

#include <string>
#include <string_view>

#include "cli/render/render.h"

namespace whip::render {

// One file. `name` heads it; empty (standard input without a name): no heading. Nothing is written if the texts are
// equal.
void write_unified_diff(std::string_view name, std::string_view before, std::string_view after, bool colour,
                        std::string& out);

// The code cells of one notebook, each a difference of its own ("notes.ipynb:cell 3"). Both lists have the same length.
struct CellTexts {
  std::uint32_t number = 1;
  std::string_view before;
  std::string_view after;
};
void write_unified_diff(std::string_view name, std::span<const CellTexts> cells, bool colour, std::string& out);

}  // namespace whip::render
