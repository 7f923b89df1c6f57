// What a run of any command over files needs before its threads start: the caches of its configurations, and how many
// threads are worth it.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "cli/config/configuration.h"
#include "cli/pipeline/cache.h"
#include "cli/pipeline/discover.h"

namespace whip {

// Caches by folder: configurations may share one.
class Caches {
 public:
  const Cache* of(const Configuration& configuration);

 private:
  std::map<std::string, Cache> caches_;
};

// Writes caches anew in which something changed.
class CacheUpdates {
 public:
  void add(const Cache* cache, Cache::Fresh entry, bool changed);
  void save();

 private:
  std::map<const Cache*, std::vector<Cache::Fresh>> entries_;
  std::map<const Cache*, bool> changed_;
};

unsigned threads_for(std::span<const DiscoveredFile> files);

}  // namespace whip
