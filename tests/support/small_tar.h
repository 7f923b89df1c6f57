// A source archive made by hand: the blocks of a tar file, packed by zlib.
#pragma once

#include <zlib.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace whip::test {

inline std::string gzip(std::string text) {
  std::string out(text.size() + 1024, '\0');
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

// Names that do not fit a header are written the POSIX way (`pax`), or as GNU tar does.
inline std::string small_tar_gz(const std::vector<std::pair<std::string, std::string>>& files, bool pax = true) {
  std::string tar;
  const auto add = [&](std::string_view name, std::string_view content, char kind) {
    std::string header(512, '\0');
    header.replace(0, name.size(), name);
    char size[13];
    std::snprintf(size, sizeof size, "%011o ", static_cast<unsigned>(content.size()));
    header.replace(124, 12, std::string_view(size, 12));
    header[156] = kind;
    header.replace(257, 6, std::string_view("ustar\0", 6));
    tar += header;
    tar += content;
    tar.append((512 - content.size() % 512) % 512, '\0');
  };
  for (const auto& [name, content] : files) {
    if (name.size() > 100 && pax) {
      std::string line = " path=" + name + "\n";
      std::size_t length = line.size() + 1;
      while (std::to_string(length).size() + line.size() != length) ++length;
      add("pax", std::to_string(length) + line, 'x');
    } else if (name.size() > 100) {
      add("././@LongLink", name + '\0', 'L');
    }
    add(std::string_view(name).substr(0, 100), content, '0');
  }
  tar.append(1024, '\0');
  return gzip(tar);
}

}  // namespace whip::test
