#include "cli/pipeline/setting_group.h"

#include <sys/stat.h>

#include <algorithm>

namespace whip {

bool SourceFolders::contains(std::string_view module) const {
  std::string name(module);
  {
    const std::shared_lock lock(mutex_);
    if (const auto at = known_.find(name); at != known_.end()) return at->second;
  }
  std::string below = name;
  std::ranges::replace(below, '.', '/');
  bool found = false;
  for (const std::string& folder : folders_) {
    const std::string path = folder + "/" + below;
    struct stat facts;
    found = (::stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode)) ||
            (::stat((path + ".py").c_str(), &facts) == 0 && S_ISREG(facts.st_mode)) ||
            (::stat((path + ".pyi").c_str(), &facts) == 0 && S_ISREG(facts.st_mode));
    if (found) break;
  }
  const std::unique_lock lock(mutex_);
  return known_.emplace(std::move(name), found).first->second;
}

SettingGroup::SettingGroup(const Configuration& configuration, std::span<const RuleEntry> rules, const Cache* cache)
    : configuration_(&configuration),
      rules_(rules),
      cache_(cache),
      source_modules_(whip::source_modules(configuration.lint.src)),
      sources_(configuration.lint.src) {
  if (cache == nullptr) return;
  std::string key = whip::cache_key(configuration.lint);
  for (const std::string& module : source_modules_) key.append(1, '\0').append(module);
  const CacheHash hash = cache_hash(key);
  shared_key_.assign(reinterpret_cast<const char*>(&hash), sizeof hash);
}

const Listeners& SettingGroup::listeners_for(std::string_view path) {
  const RuleSet rules = rules_for(settings(), path);
  for (const Listeners& listeners : listeners_) {
    if (listeners.enabled() == rules) return listeners;
  }
  return listeners_.emplace_back(rules_, rules);
}

CacheHash SettingGroup::cache_key(std::string_view path, const ModulePlace& place, bool with_extras) const {
  const std::string& root = settings().project_root;
  if (path.size() > root.size() && path.starts_with(root) && path[root.size()] == '/')
    path.remove_prefix(root.size() + 1);
  std::string key = shared_key_ + (with_extras ? '+' : '-');
  // The file's rules and version follow from the settings and its path.
  key.append(path).append(1, '\0').append(place.module).append(1, '\0').append(place.root_package);
  return cache_hash(key);
}

}  // namespace whip
