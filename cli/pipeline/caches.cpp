#include "cli/pipeline/caches.h"

#include <algorithm>
#include <utility>

#include "cli/pipeline/parallel.h"

namespace whip {
namespace {

// Starting a thread costs about as much as linting this many bytes; fewer are not worth one.
constexpr std::uint64_t kBytesPerThread = 64 * 1024;

}  // namespace

const Cache* Caches::of(const Configuration& configuration) {
  const auto at = caches_.find(configuration.cache_dir);
  if (at != caches_.end()) return &at->second;
  return &caches_.emplace(configuration.cache_dir, Cache::open(configuration.cache_dir, configuration.root))
              .first->second;
}

void CacheUpdates::add(const Cache* cache, Cache::Fresh entry, bool changed) {
  changed_[cache] = changed_[cache] || changed;
  entries_[cache].push_back(std::move(entry));
}

void CacheUpdates::save() {
  for (auto& [cache, entries] : entries_) {
    if (changed_[cache]) cache->save(std::move(entries));
  }
  entries_.clear();
}

unsigned threads_for(std::span<const DiscoveredFile> files) {
  std::uint64_t bytes = 0;
  for (const DiscoveredFile& file : files) bytes += file.size;
  return static_cast<unsigned>(std::min<std::uint64_t>(thread_count(), bytes / kBytesPerThread + 1));
}

}  // namespace whip
