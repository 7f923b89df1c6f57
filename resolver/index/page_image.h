// The parts of a page's image (page.h). Only those who write and read it include this.
#pragma once

#include <cstdint>
#include <string_view>
#include <type_traits>

#include "resolver/index/page.h"

namespace whip::resolver::image {

inline constexpr std::string_view kMagic = "whip page 2\n";

struct Text {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

struct Header {
  char magic[kMagic.size()];
  std::uint32_t releases;
  std::uint32_t records;
  std::uint32_t members;
};
static_assert(sizeof(Header) == 24);

struct Release {
  VersionKey key;  // all zero: the version is not small, its text says what it is
  Text version;
  Text requires_python;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint8_t is_yanked = 0;
  std::uint8_t has_wheel = 0;
  std::uint8_t has_source = 0;
  std::uint8_t unused[5] = {0, 0, 0, 0, 0};
};
static_assert(sizeof(Release) == 48 && std::is_trivially_copyable_v<Release>);

struct Record {
  std::int64_t upload_time = 0;
  std::uint64_t size = 0;
  Text name, url, requires_python, yank_reason;
  Sha256 sha256{};
  Sha256 metadata_sha256{};
  std::uint8_t has_sha256 = 0;
  std::uint8_t has_metadata_sha256 = 0;
  std::uint8_t has_size = 0;
  std::uint8_t has_upload_time = 0;
  std::uint8_t yanked = 0;
  std::uint8_t has_metadata = 0;
  std::uint8_t unused[2] = {0, 0};
};
static_assert(sizeof(Record) == 120 && std::is_trivially_copyable_v<Record>);

}  // namespace whip::resolver::image
