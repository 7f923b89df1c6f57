#include "resolver/standards/dependency_group.h"

#include <algorithm>

#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

struct Visit {
  std::size_t group;
  std::size_t next;  // entry
};

Error failure(std::string message) { return Error{.code = ErrorCode::configuration, .message = std::move(message)}; }

// A group that many include is walked once for each way to it; a few dozen groups can make that more ways than there is
// time.
constexpr std::size_t kMaxRequirements = 100'000;

}  // namespace

Result<std::vector<GroupEntry>> expanded(std::span<const DependencyGroup> groups, std::string_view name) {
  std::vector<std::string> names;
  for (const DependencyGroup& group : groups) {
    names.push_back(normalized(group.name));
    if (std::ranges::find(names.begin(), names.end() - 1, names.back()) != names.end() - 1) {
      return failure("two dependency groups are called `" + names.back() + "`");
    }
  }
  const auto find = [&](std::string_view wanted) {
    return static_cast<std::size_t>(std::ranges::find(names, normalized(wanted)) - names.begin());
  };
  std::vector<GroupEntry> found;
  std::vector<Visit> path{{find(name), 0}};
  if (path[0].group == groups.size()) return failure("there is no dependency group `" + std::string(name) + "`");
  std::size_t visits = 0;
  while (!path.empty()) {
    Visit& here = path.back();
    const DependencyGroup& group = groups[here.group];
    if (here.next == group.entries.size()) {
      path.pop_back();
      continue;
    }
    const GroupEntry& entry = group.entries[here.next++];
    if (++visits > kMaxRequirements) {
      return Error{.code = ErrorCode::limit,
                   .message = "dependency group `" + std::string(name) + "` has more than 100000 requirements"};
    }
    if (!entry.is_include) {
      found.push_back(entry);
      continue;
    }
    const std::size_t included = find(entry.text);
    if (included == groups.size()) {
      return failure("dependency group `" + group.name + "` includes `" + entry.text + "`, which does not exist");
    }
    const auto again = std::ranges::find(path, included, &Visit::group);
    if (again != path.end()) {
      std::string way;
      for (auto step = again; step != path.end(); ++step) way += "`" + groups[step->group].name + "` -> ";
      return failure("dependency groups include each other: " + way + "`" + groups[included].name + "`");
    }
    path.push_back({included, 0});
  }
  return found;
}

}  // namespace whip::resolver
