// The parts of a page's image (page.h). Only those who write and read it include this.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

#include "resolver/index/page.h"

namespace whip::resolver::image {

inline constexpr std::string_view kMagic = "whip page 3\n";

struct Text {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

struct Header {
  char magic[kMagic.size()] = {};
  std::uint32_t unused = 0;
  std::uint64_t checksum = 0;  // of the head behind it
  std::uint32_t releases = 0;
  std::uint32_t pythons = 0;
  std::uint32_t head = 0;   // bytes, with texts
  std::uint32_t files = 0;  // of all blocks
};
static_assert(sizeof(Header) == 40);
inline constexpr std::size_t kUnchecked = 24;  // the bytes up to and with the checksum

// Of a block: a release's, or the last one's, which is that of the files without release. It ends where the next
// begins.
struct Release {
  VersionKey key;  // `low` zero: the version is not small, `high` is where its text begins and, above 32 bits, its size
  std::uint64_t checksum = 0;  // of the block
  std::uint32_t block = 0;     // where in the image it begins
  std::uint32_t file = 0;      // the number of its first file
  std::uint32_t python = 0;    // the number of what it requires, from 1; 0: nothing
  std::uint8_t is_yanked = 0;
  std::uint8_t has_wheel = 0;
  std::uint8_t has_source = 0;
  std::uint8_t unused = 0;
};
static_assert(sizeof(Release) == 40 && std::is_trivially_copyable_v<Release>);

// A file; its texts are those of the block.
struct Record {
  std::int64_t upload_time = 0;
  std::uint64_t size = 0;
  Text name, url, yank_reason;
  Sha256 sha256{};
  Sha256 metadata_sha256{};
  std::uint32_t python = 0;  // as in a release
  std::uint8_t has_sha256 = 0;
  std::uint8_t has_metadata_sha256 = 0;
  std::uint8_t has_size = 0;
  std::uint8_t has_upload_time = 0;
  std::uint8_t yanked = 0;
  std::uint8_t has_metadata = 0;
  std::uint8_t unused[6] = {};
};
static_assert(sizeof(Record) == 120 && std::is_trivially_copyable_v<Record>);

// Beyond the end: zeros.
template <class Part>
Part part_at(std::string_view bytes, std::size_t offset) {
  Part part;
  if (offset <= bytes.size() && bytes.size() - offset >= sizeof part)
    std::memcpy(&part, bytes.data() + offset, sizeof part);
  return part;
}

// Puts the checksums in, of whatever the bytes are.
void seal(std::string& image);

}  // namespace whip::resolver::image
