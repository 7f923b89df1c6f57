// The releases of a project, made of its page: versions in order, each with its files, and what speaks against it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/index/index.h"
#include "resolver/standards/file_name.h"
#include "resolver/standards/specifier.h"
#include "resolver/standards/version.h"

namespace whip::resolver {

struct ReleaseFile {
  std::uint32_t position = 0;      // on the page
  std::optional<WheelName> wheel;  // absent: a source distribution
};

struct Release {
  Version version;
  std::vector<ReleaseFile> files;             // not yanked, not too new; all of them if all are yanked
  std::optional<Specifiers> requires_python;  // of its first file that says so
  bool is_yanked = false;                     // all of its files
  bool has_wheel = false;
};

// Everything known of a project before any metadata is read. Ranks are positions in `all`.
struct Releases {
  std::string name;
  FoundPage found;
  std::vector<Release> all;       // ascending
  std::vector<Version> versions;  // of `all`
  PageFile file(const ReleaseFile& file) const { return (*found.page)[file.position]; }
  // The wheel whose METADATA stands for the release; nothing if it has none.
  std::optional<WheelPlace> metadata_place(const Release& release) const;
};

// Files after `newest` (microseconds since 1970) do not count; files without a time do.
Releases releases_of(std::string name, FoundPage found, std::optional<std::int64_t> newest);

}  // namespace whip::resolver
