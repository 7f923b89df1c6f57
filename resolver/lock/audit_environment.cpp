// An environment tells what was installed: name, version and the tags of one wheel of each release, who was asked for
// by name (REQUESTED), and what came from elsewhere than an index (direct_url.json).
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "resolver/lock/audit_inputs.h"
#include "resolver/standards/metadata.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code trouble;
  for (fs::directory_iterator at(folder, trouble), end; !trouble && at != end; at.increment(trouble))
    paths.push_back(at->path());
  std::ranges::sort(paths);
  return paths;
}

bool is_dist_info(const fs::path& path) { return path.extension() == ".dist-info"; }

// Where packages lie: the folder itself, `lib/python3.14t/site-packages`, `Lib/site-packages`.
std::vector<fs::path> package_folders(const fs::path& folder) {
  std::error_code ignored;
  if (std::ranges::any_of(entries_of(folder), is_dist_info)) return {folder};
  std::vector<fs::path> found;
  const auto add = [&](const fs::path& path) {
    if (!fs::is_directory(path, ignored)) return;
    const bool is_known = std::ranges::any_of(found, [&](const fs::path& other) {
      return fs::equivalent(other, path, ignored);  // lib64 is a link to lib
    });
    if (!is_known) found.push_back(path);
  };
  for (const char* lib : {"lib", "lib64"}) {
    for (const fs::path& python : entries_of(folder / lib)) {
      if (python.filename().string().starts_with("python")) add(python / "site-packages");
    }
  }
  add(folder / "Lib" / "site-packages");
  return found;
}

std::string text_of_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// `Tag: cp314-cp314t-linux_x86_64`, as the names of wheels that have these tags.
void add_files(std::string_view wheel, AuditedRelease& release) {
  std::string stem = release.name;
  std::ranges::replace(stem, '-', '_');
  stem += "-" + release.version + "-";
  while (!wheel.empty()) {
    const std::size_t end = std::min(wheel.find('\n'), wheel.size());
    std::string_view line = wheel.substr(0, end);
    wheel.remove_prefix(std::min(end + 1, wheel.size()));
    if (!line.starts_with("Tag:")) continue;
    line.remove_prefix(4);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    release.files.push_back(stem + std::string(line) + ".whl");
  }
}

Done add_installed(const fs::path& folder, AuditedLock& lock) {
  const fs::path path = folder / "METADATA";
  const auto metadata = Metadata::parse(text_of_file(path));
  if (!metadata) {
    Error error = metadata.error();
    error.path = path.string();
    return error;
  }
  AuditedRelease release;
  release.name = normalized(metadata->name);
  release.version = metadata->version;
  release.has_all_files = false;
  release.classifiers = metadata->classifiers;
  std::error_code ignored;
  release.is_of_index = !fs::exists(folder / "direct_url.json", ignored);
  add_files(text_of_file(folder / "WHEEL"), release);
  if (const auto requirements = requirements_of(*metadata)) {
    for (const Requirement& requirement : *requirements)
      release.dependencies.push_back({.name = requirement.name, .version = {}});
  }
  if (fs::exists(folder / "REQUESTED", ignored))
    lock.roots.push_back({.name = release.name, .version = release.version});
  lock.packages.push_back(std::move(release));
  return Unit{};
}

}  // namespace

Result<AuditedLock> read_environment(const std::string& folder) {
  const auto folders = package_folders(folder);
  if (folders.empty())
    return Error{.code = ErrorCode::io,
                 .message = "is no environment: neither a site-packages below it nor a *.dist-info in it",
                 .path = folder};
  AuditedLock lock;
  for (const fs::path& packages : folders) {
    for (const fs::path& path : entries_of(packages)) {
      if (!is_dist_info(path)) continue;
      if (auto done = add_installed(path, lock); !done) return done.error();
    }
  }
  return lock;
}

}  // namespace whip::resolver
