#include "resolver/index/local_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <vector>

#include "resolver/index/decode.h"
#include "resolver/index/url.h"
#include "resolver/index/zip.h"

namespace whip::resolver {
namespace {

Error io_error(const std::string& path, const std::string& what) {
  return Error{.code = ErrorCode::io, .message = what, .path = path};
}

// Bytes [begin, end) of a file.
Result<std::string> read_range(std::ifstream& file, const std::string& path, ZipRange range) {
  std::string bytes(range.end - range.begin, '\0');
  file.clear();
  file.seekg(static_cast<std::streamoff>(range.begin));
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (static_cast<std::uint64_t>(file.gcount()) != bytes.size()) return io_error(path, "the file ends early");
  return bytes;
}

}  // namespace

std::optional<std::string> local_path(std::string_view url) {
  const UrlParts parts = url_parts(url);
  if (parts.scheme == "file") return percent_decoded(parts.path);
  if (parts.scheme.empty()) return std::string(url);
  return std::nullopt;
}

std::string file_url(std::string_view path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/+!$&'()*,;=:@";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "file://";
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
    }
  }
  return out;
}

Result<Page> folder_page(const std::string& path) {
  std::error_code trouble;
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator it(path, trouble), end; !trouble && it != end; it.increment(trouble)) {
    if (is_distribution_name(it->path().filename().string()) && it->is_regular_file(trouble))
      files.push_back(it->path());
  }
  if (trouble) return io_error(path, "cannot read the folder: " + trouble.message());
  std::ranges::sort(files);
  PageBuilder builder({});
  for (const std::filesystem::path& file : files) {
    const std::string url = file_url(std::filesystem::absolute(file, trouble).lexically_normal().string());
    const std::string name = file.filename().string();
    const std::uintmax_t size = std::filesystem::file_size(file, trouble);
    PageFile entry;
    entry.name = name;
    entry.url = url;
    if (!trouble) entry.size = size;
    if (!builder.add(entry)) return page_too_large();
  }
  return Page::open(std::move(builder).image());
}

Result<std::string> file_bytes(const std::string& path) {
  std::error_code trouble;
  const bool is_file = std::filesystem::is_regular_file(path, trouble);
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!is_file || !file) return io_error(path, is_folder(path) ? "is a folder" : std::strerror(errno));
  return read_range(file, path, {0, static_cast<std::uint64_t>(file.tellg())});
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

Result<std::string> metadata_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) return io_error(path, std::strerror(errno));
  const auto size = static_cast<std::uint64_t>(file.tellg());
  const auto tail = read_range(file, path, {size - std::min(size, kZipTail), size});
  if (!tail) return tail.error();
  const auto range = zip_directory_range(*tail, size);
  if (!range) return range.error();
  const auto directory = read_range(file, path, *range);
  if (!directory) return directory.error();
  const auto entry = find_wheel_metadata(*directory);
  if (!entry) return entry.error();
  ZipRange place = entry->range();
  place.end = std::min(place.end, size);
  if (place.begin > place.end || entry->packed > kLargestMetadata)
    return Error{.code = ErrorCode::syntax, .message = "damaged wheel: METADATA outside of the archive", .path = path};
  const auto bytes = read_range(file, path, place);
  if (!bytes) return bytes.error();
  return unpack_zip_entry(*entry, *bytes);
}

}  // namespace whip::resolver
