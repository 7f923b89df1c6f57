#include "resolver/index/tar.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "resolver/index/zip.h"

namespace whip::resolver {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kLargestName = 64 * 1024;  // of a long name's or extended header's content

Error damaged(std::string what) {
  return Error{.code = ErrorCode::syntax, .message = "damaged source archive: " + what, .path = {}};
}

// Numbers of a header: octal digits between blanks, or base 256 where the first bit is set (files beyond 8 GiB).
std::optional<std::uint64_t> number(std::string_view field) {
  if (!field.empty() && (static_cast<unsigned char>(field[0]) & 0x80) != 0) {
    std::uint64_t value = static_cast<unsigned char>(field[0]) & 0x3F;
    for (const char c : field.substr(1)) {
      if (value >> 48 != 0) return std::nullopt;
      value = value << 8 | static_cast<unsigned char>(c);
    }
    return value;
  }
  std::uint64_t value = 0;
  bool any = false;
  for (const char c : field) {
    if (c == '\0' || c == ' ') {
      if (any) break;
      continue;
    }
    if (c < '0' || c > '7' || value >> 60 != 0) return std::nullopt;
    value = value * 8 + static_cast<std::uint64_t>(c - '0');
    any = true;
  }
  return value;
}

std::string_view text(std::string_view field) { return field.substr(0, std::min(field.find('\0'), field.size())); }

// The bytes of a gzip stream, one after the other.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    left_ = bytes.size();
    is_open_ = inflateInit2(&stream_, 16 + MAX_WBITS) == Z_OK;
  }
  ~Unpacker() {
    if (is_open_) inflateEnd(&stream_);
  }
  Unpacker(const Unpacker&) = delete;
  Unpacker& operator=(const Unpacker&) = delete;

  // The next bytes, at most `count` and at least one; none at the end. Errors: what is no gzip.
  Result<std::string_view> next(std::uint64_t count) {
    if (at_ == size_) {
      if (auto done = fill(); !done) return done.error();
    }
    const std::size_t given = std::min<std::uint64_t>(count, size_ - at_);
    const std::string_view out(reinterpret_cast<const char*>(buffer_.data()) + at_, given);
    at_ += given;
    return out;
  }
  // Exactly `count` bytes, or fewer at the end.
  Result<std::string> take(std::uint64_t count) {
    std::string out;
    while (out.size() < count) {
      const auto part = next(count - out.size());
      if (!part) return part.error();
      if (part->empty()) break;
      out += *part;
    }
    return out;
  }
  // Errors: also where there are not so many.
  Done skip(std::uint64_t count) {
    while (count > 0) {
      const auto part = next(count);
      if (!part) return part.error();
      if (part->empty()) return damaged("it is cut off");
      count -= part->size();
    }
    return Unit{};
  }

 private:
  Done fill() {
    at_ = size_ = 0;
    if (!is_open_) return damaged("zlib does not start");
    while (size_ == 0 && !is_at_end_) {
      const auto piece = static_cast<uInt>(std::min<std::size_t>(left_, std::numeric_limits<uInt>::max()));
      stream_.avail_in = piece;
      stream_.next_out = buffer_.data();
      stream_.avail_out = static_cast<uInt>(buffer_.size());
      const int result = inflate(&stream_, Z_NO_FLUSH);
      left_ -= piece - stream_.avail_in;
      size_ = buffer_.size() - stream_.avail_out;
      is_at_end_ = result == Z_STREAM_END;
      if (result != Z_OK && result != Z_STREAM_END) return damaged("it is no gzip, or cut off");
    }
    unpacked_ += size_;
    if (unpacked_ > kLargestUnpacked)
      return Error{.code = ErrorCode::limit, .message = "a source archive that unpacks to more than 8 GiB", .path = {}};
    return Unit{};
  }

  z_stream stream_{};
  std::size_t left_ = 0;
  bool is_open_ = false;
  bool is_at_end_ = false;
  std::array<Bytef, 32 * 1024> buffer_{};
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  std::uint64_t unpacked_ = 0;
};

// `length key=value\n` lines of an extended header (POSIX pax): the path and size of the entry that follows.
void read_extended(std::string_view lines, std::string& path, std::optional<std::uint64_t>& size) {
  while (!lines.empty()) {
    std::size_t length = 0;
    std::size_t digits = 0;
    while (digits < lines.size() && digits < 9 && lines[digits] >= '0' && lines[digits] <= '9')
      length = length * 10 + static_cast<std::size_t>(lines[digits++] - '0');
    if (length <= digits + 1 || length > lines.size()) return;
    const std::string_view line = lines.substr(digits + 1, length - digits - 2);
    lines.remove_prefix(length);
    if (line.starts_with("path=")) {
      path = line.substr(5);
    } else if (line.starts_with("size=")) {
      std::uint64_t value = 0;
      for (const char c : line.substr(5)) {
        if (c < '0' || c > '9' || value > kLargestUnpacked) return;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
      }
      size = value;
    }
  }
}

// The path below the top folder; empty for what is not in one.
std::string_view below_top(std::string_view path) {
  if (path.starts_with("./")) path.remove_prefix(2);
  const std::size_t slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
}

}  // namespace

Result<std::vector<std::optional<std::string>>> read_tar_gz(std::string_view bytes,
                                                            std::span<const std::string> wanted) {
  std::vector<std::optional<std::string>> found(wanted.size());
  Unpacker unpacker(bytes);
  std::string long_path;
  std::optional<std::uint64_t> long_size;
  for (std::size_t missing = wanted.size(); missing > 0;) {
    const auto header = unpacker.take(kBlock);
    if (!header) return header.error();
    // Two empty blocks end the archive; some writers leave them out.
    if (header->empty() || std::ranges::all_of(*header, [](char c) { return c == '\0'; })) break;
    const std::string_view block = *header;
    if (block.size() < kBlock) return damaged("it is cut off");
    auto size = number(block.substr(124, 12));
    if (!size) return damaged("an entry without a size");
    const char kind = block[156];
    if (kind == 'x' || kind == 'L') {
      if (*size > kLargestName)
        return Error{
            .code = ErrorCode::limit, .message = "a source archive with a name of more than 64 KiB", .path = {}};
      const auto content = unpacker.take(*size);
      if (!content) return content.error();
      if (kind == 'L') {
        long_path = text(*content);
      } else {
        read_extended(*content, long_path, long_size);
      }
      if (auto done = unpacker.skip((kBlock - *size % kBlock) % kBlock); !done) return done.error();
      continue;
    }
    std::string path = std::exchange(long_path, {});
    if (const auto given = std::exchange(long_size, std::nullopt)) size = given;
    if (path.empty()) {
      const std::string_view prefix = block.substr(257, 5) == "ustar" ? text(block.substr(345, 155)) : "";
      path = prefix.empty() ? std::string(text(block.substr(0, 100)))
                            : std::string(prefix) + "/" + std::string(text(block.substr(0, 100)));
    }
    const auto place = std::ranges::find(wanted, below_top(path));
    const auto index = static_cast<std::size_t>(place - wanted.begin());
    const bool is_file = kind == '0' || kind == '\0';
    std::uint64_t rest = *size + (kBlock - *size % kBlock) % kBlock;
    if (is_file && place != wanted.end() && !found[index]) {
      if (*size > kLargestMetadata)
        return Error{.code = ErrorCode::limit, .message = wanted[index] + " of more than 16 MiB", .path = {}};
      auto content = unpacker.take(*size);
      if (!content) return content.error();
      if (content->size() < *size) return damaged("it is cut off");
      found[index] = std::move(*content);
      --missing;
      rest -= *size;
      if (missing == 0) break;
    }
    if (auto done = unpacker.skip(rest); !done) return done.error();
  }
  return found;
}

}  // namespace whip::resolver
