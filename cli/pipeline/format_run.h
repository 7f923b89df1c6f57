// A run of the formatter: files in, what became of them out, in path order, the same for any number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config/tree.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/run.h"
#include "core/report/diagnostic.h"
#include "core/text/line_index.h"
#include "core/text/source.h"

namespace whip {

enum class FormatMode : std::uint8_t {
  write,  // files are replaced
  check,  // a finding for each that would be
  diff,   // what would change
};

// Lines and columns as people count them; absent: the text's begin or end.
struct FormatRange {
  std::optional<LineColumn> begin;
  std::optional<LineColumn> end;
};

struct FormatRunOptions {
  FormatMode mode = FormatMode::write;
  bool use_cache = true;
  std::optional<FormatRange> range;
  std::string working_directory;  // absolute
};

// A file that was or would be changed, or that could not be formatted.
struct FormattedFile {
  std::string path;   // absolute; "-" for standard input without a name
  std::string shown;  // relative to the working directory where it lies below it
  std::optional<Error> error;
  // In check mode: the text as it was (of a notebook its cells, joined), and what would change in it as one finding
  // with one edit; or, where it is no Python, the finding that says so.
  Source text;
  std::vector<Cell> cells;
  std::optional<Diagnostic> finding;
  std::vector<ChangedPart> changes;  // in diff mode
};

struct FormatResult {
  std::vector<FormattedFile> files;  // by path
  std::size_t changed = 0;
  std::size_t unchanged = 0;
};

FormatResult format_files(std::span<const DiscoveredFile> files, const ConfigTree& tree,
                          const FormatRunOptions& options);

// A text that is no file (standard input), treated as `file`. Nothing is written.
struct FormattedText {
  FormatResult run;
  std::string text;  // what it should be; as it was where it could not be formatted
};
FormattedText format_text(Source text, const DiscoveredFile& file, const ConfigTree& tree,
                          const FormatRunOptions& options);

// Whether the formatter looks at such files.
bool is_formattable(SourceKind kind);
// Whether it leaves the file out (`format.exclude`); named files only under force-exclude.
bool is_format_excluded(const DiscoveredFile& file, const Configuration& configuration);

}  // namespace whip
