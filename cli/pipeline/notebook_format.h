// Formatting a notebook: each code cell is a text of its own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/pipeline/notebook.h"
#include "core/base/result.h"
#include "formatter/format.h"

namespace whip {

struct FormattedNotebook {
  std::string before;             // all cells joined, with their magics
  std::string after;              // the same, formatted
  std::vector<Cell> cells_after;  // where the cells are in it
};

// Errors: those of the formatter, with the place in the joined cells.
Result<FormattedNotebook> format_notebook(const Notebook& notebook, const fmt::Options& options,
                                          fmt::Formatter& formatter);

}  // namespace whip
