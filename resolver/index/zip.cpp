#include "resolver/index/zip.h"

#include <zlib.h>

#include <algorithm>
#include <string>

namespace whip::resolver {
namespace {

Error damaged(std::string_view what) {
  return Error{.code = ErrorCode::syntax, .message = "damaged wheel: " + std::string(what), .path = {}};
}

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t value = 0;
  for (std::size_t i = size; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

constexpr std::string_view kEnd = "PK\5\6";
constexpr std::string_view kEnd64 = "PK\6\6";
constexpr std::string_view kLocator64 = "PK\6\7";
constexpr std::string_view kCentral = "PK\1\2";
constexpr std::string_view kLocal = "PK\3\4";

// Sizes and offsets that do not fit in 32 bits stand in an extra field, each only if its place holds 0xFFFFFFFF.
void read_zip64(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::uint64_t kind = number(extra, 0, 2);
    const std::uint64_t size = number(extra, 2, 2);
    extra.remove_prefix(4);
    if (size > extra.size()) return;
    if (kind == 1) {
      std::string_view values = extra.substr(0, size);
      for (std::uint64_t* place : {&entry.size, &entry.packed, &entry.header}) {
        if (*place != 0xFFFFFFFF || values.size() < 8) continue;
        *place = number(values, 0, 8);
        values.remove_prefix(8);
      }
    }
    extra.remove_prefix(size);
  }
}

}  // namespace

Result<ZipRange> zip_directory_range(std::string_view tail, std::uint64_t archive_size) {
  // The end record is last, but for a comment of up to 65535 bytes.
  const std::size_t end = tail.rfind(kEnd);
  if (end == std::string_view::npos || tail.size() - end < 22) return damaged("no end record");
  ZipRange range;
  std::uint64_t size = number(tail, end + 12, 4);
  range.begin = number(tail, end + 16, 4);
  if ((size == 0xFFFFFFFF || range.begin == 0xFFFFFFFF) && end >= 20 && tail.substr(end - 20, 4) == kLocator64) {
    const std::uint64_t record = number(tail, end - 20 + 8, 8);
    const std::uint64_t tail_begin = archive_size - tail.size();
    if (record < tail_begin || record - tail_begin > tail.size() || tail.size() - (record - tail_begin) < 56 ||
        tail.substr(record - tail_begin, 4) != kEnd64)
      return damaged("no 64-bit end record");
    size = number(tail, record - tail_begin + 40, 8);
    range.begin = number(tail, record - tail_begin + 48, 8);
  }
  range.end = range.begin + size;
  if (range.end < range.begin || range.end > archive_size) return damaged("a directory outside of the archive");
  return range;
}

namespace {

// Calls `take(name, entry)` for each file of the archive.
template <class Take>
Done each_entry(std::string_view directory, const Take& take) {
  for (std::string_view rest = directory; rest.size() >= 46 && rest.starts_with(kCentral);) {
    const std::uint64_t name_size = number(rest, 28, 2);
    const std::uint64_t extra_size = number(rest, 30, 2);
    const std::uint64_t comment_size = number(rest, 32, 2);
    if (46 + name_size + extra_size + comment_size > rest.size()) return damaged("a directory that is cut off");
    take(rest.substr(46, name_size), [&] {
      ZipEntry entry;
      entry.method = static_cast<std::uint16_t>(number(rest, 10, 2));
      entry.checksum = static_cast<std::uint32_t>(number(rest, 16, 4));
      entry.packed = number(rest, 20, 4);
      entry.size = number(rest, 24, 4);
      entry.header = number(rest, 42, 4);
      entry.name_size = static_cast<std::uint16_t>(name_size);
      read_zip64(rest.substr(46 + name_size, extra_size), entry);
      return entry;
    });
    rest.remove_prefix(46 + name_size + extra_size + comment_size);
  }
  return Unit{};
}

}  // namespace

Result<ZipEntry> find_wheel_metadata(std::string_view directory) {
  ZipEntry found;
  std::uint32_t count = 0;
  auto done = each_entry(directory, [&](std::string_view name, const auto& entry) {
    constexpr std::string_view kMetadata = ".dist-info/METADATA";
    if (!name.ends_with(kMetadata) || name.find('/') != name.size() - std::string_view("/METADATA").size()) return;
    found = entry();
    ++count;
  });
  if (!done) return done.error();
  if (count == 0) return damaged("it has no METADATA");
  if (count > 1) return damaged("it has several METADATA");
  return found;
}

Result<std::vector<std::optional<ZipEntry>>> find_below_top(std::string_view directory,
                                                            std::span<const std::string> wanted) {
  std::vector<std::optional<ZipEntry>> found(wanted.size());
  auto done = each_entry(directory, [&](std::string_view name, const auto& entry) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return;
    const auto place = std::ranges::find(wanted, name.substr(slash + 1));
    if (place != wanted.end() && !found[static_cast<std::size_t>(place - wanted.begin())])
      found[static_cast<std::size_t>(place - wanted.begin())] = entry();
  });
  if (!done) return done.error();
  return found;
}

Result<std::string> unpack_zip_entry(const ZipEntry& entry, std::string_view bytes) {
  if (entry.size > kLargestMetadata) {
    return Error{.code = ErrorCode::limit, .message = "METADATA of more than 16 MiB", .path = {}};
  }
  if (bytes.size() < 30 || !bytes.starts_with(kLocal)) return damaged("no entry where the directory says");
  const std::uint64_t begin = 30 + number(bytes, 26, 2) + number(bytes, 28, 2);
  if (begin > bytes.size() || entry.packed > bytes.size() - begin) return damaged("an entry that is cut off");
  const std::string_view packed = bytes.substr(begin, entry.packed);
  std::string out;
  if (entry.method == 0) {
    out = packed;
  } else if (entry.method == 8) {
    out.resize(entry.size);
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return damaged("zlib does not start");
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream.avail_in = static_cast<uInt>(packed.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    const int end = inflate(&stream, Z_FINISH);
    const bool whole = end == Z_STREAM_END && stream.avail_out == 0;
    inflateEnd(&stream);
    if (!whole) return damaged("METADATA does not unpack to the size in the directory");
  } else {
    return damaged("METADATA is packed in a way that whip does not know");
  }
  if (out.size() != entry.size) return damaged("METADATA has not the size in the directory");
  const uLong checksum = crc32(0, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(out.size()));
  if (checksum != entry.checksum) return damaged("METADATA has not the checksum in the directory");
  return out;
}

}  // namespace whip::resolver
