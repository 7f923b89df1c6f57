// The releases of a project, made of its page: versions in order, each with its files, and what speaks against it.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/index/index.h"
#include "resolver/lock/origin.h"
#include "resolver/lock/static_metadata.h"
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
  std::vector<ReleaseFile> files;             // not yanked, not ruled out; all of them if all are yanked
  std::vector<ReleaseFile> metadata_files;    // wheels that are ruled out, but say what the release needs
  std::optional<Specifiers> requires_python;  // of its first file that says so
  bool is_yanked = false;                     // all of its files
  bool has_wheel = false;
};

// What comes from a URL, a path or a repository: one release, which says itself what it is.
struct DirectRelease {
  enum class Kind : std::uint8_t { archive, folder, repository };
  Origin origin;
  Kind kind = Kind::archive;
  StaticMetadata metadata;
  std::optional<Sha256> sha256;       // of an archive
  std::optional<std::uint64_t> size;  // of an archive, bytes
  std::string commit;                 // of a repository
};

// Everything known of a project before any metadata is read. Ranks are positions in `all`.
struct Releases {
  std::string name;
  FoundPage found;
  std::vector<Release> all;                     // ascending
  std::vector<Version> versions;                // of `all`
  std::shared_ptr<const DirectRelease> direct;  // null: they come from an index
  PageFile file(const ReleaseFile& file) const { return (*found.page)[file.position]; }
  // The wheel whose METADATA stands for the release; nothing if it has none.
  std::optional<WheelPlace> metadata_place(const Release& release) const;
  // The source distribution that may say what it needs; nothing if there is none.
  std::optional<ArchivePlace> source_place(const Release& release) const;
  // Whether its version can be compared; otherwise it is whatever is asked for.
  bool has_versions() const { return direct == nullptr || direct->metadata.version.has_value(); }
};

// Which files of indexes count.
struct FileChoice {
  // Microseconds since 1970: files after it do not count, and files of an index without a time neither.
  std::optional<std::int64_t> newest;
  std::map<std::string, std::optional<std::int64_t>> newest_of;  // by project, instead; nothing: any time
  bool no_build = false;                                         // no source distributions
  bool no_binary = false;                                        // no wheels
  std::set<std::string> no_build_packages;
  std::set<std::string> no_binary_packages;

  bool rules_out_sources(const std::string& project) const { return no_build || no_build_packages.contains(project); }
  bool rules_out_wheels(const std::string& project) const { return no_binary || no_binary_packages.contains(project); }
};

Releases releases_of(std::string name, FoundPage found, const FileChoice& choice);
Releases releases_of_direct(DirectRelease release);

}  // namespace whip::resolver
