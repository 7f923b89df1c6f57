// Jupyter notebooks: JSON in, Python out, and back. The code cells, each ended with a line break, are joined into one
// text that is linted like any other; a changed text goes back into the `source` values of the cells that changed, and
// no other byte of the file moves.
//
// What is not Python stays out: text cells, cells under a foreign cell magic (`%%bash`), notebooks of other languages.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/pipeline/notebook_magic.h"
#include "core/base/result.h"
#include "core/text/source.h"
#include "linter/file.h"

namespace whip {

struct Notebook {
  std::string text;           // of all Python cells, magics blanked
  std::vector<Cell> cells;    // where each begins and ends in `text`
  std::vector<Magic> magics;  // in order
  std::vector<Span> sources;  // of each cell: the bytes of its `source` value in the file
};

// Nothing for a notebook of another language. Errors: `encoding` where it is no JSON, no notebook, or not of format 4;
// the message is a sentence for people.
Result<std::optional<Notebook>> read_notebook(const Source& json);

// The text with the magics back in their places; `magics` where they now are.
std::string restore_magics(std::string_view text, std::span<const Magic> magics);

// The file with the sources of those cells replaced whose text changed. `text` is the new joined text, magics restored;
// `cells` where the same cells now are in it.
std::string write_notebook(std::string_view json, const Notebook& notebook, std::string_view text,
                           std::span<const Cell> cells);

}  // namespace whip
