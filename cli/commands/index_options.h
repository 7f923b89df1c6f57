// Which indexes to ask and how: the options, variables and settings of all commands that ask one.
#pragma once

#include <string>

#include "cli/commands/command.h"
#include "core/base/result.h"
#include "resolver/index/index.h"
#include "resolver/project/manifest.h"

namespace whip::cli {

inline constexpr Flag kIndexFlags[] = {
    {.name = "--default-index",
     .takes = Takes::value,
     .value = "URL",
     .help = "The index that is asked last [default: UV_DEFAULT_INDEX, or the one that whip was built with]"},
    {.name = "--index",
     .takes = Takes::value,
     .value = "[NAME=]URL",
     .help = "An index that is asked before it. May be given again: the first that knows a project is the only one "
             "used for it"},
    {.name = "--find-links",
     .letter = 'f',
     .takes = Takes::value,
     .value = "PATH|URL",
     .help = "A folder or page of files to choose from. May be given again"},
    {.name = "--no-index", .help = "Ask no index, only what --find-links names"},
    {.name = "--offline", .help = "Use what is in the cache, fetch nothing", .environment = "OFFLINE"},
    {.name = "--refresh", .help = "Ask the indexes again about pages in the cache"},
    {.name = "--cache-dir",
     .takes = Takes::value,
     .value = "DIR",
     .help = "Where to keep what was fetched [default: ~/.cache/whip]"},
    {.name = "--no-cache", .letter = 'n', .help = "Neither read nor write the cache"},
};

// Empty where there is no such variable.
std::string environment_value(const char* name);

struct IndexChoice {
  resolver::IndexOptions index;  // no sources: nobody said which
  std::string cache_folder;      // empty: no cache
};

// Folders of `settings` are relative to `folder`. Errors: `usage` for a variable that cannot be read.
Result<IndexChoice> read_index_options(const Arguments& arguments, const resolver::ResolverSettings& settings,
                                       const std::string& folder);
// For commands that cannot do without.
Error no_index_error();

}  // namespace whip::cli
