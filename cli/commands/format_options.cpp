// The options of `whip format`.

#include "cli/commands/check_options.h"
#include "cli/commands/format.h"

namespace whip::cli {
namespace {

constexpr std::string_view kVersions[] = {"py37", "py38", "py39", "py310", "py311", "py312", "py313", "py314", "py315"};
constexpr std::string_view kFormats[] = {"concise", "full",   "json",   "json-lines", "junit", "grouped",
                                         "github",  "gitlab", "pylint", "rdjson",     "azure", "sarif"};

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
     .choices = kVersions},
    {.name = "--preview",
     .negative = "--no-preview",
     .help = "Accepted for the sake of scripts written for Ruff: there is only the stable style"},
    {.name = "--output-format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "How --check writes what it finds [default: full]",
     .choices = kFormats,
     .environment = "OUTPUT_FORMAT"},
    {.name = "--line-length", .takes = Takes::value, .value = "COLUMNS", .help = "The line length [default: 88]"},
    {.name = "--range",
     .takes = Takes::value,
     .value = "RANGE",
     .help = "Format only this part of a single file: `3:1-7:1` (lines and columns count from 1, the end is "
             "exclusive), `3-7`, `3` (to the end) or `-7` (from the beginning). Whole statements are formatted"},
};

constexpr Flag kFiles[] = {
    {.name = "--exclude", .takes = Takes::list, .value = "PATTERN", .help = "Leave out files and folders"},
    {.name = "--extend-exclude",
     .takes = Takes::list,
     .value = "PATTERN",
     .help = "Leave out files and folders besides those left out already"},
    {.name = "--respect-gitignore",
     .negative = "--no-respect-gitignore",
     .help = "Leave out what `.gitignore` and its like leave out [default]"},
    {.name = "--force-exclude",
     .negative = "--no-force-exclude",
     .help = "Leave out excluded files even where they are named on the command line"},
};

constexpr Flag kMiscellaneous[] = {
    {.name = "--no-cache", .letter = 'n', .help = "Neither read nor write the cache", .environment = "NO_CACHE"},
    {.name = "--cache-dir",
     .takes = Takes::value,
     .value = "FOLDER",
     .help = "Where the cache lives [default: .whip_cache in the project]",
     .environment = "CACHE_DIR"},
    {.name = "--stdin-filename",
     .takes = Takes::value,
     .value = "FILE",
     .help = "Read standard input, and treat it as this file"},
    {.name = "--exit-non-zero-on-format", .help = "Exit 1 if a file was changed"},
};

constexpr FlagGroup kGroups[] = {
    {"Options", kMain},
    {"File selection", kFiles},
    {"Miscellaneous", kMiscellaneous},
};

}  // namespace

std::span<const FlagGroup> format_groups() { return kGroups; }

}  // namespace whip::cli
