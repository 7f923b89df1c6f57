#include "resolver/standards/version.h"

#include <algorithm>

#include "core/base/characters.h"
#include "resolver/standards/version_reader.h"

namespace whip::resolver {
namespace {

// Kinds of suffix in the order of versions.
enum Suffix : std::uint64_t { kDev, kAlpha, kBeta, kCandidate, kFinal, kPost };

constexpr unsigned kCountBits = 3;
constexpr unsigned kNumberBits = 28;
constexpr unsigned kKindShift = kCountBits + kNumberBits;
constexpr unsigned kFourthShift = kKindShift + 3;
constexpr unsigned kFirstShift = 40;
constexpr unsigned kSecondShift = 20;
constexpr std::size_t kMaxCount = 7;

constexpr std::uint64_t mask(unsigned bits) { return (std::uint64_t{1} << bits) - 1; }

std::size_t significant(const std::vector<std::uint64_t>& release) {
  std::size_t size = release.size();
  while (size > 1 && release[size - 1] == 0) --size;
  return size;
}

std::optional<VersionKey> small_key(const VersionParts& parts) {
  const auto& release = parts.release;
  const std::size_t size = significant(release);
  if (parts.epoch != 0 || !parts.local.empty() || size > 4) return std::nullopt;
  if (int{parts.pre.has_value()} + int{parts.post.has_value()} + int{parts.dev.has_value()} > 1) return std::nullopt;
  const auto at = [&](std::size_t i) { return i < size ? release[i] : 0; };
  if (at(0) > mask(24) || at(1) > mask(20) || at(2) > mask(20) || at(3) > mask(28)) return std::nullopt;

  std::uint64_t kind = kFinal;
  std::uint64_t number = 0;
  if (parts.pre) {
    kind = kAlpha + static_cast<std::uint64_t>(parts.pre->kind);
    number = parts.pre->number;
  } else if (parts.post) {
    kind = kPost;
    number = *parts.post;
  } else if (parts.dev) {
    kind = kDev;
    number = *parts.dev;
  }
  if (number > mask(kNumberBits)) return std::nullopt;
  return VersionKey{at(0) << kFirstShift | at(1) << kSecondShift | at(2), at(3) << kFourthShift | kind << kKindShift |
                                                                              number << kCountBits |
                                                                              std::min(release.size(), kMaxCount)};
}

// Pre-release, post and dev as numbers whose lexicographic order is that of versions: only-dev < a < b < rc < final;
// no post < post; dev < no dev.
struct Suffixes {
  std::uint64_t values[6];
  auto operator<=>(const Suffixes&) const = default;
};

Suffixes suffixes(const VersionParts& parts) {
  const bool only_dev = !parts.pre && !parts.post && parts.dev;
  const std::uint64_t pre = only_dev ? 0 : parts.pre ? 1 + static_cast<std::uint64_t>(parts.pre->kind) : 4;
  return {{pre, parts.pre ? parts.pre->number : 0, parts.post.has_value(), parts.post.value_or(0),
           !parts.dev.has_value(), parts.dev.value_or(0)}};
}

std::strong_ordering compare_releases(const VersionParts& left, const VersionParts& right) {
  const auto& a = left.release;
  const auto& b = right.release;
  return std::lexicographical_compare_three_way(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(significant(a)),
                                                b.begin(), b.begin() + static_cast<std::ptrdiff_t>(significant(b)));
}

std::strong_ordering compare(const VersionParts& left, const VersionParts& right) {
  if (const auto order = left.epoch <=> right.epoch; order != 0) return order;
  if (const auto order = compare_releases(left, right); order != 0) return order;
  if (const auto order = suffixes(left) <=> suffixes(right); order != 0) return order;
  return std::lexicographical_compare_three_way(left.local.begin(), left.local.end(), right.local.begin(),
                                                right.local.end());
}

// `1`, `1.2`, `1.2.3`: what most versions are, without the general reader.
std::optional<VersionKey> plain_key(std::string_view text) {
  std::uint64_t release[3] = {0, 0, 0};
  std::uint64_t count = 0;
  for (std::size_t at = 0;; ++at) {
    if (count == 3) return std::nullopt;
    const std::size_t begin = at;
    for (; at < text.size() && is_digit(text[at]); ++at)
      release[count] = release[count] * 10 + static_cast<std::uint64_t>(text[at] - '0');
    if (at == begin || at - begin > 6) return std::nullopt;
    ++count;
    if (at == text.size()) break;
    if (text[at] != '.') return std::nullopt;
  }
  return VersionKey{release[0] << kFirstShift | release[1] << kSecondShift | release[2],
                    std::uint64_t{kFinal} << kKindShift | count};
}

void append_local(std::string& text, const std::vector<LocalSegment>& local) {
  char separator = '+';
  for (const LocalSegment& segment : local) {
    text += separator;
    text += segment.word.empty() ? std::to_string(segment.number) : segment.word;
    separator = '.';
  }
}

}  // namespace

std::strong_ordering LocalSegment::operator<=>(const LocalSegment& other) const {
  if (word.empty() != other.word.empty()) {
    return word.empty() ? std::strong_ordering::greater : std::strong_ordering::less;
  }
  if (const auto order = word <=> other.word; order != 0) return order;
  return number <=> other.number;
}

Version::Version(VersionParts parts) {
  const auto key = small_key(parts);
  if (key) {
    high_ = key->high;
    low_ = key->low;
  }
  if (!key || parts.release.size() > kMaxCount) parts_ = std::make_shared<const VersionParts>(std::move(parts));
}

std::optional<Version> Version::read(std::string_view text) {
  if (const auto key = plain_key(text)) {
    Version version;
    version.high_ = key->high;
    version.low_ = key->low;
    return version;
  }
  VersionRead read = read_version(text);
  if (!read.is_whole()) return std::nullopt;
  return Version(std::move(read.parts));
}

Result<Version> Version::parse(std::string_view text) {
  VersionRead read = read_version(text);
  if (read.is_whole()) return Version(std::move(read.parts));
  return version_error(text, read);
}

std::optional<VersionKey> Version::key() const {
  if (parts_) return std::nullopt;
  return VersionKey{high_, low_};
}

std::optional<Version> Version::of_key(VersionKey key) {
  Version version;
  version.high_ = key.high;
  version.low_ = key.low;
  const std::uint64_t kind = (key.low >> kKindShift) & mask(3);
  bool is_key = version.release_size() != 0 && kind <= kPost;
  // A final release has no number behind it, and release numbers end where the count says.
  is_key = is_key && (kind != kFinal || ((key.low >> kCountBits) & mask(kNumberBits)) == 0);
  for (std::size_t i = version.release_size(); i < 4; ++i) is_key = is_key && version.release(i) == 0;
  return is_key ? std::optional(version) : std::nullopt;
}

VersionParts Version::parts() const {
  if (parts_) return *parts_;
  VersionParts parts;
  for (std::size_t i = 0; i < release_size(); ++i) parts.release.push_back(release(i));
  parts.pre = pre();
  parts.post = post();
  parts.dev = dev();
  return parts;
}

std::size_t Version::release_size() const {
  return parts_ ? parts_->release.size() : static_cast<std::size_t>(low_ & mask(kCountBits));
}

std::uint64_t Version::release(std::size_t position) const {
  if (parts_) return position < parts_->release.size() ? parts_->release[position] : 0;
  switch (position) {
    case 0:
      return high_ >> kFirstShift;
    case 1:
      return (high_ >> kSecondShift) & mask(20);
    case 2:
      return high_ & mask(20);
    case 3:
      return low_ >> kFourthShift;
  }
  return 0;
}

std::optional<PreRelease> Version::pre() const {
  if (parts_) return parts_->pre;
  const std::uint64_t kind = (low_ >> kKindShift) & mask(3);
  if (kind < kAlpha || kind > kCandidate) return std::nullopt;
  return PreRelease{static_cast<PreKind>(kind - kAlpha), (low_ >> kCountBits) & mask(kNumberBits)};
}

std::optional<std::uint64_t> Version::post() const {
  if (parts_) return parts_->post;
  if (((low_ >> kKindShift) & mask(3)) != kPost) return std::nullopt;
  return (low_ >> kCountBits) & mask(kNumberBits);
}

std::optional<std::uint64_t> Version::dev() const {
  if (parts_) return parts_->dev;
  if (((low_ >> kKindShift) & mask(3)) != kDev) return std::nullopt;
  return (low_ >> kCountBits) & mask(kNumberBits);
}

bool Version::is_pre_release() const {
  if (parts_) return parts_->pre || parts_->dev;
  return ((low_ >> kKindShift) & mask(3)) < kFinal;
}

std::string Version::text() const {
  std::string text;
  if (epoch() != 0) text = std::to_string(epoch()) + '!';
  for (std::size_t i = 0; i < release_size(); ++i) {
    if (i > 0) text += '.';
    text += std::to_string(release(i));
  }
  constexpr std::string_view kPreNames[] = {"a", "b", "rc"};
  if (const auto found = pre()) {
    text += kPreNames[static_cast<std::size_t>(found->kind)];
    text += std::to_string(found->number);
  }
  if (const auto found = post()) text += ".post" + std::to_string(*found);
  if (const auto found = dev()) text += ".dev" + std::to_string(*found);
  if (parts_) append_local(text, parts_->local);
  return text;
}

Version Version::base() const {
  VersionParts all = parts();
  return Version(VersionParts{.epoch = all.epoch, .release = std::move(all.release)});
}

Version Version::without_local() const {
  if (!is_local()) return *this;
  VersionParts all = *parts_;
  all.local.clear();
  return Version(std::move(all));
}

Version Version::only_release() const { return Version(VersionParts{.release = parts().release}); }

std::size_t Version::hash() const {
  // What is equal must hash alike, however many zeros were written.
  std::uint64_t high = high_;
  std::uint64_t low = low_ >> kCountBits;
  if (parts_ && !small_key(*parts_)) {
    high = parts_->epoch * 31 + parts_->local.size();
    for (std::size_t i = 0; i < significant(parts_->release); ++i) high = high * 1000003 + parts_->release[i];
    for (const std::uint64_t value : suffixes(*parts_).values) low = low * 1000003 + value;
  }
  std::uint64_t mixed = (high ^ (low * 0x9E3779B97F4A7C15ULL)) * 0xBF58476D1CE4E5B9ULL;
  mixed ^= mixed >> 31;
  return static_cast<std::size_t>(mixed);
}

bool Version::operator==(const Version& other) const { return (*this <=> other) == 0; }

std::strong_ordering Version::operator<=>(const Version& other) const {
  if (!parts_ && !other.parts_) [[likely]] {
    if (const auto order = high_ <=> other.high_; order != 0) return order;
    return (low_ >> kCountBits) <=> (other.low_ >> kCountBits);
  }
  if (parts_ && other.parts_) return compare(*parts_, *other.parts_);
  return parts_ ? compare(*parts_, other.parts()) : compare(parts(), *other.parts_);
}

}  // namespace whip::resolver
