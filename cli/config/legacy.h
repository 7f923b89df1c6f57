// Settings of the tools that came before, for projects that have no [tool.whip] and no [tool.ruff] anywhere above:
// flake8, isort and Black, each found by its own tool's rule, read together into one layer.
#pragma once

#include <string>
#include <vector>

#include "cli/config/layer.h"

namespace whip {

struct Legacy {
  std::vector<Layer> layers;       // empty, or one
  std::string root;                // folder of the file that decided
  std::vector<std::string> notes;  // one line for people: what was read from where
};

// Looks from the folder (absolute) upwards.
Legacy legacy_layers(const std::string& folder);

// What each tool's settings become, by row of the table. Names that have no counterpart are added to `unknown`.
void add_flake8(Layer& layer, const std::vector<std::pair<std::string, std::string>>& entries,
                std::vector<std::string>& unknown);
void add_isort(Layer& layer, const std::vector<std::pair<std::string, std::string>>& entries,
               std::vector<std::string>& unknown);
void add_black(Layer& layer, const Value& table, std::vector<std::string>& unknown);

}  // namespace whip
