// Options that several commands take, with the same words in each help.
#pragma once

#include "cli/commands/command.h"

namespace whip::cli {

inline constexpr std::string_view kVersionNames[] = {"py37",  "py38",  "py39",  "py310", "py311",
                                                     "py312", "py313", "py314", "py315"};
// In the order of render::format_names(), which a test compares.
inline constexpr std::string_view kOutputFormats[] = {"concise", "full",   "json",   "json-lines", "junit",
                                                      "grouped", "github", "gitlab", "pylint",     "rdjson",
                                                      "azure",   "sarif",  "agent"};

inline constexpr Flag kFileSelection[] = {
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
    {.name = "--within",
     .takes = Takes::value,
     .value = "FOLDER",
     .help = "Leave out files that are not below this folder once links are followed"},
};

inline constexpr Flag kNoCache = {
    .name = "--no-cache", .letter = 'n', .help = "Neither read nor write the cache", .environment = "NO_CACHE"};
inline constexpr Flag kCacheDir = {.name = "--cache-dir",
                                   .takes = Takes::value,
                                   .value = "FOLDER",
                                   .help = "Where the cache lives [default: .whip_cache in the project]",
                                   .environment = "CACHE_DIR"};
inline constexpr Flag kStdinFilename = {.name = "--stdin-filename",
                                        .takes = Takes::value,
                                        .value = "FILE",
                                        .help = "Read standard input, and treat it as this file"};

}  // namespace whip::cli
