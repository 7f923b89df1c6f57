// What earlier runs found out, by file: so that a file that did not change is not read again, findings or none.
//
// One file per version of the tool and project, replaced as a whole by a rename: readers always see a complete one, and
// of two runs at the same time the later one wins. Losing entries costs time, never a right answer.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/pipeline/cache_format.h"
#include "cli/pipeline/part_format.h"
#include "cli/pipeline/read.h"

namespace whip {

class Cache {
 public:
  // An answer that this run adds or confirms.
  struct Fresh {
    CacheHash key;
    CacheHash content;
    FileStamp stamp;
    std::string payload;                     // findings and part, encoded
    const CacheRecord* confirmed = nullptr;  // or: this record's payload again, with the stamp above
    std::uint32_t part_size = 0;             // bytes of the payload that are the part
  };

  Cache() = default;
  Cache(const Cache&) = delete;
  Cache& operator=(const Cache&) = delete;
  Cache(Cache&& other) noexcept;
  Cache& operator=(Cache&&) = delete;
  ~Cache();

  // Maps the cache of a project. There is none, it is damaged, or another build of whip wrote it: empty. The folder is
  // made when the cache is saved. `project` (absolute) tells projects apart that share a folder outside of them.
  static Cache open(const std::string& folder, const std::string& project);

  const CacheRecord* find(const CacheHash& key) const;
  static bool matches(const CacheRecord& record, const FileStamp& stamp);
  // The findings of a record; nothing if its bytes are damaged.
  std::optional<FileAnswer> findings(const CacheRecord& record) const;
  // What the file leaves for the project; nothing if there is none or its bytes are damaged.
  std::unique_ptr<ProjectPart> part(const CacheRecord& record) const;
  // What the last link of the project said of the file.
  std::optional<Verdict> verdict(const CacheRecord& record) const;
  // The findings of a record, as they were encoded.
  std::string_view findings_bytes(const CacheRecord& record) const;

  // Writes what this run found, and what it did not ask about, as the new cache. A failure is no error: there will be
  // no cache.
  void save(std::vector<Fresh> fresh) const;

 private:
  void map();
  std::string_view payload(const CacheRecord& record) const;
  std::string_view part_bytes(const CacheRecord& record) const;

  std::string folder_;
  std::string file_;
  std::string_view bytes_;  // the mapped file
  std::span<const CacheRecord> records_;
};

// Removes the caches in a folder: whip's own, in every folder below. Gives the folders removed, in order.
std::vector<std::string> remove_caches(const std::string& root);

}  // namespace whip
