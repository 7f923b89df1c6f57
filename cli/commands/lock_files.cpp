// Requirements files as what is to be locked.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/commands/failure.h"
#include "cli/commands/index_options.h"
#include "cli/commands/lock_reading.h"
#include "cli/config/load.h"
#include "resolver/index/url.h"
#include "resolver/project/requirements_file.h"
#include "resolver/standards/file_name.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;
using namespace resolver;

Result<RequirementsFile> read_file(const std::string& path) {
  return read_requirements_file(
      path, [](const std::string& name) { return read_text(name); },
      [](const std::string& name) { return environment_value(name.c_str()); });
}

// The project that a place holds, where its name, or what lies there, says it.
Result<std::string> name_at(const std::string& url) {
  const std::string place = url.substr(0, url.find('#'));
  const std::string path = place.starts_with("file:") ? percent_decoded(url_parts(place).path) : place;
  const std::string file = file_name_of(place);
  if (const auto wheel = WheelName::parse(file)) return wheel->name;
  if (const auto sdist = SdistName::parse(file)) return sdist->name;
  std::error_code ignored;
  if (const std::string project = path + "/pyproject.toml"; fs::exists(project, ignored)) {
    const auto text = read_text(project);
    if (!text) return text.error();
    const auto manifest = read_manifest(*text, project);
    if (!manifest) return manifest.error();
    if (!manifest->name.empty()) return manifest->name;
  }
  if (const std::size_t egg = url.find("egg="); egg != std::string::npos)
    return url.substr(egg + 4, url.find_first_of("&[", egg) - egg - 4);
  return usage("`" + without_credentials(url) + "`: nothing here says which project this is; write `NAME @ " +
               without_credentials(url) + "`");
}

// `./x`, `-e ./x`, `https://host/x-1.0.tar.gz`: paths are relative to where whip was started, as in pip and uv.
Result<PlacedRequirement> named(const UnnamedRequirement& unnamed) {
  std::string url = unnamed.location;
  if (url.find("://") == std::string::npos && !url.starts_with("file:")) url = path_requirement_url({}, url, {});
  const auto name = name_at(url);
  if (!name) {
    Error error = name.error();
    if (error.path.empty()) error.path = unnamed.path, error.line = unnamed.place.line, error.column = 1;
    return error;
  }
  auto requirement = Requirement::parse(*name);
  if (!requirement) return requirement.error();
  requirement->url = std::move(url);
  requirement->is_editable = unnamed.editable;
  requirement->extras = unnamed.extras;
  std::ranges::sort(requirement->extras);
  requirement->marker = unnamed.marker;
  return PlacedRequirement{std::move(*requirement), unnamed.location, unnamed.path, unnamed.place};
}

// `--no-binary :all:`, `:none:` or names.
void rule_out(const std::vector<std::string>& names, bool& all, std::vector<std::string>& packages) {
  for (const std::string& name : names) {
    if (name == ":all:") {
      all = true;
    } else if (name == ":none:") {
      all = false;
      packages.clear();
    } else {
      packages.push_back(name);
    }
  }
}

}  // namespace

Done read_requirements(LockReading& reading, const std::string& path) {
  auto file = read_file(path);
  if (!file) return file.error();
  ResolveRequest& request = reading.out.request;
  for (PlacedRequirement& requirement : file->requirements) request.roots.push_back({std::move(requirement), {}, {}});
  for (const UnnamedRequirement& unnamed : file->unnamed) {
    auto requirement = named(unnamed);
    if (!requirement) return requirement.error();
    request.roots.push_back({std::move(*requirement), {}, {}});
  }
  for (PlacedRequirement& constraint : file->constraints) request.constraints.push_back(std::move(constraint));
  ResolverSettings& settings = reading.settings;
  if (!file->index_url.empty()) settings.indexes.push_back({.name = {}, .url = file->index_url, .is_default = true});
  for (const std::string& url : file->extra_index_urls) settings.indexes.push_back({.name = {}, .url = url});
  for (const std::string& url : file->find_links) settings.indexes.push_back({.name = {}, .url = url, .flat = true});
  settings.no_index = settings.no_index || file->no_index;
  if (file->pre) settings.pre_releases = PreReleases::allow;
  rule_out(file->no_binary, settings.no_binary, settings.no_binary_packages);
  rule_out(file->only_binary, settings.no_build, settings.no_build_packages);
  return Unit{};
}

Done read_more_files(LockReading& reading) {
  for (const auto& [option, list] : {std::pair("--constraints", &reading.out.request.constraints),
                                     std::pair("--overrides", &reading.out.request.overrides)}) {
    for (const std::string& path : reading.arguments.values(option)) {
      auto file = read_file(path);
      if (!file) return file.error();
      for (PlacedRequirement& placed : file->requirements) list->push_back(std::move(placed));
      for (PlacedRequirement& placed : file->constraints) list->push_back(std::move(placed));
    }
  }
  return Unit{};
}

}  // namespace whip::cli
