// A wheel of one stored METADATA, made by hand: bytes of a zip archive as the standard tools write them.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace whip::test {

inline std::string little_endian(std::uint64_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i) & 255);
  return out;
}

// `padding` bytes of another file stand before METADATA.
inline std::string small_wheel(std::string_view stem, std::string_view metadata, std::size_t padding = 0) {
  std::string out;
  std::string directory;
  int count = 0;
  const auto add = [&](const std::string& name, std::string_view content) {
    const auto checksum = crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
    const std::string common = little_endian(0, 2) + little_endian(0, 2) + little_endian(0, 4) +
                               little_endian(checksum, 4) + little_endian(content.size(), 4) +
                               little_endian(content.size(), 4) + little_endian(name.size(), 2) + little_endian(0, 2);
    directory += "PK\1\2" + little_endian(20, 2) + little_endian(20, 2) + common + little_endian(0, 2) +
                 little_endian(0, 2) + little_endian(0, 2) + little_endian(0, 4) + little_endian(out.size(), 4) + name;
    out += "PK\3\4" + little_endian(20, 2) + common + name;
    out += content;
    ++count;
  };
  if (padding > 0) add("padding.bin", std::string(padding, 'x'));
  add(std::string(stem) + ".dist-info/METADATA", metadata);
  const std::size_t begin = out.size();
  out += directory + "PK\5\6" + little_endian(0, 4) + little_endian(static_cast<std::uint64_t>(count), 2) +
         little_endian(static_cast<std::uint64_t>(count), 2) + little_endian(directory.size(), 4) +
         little_endian(begin, 4) + little_endian(0, 2);
  return out;
}

}  // namespace whip::test
