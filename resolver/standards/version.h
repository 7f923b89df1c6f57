// Versions (PEP 440).
//     1!2.0rc1.post2.dev3+ubuntu.1     epoch 1, release 2.0, pre-release rc1, post 2, dev 3, local ubuntu.1
//
// Nearly all versions are small: no epoch, no local part, at most four release numbers that matter and at most one of
// dev, pre and post. Such a version is one 128-bit key whose order is the order of versions; of the 3,435 recorded
// releases all but a handful are. The others keep their parts on the heap and are compared part by part.
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace whip::resolver {

enum class PreKind : std::uint8_t { alpha, beta, candidate };

struct PreRelease {
  PreKind kind = PreKind::alpha;
  std::uint64_t number = 0;
  auto operator<=>(const PreRelease&) const = default;
};

// Words sort before numbers, as the standard has it.
struct LocalSegment {
  std::string word;  // lower case; empty for a number
  std::uint64_t number = 0;
  bool operator==(const LocalSegment&) const = default;
  std::strong_ordering operator<=>(const LocalSegment& other) const;
};

// All that a version says, as written but for spelling: release numbers keep their trailing zeros.
struct VersionParts {
  std::uint64_t epoch = 0;
  std::vector<std::uint64_t> release;  // at least one
  std::optional<PreRelease> pre;
  std::optional<std::uint64_t> post;
  std::optional<std::uint64_t> dev;
  std::vector<LocalSegment> local;
};

// Of a small version: two numbers that say all of it, to be stored. Their order, without the last 3 bits, is that of
// the versions.
struct VersionKey {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
};

class Version {
 public:
  Version() = default;  // 0
  explicit Version(VersionParts parts);

  // Errors: `syntax` with the column of the first character that does not fit, `limit` for numbers beyond 64 bits.
  static Result<Version> parse(std::string_view text);
  // The same without words, for where a bad version is merely skipped.
  static std::optional<Version> read(std::string_view text);

  // Nothing for a version that is not small; and back, nothing for numbers that are the key of none.
  std::optional<VersionKey> key() const;
  static std::optional<Version> of_key(VersionKey key);

  VersionParts parts() const;
  std::uint64_t epoch() const { return parts_ ? parts_->epoch : 0; }
  std::size_t release_size() const;                   // as written: 3 for 1.0.0
  std::uint64_t release(std::size_t position) const;  // 0 past the end
  std::optional<PreRelease> pre() const;
  std::optional<std::uint64_t> post() const;
  std::optional<std::uint64_t> dev() const;
  bool is_local() const { return parts_ && !parts_->local.empty(); }
  bool is_pre_release() const;  // a, b, rc or dev
  bool is_post_release() const { return post().has_value(); }

  // The normalized text, trailing zeros kept.
  std::string text() const;
  // The same without epoch's neighbours: only epoch and release.
  Version base() const;
  // Without the local part.
  Version without_local() const;
  // The release numbers alone, e.g. 3.12 of 3.12.0rc1: what markers compare.
  Version only_release() const;

  std::size_t hash() const;
  bool operator==(const Version& other) const;
  std::strong_ordering operator<=>(const Version& other) const;

 private:
  static constexpr std::uint64_t kZero = std::uint64_t{4} << 31 | 1;

  std::uint64_t high_ = 0;  // release numbers 1 (24 bits), 2 (20), 3 (20)
  std::uint64_t low_ =
      kZero;  // release number 4 (28 bits), suffix kind (3), its number (28); in the last 3 bits the count
  // Shared because versions are copied by the thousand and never change. Null for small versions.
  std::shared_ptr<const VersionParts> parts_;
};

}  // namespace whip::resolver
