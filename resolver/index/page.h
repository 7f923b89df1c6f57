// A project's page: the files that an index has of it. Kept as one block of bytes (an image), which is what the cache
// stores: reading a cached page is no parsing at all.
//
//   image  = magic, base, record*, texts      native byte order, checked when opened; a cache of another machine is
//   simply not valid record = where in the texts name, URL, ... begin and how long they are, and the numbers
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace whip::resolver {

using Sha256 = std::array<std::uint8_t, 32>;
// 64 hexadecimal digits, upper or lower case; nothing for other text.
std::optional<Sha256> read_sha256(std::string_view hexadecimal);
std::string hexadecimal(const Sha256& digest);

// A file of a release. Views live as long as the image they were read from.
struct PageFile {
  std::string_view name;             // `numpy-2.3.0-cp314-cp314t-manylinux_2_28_x86_64.whl`
  std::string_view url;              // absolute, without credentials and fragment
  std::string_view requires_python;  // a specifier as the index has it; empty if none
  std::string_view yank_reason;
  std::optional<Sha256> sha256;
  std::optional<Sha256> metadata_sha256;
  std::optional<std::uint64_t> size;        // bytes
  std::optional<std::int64_t> upload_time;  // microseconds since 1970, UTC
  bool yanked = false;
  bool has_metadata = false;  // `url` + ".metadata" is served (PEP 658, 714)
};

// Collects files and makes the image.
class PageBuilder {
 public:
  // False if the page has become too large: a few bytes of HTML can stand for long URLs, again and again.
  [[nodiscard]] bool add(const PageFile& file);
  std::string image() &&;

 private:
  std::string records_;
  std::string texts_;
  std::uint32_t count_ = 0;
};

class Page {
 public:
  Page() = default;
  // Errors: `syntax` where the bytes are no image of this version of the tool.
  static Result<Page> open(std::string image);
  static bool is_image(std::string_view bytes);

  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  PageFile operator[](std::size_t position) const;
  // The bytes to store.
  std::string_view image() const { return image_; }

 private:
  std::string_view text(std::uint32_t offset, std::uint32_t size) const;

  std::string image_;
  std::uint32_t count_ = 0;
};

// `2024-05-06T07:08:09.123456Z`, also with an offset; as microseconds since 1970.
std::optional<std::int64_t> read_time(std::string_view text);
// The reverse: `2024-05-06T07:08:09.123456Z`; without the fraction where it is zero.
std::string time_text(std::int64_t microseconds);

}  // namespace whip::resolver
