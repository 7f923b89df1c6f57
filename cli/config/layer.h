// One source of settings - a file, `--config 'key = value'`, the flags - as rows of the table with values. Layers are
// resolved into a Configuration, the strongest first.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/config/configuration.h"
#include "cli/config/options.h"
#include "linter/select.h"

namespace whip {

struct Layer {
  struct Entry {
    const Option* option;
    Value value;
    Place place;  // of the key
  };
  std::string name;  // for people: the path, or "the command line"
  std::string root;  // absolute folder that relative paths and patterns start from
  SelectorSource source = SelectorSource::native;
  std::vector<Entry> entries;
  BlackFiles black;  // of [tool.black]

  const Value* find(std::string_view key) const;
  void set(std::string_view key, Value value);
};

struct LayerSource {
  std::string name;
  std::string root;
  SelectorSource source = SelectorSource::native;  // foreign: unknown keys are warnings
  std::string_view text;                           // of the file, for the line below an error
};

// Reads a table of settings. Errors: `configuration`, with place and line, for an unknown key (a warning if the source
// is foreign) or a value of the wrong type.
Result<Layer> read_layer(const Value& table, const LayerSource& source, std::vector<std::string>& warnings);

// Resolves layers, the strongest first, for a project at `root`.
// Errors: `configuration`: values out of range, bad patterns, unknown rules, a required version that is not this one.
Result<Configuration> resolve(std::span<const Layer> layers, const std::string& root, const RuleTable& rules,
                              std::vector<std::string>& warnings);

// isort's sections, which several settings describe together. Part of resolve().
void resolve_sections(Configuration& configuration, std::vector<std::string>& warnings);

}  // namespace whip
