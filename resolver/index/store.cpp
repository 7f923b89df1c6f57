#include "resolver/index/store.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>

#include "core/base/characters.h"

namespace whip::resolver {
namespace {

constexpr std::string_view kMagic = "whip store 3\n";

// An entry is its body, the key, etag and last_modified, and at the end this: so the body begins where a mapped file
// does.
struct Trailer {
  std::int64_t fresh_until = 0;
  std::uint64_t body = 0;  // sizes in bytes
  std::uint32_t key = 0;
  std::uint32_t etag = 0;
  std::uint32_t last_modified = 0;
  char magic[kMagic.size()] = {};
  char unused[7] = {};
  std::uint64_t checksum = 0;  // of all before it, or of all but the body
};
static_assert(sizeof(Trailer) == 56);
constexpr std::size_t kChecked = sizeof(Trailer) - sizeof(std::uint64_t);

// From this size on a file is mapped rather than read: what nobody looks at is not copied.
constexpr std::size_t kWorthMapping = 64 * 1024;
constexpr std::size_t kWorthMappingInPart = 8 * 1024;

#if defined(MAP_POPULATE)
constexpr int kAtOnce = MAP_POPULATE;
#else
constexpr int kAtOnce = 0;
#endif

struct Bytes {
  std::string_view view;
  std::shared_ptr<const void> owner;
};

Bytes read_small(int file, std::size_t size) {
  const auto bytes = std::make_shared<std::string>(size, '\0');
  std::size_t got = 0;
  while (got < size) {
    const ssize_t count = ::read(file, bytes->data() + got, size - got);
    if (count <= 0) break;
    got += static_cast<std::size_t>(count);
  }
  return {std::string_view(*bytes).substr(0, got), bytes};
}

Bytes read_whole(const std::string& path, BodyCheck check) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  Bytes bytes;
  struct stat facts;
  if (::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode)) {
    const auto size = static_cast<std::size_t>(facts.st_size);
    const bool is_all_read = check == BodyCheck::whole;  // for the checksum
    const int how = MAP_PRIVATE | (is_all_read ? kAtOnce : 0);
    void* const place = size < (is_all_read ? kWorthMapping : kWorthMappingInPart)
                            ? MAP_FAILED
                            : ::mmap(nullptr, size, PROT_READ, how, file, 0);
    if (place == MAP_FAILED) {
      bytes = read_small(file, size);
    } else {
      bytes.view = {static_cast<const char*>(place), size};
      bytes.owner =
          std::shared_ptr<const void>(place, [size](const void* at) { ::munmap(const_cast<void*>(at), size); });
    }
  }
  ::close(file);
  return bytes;
}

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

bool write_whole(const std::string& path, std::string_view body, std::string_view rest) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return false;
  const bool good = write_all(file, body) && write_all(file, rest);
  return ::close(file) == 0 && good;
}

std::uint64_t checksum_of(std::string_view body, std::string_view rest, BodyCheck check) {
  const std::uint64_t seed = check == BodyCheck::whole ? checksum(body) : 0;
  return XXH3_64bits_withSeed(rest.data(), rest.size(), seed);
}

}  // namespace

std::uint64_t checksum(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string Store::path_of(std::string_view kind, std::string_view key) const {
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name;
  for (const std::uint64_t half : {hash.high64, hash.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) name += kDigits[half >> shift & 15];
  }
  return folder_ + "/" + std::string(kind) + "-3/" + name;
}

std::optional<FoundEntry> Store::find(std::string_view kind, std::string_view key, BodyCheck check) const {
  if (folder_.empty()) return std::nullopt;
  Bytes all = read_whole(path_of(kind, key), check);
  const std::string_view bytes = all.view;
  Trailer trailer;
  if (bytes.size() < sizeof trailer) return std::nullopt;
  std::memcpy(&trailer, bytes.data() + bytes.size() - sizeof trailer, sizeof trailer);
  if (std::string_view(trailer.magic, kMagic.size()) != kMagic || trailer.body > bytes.size() ||
      bytes.size() - trailer.body != sizeof trailer + std::uint64_t{trailer.key} + trailer.etag + trailer.last_modified)
    return std::nullopt;
  const std::string_view body = bytes.substr(0, trailer.body);
  std::string_view rest = bytes.substr(trailer.body);
  if (trailer.checksum != checksum_of(body, rest.substr(0, rest.size() - sizeof trailer.checksum), check))
    return std::nullopt;
  const auto take = [&](std::size_t size) {
    const std::string_view part = rest.substr(0, size);
    rest.remove_prefix(size);
    return part;
  };
  if (take(trailer.key) != key) return std::nullopt;
  FoundEntry entry;
  entry.fresh_until = trailer.fresh_until;
  entry.etag = take(trailer.etag);
  entry.last_modified = take(trailer.last_modified);
  entry.body = body;
  entry.owner = std::move(all.owner);
  return entry;
}

void Store::put(std::string_view kind, std::string_view key, const StoredEntry& entry) const {
  put(kind, key, entry, entry.body);
}

void Store::remove(std::string_view kind, std::string_view key) const {
  if (!folder_.empty()) ::unlink(path_of(kind, key).c_str());
}

void Store::put(std::string_view kind, std::string_view key, const StoredEntry& entry, std::string_view body,
                BodyCheck check) const {
  if (folder_.empty()) return;
  Trailer trailer;
  trailer.fresh_until = entry.fresh_until;
  trailer.body = body.size();
  trailer.key = static_cast<std::uint32_t>(key.size());
  trailer.etag = static_cast<std::uint32_t>(entry.etag.size());
  trailer.last_modified = static_cast<std::uint32_t>(entry.last_modified.size());
  kMagic.copy(trailer.magic, kMagic.size());
  std::string rest(key);
  rest.append(entry.etag).append(entry.last_modified);
  rest.append(reinterpret_cast<const char*>(&trailer), kChecked);
  trailer.checksum = checksum_of(body, rest, check);
  rest.append(reinterpret_cast<const char*>(&trailer.checksum), sizeof trailer.checksum);

  static std::atomic<unsigned> serial{0};
  const std::string path = path_of(kind, key);
  const std::string temporary = path + "." + std::to_string(::getpid()) + "-" +
                                std::to_string(serial.fetch_add(1, std::memory_order_relaxed)) + ".tmp";
  if (!write_whole(temporary, body, rest)) {
    ::unlink(temporary.c_str());
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    if (!write_whole(temporary, body, rest)) {
      ::unlink(temporary.c_str());
      return;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) ::unlink(temporary.c_str());
}

std::int64_t freshness(std::string_view cache_control) {
  const std::string text = lowered(cache_control);
  if (text.find("no-store") != std::string::npos || text.find("no-cache") != std::string::npos) return 0;
  if (text.find("immutable") != std::string::npos) return std::int64_t{365} * 86400;
  const std::size_t at = text.find("max-age=");
  if (at == std::string::npos) return 0;
  std::int64_t seconds = 0;
  for (const char c : std::string_view(text).substr(at + 8)) {
    if (c < '0' || c > '9') break;
    seconds = std::min<std::int64_t>(seconds * 10 + (c - '0'), std::int64_t{365} * 86400);
  }
  return seconds;
}

}  // namespace whip::resolver
