// What IPython understands and Python does not, inside the code cells of a notebook: `%matplotlib inline`, `!ls`, `x =
// !ls`, `name?`.
//
// The parser is given other text of the same length in their place, so that every offset and column stays what it is in
// the notebook:
//
//     %matplotlib inline        pass##############
//     files = !ls               files = 000
//
// and the real text is put back where the changed file is written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace whip {

// A piece that was replaced.
struct Magic {
  Span span;         // in the joined text
  std::string text;  // what stands there in the notebook
  bool operator==(const Magic&) const = default;
};

// Whether a cell with this source is not Python at all: `%%bash`, or a line such as `pip install x` that IPython takes
// for `%pip ...`.
bool is_foreign_cell(std::string_view source);

// Replaces the magics in text[from..], the source of one cell, and adds them to `out`.
void blank_magics(std::string& text, std::size_t from, std::vector<Magic>& out);

}  // namespace whip
