// Versions and specifiers are read from any bytes: what is read is written and read back as the same, and the ranks of
// a specifier are the versions it contains.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "resolver/standards/specifier.h"
#include "resolver/standards/version_interval.h"

namespace {

using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_version(std::string_view text) {
  const auto version = Version::read(text);
  const auto told = Version::parse(text);
  require(version.has_value() == told.has_value());
  if (!version) return;
  const auto again = Version::read(version->text());
  require(again && *again == *version && again->hash() == version->hash() && again->text() == version->text());
  require(Version(version->parts()) == *version);
}

void check_specifiers(std::string_view text, const std::vector<Version>& versions) {
  const auto specifiers = Specifiers::parse(text);
  if (!specifiers) return;
  const auto again = Specifiers::parse(specifiers->text());
  require(again && again->text() == specifiers->text());
  std::vector<bool> inside(versions.size(), false);
  for (const RankRange& range : specifiers->ranks(versions)) {
    require(range.begin < range.end && range.end <= versions.size());
    for (std::uint32_t rank = range.begin; rank < range.end; ++rank) inside[rank] = true;
  }
  for (std::size_t i = 0; i < versions.size(); ++i) require(inside[i] == specifiers->contains(versions[i]));
  const VersionIntervals intervals = release_intervals(*specifiers);
  require(complement(complement(intervals)) == intervals);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Version> kVersions = [] {
    std::vector<Version> all;
    for (const char* text : {"0.dev0", "0", "0.9", "1.dev1", "1a1", "1a1.post1", "1rc1", "1", "1+x", "1.post1.dev0",
                             "1.post1", "1.0.1", "1.1", "2024.1", "1!0", "1!1.0.0.0.0.0.0.0.1"}) {
      all.push_back(*Version::read(text));
    }
    return all;
  }();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check_version(text);
  check_specifiers(text, kVersions);
  return 0;
}
