// The directory of a zip archive (a wheel), read from its last bytes: where its METADATA is, so that only that part of
// a wheel need be fetched.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace whip::resolver {

// How many bytes of an archive's end to ask for first: enough for the directory of nearly all wheels.
inline constexpr std::uint64_t kZipTail = 64 * 1024;
// A METADATA beyond this is refused.
inline constexpr std::uint64_t kLargestMetadata = 16 * 1024 * 1024;

// Bytes [begin, end) of the archive.
struct ZipRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// Where the directory is. `tail` are the last bytes of an archive of `archive_size` bytes. Errors: `syntax` where no
// end record is found.
Result<ZipRange> zip_directory_range(std::string_view tail, std::uint64_t archive_size);

struct ZipEntry {
  std::uint64_t header = 0;    // offset of the local header in the archive
  std::uint64_t packed = 0;    // bytes in the archive
  std::uint64_t size = 0;      // bytes unpacked
  std::uint32_t checksum = 0;  // CRC-32 of the unpacked bytes
  std::uint16_t method = 0;    // 0 stored, 8 deflate
  std::uint16_t name_size = 0;
  // What to fetch to have all of it: the local header's extra field may be larger than the directory's, by some bytes.
  ZipRange range() const { return {header, header + 30 + name_size + 1024 + packed}; }
};

// The only `NAME-VERSION.dist-info/METADATA` at the top of the archive. Errors: `syntax` for a damaged directory, none
// or several such entries.
Result<ZipEntry> find_wheel_metadata(std::string_view directory);

// The files with these paths below the archive's one top folder (`name-1.0/PKG-INFO` is `PKG-INFO`), in the order of
// `wanted`. Errors: `syntax` for a damaged directory.
Result<std::vector<std::optional<ZipEntry>>> find_below_top(std::string_view directory,
                                                            std::span<const std::string> wanted);

// The entry's content; `bytes` begin at its local header. Errors: `syntax` for what is cut off, damaged or not as the
// directory says, `limit` for what is too large.
Result<std::string> unpack_zip_entry(const ZipEntry& entry, std::string_view bytes);

}  // namespace whip::resolver
