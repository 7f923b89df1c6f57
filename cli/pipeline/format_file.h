// Formatting one text of any kind: Python, stubs, notebooks, Markdown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/pipeline/format_run.h"
#include "formatter/format.h"

namespace whip {

// What the configuration and the file decide together.
fmt::Options format_options(const Configuration& configuration, const DiscoveredFile& file);
// What identifies them in the cache.
std::string cache_key(const fmt::Options& options);

struct Reformatted {
  std::string file;  // what the file should hold
  // Of a notebook: its joined cells before and after.
  std::string cells_before;
  std::string cells_after;
  std::vector<Cell> old_cells;
  std::vector<Cell> new_cells;
};

// `parsed`: the tree of a text (no notebook) that is known to have no errors. Nothing if the text is formatted already,
// or nothing of it is for us. Errors: `encoding`, `syntax`, `limit`, `internal`.
Result<std::optional<Reformatted>> reformat(const Source& text, const DiscoveredFile& file,
                                            const Configuration& configuration, const FormatRunOptions& options,
                                            fmt::Formatter& formatter, const Tree* parsed = nullptr);

// What would change, as one finding whose edit replaces what lies between the common beginning and the common end; of
// a notebook, an edit in each cell that differs.
Diagnostic unformatted(std::string_view before, std::string_view after);
Diagnostic unformatted_cells(const Reformatted& text);
// The cells that differ.
std::vector<ChangedPart> changed_cells(const Reformatted& text);

}  // namespace whip
