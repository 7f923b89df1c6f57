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
#include "resolver/standards/specifier.h"
#include "resolver/standards/version.h"
#include "resolver/standards/version_interval.h"

namespace whip::resolver {

// What a `requires-python` says, and the versions that it means. The same object for all releases of a project that say
// the same.
struct RequiredPython : Specifiers {
  explicit RequiredPython(Specifiers specifiers);
  VersionIntervals intervals;
};

struct Release {
  Version version;
  const RequiredPython* requires_python = nullptr;  // of its first file that says so; null: none does
  std::uint32_t on_page = 0;                        // the number of the page's release that has its files
  bool is_yanked = false;                           // all of its files
  bool has_wheel = false;                           // also where wheels are ruled out
  bool has_files = false;                           // that are not ruled out
};

// Neighbours that differ in their version and files only: what speaks against one speaks against all, but where
// somebody asks for a version by name.
struct ReleaseRun {
  std::uint32_t begin = 0;  // ranks
  std::uint32_t end = 0;
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

// Which files of a project's page count.
struct FileLimits {
  // Microseconds since 1970: files after it do not count, and files of an index without a time neither.
  std::optional<std::int64_t> newest;
  bool no_sources = false;
  bool no_wheels = false;
};

// Everything known of a project before any metadata is read. Ranks are positions in `all`. A page may have thousands of
// files, of which a handful is ever looked at: they stay where they are until then.
struct Releases {
  std::string name;
  FoundPage found;
  std::vector<Release> all;                     // ascending
  std::vector<ReleaseRun> runs;                 // all of `all`, ascending
  std::shared_ptr<const DirectRelease> direct;  // null: they come from an index
  FileLimits limits;
  std::vector<std::shared_ptr<const RequiredPython>> pythons;  // that releases point to

  VersionList versions() const {
    return all.empty() ? VersionList() : VersionList(&all.front().version, all.size(), sizeof(Release));
  }

  // Not yanked, not ruled out; all of them if all are yanked. In the order of the page.
  std::vector<PageFile> files(const Release& release) const;
  // The wheel whose METADATA stands for the release; nothing if it has none.
  std::optional<WheelPlace> metadata_place(const Release& release) const;
  // The source distribution that may say what it needs; nothing if there is none.
  std::optional<ArchivePlace> source_place(const Release& release) const;
  // Whether its version can be compared; otherwise it is whatever is asked for.
  bool has_versions() const { return direct == nullptr || direct->metadata.version.has_value(); }

 private:
  template <class Use>
  void each_file(const Release& release, const Use& use) const;
};

// The same for all projects.
struct FileChoice {
  std::optional<std::int64_t> newest;
  std::map<std::string, std::optional<std::int64_t>> newest_of;  // by project, instead; nothing: any time
  bool no_build = false;                                         // no source distributions
  bool no_binary = false;                                        // no wheels
  std::set<std::string> no_build_packages;
  std::set<std::string> no_binary_packages;

  FileLimits limits_of(const std::string& project) const;
};

Releases releases_of(std::string name, FoundPage found, const FileChoice& choice);
Releases releases_of_direct(DirectRelease release);

}  // namespace whip::resolver
