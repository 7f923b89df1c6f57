#include "resolver/lock/audit.h"

#include <algorithm>
#include <deque>
#include <map>
#include <string>

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

bool allows(const Specifiers& requires_python, std::uint32_t minor) {
  const auto version = Version::read(full_version_text(minor));
  return version && requires_python.contains(*version);
}

MarkerEnvironment environment_of(const LockFile& lock, std::uint32_t minor, const AuditPlatform& platform) {
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

// The shortest ways from the packages that nothing needs.
void find_paths(const LockFile& lock, std::vector<AuditedPackage>& packages) {
  std::multimap<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < packages.size(); ++i) by_name.emplace(lock.packages[packages[i].package].name, i);
  std::vector<std::vector<std::size_t>> needs(packages.size());
  std::vector<bool> is_needed(packages.size());
  for (std::size_t i = 0; i < packages.size(); ++i) {
    for (const LockedRelease::Dependency& dependency : lock.packages[packages[i].package].dependencies) {
      const auto [begin, end] = by_name.equal_range(dependency.name);
      for (auto it = begin; it != end; ++it) {
        const bool fits =
            dependency.version.empty() || dependency.version == lock.packages[packages[it->second].package].version;
        if (!fits || it->second == i) continue;
        needs[i].push_back(it->second);
        is_needed[it->second] = true;
      }
    }
  }
  std::vector<std::size_t> from(packages.size(), kNone);
  std::deque<std::size_t> open;
  for (std::size_t i = 0; i < packages.size(); ++i) {
    if (is_needed[i]) continue;
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
    if (from[i] == kNone || from[i] == i) continue;
    std::size_t at = i;
    for (; from[at] != at; at = from[at]) packages[i].path.push_back(packages[at].package);
    packages[i].path.push_back(packages[at].package);
    std::ranges::reverse(packages[i].path);
  }
}

}  // namespace

std::span<const AuditPlatform> audit_platforms() { return kPlatforms; }

bool AuditedPackage::needs_gil_somewhere() const {
  return std::ranges::any_of(state.on, [](Readiness readiness) {
    return readiness == Readiness::abi3_only || readiness == Readiness::gil_only;
  });
}

bool is_locked_for(const LockFile& lock, std::uint32_t minor) { return allows(lock.requires_python, minor); }

std::vector<AuditedPackage> audit(const LockFile& lock, std::uint32_t minor, std::span<const AuditPlatform> platforms) {
  std::vector<MarkerEnvironment> environments;
  for (const AuditPlatform& platform : platforms) environments.push_back(environment_of(lock, minor, platform));

  std::vector<AuditedPackage> packages;
  for (std::size_t i = 0; i < lock.packages.size(); ++i) {
    const LockedRelease& release = lock.packages[i];
    AuditedPackage package{.package = i};
    std::vector<Platform> machines;
    for (std::size_t p = 0; p < platforms.size(); ++p) {
      const auto holds = [&](const Marker& marker) { return marker.holds_in(environments[p]); };
      const bool is_locked = lock.environments.empty() || std::ranges::any_of(lock.environments, holds);
      if (!is_locked || !holds(release.marker)) continue;
      package.platforms.push_back(p);
      machines.push_back(platforms[p].machine);
    }
    if (machines.empty()) continue;
    package.state = free_threading_of(release.files, minor, machines);
    if (!allows(release.requires_python, minor) && package.state.overall != Readiness::unknown) {
      package.state.overall = Readiness::not_on_this_platform;
      std::ranges::fill(package.state.on, Readiness::not_on_this_platform);
    }
    const bool is_known = package.state.overall != Readiness::unknown;
    package.is_blocked = is_known && !is_served(package.state.overall);
    for (std::size_t at = 0; is_known && at < machines.size(); ++at) {
      if (!is_served(package.state.on[at])) package.missing.push_back(at);
    }
    packages.push_back(std::move(package));
  }
  find_paths(lock, packages);
  return packages;
}

}  // namespace whip::resolver
