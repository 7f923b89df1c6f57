// Where releases are looked for.
#include <algorithm>
#include <filesystem>
#include <utility>

#include "cli/commands/index_options.h"
#include "cli/commands/lock_reading.h"
#include "resolver/index/url.h"

namespace whip::cli {
namespace {

using namespace resolver;

// A package is never looked for elsewhere because the index that its source names is not there.
Done check_pins(const LockReading& reading) {
  const auto check = [&](const PlacedRequirement& placed) -> Done {
    const std::string& index = placed.requirement.index;
    const auto& sources = reading.out.index.sources;
    if (index.empty() || std::ranges::find(sources, index, &IndexSource::name) != sources.end()) return Unit{};
    Place place = placed.place;
    for (const PackageSource& source : reading.settings.sources) {
      if (source.package == placed.requirement.name && source.location == index) place = source.place;
    }
    return configuration_error(placed.path, place,
                               "`" + placed.requirement.written_name + "` is to come from the index `" + index +
                                   "`, but there is no index of this name");
  };
  for (const RootRequirement& root : reading.out.request.roots) {
    if (auto done = check(root.placed); !done) return done.error();
  }
  for (const auto* list : {&reading.out.request.constraints, &reading.out.request.overrides}) {
    for (const PlacedRequirement& placed : *list) {
      if (auto done = check(placed); !done) return done.error();
    }
  }
  return Unit{};
}

// Which are asked, in which order: only one, the default, stands with each package already.
void note_indexes(LockInputs& out) {
  const auto& sources = out.index.sources;
  if (sources.size() == 1 && sources.front().kind == SourceKind::simple && sources.front().name.empty()) return;
  std::string text;
  for (const IndexSource& source : sources) {
    std::string url = without_credentials(source.url);
    if (source.kind == SourceKind::flat && url.starts_with('/') && !out.facts.base.empty())
      url = std::filesystem::path(url).lexically_relative(out.facts.base).string();
    text += (text.empty() ? "" : ", ") + (source.name.empty() ? "" : source.name + "=") + url +
            (source.only_if_pinned ? " (explicit)" : "");
  }
  if (!text.empty()) out.head.options["index"] = text;
}

// Which packages come from an index of their own.
void note_pins(LockInputs& out) {
  std::string pins;
  const auto note = [&](const PlacedRequirement& placed) {
    const Requirement& requirement = placed.requirement;
    if (!requirement.index.empty()) pins += (pins.empty() ? "" : "; ") + requirement.text() + " = " + requirement.index;
  };
  for (const RootRequirement& root : out.request.roots) note(root.placed);
  for (const auto* list : {&out.request.constraints, &out.request.overrides}) std::ranges::for_each(*list, note);
  if (!pins.empty()) out.head.options["sources"] = pins;
}

}  // namespace

Done read_indexes(LockReading& reading) {
  // Folders of the settings are relative to the file that names them.
  const std::string folder = std::filesystem::path(reading.settings_path).parent_path().string();
  auto choice = read_index_options(reading.arguments, reading.settings, folder);
  if (!choice) return choice.error();
  LockInputs& out = reading.out;
  out.index = std::move(choice->index);
  out.cache_folder = std::move(choice->cache_folder);
  const bool only_places = std::ranges::all_of(
      out.request.roots, [](const RootRequirement& root) { return !root.placed.requirement.url.empty(); });
  if (out.index.sources.empty() && (!only_places || out.request.roots.empty())) return no_index_error();
  if (auto done = check_pins(reading); !done) return done.error();
  note_indexes(out);
  note_pins(out);
  if (!out.cache_folder.empty()) out.facts.repository_folder = out.cache_folder + "/git";
  return Unit{};
}

}  // namespace whip::cli
