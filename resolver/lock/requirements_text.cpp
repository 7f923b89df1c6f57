#include "resolver/lock/requirements_text.h"

#include <algorithm>
#include <set>

namespace whip::resolver {
namespace {

std::string with_subdirectory(const std::string& url, const std::string& subdirectory) {
  return subdirectory.empty() ? url : url + "#subdirectory=" + subdirectory;
}

// A path that cannot be taken for a project's name.
std::string path_text(const std::string& path) {
  return path.starts_with('/') || path.starts_with('.') ? path : "./" + path;
}

std::string place_of(const LockedFile& file) { return file.url.empty() ? path_text(file.path) : file.url; }

// `numpy==2.3.0`, `tool @ git+https://...@commit`, `-e ./src`
std::string subject(const LockedRelease& release) {
  if (release.vcs) {
    const LockedVcs& vcs = *release.vcs;
    return release.name + " @ " +
           with_subdirectory(vcs.type + "+" + (vcs.url.empty() ? vcs.path : vcs.url) + "@" + vcs.commit_id,
                             vcs.subdirectory);
  }
  if (release.directory) {
    return (release.directory->editable ? "-e " : "") +
           with_subdirectory(path_text(release.directory->path), release.directory->subdirectory);
  }
  if (release.archive) {
    const std::string place = with_subdirectory(place_of(release.archive->file), release.archive->subdirectory);
    return release.archive->file.url.empty() ? place : release.name + " @ " + place;
  }
  return release.name + "==" + release.version;
}

std::set<std::string> hashes_of(const LockedRelease& release) {
  std::set<std::string> hashes;
  const auto add = [&](const LockedFile& file) {
    for (const auto& [algorithm, digest] : file.hashes) hashes.insert(algorithm + ":" + digest);
  };
  for (const LockedFile& wheel : release.wheels) add(wheel);
  if (release.sdist) add(*release.sdist);
  if (release.archive) add(release.archive->file);
  return hashes;
}

class Writer {
 public:
  Writer(const LockFile& lock, const LockSelection& selection, MarkerAlgebra& algebra)
      : lock_(lock), selection_(selection), algebra_(algebra), graph_(lock, algebra) {
    where_ = needed_where(lock, graph_, selection, algebra);
  }

  std::string text(const RequirementsStyle& style) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < lock_.packages.size(); ++i) {
      if (is_taken(i)) order.push_back(i);
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return lock_.packages[i].name; });
    std::string out;
    for (const std::size_t i : order) {
      const LockedRelease& release = lock_.packages[i];
      out += subject(release);
      if (const std::string where = marker(i); !where.empty()) out += " ; " + where;
      if (style.hashes) {
        for (const std::string& hash : hashes_of(release)) out += " \\\n    --hash=" + hash;
      }
      out += "\n";
      if (style.annotate) out += via(i);
    }
    return out;
  }

 private:
  bool is_taken(std::size_t i) { return !algebra_.are_disjoint(where_[i], graph_.environment); }

  std::string marker(std::size_t i) {
    return algebra_.implies(graph_.environment, where_[i]) ? std::string() : marker_text(lock_, where_[i], algebra_);
  }

  std::string via(std::size_t i) {
    std::set<std::string> names;
    for (const LockEdge& edge : graph_.edges) {
      if (edge.to != i) continue;
      if (edge.from != LockEdge::kProject) {
        if (is_taken(edge.from)) names.insert(lock_.packages[edge.from].name);
      } else if (graph_.has_roots && selection_.takes(edge)) {
        const std::string& project = lock_.record->name;
        const std::string own = project.empty() ? "the project" : project;
        names.insert(!edge.of_extra.empty()   ? own + "[" + edge.of_extra + "]"
                     : !edge.of_group.empty() ? own + ":" + edge.of_group
                                              : own);
      }
    }
    if (names.empty()) return {};
    if (names.size() == 1) return "    # via " + *names.begin() + "\n";
    std::string out = "    # via\n";
    for (const std::string& name : names) out += "    #   " + name + "\n";
    return out;
  }

  const LockFile& lock_;
  const LockSelection& selection_;
  MarkerAlgebra& algebra_;
  LockGraph graph_;
  std::vector<MarkerId> where_;
};

}  // namespace

std::string requirements_text(const LockFile& lock, const LockSelection& selection, const RequirementsStyle& style,
                              MarkerAlgebra& algebra) {
  return Writer(lock, selection, algebra).text(style);
}

}  // namespace whip::resolver
