// Version specifiers (PEP 440).
//     >=1.2,<2,!=1.5.*      one specifier each, all must hold
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/version.h"
#include "resolver/standards/version_cut.h"

namespace whip::resolver {

enum class Operator : std::uint8_t {
  less,           // <
  less_equal,     // <=
  equal,          // ==
  not_equal,      // !=
  greater_equal,  // >=
  greater,        // >
  compatible,     // ~=
  identical,      // ===
};

std::string_view text_of(Operator op);

struct Specifier {
  Operator op = Operator::equal;
  bool is_wildcard = false;  // `== 1.2.*`; `version` is 1.2
  Version version;           // of `===` only if its text is a version
  std::string identity;      // of `===`: its text, compared without regard to case

  // Blanks around and inside are allowed. Errors: `syntax`, `limit`.
  static Result<Specifier> parse(std::string_view text);
  bool contains(const Version& candidate) const;
  // Not for `===`, which is no range: everything.
  VersionRange range() const;
  // Whether it asks for pre-releases by naming one: `>=1.0a1`, but not `!=1.0a1`.
  bool names_pre_release() const;
  std::string text() const;
};

// Ranks [begin, end) in a sorted list of versions.
struct RankRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const RankRange&) const = default;
};

// Versions that lie in things of one size, one behind the other.
class VersionList {
 public:
  VersionList() = default;
  VersionList(const std::vector<Version>& all)  // NOLINT: a list is one
      : VersionList(all.data(), all.size(), sizeof(Version)) {}
  VersionList(const Version* first, std::size_t count, std::size_t step)
      : first_(reinterpret_cast<const char*>(first)), count_(count), step_(step) {}

  std::size_t size() const { return count_; }
  const Version& operator[](std::size_t position) const {
    return *reinterpret_cast<const Version*>(first_ + position * step_);
  }
  // The first that is not below this one, where they are sorted ascending; size() if there is none.
  std::size_t lower_bound(const Version& version) const;
  // Where it stands among them; nothing if it does not.
  std::optional<std::size_t> find(const Version& version) const;

 private:
  const char* first_ = nullptr;
  std::size_t count_ = 0;
  std::size_t step_ = sizeof(Version);
};

struct Specifiers {
  std::vector<Specifier> all;  // in the order written; none allows every version

  // Separated by commas; empty ones are skipped, as `packaging` does.
  static Result<Specifiers> parse(std::string_view text);
  // By the specifiers alone; whether a pre-release is wanted at all is for the caller, who knows the user's choice.
  bool contains(const Version& candidate) const;
  bool names_pre_release() const;
  bool empty() const { return all.empty(); }
  // As written but for blanks and the spelling of versions.
  std::string text() const;
  // What matches of `versions`, which are sorted ascending: disjoint, ascending, not touching.
  std::vector<RankRange> ranks(const VersionList& versions) const;
};

}  // namespace whip::resolver
