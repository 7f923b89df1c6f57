#include "resolver/index/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <filesystem>

#include "resolver/standards/characters.h"

namespace whip::resolver {
namespace {

constexpr std::string_view kMagic = "whip store 1\n";

// Behind the magic: the numbers, then the key, etag, last_modified and body one after the other.
struct Header {
  std::int64_t fresh_until = 0;
  std::uint64_t checksum = 0;  // of all that follows the header
  std::uint64_t body = 0;      // sizes in bytes
  std::uint32_t key = 0;
  std::uint32_t etag = 0;
  std::uint32_t last_modified = 0;
  std::uint32_t unused = 0;
};
static_assert(sizeof(Header) == 40);

std::string read_whole(const std::string& path) {
  std::string bytes;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return bytes;
  struct stat facts;
  if (::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode)) {
    bytes.resize(static_cast<std::size_t>(facts.st_size));
    std::size_t got = 0;
    while (got < bytes.size()) {
      const ssize_t count = ::read(file, bytes.data() + got, bytes.size() - got);
      if (count <= 0) break;
      got += static_cast<std::size_t>(count);
    }
    bytes.resize(got);
  }
  ::close(file);
  return bytes;
}

bool write_whole(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return false;
  bool good = true;
  while (good && !bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    good = count > 0;
    if (good) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return ::close(file) == 0 && good;
}

}  // namespace

std::string Store::path_of(std::string_view kind, std::string_view key) const {
  const XXH128_hash_t hash = XXH3_128bits(key.data(), key.size());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string name;
  for (const std::uint64_t half : {hash.high64, hash.low64}) {
    for (int shift = 60; shift >= 0; shift -= 4) name += kDigits[half >> shift & 15];
  }
  return folder_ + "/" + std::string(kind) + "-1/" + name.substr(0, 2) + "/" + name.substr(2);
}

std::optional<StoredEntry> Store::find(std::string_view kind, std::string_view key) const {
  if (folder_.empty()) return std::nullopt;
  std::string bytes = read_whole(path_of(kind, key));
  Header header;
  if (bytes.size() < kMagic.size() + sizeof header || !bytes.starts_with(kMagic)) return std::nullopt;
  std::memcpy(&header, bytes.data() + kMagic.size(), sizeof header);
  std::string_view rest = std::string_view(bytes).substr(kMagic.size() + sizeof header);
  if (rest.size() != header.body + header.key + header.etag + header.last_modified) return std::nullopt;
  if (header.checksum != XXH3_64bits(rest.data(), rest.size())) return std::nullopt;
  const auto take = [&](std::uint64_t size) {
    const std::string_view part = rest.substr(0, size);
    rest.remove_prefix(part.size());
    return part;
  };
  if (take(header.key) != key) return std::nullopt;
  StoredEntry entry;
  entry.fresh_until = header.fresh_until;
  entry.etag = take(header.etag);
  entry.last_modified = take(header.last_modified);
  entry.body = rest;
  return entry;
}

void Store::put(std::string_view kind, std::string_view key, const StoredEntry& entry) const {
  if (folder_.empty()) return;
  Header header;
  header.fresh_until = entry.fresh_until;
  header.body = entry.body.size();
  header.key = static_cast<std::uint32_t>(key.size());
  header.etag = static_cast<std::uint32_t>(entry.etag.size());
  header.last_modified = static_cast<std::uint32_t>(entry.last_modified.size());
  std::string bytes(kMagic);
  bytes.append(sizeof header, '\0');
  bytes.append(key).append(entry.etag).append(entry.last_modified).append(entry.body);
  const std::size_t start = kMagic.size() + sizeof header;
  header.checksum = XXH3_64bits(bytes.data() + start, bytes.size() - start);
  std::memcpy(bytes.data() + kMagic.size(), &header, sizeof header);

  static std::atomic<unsigned> serial{0};
  const std::string path = path_of(kind, key);
  const std::string temporary = path + "." + std::to_string(::getpid()) + "-" +
                                std::to_string(serial.fetch_add(1, std::memory_order_relaxed)) + ".tmp";
  if (!write_whole(temporary, bytes)) {
    ::unlink(temporary.c_str());
    std::error_code ignored;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
    if (!write_whole(temporary, bytes)) {
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
