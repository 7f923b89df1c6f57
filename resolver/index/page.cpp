#include "resolver/index/page.h"

#include <cstring>

#include "core/base/characters.h"
#include "resolver/index/page_image.h"

namespace whip::resolver {
namespace {

template <class Part>
Part part_at(std::string_view bytes, std::size_t offset) {
  Part part;
  std::memcpy(&part, bytes.data() + offset, sizeof part);
  return part;
}

std::size_t release_offset(std::size_t number) { return sizeof(image::Header) + number * sizeof(image::Release); }

}  // namespace

std::optional<Sha256> read_sha256(std::string_view text) {
  Sha256 digest;
  if (text.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return digest;
}

std::string hexadecimal(const Sha256& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : digest) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

Result<Page> Page::open(std::string image) {
  const auto owner = std::make_shared<const std::string>(std::move(image));
  return open(*owner, owner);
}

Result<Page> Page::open(std::string_view image, std::shared_ptr<const void> owner) {
  Page page;
  page.image_ = image;
  page.owner_ = std::move(owner);
  if (!page.read())
    return Error{.code = ErrorCode::syntax, .message = "not a stored project page of this version", .path = {}};
  return page;
}

bool Page::read() {
  if (image_.size() < sizeof(image::Header) || !image_.starts_with(image::kMagic)) return false;
  const auto header = part_at<image::Header>(image_, 0);
  const std::uint64_t size = sizeof header + std::uint64_t{header.releases} * sizeof(image::Release) +
                             std::uint64_t{header.records} * sizeof(image::Record) +
                             std::uint64_t{header.members} * sizeof(std::uint32_t);
  if (image_.size() < size) return false;
  releases_ = header.releases;
  count_ = header.records;
  members_ = header.members;
  std::uint32_t end = 0;
  std::optional<Version> before;
  for (std::size_t i = 0; i < releases_; ++i) {
    const auto release = part_at<image::Release>(image_, release_offset(i));
    auto version = release.key.low != 0 ? Version::of_key(release.key)
                                        : Version::read(text(release.version.begin, release.version.size));
    if (!version || (before && !(*before < *version))) return false;
    if (release.begin != end || release.end <= release.begin || release.end > members_) return false;
    end = release.end;
    before = std::move(version);
  }
  for (std::size_t i = 0; i < members_; ++i) {
    if (member(i) >= count_) return false;
  }
  return true;
}

std::string_view Page::text(std::uint32_t offset, std::uint32_t size) const {
  const std::string_view texts =
      image_.substr(release_offset(releases_) + count_ * sizeof(image::Record) + members_ * sizeof(std::uint32_t));
  return offset <= texts.size() ? texts.substr(offset, size) : std::string_view{};
}

PageFile Page::operator[](std::size_t position) const {
  const auto record = part_at<image::Record>(image_, release_offset(releases_) + position * sizeof(image::Record));
  PageFile file;
  file.name = text(record.name.begin, record.name.size);
  file.url = text(record.url.begin, record.url.size);
  file.requires_python = text(record.requires_python.begin, record.requires_python.size);
  file.yank_reason = text(record.yank_reason.begin, record.yank_reason.size);
  if (record.has_sha256 != 0) file.sha256 = record.sha256;
  if (record.has_metadata_sha256 != 0) file.metadata_sha256 = record.metadata_sha256;
  if (record.has_size != 0) file.size = record.size;
  if (record.has_upload_time != 0) file.upload_time = record.upload_time;
  file.yanked = record.yanked != 0;
  file.has_metadata = record.has_metadata != 0;
  return file;
}

PageRelease Page::release(std::size_t number) const {
  const auto stored = part_at<image::Release>(image_, release_offset(number));
  PageRelease release;
  const std::string_view spelled = text(stored.version.begin, stored.version.size);
  const auto version = stored.key.low != 0 ? Version::of_key(stored.key) : Version::read(spelled);
  release.version = version.value_or(Version{});
  release.begin = stored.begin;
  release.end = stored.end;
  release.is_yanked = stored.is_yanked != 0;
  release.requires_python = text(stored.requires_python.begin, stored.requires_python.size);
  release.has_wheel = stored.has_wheel != 0;
  release.has_source = stored.has_source != 0;
  return release;
}

std::uint32_t Page::member(std::size_t number) const {
  const std::size_t begin = release_offset(releases_) + count_ * sizeof(image::Record);
  return part_at<std::uint32_t>(image_, begin + number * sizeof(std::uint32_t));
}

}  // namespace whip::resolver
