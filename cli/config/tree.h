// Which configuration holds where: the nearest folder with a configuration file decides, else the one of the working
// directory. Each folder is looked at once. The tree is filled by one thread while files are discovered and only read
// after that, so readers need no lock.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/config/configuration.h"
#include "cli/config/find.h"
#include "cli/config/overrides.h"

namespace whip {

using ConfigId = std::uint32_t;

class ConfigTree {
 public:
  // The table must outlive the tree. `start` is where the run's own configuration is looked for: the working directory,
  // or the folder of --stdin-filename; both absolute. Errors: everything that is wrong with the configuration of the
  // run itself.
  static Result<ConfigTree> open(const RuleTable& rules, const Overrides& overrides,
                                 const std::string& working_directory, const std::string& start);

  // The configuration of the run itself.
  static constexpr ConfigId kBase = 0;
  const Configuration& operator[](ConfigId id) const { return configurations_[id]; }
  std::size_t size() const { return configurations_.size(); }

  // The configuration for files directly in the folder (absolute, no slash at the end). Looks upwards.
  Result<ConfigId> of_folder(const std::string& folder);
  // The same for a walk: what holds in the folder above, and what the listing of this one shows.
  Result<ConfigId> enter(ConfigId outer, const std::string& folder, const ConfigNames& names);

  // --config FILE and --isolated: one configuration for everything.
  bool is_fixed() const { return fixed_; }

  // For standard error, each once; `note:` lines are not warnings and begin so.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  ConfigTree(const RuleTable& rules, Overrides overrides, std::string working_directory)
      : rules_(&rules), overrides_(std::move(overrides)), working_directory_(std::move(working_directory)) {}

  Done open_base(const std::string& start);
  Result<ConfigId> load(const ConfigFile& file, Reach reach, const std::string& root);
  Result<ConfigId> add(std::vector<Layer> layers, const std::string& root);

  const RuleTable* rules_;
  Overrides overrides_;
  std::string working_directory_;
  std::vector<Layer> flags_;  // flags, then inline --config: stronger than any file
  bool fixed_ = false;
  std::deque<Configuration> configurations_;  // a deque: references stay good while it grows
  std::unordered_map<std::string, ConfigId> of_folder_;
  std::unordered_map<std::string, ConfigId> of_file_;
  std::vector<std::string> warnings_;
};

}  // namespace whip
