#include "resolver/index/archive.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "resolver/index/digest.h"
#include "resolver/index/tar.h"
#include "resolver/index/zip.h"

namespace whip::resolver {
namespace {

Result<std::string_view> zip_directory(std::string_view bytes) {
  const std::size_t tail = std::min<std::size_t>(bytes.size(), kZipTail);
  const auto range = zip_directory_range(bytes.substr(bytes.size() - tail), bytes.size());
  if (!range) return range.error();
  return bytes.substr(range->begin, range->end - range->begin);
}

Result<std::string> unpacked(const ZipEntry& entry, std::string_view bytes) {
  if (entry.header > bytes.size())
    return Error{.code = ErrorCode::syntax, .message = "damaged archive: a file outside of it", .path = {}};
  return unpack_zip_entry(entry, bytes.substr(entry.header));
}

Result<std::vector<std::optional<std::string>>> read_zip(std::string_view bytes, std::span<const std::string> wanted) {
  const auto directory = zip_directory(bytes);
  if (!directory) return directory.error();
  const auto entries = find_below_top(*directory, wanted);
  if (!entries) return entries.error();
  std::vector<std::optional<std::string>> found(wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!(*entries)[i]) continue;
    auto text = unpacked(*(*entries)[i], bytes);
    if (!text) return text.error();
    found[i] = std::move(*text);
  }
  return found;
}

struct StoredHead {
  Sha256 sha256{};
  std::uint64_t size = 0;
  std::uint64_t metadata = 0;  // bytes
  std::uint64_t is_wheel = 0;
};

}  // namespace

Result<ArchiveText> read_archive(std::string_view file_name, std::string_view bytes, std::string_view subdirectory) {
  ArchiveText text;
  text.sha256 = sha256_of(bytes);
  text.size = bytes.size();
  if (file_name.ends_with(".whl")) {
    const auto directory = zip_directory(bytes);
    if (!directory) return directory.error();
    const auto entry = find_wheel_metadata(*directory);
    if (!entry) return entry.error();
    auto metadata = unpacked(*entry, bytes);
    if (!metadata) return metadata.error();
    text.is_wheel = true;
    text.metadata = std::move(*metadata);
    return text;
  }
  const std::string folder = subdirectory.empty() ? std::string() : std::string(subdirectory) + "/";
  const std::array<std::string, 2> wanted{folder + "PKG-INFO", folder + "pyproject.toml"};
  const bool is_zip = file_name.ends_with(".zip");
  if (!is_zip && !file_name.ends_with(".tar.gz") && !file_name.ends_with(".tgz")) {
    return Error{.code = ErrorCode::usage,
                 .message = "a release is a .whl, .tar.gz or .zip, and `" + std::string(file_name) + "` is none",
                 .path = {}};
  }
  auto found = is_zip ? read_zip(bytes, wanted) : read_tar_gz(bytes, wanted);
  if (!found) return found.error();
  if ((*found)[0]) text.metadata = std::move(*(*found)[0]);
  if ((*found)[1]) text.pyproject = std::move(*(*found)[1]);
  return text;
}

std::string stored_archive(const ArchiveText& text) {
  const StoredHead head{text.sha256, text.size, text.metadata.size(), text.is_wheel ? 1U : 0U};
  std::string out(sizeof head, '\0');
  std::memcpy(out.data(), &head, sizeof head);
  return out + text.metadata + text.pyproject;
}

std::optional<ArchiveText> archive_of_stored(std::string_view bytes) {
  StoredHead head;
  if (bytes.size() < sizeof head) return std::nullopt;
  std::memcpy(&head, bytes.data(), sizeof head);
  bytes.remove_prefix(sizeof head);
  if (head.metadata > bytes.size()) return std::nullopt;
  ArchiveText text;
  text.is_wheel = head.is_wheel != 0;
  text.metadata = bytes.substr(0, head.metadata);
  text.pyproject = bytes.substr(head.metadata);
  text.sha256 = head.sha256;
  text.size = head.size;
  return text;
}

}  // namespace whip::resolver
