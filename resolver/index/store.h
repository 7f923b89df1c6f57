// What was fetched before, kept in a folder. Each entry is a file of its own, written whole under another name and then
// renamed, with a checksum inside: a reader sees an entry or none, whoever is interrupted and however many runs share
// the folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace whip::resolver {

struct StoredEntry {
  std::int64_t fresh_until = 0;  // seconds since 1970; after that the server is asked whether it changed
  std::string etag;
  std::string last_modified;
  std::string body;
};

// The same as it is found: a large body lies in the mapped file, and stays there for as long as somebody holds it.
struct FoundEntry {
  std::int64_t fresh_until = 0;
  std::string etag;
  std::string last_modified;
  std::string_view body;
  std::shared_ptr<const void> owner;
};

enum class BodyCheck : std::uint8_t {
  whole,      // by a checksum over all of it
  by_reader,  // what is read of it has checksums of its own
};

class Store {
 public:
  // No folder: keeps nothing, finds nothing.
  Store() = default;
  explicit Store(std::string folder) : folder_(std::move(folder)) {}

  // `kind`: what the body is ("page", "metadata"); `key`: a URL without credentials, or more. Stored and found with the
  // same kind of check.
  std::optional<FoundEntry> find(std::string_view kind, std::string_view key, BodyCheck check = BodyCheck::whole) const;
  // A failure to write is no error: the entry will be fetched again.
  void put(std::string_view kind, std::string_view key, const StoredEntry& entry) const;
  // The same with a body that is elsewhere.
  void put(std::string_view kind, std::string_view key, const StoredEntry& entry, std::string_view body,
           BodyCheck check = BodyCheck::whole) const;
  void remove(std::string_view kind, std::string_view key) const;

  const std::string& folder() const { return folder_; }

 private:
  std::string path_of(std::string_view kind, std::string_view key) const;
  std::string folder_;
};

// Of bytes that are kept: tells damage, not intent.
std::uint64_t checksum(std::string_view bytes);

// Seconds for which an answer with this Cache-Control stays fresh; 0 for none. `immutable` counts as a year.
std::int64_t freshness(std::string_view cache_control);

}  // namespace whip::resolver
