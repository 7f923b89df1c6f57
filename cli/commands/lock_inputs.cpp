#include "cli/commands/lock_inputs.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "cli/commands/audit.h"
#include "cli/commands/failure.h"
#include "cli/commands/index_options.h"
#include "cli/config/load.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/project/manifest.h"
#include "resolver/project/requirements_file.h"
#include "resolver/standards/dependency_group.h"
#include "resolver/standards/name.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;
using namespace resolver;

std::string environment_value(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// A day means its end, as in uv.
Result<std::int64_t> read_limit(const std::string& text) {
  auto time = read_time(text);
  if (!time) return usage("`" + text + "` is no time: write 2026-01-31 or 2026-01-31T12:00:00Z");
  if (text.size() == 10) *time += std::int64_t{86'400} * 1'000'000;
  return *time;
}

// The interval from a version on: what `>=3.12` says.
VersionIntervals from_version(const Version& version) { return {{.lower = version, .upper = {}}}; }

class Reader {
 public:
  explicit Reader(const Arguments& arguments) : arguments_(arguments) {}

  Result<LockInputs> read() {
    auto done = arguments_.positionals().empty() ? read_project() : read_files();
    for (const auto& step :
         {&Reader::read_python, &Reader::read_choices, &Reader::read_indexes, &Reader::read_old_lock}) {
      if (done) done = (this->*step)();
    }
    if (!done) return done.error();
    return std::move(out_);
  }

 private:
  Done read_project();
  Done read_files();
  Done read_python();
  Done read_choices();
  Done read_indexes();
  Done read_old_lock();
  Done add_group(const Manifest& manifest, const PlacedGroup& group);

  const Arguments& arguments_;
  LockInputs out_;
  ResolverSettings settings_;
  std::string folder_;  // that relative paths of settings are relative to
};

Done Reader::add_group(const Manifest& manifest, const PlacedGroup& group) {
  // Groups within groups are put in their place by the standard's own code; what comes back is found again by its place
  // in the list.
  std::vector<DependencyGroup> plain;
  std::vector<const PlacedRequirement*> placed;
  for (const PlacedGroup& each : manifest.groups) {
    DependencyGroup& copy = plain.emplace_back();
    copy.name = each.written_name;
    for (const PlacedGroupEntry& entry : each.entries) {
      if (entry.requirement) {
        copy.entries.push_back({false, entry.requirement->text, static_cast<std::uint32_t>(placed.size())});
        placed.push_back(&*entry.requirement);
      } else {
        copy.entries.push_back({true, entry.included, 0});
      }
    }
  }
  auto entries = expanded(plain, group.name);
  if (!entries) {
    Error error = entries.error();
    error.path = manifest.path;
    error.line = group.place.line;
    error.column = group.place.column;
    return error;
  }
  for (const GroupEntry& entry : *entries) out_.request.roots.push_back({*placed[entry.place], {}, group.name});
  out_.head.groups.push_back(group.name);
  return Unit{};
}

Done Reader::read_project() {
  std::error_code ignored;
  fs::path folder = fs::current_path(ignored);
  while (!fs::exists(folder / "pyproject.toml", ignored)) {
    if (folder == folder.parent_path())
      return usage("no pyproject.toml here or above; name requirements files to lock those");
    folder = folder.parent_path();
  }
  folder_ = folder.string();
  const std::string path = (folder / "pyproject.toml").string();
  const auto text = read_text(path);
  if (!text) return text.error();
  auto manifest = read_manifest(*text, path);
  if (!manifest) return manifest.error();
  if (manifest->name.empty() && manifest->groups.empty())
    return Error{.code = ErrorCode::configuration,
                 .message = "has neither [project] nor [dependency-groups]: nothing to lock",
                 .path = path};

  for (PlacedRequirement& dependency : manifest->dependencies)
    out_.request.roots.push_back({std::move(dependency), {}, {}});
  for (const Extra& extra : manifest->extras) {
    for (const PlacedRequirement& requirement : extra.requirements) {
      // An extra may name the project itself with other extras: those are its roots already, under their own names.
      if (requirement.requirement.name != manifest->name) {
        out_.request.roots.push_back({requirement, extra.name, {}});
        continue;
      }
      for (const std::string& inner : requirement.requirement.extras) {
        const auto named = std::ranges::find(manifest->extras, inner, &Extra::name);
        if (named == manifest->extras.end()) continue;
        for (const PlacedRequirement& nested : named->requirements) {
          if (nested.requirement.name != manifest->name) out_.request.roots.push_back({nested, extra.name, {}});
        }
      }
    }
    out_.head.extras.push_back(extra.name);
  }
  for (const PlacedGroup& group : manifest->groups) {
    if (auto done = add_group(*manifest, group); !done) return done.error();
  }
  std::ranges::sort(out_.head.extras);
  std::ranges::sort(out_.head.groups);
  if (manifest->requires_python) {
    out_.request.python = release_intervals(*manifest->requires_python);
    out_.head.requires_python = manifest->requires_python->text();
    out_.request.python_place = {out_.head.requires_python, path, manifest->requires_python_place};
  } else {
    out_.warnings.push_back(
        "`project.requires-python` is missing: the lock is for every Python 3.9 or newer; say which ones the project "
        "supports");
  }
  for (const PackageSource& source : manifest->settings.sources) {
    if (source.kind != PackageSource::Kind::index)
      return Error{.code = ErrorCode::usage,
                   .message = "the source of `" + source.package +
                              "` is no index: URLs, paths and repositories are not supported yet",
                   .path = path,
                   .line = source.place.line,
                   .column = source.place.column};
  }
  out_.warnings.insert(out_.warnings.end(), manifest->warnings.begin(), manifest->warnings.end());
  out_.head.name = manifest->name;
  settings_ = std::move(manifest->settings);
  const bool all_groups = settings_.default_groups == std::vector<std::string>{"*"};
  for (const std::string& group : out_.head.groups) {
    if (all_groups || std::ranges::find(settings_.default_groups, group) != settings_.default_groups.end())
      out_.head.default_groups.push_back(group);
  }
  out_.output = (folder / "pylock.toml").string();
  out_.what = "your project";
  return Unit{};
}

Done Reader::read_files() {
  for (const std::string& path : arguments_.positionals()) {
    auto file = read_requirements_file(
        path, [](const std::string& name) { return read_text(name); },
        [](const std::string& name) { return environment_value(name.c_str()); });
    if (!file) return file.error();
    if (!file->unnamed.empty()) {
      const UnnamedRequirement& unnamed = file->unnamed.front();
      return Error{.code = ErrorCode::usage,
                   .message = "`" + unnamed.location + "`: requirements by URL or path are not supported yet",
                   .path = unnamed.path,
                   .line = unnamed.place.line,
                   .column = 1};
    }
    for (PlacedRequirement& requirement : file->requirements)
      out_.request.roots.push_back({std::move(requirement), {}, {}});
    for (PlacedRequirement& constraint : file->constraints) out_.request.constraints.push_back(std::move(constraint));
    if (!file->index_url.empty()) settings_.indexes.push_back({.name = {}, .url = file->index_url, .is_default = true});
    for (const std::string& url : file->extra_index_urls) settings_.indexes.push_back({.name = {}, .url = url});
    for (const std::string& url : file->find_links) settings_.indexes.push_back({.name = {}, .url = url, .flat = true});
    settings_.no_index = settings_.no_index || file->no_index;
    if (file->pre) settings_.pre_releases = PreReleases::allow;
    out_.what += (out_.what.empty() ? "" : ", ") + path;
  }
  out_.output = "pylock.toml";
  return Unit{};
}

Done Reader::read_python() {
  if (const auto python = arguments_.value("--python-version")) {
    auto version = Version::parse(*python);
    if (!version) return usage("`--python-version " + std::string(*python) + "`: " + version.error().message);
    out_.request.python = from_version(*version);
    out_.head.requires_python = ">=" + version->text();
    out_.request.python_place = {"--python-version " + std::string(*python), {}, {}};
  } else if (out_.request.python.empty() && out_.head.requires_python.empty()) {
    const Version oldest = *Version::read("3.9");
    out_.request.python = from_version(oldest);
    out_.head.requires_python = ">=3.9";
  }
  if (out_.request.python.empty())
    return usage("`requires-python = \"" + out_.head.requires_python + "\"` allows no version of Python");
  out_.request.environments = settings_.environments;
  for (const Marker& environment : settings_.environments) out_.head.environments.push_back(environment.text());
  return Unit{};
}

Done Reader::read_choices() {
  ResolveRequest& request = out_.request;
  for (PlacedRequirement& constraint : settings_.constraints) request.constraints.push_back(std::move(constraint));
  for (PlacedRequirement& replacement : settings_.overrides) request.overrides.push_back(std::move(replacement));
  request.pre_releases = settings_.pre_releases;
  request.resolution = settings_.resolution;
  request.fork_strategy = settings_.fork_strategy;
  if (arguments_.has("--prefer-free-threaded")) {
    const auto target = arguments_.value("--prefer-free-threaded");
    request.free_threading = wish_for(minor_of(target.value_or(kTargets[1])), settings_.required_environments);
  }
  if (const auto choice = arguments_.value("--prerelease")) {
    request.pre_releases = *choice == "allow"          ? PreReleases::allow
                           : *choice == "disallow"     ? PreReleases::disallow
                           : *choice == "if-necessary" ? PreReleases::if_necessary
                           : *choice == "explicit"     ? PreReleases::explicit_
                                                       : PreReleases::if_necessary_or_explicit;
  }
  if (const auto choice = arguments_.value("--resolution")) {
    request.resolution = *choice == "lowest"          ? Resolution::lowest
                         : *choice == "lowest-direct" ? Resolution::lowest_direct
                                                      : Resolution::highest;
  }
  const auto newest = arguments_.value("--exclude-newer");
  const std::string text = newest ? std::string(*newest) : settings_.exclude_newer;
  if (!text.empty()) {
    auto limit = read_limit(text);
    if (!limit) return limit.error();
    out_.newest = *limit;
    out_.head.options["exclude-newer"] = text;
  }
  return Unit{};
}

Done Reader::read_indexes() {
  auto choice = read_index_options(arguments_, settings_, folder_);
  if (!choice) return choice.error();
  if (choice->index.sources.empty()) return no_index_error();
  out_.index = std::move(choice->index);
  out_.cache_folder = std::move(choice->cache_folder);
  return Unit{};
}

// The versions of the lock that is there are kept where they still fit.
Done Reader::read_old_lock() {
  if (const auto output = arguments_.value("--output-file")) out_.output = *output;
  const std::string file = fs::path(out_.output).filename().string();
  const bool is_lock_name = file == "pylock.toml" || (file.starts_with("pylock.") && file.ends_with(".toml") &&
                                                      file.find('.', 7) == file.size() - 5 && file.size() > 12);
  if (!is_lock_name) return usage("`" + out_.output + "`: a lock is called pylock.toml or pylock.NAME.toml");
  std::error_code ignored;
  out_.head.folder = fs::absolute(out_.output, ignored).lexically_normal().parent_path().string();
  if (!fs::exists(out_.output, ignored)) return Unit{};
  auto text = read_text(out_.output);
  if (!text) return text.error();
  out_.old_lock = std::move(*text);
  if (arguments_.has("--upgrade")) return Unit{};
  const auto locked = locked_versions(out_.old_lock, out_.output);
  if (!locked) return locked.error();
  for (const auto& [name, versions] : *locked) {
    for (const std::string& version : versions) {
      if (auto read = Version::read(version)) out_.request.preferences[name].push_back(std::move(*read));
    }
  }
  for (const std::string& given : arguments_.values("--upgrade-package")) {
    auto requirement = Requirement::parse(given);
    if (!requirement) return usage("`--upgrade-package " + given + "`: " + requirement.error().message);
    out_.request.preferences.erase(requirement->name);
    if (!requirement->specifiers.empty())
      out_.request.constraints.push_back({std::move(*requirement), "--upgrade-package " + given, {}, {}});
  }
  return Unit{};
}

}  // namespace

Result<LockInputs> read_lock_inputs(const Arguments& arguments) { return Reader(arguments).read(); }

}  // namespace whip::cli
