// The options of `whip format`.

#include "cli/commands/format.h"
#include "cli/commands/shared_flags.h"

namespace whip::cli {
namespace {

constexpr Flag kMain[] = {
    {.name = "--check",
     .help = "Change nothing: report the files that would be reformatted, and exit 1 if there are any"},
    {.name = "--diff", .help = "Change nothing: print what would change as a diff, and exit 1 if that is anything"},
    {.name = "--extension",
     .takes = Takes::list,
     .value = "EXT:LANGUAGE",
     .help = "What files with other endings hold: `python`, `pyi`, `ipynb` or `markdown`"},
    {.name = "--target-version",
     .takes = Takes::value,
     .value = "VERSION",
     .help = "The oldest Python that the code must run on: a few layouts need a newer one",
     .choices = kVersionNames},
    {.name = "--preview",
     .negative = "--no-preview",
     .help = "Accepted for the sake of scripts written for Ruff: there is only the stable style"},
    {.name = "--output-format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "How --check writes what it finds [default: full]",
     .choices = kOutputFormats,
     .environment = "OUTPUT_FORMAT"},
    {.name = "--line-length", .takes = Takes::value, .value = "COLUMNS", .help = "The line length [default: 88]"},
    {.name = "--range",
     .takes = Takes::value,
     .value = "RANGE",
     .help = "Format only this part of a single file: `3:1-7:1` (lines and columns count from 1, the end is "
             "exclusive), `3-7`, `3` (to the end) or `-7` (from the beginning). Whole statements are formatted"},
};

constexpr Flag kMiscellaneous[] = {
    kNoCache,
    kCacheDir,
    kStdinFilename,
    {.name = "--exit-non-zero-on-format", .help = "Exit 1 if a file was changed"},
};

constexpr FlagGroup kGroups[] = {
    {"Options", kMain},
    {"File selection", kFileSelection},
    {"Miscellaneous", kMiscellaneous},
};

}  // namespace

std::span<const FlagGroup> format_groups() { return kGroups; }

}  // namespace whip::cli
