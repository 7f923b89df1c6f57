#include "resolver/lock/audit.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace whip::resolver {
namespace {

// glibc 2.39 is that of the long-term systems of 2024; wheels that need a newer one are rare.
constexpr AuditPlatform kPlatforms[] = {
    {"x86_64-unknown-linux-gnu", "linux x86_64", {System::manylinux, 2, 39, "x86_64"}, "posix", "Linux"},
    {"aarch64-unknown-linux-gnu", "linux aarch64", {System::manylinux, 2, 39, "aarch64"}, "posix", "Linux"},
    {"aarch64-apple-darwin", "macos arm64", {System::macos, 15, 0, "arm64"}, "posix", "Darwin"},
    {"x86_64-pc-windows-msvc", "windows amd64", {System::windows, 0, 0, "amd64"}, "nt", "Windows"},
    {"x86_64-unknown-linux-musl", "musl x86_64", {System::musllinux, 1, 2, "x86_64"}, "posix", "Linux"},
    {"aarch64-unknown-linux-musl", "musl aarch64", {System::musllinux, 1, 2, "aarch64"}, "posix", "Linux"},
};

constexpr std::size_t kNone = SIZE_MAX;

std::string version_text(std::uint32_t minor) { return "3." + std::to_string(minor); }
// The newest there can be: `requires-python = ">=3.13.2"` is for 3.13.
std::string full_version_text(std::uint32_t minor) { return version_text(minor) + ".99"; }

// Whether an edge leads to this package.
bool leads_to(const AuditedRelease::Dependency& dependency, const AuditedRelease& release) {
  return dependency.name == release.name && (dependency.version.empty() || dependency.version == release.version);
}

// Follows the edges whose markers hold, from what the project needs: which packages are installed in an environment.
std::vector<bool> reached(const AuditedLock& lock, const MarkerEnvironment& environment) {
  std::multimap<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < lock.packages.size(); ++i) by_name.emplace(lock.packages[i].name, i);
  std::vector<bool> is_in(lock.packages.size());
  // Each package without and with each of its extras: an empty extra is the package itself.
  std::set<std::pair<std::size_t, std::string_view>> known;
  std::deque<std::pair<std::size_t, std::string_view>> open;
  const auto follow = [&](const AuditedRelease::Dependency& dependency) {
    if (!dependency.marker.holds_in(environment)) return;
    const auto [begin, end] = by_name.equal_range(dependency.name);
    for (auto it = begin; it != end; ++it) {
      if (!leads_to(dependency, lock.packages[it->second])) continue;
      is_in[it->second] = true;
      if (known.emplace(it->second, std::string_view()).second) open.emplace_back(it->second, std::string_view());
      for (const std::string& extra : dependency.extras) {
        if (known.emplace(it->second, extra).second) open.emplace_back(it->second, extra);
      }
    }
  };
  for (const AuditedRelease::Dependency& root : lock.roots) follow(root);
  for (; !open.empty(); open.pop_front()) {
    const auto [package, extra] = open.front();
    for (const AuditedRelease::Dependency& dependency : lock.packages[package].dependencies) {
      if (dependency.of_extra == extra) follow(dependency);
    }
  }
  return is_in;
}

// The shortest ways from what the project needs, or where that is not known, from the packages that nothing needs.
void find_paths(const AuditedLock& lock, std::vector<AuditedPackage>& packages) {
  std::multimap<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < packages.size(); ++i) by_name.emplace(lock.packages[packages[i].package].name, i);
  std::vector<std::vector<std::size_t>> needs(packages.size());
  std::vector<bool> is_needed(packages.size());
  for (std::size_t i = 0; i < packages.size(); ++i) {
    for (const AuditedRelease::Dependency& dependency : lock.packages[packages[i].package].dependencies) {
      const auto [begin, end] = by_name.equal_range(dependency.name);
      for (auto it = begin; it != end; ++it) {
        if (!leads_to(dependency, lock.packages[packages[it->second].package]) || it->second == i) continue;
        needs[i].push_back(it->second);
        is_needed[it->second] = true;
      }
    }
  }
  std::vector<std::size_t> from(packages.size(), kNone);
  std::deque<std::size_t> open;
  const auto is_root = [&](std::size_t i) {
    if (lock.roots.empty()) return !is_needed[i];
    const AuditedRelease& release = lock.packages[packages[i].package];
    return std::ranges::any_of(lock.roots, [&](const auto& root) { return leads_to(root, release); });
  };
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (!is_root(i)) continue;
    from[i] = i;
    open.push_back(i);
  }
  while (!open.empty()) {
    const std::size_t at = open.front();
    open.pop_front();
    for (const std::size_t next : needs[at]) {
      if (from[next] != kNone) continue;
      from[next] = at;
      open.push_back(next);
    }
  }
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (from[i] == kNone) continue;
    std::size_t at = i;
    for (; from[at] != at; at = from[at]) packages[i].path.push_back(packages[at].package);
    packages[i].path.push_back(packages[at].package);
    std::ranges::reverse(packages[i].path);
  }
}

}  // namespace

bool allows(const Specifiers& requires_python, std::uint32_t minor) {
  const auto version = Version::read(full_version_text(minor));
  return version && requires_python.contains(*version);
}

MarkerEnvironment environment_of(const AuditedLock& lock, std::uint32_t minor, const AuditPlatform& platform) {
  MarkerEnvironment environment;
  const PlatformNames names = marker_names(platform.machine);
  environment[MarkerVariable::os_name] = platform.os_name;
  environment[MarkerVariable::sys_platform] = names.sys_platform;
  environment[MarkerVariable::platform_system] = platform.platform_system;
  environment[MarkerVariable::platform_machine] = names.machines.front();
  environment[MarkerVariable::platform_python_implementation] = "CPython";
  environment[MarkerVariable::implementation_name] = "cpython";
  environment[MarkerVariable::implementation_version] = full_version_text(minor);
  environment[MarkerVariable::python_full_version] = full_version_text(minor);
  environment[MarkerVariable::python_version] = version_text(minor);
  environment.extras = lock.extras;
  environment.dependency_groups = lock.groups;
  return environment;
}

std::span<const AuditPlatform> audit_platforms() { return kPlatforms; }

std::string_view status_of(const AuditedPackage& package) {
  if (package.older) return "older-ready";
  return package.newer ? std::string_view("newer-ready") : text_of(package.state.overall);
}

bool AuditedPackage::needs_gil_somewhere() const {
  return std::ranges::any_of(state.on, [](Readiness readiness) {
    return readiness == Readiness::abi3_only || readiness == Readiness::gil_only;
  });
}

bool is_locked_for(const AuditedLock& lock, std::uint32_t minor) { return allows(lock.requires_python, minor); }

std::vector<AuditedPackage> audit(const AuditedLock& lock, std::uint32_t minor,
                                  std::span<const AuditPlatform> platforms) {
  std::vector<MarkerEnvironment> environments;
  std::vector<std::vector<bool>> needed;  // by platform and package
  for (const AuditPlatform& platform : platforms) {
    environments.push_back(environment_of(lock, minor, platform));
    if (lock.has_edge_markers) needed.push_back(reached(lock, environments.back()));
  }

  std::vector<AuditedPackage> packages;
  for (std::size_t i = 0; i < lock.packages.size(); ++i) {
    const AuditedRelease& release = lock.packages[i];
    AuditedPackage package{.package = i};
    std::vector<Platform> machines;
    for (std::size_t p = 0; p < platforms.size(); ++p) {
      const auto holds = [&](const Marker& marker) { return marker.holds_in(environments[p]); };
      const bool is_locked = lock.environments.empty() || std::ranges::any_of(lock.environments, holds);
      if (!is_locked || !holds(release.marker) || (lock.has_edge_markers && !needed[p][i])) continue;
      package.platforms.push_back(p);
      machines.push_back(platforms[p].machine);
    }
    if (machines.empty()) continue;
    package.state = free_threading_of(release.files, minor, machines);
    package.declared = declared_in(release.classifiers);
    if (!allows(release.requires_python, minor) && package.state.overall != Readiness::unknown) {
      package.state.overall = Readiness::not_on_this_platform;
      std::ranges::fill(package.state.on, Readiness::not_on_this_platform);
    }
    if (!release.has_all_files) {
      // What the known files do not serve, others may.
      for (Readiness& one : package.state.on) one = is_served(one) ? one : Readiness::unknown;
      package.state.overall = std::ranges::min(package.state.on);
    }
    const bool is_known = package.state.overall != Readiness::unknown;
    package.is_blocked = is_known && !is_served(package.state.overall);
    for (std::size_t at = 0; is_known && at < machines.size(); ++at) {
      const Readiness one = package.state.on[at];
      if (!is_served(one) && one != Readiness::unknown) package.missing.push_back(at);
    }
    packages.push_back(std::move(package));
  }
  find_paths(lock, packages);
  return packages;
}

}  // namespace whip::resolver
