#include "resolver/index/page.h"

#include <cstring>
#include <limits>

#include "core/base/characters.h"
#include "resolver/index/page_image.h"
#include "resolver/index/store.h"

namespace whip::resolver {
namespace {

std::size_t release_offset(std::size_t number) { return sizeof(image::Header) + number * sizeof(image::Release); }

image::Release release_at(std::string_view image, std::size_t number) {
  return image::part_at<image::Release>(image, release_offset(number));
}

std::string_view text_at(std::string_view bytes, std::size_t begin, std::size_t size) {
  return begin <= bytes.size() ? bytes.substr(begin, size) : std::string_view{};
}

std::optional<Version> version_of(const image::Release& release, std::string_view head) {
  if (release.key.low != 0) return Version::of_key(release.key);
  return Version::read(text_at(head, static_cast<std::uint32_t>(release.key.high), release.key.high >> 32));
}

// A version after the one before it. The keys of small ones are in order as the versions are, but for their last bits.
bool is_after(const image::Release& before, const image::Release& release, std::string_view head) {
  if (before.key.low != 0 && release.key.low != 0) {
    if (before.key.high != release.key.high) return before.key.high < release.key.high;
    return before.key.low >> 3 < release.key.low >> 3;
  }
  const auto left = version_of(before, head);
  const auto right = version_of(release, head);
  return left && right && *left < *right;
}

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
  std::string out(digest.size() * 2, '0');
  for (std::size_t i = 0; i < digest.size(); ++i) {
    out[2 * i] = kDigits[digest[i] >> 4];
    out[2 * i + 1] = kDigits[digest[i] & 15];
  }
  return out;
}

void image::seal(std::string& image) {
  auto header = part_at<Header>(image, 0);
  if (image.size() < sizeof header || header.head < sizeof header || header.head > image.size()) return;
  const std::size_t room = (header.head - sizeof header) / sizeof(Release);
  for (std::size_t i = 0; i < room && i <= header.releases; ++i) {
    auto release = release_at(image, i);
    const std::size_t end = i == header.releases || i + 1 >= room ? image.size() : release_at(image, i + 1).block;
    if (release.block > end || end > image.size()) continue;
    release.checksum = checksum(std::string_view(image).substr(release.block, end - release.block));
    std::memcpy(image.data() + release_offset(i), &release, sizeof release);
  }
  header.checksum = checksum(std::string_view(image).substr(kUnchecked, header.head - kUnchecked));
  std::memcpy(image.data(), &header, sizeof header);
}

Result<Page> Page::open(std::string image) {
  const auto owner = std::make_shared<const std::string>(std::move(image));
  return open(*owner, owner, BlockCheck::at_once);
}

Result<Page> Page::open(std::string_view image, std::shared_ptr<const void> owner, BlockCheck check) {
  Page page;
  page.image_ = image;
  page.owner_ = std::move(owner);
  page.check_ = check;
  page.was_damaged_ = std::make_shared<bool>(false);
  if (!page.read())
    return Error{.code = ErrorCode::syntax, .message = "not a stored project page of this version", .path = {}};
  return page;
}

bool Page::read() {
  if (image_.size() < sizeof(image::Header) || !image_.starts_with(image::kMagic)) return false;
  if (image_.size() > std::numeric_limits<std::uint32_t>::max()) return false;
  const auto header = image::part_at<image::Header>(image_, 0);
  const std::uint64_t tables = sizeof header + (std::uint64_t{header.releases} + 1) * sizeof(image::Release) +
                               std::uint64_t{header.pythons} * sizeof(image::Text);
  if (header.unused != 0 || header.head < tables || header.head > image_.size()) return false;
  const std::string_view head = image_.substr(0, header.head);
  if (header.checksum != checksum(head.substr(image::kUnchecked))) return false;
  releases_ = header.releases;
  pythons_ = header.pythons;
  head_ = header.head;
  count_ = header.files;
  image::Release before{.block = head_};
  for (std::size_t i = 0; i <= releases_; ++i) {
    const image::Release release = release_at(image_, i);
    // Each begins where, or behind where, the one before it did, and that has room for its records.
    if (release.block < before.block || release.block > image_.size() || release.file < before.file) return false;
    const std::uint64_t files = release.file - before.file;
    if (files * sizeof(image::Record) > release.block - before.block || (i > 0 && files == 0)) return false;
    if (i == 0 && (release.block != head_ || release.file != 0)) return false;
    if (release.python > pythons_) return false;
    if (i < releases_ && !(i == 0 ? version_of(release, head).has_value() : is_after(before, release, head)))
      return false;
    if (i < releases_ && release.key.low != 0 && !Version::of_key(release.key)) return false;
    before = release;
  }
  if (count_ < before.file || (std::uint64_t{count_} - before.file) * sizeof(image::Record) > block(releases_).size())
    return false;
  for (std::size_t i = 0; check_ == BlockCheck::at_once && i <= releases_; ++i) {
    if (!is_sound(i)) return false;
  }
  return true;
}

std::string_view Page::block(std::size_t number) const {
  const std::size_t begin = release_at(image_, number).block;
  const std::size_t end = number < releases_ ? release_at(image_, number + 1).block : image_.size();
  return image_.substr(begin, end - begin);
}

bool Page::is_sound(std::size_t number) const { return release_at(image_, number).checksum == checksum(block(number)); }

std::string_view Page::python(std::uint32_t number) const {
  if (number == 0 || number > pythons_) return {};
  const std::size_t place = release_offset(std::size_t{releases_} + 1) + (number - 1) * sizeof(image::Text);
  const auto text = image::part_at<image::Text>(image_, place);
  return text_at(image_.substr(0, head_), text.begin, text.size);
}

PageRelease Page::release(std::size_t number) const {
  const image::Release stored = release_at(image_, number);
  PageRelease release;
  release.version = version_of(stored, image_.substr(0, head_)).value_or(Version{});
  release.file_count = release_at(image_, number + 1).file - stored.file;
  release.is_yanked = stored.is_yanked != 0;
  release.requires_python = python(stored.python);
  release.has_wheel = stored.has_wheel != 0;
  release.has_source = stored.has_source != 0;
  return release;
}

PageFiles Page::files(std::size_t release) const {
  PageFiles files;
  if (check_ == BlockCheck::when_read && !is_sound(release)) {
    *was_damaged_ = true;
    return files;
  }
  files.page_ = this;
  files.block_ = block(release);
  const std::uint32_t end = release < releases_ ? release_at(image_, release + 1).file : count_;
  files.count_ = end - release_at(image_, release).file;
  return files;
}

PageFile PageFiles::operator[](std::size_t position) const {
  const auto record = image::part_at<image::Record>(block_, position * sizeof(image::Record));
  const auto text = [&](image::Text place) {
    return text_at(block_, count_ * sizeof(image::Record) + place.begin, place.size);
  };
  PageFile file;
  file.name = text(record.name);
  file.url = text(record.url);
  file.requires_python = page_->python(record.python);
  file.yank_reason = text(record.yank_reason);
  if (record.has_sha256 != 0) file.sha256 = record.sha256;
  if (record.has_metadata_sha256 != 0) file.metadata_sha256 = record.metadata_sha256;
  if (record.has_size != 0) file.size = record.size;
  if (record.has_upload_time != 0) file.upload_time = record.upload_time;
  file.yanked = record.yanked != 0;
  file.has_metadata = record.has_metadata != 0;
  return file;
}

}  // namespace whip::resolver
