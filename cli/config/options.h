// The table of settings: one row each, and everything else follows from it - reading, checking, `whip config`,
// --show-settings, docs/settings.md, suggestions for unknown keys. A row without `apply` is accepted because Ruff knows
// it, but no rule that we carry reads it yet.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config/configuration.h"
#include "core/base/result.h"

namespace whip {

// What a value must look like.
enum class ValueShape : std::uint8_t {
  boolean,
  integer,
  string,
  choice,       // one of the words of `type`
  strings,      // a list of strings
  string_map,   // a table of strings
  strings_map,  // a table of lists of strings
  version,      // "py311"
  version_map,  // a table of those
  anything,     // Ruff's own mixtures; no rule reads them yet
};

// How the layers of `extend` and the command line add up.
enum class Combine : std::uint8_t {
  replace,    // the strongest layer that has it decides
  append,     // all of them, the weakest first
  selection,  // rule selectors: linter/select.h
};

// Where a value was given; what is relative in it belongs to `root`.
struct Given {
  const Value& value;
  std::string_view root;
};

struct Option {
  std::string_view key;  // "lint.isort.case-sensitive"
  ValueShape shape;
  std::string_view type;      // for people: `list[str]`; of a choice: the words, quoted, between bars
  std::string_view fallback;  // the default, as TOML; empty: none
  std::string_view doc;       // Markdown; empty for rows without effect
  Done (*apply)(Configuration& configuration, const Given& given) = nullptr;
  Combine combine = Combine::replace;
  std::string_view retired = {};  // what to use instead; the key still works
};

std::span<const Option> general_options();
std::span<const Option> lint_options();
std::span<const Option> isort_options();
std::span<const Option> format_options();
std::span<const Option> accepted_options();

// All rows, sorted by key. Built on first use.
const std::vector<const Option*>& options();
// The row of a key; null if there is none.
const Option* find_option(std::string_view key);
// Whether keys begin with this and a dot: `lint.isort`.
bool is_option_group(std::string_view key);
// The known key that the unknown one was probably meant to be; empty if none is near.
std::string_view nearest_option(std::string_view key);

// What is wrong with a value for this option: empty if nothing.
std::string value_problem(const Option& option, const Value& value);

// Helpers of the rows.
std::vector<std::string> string_list(const Value& value);
// The absolute path of one that is relative to the root; `~` and `$NAME` are replaced.
std::string absolute_path(std::string_view path, std::string_view root);
// Folders that exist and match a path or pattern.
std::vector<std::string> existing_folders(std::string_view pattern, std::string_view root);

}  // namespace whip
