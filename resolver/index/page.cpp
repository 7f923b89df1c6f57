#include "resolver/index/page.h"

#include <cstring>

#include "resolver/standards/characters.h"

namespace whip::resolver {
namespace {

constexpr std::string_view kMagic = "whip page 1\n";
constexpr std::size_t kLargestTexts = std::size_t{512} << 20;

struct Text {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

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

struct Header {
  char magic[kMagic.size()];
  std::uint32_t count;
};
static_assert(sizeof(Header) == 16);

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

bool PageBuilder::add(const PageFile& file) {
  if (texts_.size() + file.url.size() + file.name.size() > kLargestTexts) return false;
  const auto keep = [&](std::string_view text) {
    const Text place{static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size())};
    texts_ += text;
    return place;
  };
  Record record;
  record.upload_time = file.upload_time.value_or(0);
  record.size = file.size.value_or(0);
  record.url = keep(file.url);
  // The name nearly always is the end of the URL: stored once.
  if (file.url.ends_with(file.name)) {
    const auto size = static_cast<std::uint32_t>(file.name.size());
    record.name = {record.url.begin + record.url.size - size, size};
  } else {
    record.name = keep(file.name);
  }
  record.requires_python = keep(file.requires_python);
  record.yank_reason = keep(file.yank_reason);
  record.sha256 = file.sha256.value_or(Sha256{});
  record.metadata_sha256 = file.metadata_sha256.value_or(Sha256{});
  record.has_sha256 = file.sha256.has_value();
  record.has_metadata_sha256 = file.metadata_sha256.has_value();
  record.has_size = file.size.has_value();
  record.has_upload_time = file.upload_time.has_value();
  record.yanked = file.yanked;
  record.has_metadata = file.has_metadata;
  records_.append(reinterpret_cast<const char*>(&record), sizeof record);
  ++count_;
  return true;
}

std::string PageBuilder::image() && {
  Header header;
  std::memcpy(header.magic, kMagic.data(), kMagic.size());
  header.count = count_;
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  out += records_;
  out += texts_;
  return out;
}

bool Page::is_image(std::string_view bytes) {
  if (bytes.size() < sizeof(Header) || !bytes.starts_with(kMagic)) return false;
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return (bytes.size() - sizeof header) / sizeof(Record) >= header.count;
}

Result<Page> Page::open(std::string image) {
  if (!is_image(image))
    return Error{.code = ErrorCode::syntax, .message = "not a stored project page of this version", .path = {}};
  Header header;
  std::memcpy(&header, image.data(), sizeof header);
  Page page;
  page.image_ = std::move(image);
  page.count_ = header.count;
  return page;
}

std::string_view Page::text(std::uint32_t offset, std::uint32_t size) const {
  const std::string_view texts = std::string_view(image_).substr(sizeof(Header) + count_ * sizeof(Record));
  return offset <= texts.size() ? texts.substr(offset, size) : std::string_view{};
}

PageFile Page::operator[](std::size_t position) const {
  Record record;
  std::memcpy(&record, image_.data() + sizeof(Header) + position * sizeof record, sizeof record);
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

}  // namespace whip::resolver
