#include "cli/commands/audit_request.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "cli/pipeline/read.h"
#include "resolver/lock/audit_inputs.h"
#include "resolver/lock/lockfile_read.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;
using namespace resolver;

Result<std::string> read_text(const std::string& path) {
  const auto file = read_file(path.c_str());
  if (file) return std::string(file->source.text());
  Error error = file.error();
  error.path = path;
  return error;
}

// In a folder: its lock, or else the folder is an environment.
std::string found_in(const std::string& folder) {
  std::error_code ignored;
  for (const char* name : {"pylock.toml", "uv.lock"}) {
    std::string path = folder.empty() ? name : folder + "/" + name;
    if (fs::exists(path, ignored)) return path;
  }
  return {};
}

Result<AuditedLock> read_requirements(const std::string& path) {
  const auto variable = [](const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return std::string(value == nullptr ? "" : value);
  };
  const auto file = read_requirements_file(path, read_text, variable);
  if (!file) return file.error();
  return read_pins(*file);
}

Result<AuditedLock> read_lock(const std::string& path) {
  const fs::path name = fs::path(path).filename();
  if (name.extension() == ".txt" || name.extension() == ".in") return read_requirements(path);
  const auto text = read_text(path);
  if (!text) {
    Error error = text.error();
    error.message += "; `whip lock` writes a lock";
    return error;
  }
  if (name.extension() == ".lock") return read_uv_lock(*text, path);
  const auto lock = read_lockfile(*text, path);
  if (!lock) return lock.error();
  return audited(*lock);
}

void add_wish(AuditInputs& inputs, const PlacedRequirement& placed) {
  inputs.requirements.push_back(placed.requirement);
  inputs.wishes.emplace(placed.requirement.name, placed);
}

}  // namespace

void read_audited_project(const std::string& folder, AuditInputs& inputs) {
  const std::string path = (fs::path(folder) / "pyproject.toml").string();
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return;
  const auto text = read_text(path);
  auto manifest = text ? read_manifest(*text, path) : Result<Manifest>(text.error());
  if (!manifest) {
    inputs.warnings.push_back(
        "`" + path + "` is left aside: " + manifest.error().message.substr(0, manifest.error().message.find('\n')));
    return;
  }
  for (const PlacedRequirement& placed : manifest->dependencies) add_wish(inputs, placed);
  for (const Extra& extra : manifest->extras) {
    for (const PlacedRequirement& placed : extra.requirements) {
      if (placed.requirement.name != manifest->name) add_wish(inputs, placed);
    }
  }
  for (const PlacedGroup& group : manifest->groups) {
    for (const PlacedGroupEntry& entry : group.entries) {
      if (entry.requirement) add_wish(inputs, *entry.requirement);
    }
  }
  const bool is_of_lock = std::ranges::any_of(
      inputs.lock.packages, [&](const AuditedRelease& release) { return inputs.wishes.contains(release.name); });
  if (!is_of_lock) {
    inputs.wishes.clear();
    inputs.requirements.clear();
    return;
  }
  inputs.folder = folder.empty() ? "." : folder;
  inputs.settings = std::move(manifest->settings);
  if (!inputs.lock.roots.empty()) return;
  for (const auto& [name, placed] : inputs.wishes) inputs.lock.roots.push_back({.name = name, .version = {}});
}

Result<AuditInputs> read_audit_inputs(const Arguments& arguments) {
  AuditInputs inputs;
  std::string given = arguments.positionals().empty() ? std::string() : arguments.positionals().front();
  while (given.size() > 1 && given.ends_with('/')) given.pop_back();
  std::error_code ignored;
  const bool is_folder = given.empty() || fs::is_directory(given, ignored);
  inputs.path = is_folder ? found_in(given) : given;
  Result<AuditedLock> lock = AuditedLock{};
  if (is_folder && inputs.path.empty() && !given.empty()) {
    inputs.path = given;
    lock = read_environment(given);
  } else {
    if (inputs.path.empty()) inputs.path = "pylock.toml";
    lock = read_lock(inputs.path);
  }
  if (!lock) return lock.error();
  inputs.lock = std::move(*lock);
  read_audited_project(fs::path(inputs.path).parent_path().string(), inputs);
  return inputs;
}

}  // namespace whip::cli
