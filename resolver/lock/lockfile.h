// A pylock.toml (PEP 751) as a value: whoever wrote it, all of it that an installer looks at, and what whip notes for
// itself under [tool.whip].
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/toml/value.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/specifier.h"

namespace whip::resolver {

// A wheel or source distribution. Exactly one of `url` and `path` is there.
struct LockedFile {
  std::string name;
  std::string url;
  std::string path;                         // relative to the lock, or absolute
  std::optional<std::int64_t> upload_time;  // microseconds since 1970, UTC
  std::optional<std::uint64_t> size;
  std::vector<std::pair<std::string, std::string>> hashes;  // ("sha256", 64 hexadecimal digits), as in the file
  bool operator==(const LockedFile&) const = default;
};

struct LockedVcs {
  std::string type;  // git
  std::string url;
  std::string path;
  std::string requested_revision;
  std::string commit_id;
  std::string subdirectory;
  bool operator==(const LockedVcs&) const = default;
};

struct LockedDirectory {
  std::string path;
  bool editable = false;
  std::string subdirectory;
  bool operator==(const LockedDirectory&) const = default;
};

// A file that somebody named by its place, instead of an index's.
struct LockedArchive {
  LockedFile file;
  std::string subdirectory;
  bool operator==(const LockedArchive&) const = default;
};

struct LockedRelease {
  struct Dependency {
    std::string name;
    std::string version;  // empty if the lock does not say
  };

  std::string name;
  Place place;              // in the file
  std::string version;      // empty where the lock has none: folders, repositories
  std::string marker_text;  // as written; empty: always
  Marker marker;
  Specifiers requires_python;
  std::vector<Dependency> dependencies;
  std::string index;
  std::vector<LockedFile> wheels;
  std::optional<LockedFile> sdist;
  std::optional<LockedVcs> vcs;
  std::optional<LockedDirectory> directory;
  std::optional<LockedArchive> archive;
  std::vector<std::string>
      requirements;                // that lead to the dependencies, as the release has them; [packages.tool.whip]
  std::vector<std::string> files;  // names of wheels and source distribution; none for URL, path and git
};

// What a lock was made from: enough to see that it is still up to date without asking an index, and to say why not.
// Requirements are normalized and sorted.
struct LockRecord {
  std::string name;  // of the project; empty for requirements files
  std::vector<std::string> requirements;
  std::map<std::string, std::vector<std::string>> extras;
  std::map<std::string, std::vector<std::string>> groups;
  std::vector<std::string> constraints;
  std::vector<std::string> overrides;
  std::vector<std::string> default_groups;     // what commands take where nobody says otherwise; not PEP 751's
  std::map<std::string, std::string> options;  // those that are not the default: `resolution` = `lowest`
  bool operator==(const LockRecord&) const = default;
};

struct LockFile {
  std::vector<Marker> environments;  // none: all
  std::vector<std::string> environment_texts;
  Specifiers requires_python;
  std::vector<std::string> extras;
  std::vector<std::string> groups;
  std::vector<std::string> default_groups;
  std::string created_by;
  std::vector<LockedRelease> packages;
  std::optional<LockRecord> record;  // absent where another tool made the lock
};

}  // namespace whip::resolver
