// What all files of one configuration share while they are linted, made before the threads start and only read by them.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/config/configuration.h"
#include "cli/pipeline/cache.h"
#include "cli/pipeline/package.h"
#include "linter/engine/listeners.h"
#include "linter/file.h"

namespace whip {

// Looks modules up in folders and remembers the answers.
class SourceFolders : public SourceModules {
 public:
  explicit SourceFolders(std::span<const std::string> folders) : folders_(folders) {}
  bool contains(std::string_view module) const override;

 private:
  std::span<const std::string> folders_;
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<std::string, bool> known_;
};

class SettingGroup {
 public:
  // `cache` may be null. Everything handed in must outlive the group.
  SettingGroup(const Configuration& configuration, std::span<const RuleEntry> rules, const Cache* cache);

  const Configuration& configuration() const { return *configuration_; }
  const Settings& settings() const { return configuration_->lint; }
  const Cache* cache() const { return cache_; }
  std::span<const std::string> source_modules() const { return source_modules_; }
  const SourceModules& sources() const { return sources_; }

  // Before the threads start: the listeners for the file's rules (kept per set of rules), and its place among packages.
  const Listeners& listeners_for(std::string_view path);
  ModulePlace place(std::string_view path) { return packages_.place(path, settings().namespace_packages); }

  // What identifies the answers for a file in the cache: its path from the project's root, its module, and all that is
  // shared.
  CacheHash cache_key(std::string_view path, const ModulePlace& place, bool with_extras) const;

 private:
  const Configuration* configuration_;
  std::span<const RuleEntry> rules_;
  const Cache* cache_;
  std::vector<std::string> source_modules_;
  SourceFolders sources_;
  PackageFinder packages_;
  std::deque<Listeners> listeners_;  // by set of rules: most projects have one, per-file-ignores makes more
  std::string shared_key_;           // hash of settings and source modules
};

}  // namespace whip
