// A pyproject.toml as what is to be locked.
#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "cli/commands/failure.h"
#include "cli/commands/lock_reading.h"
#include "cli/config/load.h"
#include "resolver/standards/dependency_group.h"
#include "resolver/standards/name.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;
using namespace resolver;

// Both must hold.
Marker both(const Marker& left, const Marker& right) {
  if (left.empty()) return right;
  if (right.empty()) return left;
  Marker out = left;
  const auto shift = static_cast<Marker::Step>(left.terms.size());
  out.terms.insert(out.terms.end(), right.terms.begin(), right.terms.end());
  for (const Marker::Step step : right.steps)
    out.steps.push_back(step == Marker::kAnd || step == Marker::kOr ? step : step + shift);
  out.steps.push_back(Marker::kAnd);
  return out;
}

// What it says of Python.
Marker python_marker(const Specifier& specifier) {
  const std::string text = specifier.text();
  const std::string_view op = text_of(specifier.op);
  const auto marker = Marker::parse("python_full_version " + std::string(op) + " '" + text.substr(op.size()) + "'");
  return marker ? *marker : Marker();
}

class ProjectReader {
 public:
  ProjectReader(LockReading& reading, const Manifest& manifest, SourceRules rules)
      : reading_(reading), manifest_(manifest), rules_(std::move(rules)) {}

  // The extra and the group that what follows is asked for under; both empty: always.
  void under(std::string extra, std::string group) { extra_ = std::move(extra), group_ = std::move(group); }

  Done add_all(const std::vector<PlacedRequirement>& all) {
    for (const PlacedRequirement& placed : all) {
      if (auto done = add(placed); !done) return done.error();
    }
    return Unit{};
  }

  // Groups within groups are put in their place by the standard's own code; what comes back is found again by its place
  // in the list.
  Done add_group(const PlacedGroup& group) {
    std::vector<DependencyGroup> plain;
    std::vector<const PlacedRequirement*> placed;
    for (const PlacedGroup& each : manifest_.groups) {
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
      return at_place(entries.error(), manifest_.path, group.place);
    }
    const Marker pythons = pythons_of(group);
    for (const GroupEntry& entry : *entries) {
      PlacedRequirement one = *placed[entry.place];
      one.requirement.marker = both(one.requirement.marker, pythons);
      if (auto done = add(one); !done) return done.error();
    }
    return Unit{};
  }

  // Constraints and overrides follow the sources too.
  Done add_lowered(const std::vector<PlacedRequirement>& from, std::vector<PlacedRequirement>& to) {
    for (const PlacedRequirement& placed : from) {
      auto all = lowered(placed);
      if (!all) return all.error();
      to.insert(to.end(), std::make_move_iterator(all->begin()), std::make_move_iterator(all->end()));
    }
    return Unit{};
  }

 private:
  // The Pythons that the settings say the group is for, and all that it includes.
  Marker pythons_of(const PlacedGroup& group) const {
    Marker pythons;
    std::vector<const PlacedGroup*> open{&group};
    std::set<std::string> seen;
    while (!open.empty()) {
      const PlacedGroup& next = *open.back();
      open.pop_back();
      if (!seen.insert(next.name).second) continue;
      const auto said = manifest_.settings.group_pythons.find(next.name);
      if (said != manifest_.settings.group_pythons.end()) {
        for (const Specifier& specifier : said->second.all) pythons = both(pythons, python_marker(specifier));
      }
      for (const PlacedGroupEntry& entry : next.entries) {
        const auto inner = std::ranges::find(manifest_.groups, entry.included, &PlacedGroup::name);
        if (!entry.requirement && inner != manifest_.groups.end()) open.push_back(&*inner);
      }
    }
    return pythons;
  }

  Result<std::vector<PlacedRequirement>> lowered(const PlacedRequirement& placed) const {
    auto all = with_sources(placed.requirement, extra_, group_, rules_);
    if (!all) {
      Error error = all.error();
      error.path = manifest_.path;
      return error;
    }
    std::vector<PlacedRequirement> out;
    for (Requirement& requirement : *all)
      out.push_back({std::move(requirement), placed.text, placed.path, placed.place});
    return out;
  }

  // An extra or group may name the project itself with extras: what those bring then belongs to it.
  Done add(const PlacedRequirement& placed) {
    std::vector<PlacedRequirement> open{placed};
    std::set<std::string> seen;
    while (!open.empty()) {
      const PlacedRequirement next = std::move(open.back());
      open.pop_back();
      if (next.requirement.name != manifest_.name || manifest_.name.empty()) {
        auto all = lowered(next);
        if (!all) return all.error();
        for (PlacedRequirement& one : *all) reading_.out.request.roots.push_back({std::move(one), extra_, group_});
        continue;
      }
      for (const std::string& inner : next.requirement.extras) {
        const auto named = std::ranges::find(manifest_.extras, inner, &Extra::name);
        if (named == manifest_.extras.end() || !seen.insert(inner + next.requirement.marker.text()).second) continue;
        for (auto nested = named->requirements.rbegin(); nested != named->requirements.rend(); ++nested) {
          open.push_back(*nested);
          open.back().requirement.marker = both(next.requirement.marker, nested->requirement.marker);
        }
      }
    }
    return Unit{};
  }

  LockReading& reading_;
  const Manifest& manifest_;
  SourceRules rules_;
  std::string extra_;
  std::string group_;
};

// All extras that bring in this one, itself among them; the same for groups.
Members members_of(const ConflictItem& item, const Manifest& manifest) {
  Members members;
  if (!item.extra.empty()) members.extras.push_back(item.extra);
  if (!item.group.empty()) members.groups.push_back(item.group);
  for (bool grows = true; grows;) {
    grows = false;
    const auto add = [&](std::vector<std::string>& list, const std::string& name) {
      if (std::ranges::find(list, name) != list.end()) return;
      list.push_back(name);
      grows = true;
    };
    const auto brings = [&](const PlacedRequirement& placed) {
      return placed.requirement.name == manifest.name &&
             std::ranges::any_of(placed.requirement.extras, [&](const std::string& name) {
               return std::ranges::find(members.extras, name) != members.extras.end();
             });
    };
    for (const Extra& extra : manifest.extras) {
      if (std::ranges::any_of(extra.requirements, brings)) add(members.extras, extra.name);
    }
    for (const PlacedGroup& group : manifest.groups) {
      const bool includes = std::ranges::any_of(group.entries, [&](const PlacedGroupEntry& entry) {
        return entry.requirement ? brings(*entry.requirement)
                                 : std::ranges::find(members.groups, entry.included) != members.groups.end();
      });
      if (includes) add(members.groups, group.name);
    }
  }
  return members;
}

Done add_conflicts(LockReading& reading, const Manifest& manifest) {
  for (const std::vector<ConflictItem>& set : manifest.settings.conflicts) {
    Conflict& conflict = reading.out.request.conflicts.emplace_back();
    for (const ConflictItem& item : set) {
      const bool is_there =
          item.extra.empty()
              ? std::ranges::find(manifest.groups, item.group, &PlacedGroup::name) != manifest.groups.end()
              : std::ranges::find(manifest.extras, item.extra, &Extra::name) != manifest.extras.end();
      if (!is_there) {
        return configuration_error(manifest.path, item.place,
                                   "`conflicts` names " +
                                       (item.extra.empty() ? "the group `" + item.group : "the extra `" + item.extra) +
                                       "`, which the project does not have");
      }
      conflict.push_back(members_of(item, manifest));
    }
  }
  return Unit{};
}

Result<Manifest> manifest_at(LockReading& reading, const std::string& path) {
  const auto text = read_text(path);
  if (!text) return text.error();
  auto manifest = read_manifest(*text, path);
  if (!manifest) return manifest.error();
  if (reading.arguments.has("--isolated")) manifest->settings = {};
  reading.out.warnings.insert(reading.out.warnings.end(), manifest->warnings.begin(), manifest->warnings.end());
  if (manifest->requires_python && reading.out.head.requires_python.empty()) {
    reading.out.request.python = release_intervals(*manifest->requires_python);
    reading.out.head.requires_python = manifest->requires_python->text();
    reading.out.request.python_place = {reading.out.head.requires_python, path, manifest->requires_python_place};
  }
  return manifest;
}

// What both ways of naming a project read: dependencies, constraints, overrides and what is excluded.
Done add_common(LockReading& reading, const Manifest& manifest, ProjectReader& reader) {
  reader.under({}, {});
  for (auto done : {reader.add_all(manifest.dependencies),
                    reader.add_lowered(manifest.settings.constraints, reading.out.request.constraints),
                    reader.add_lowered(manifest.settings.overrides, reading.out.request.overrides)}) {
    if (!done) return done.error();
  }
  std::vector<std::string>& excluded = reading.out.request.excluded;
  excluded.insert(excluded.end(), manifest.settings.excluded.begin(), manifest.settings.excluded.end());
  return Unit{};
}

}  // namespace

Done read_project(LockReading& reading, const std::string& path) {
  auto manifest = manifest_at(reading, path);
  if (!manifest) return manifest.error();
  if (manifest->name.empty() && manifest->groups.empty()) {
    return Error{.code = ErrorCode::configuration,
                 .message = "has neither [project] nor [dependency-groups]: nothing to lock",
                 .path = path};
  }
  LockInputs& out = reading.out;
  out.facts.base = fs::path(path).parent_path().string();
  auto workspace = read_workspace(out.facts.base, manifest->settings);
  if (!workspace) return workspace.error();
  out.facts.workspace = std::move(*workspace);
  ProjectReader reader(reading, *manifest,
                       {.sources = manifest->settings.sources, .workspace = &out.facts.workspace, .folder = {}});
  if (auto done = add_common(reading, *manifest, reader); !done) return done.error();
  for (const Extra& extra : manifest->extras) {
    reader.under(extra.name, {});
    if (auto done = reader.add_all(extra.requirements); !done) return done.error();
    out.head.extras.push_back(extra.name);
  }
  for (const PlacedGroup& group : manifest->groups) {
    reader.under({}, group.name);
    if (auto done = reader.add_group(group); !done) return done.error();
    out.head.groups.push_back(group.name);
  }
  std::ranges::sort(out.head.extras);
  std::ranges::sort(out.head.groups);
  if (auto done = add_conflicts(reading, *manifest); !done) return done.error();
  if (!manifest->requires_python) {
    out.warnings.push_back(
        "`project.requires-python` is missing: the lock is for every Python 3.9 or newer; say which ones the project "
        "supports");
  }
  reading.settings = std::move(manifest->settings);
  const bool all_groups = reading.settings.default_groups == std::vector<std::string>{"*"};
  for (const std::string& group : out.head.groups) {
    const auto& defaults = reading.settings.default_groups;
    if (all_groups || std::ranges::find(defaults, group) != defaults.end()) out.head.default_groups.push_back(group);
  }
  reading.settings_path = path;
  out.head.name = manifest->name;
  out.request.project.name = manifest->name;
  if (!manifest->version.empty()) out.request.project.version = Version::read(manifest->version);
  out.output = (fs::path(path).parent_path() / "pylock.toml").string();
  out.what = "your project";
  return Unit{};
}

Done read_named_project(LockReading& reading, const std::string& path) {
  auto manifest = manifest_at(reading, path);
  if (!manifest) return manifest.error();
  std::error_code ignored;
  const std::string folder = fs::absolute(path, ignored).lexically_normal().parent_path().string();
  auto workspace = read_workspace(folder, manifest->settings);
  if (!workspace) return workspace.error();
  // All that is named shares one base, the folder that whip was started in.
  const std::string relative = fs::path(folder).lexically_relative(reading.out.facts.base).string();
  for (auto& [name, member] : *workspace) {
    reading.out.facts.workspace[name] =
        fs::path(folder).append(member).lexically_normal().lexically_relative(reading.out.facts.base).string();
  }
  ProjectReader reader(reading, *manifest,
                       {.sources = manifest->settings.sources,
                        .workspace = &reading.out.facts.workspace,
                        .folder = relative == "." ? std::string() : relative});
  if (auto done = add_common(reading, *manifest, reader); !done) return done.error();
  const bool all = reading.arguments.has("--all-extras");
  for (const Extra& extra : manifest->extras) {
    const auto asked = reading.arguments.values("--extra");
    const bool is_asked =
        std::ranges::any_of(asked, [&](const std::string& name) { return normalized(name) == extra.name; });
    if (!all && !is_asked) continue;
    if (auto done = reader.add_all(extra.requirements); !done) return done.error();
  }
  for (const std::string& name : reading.arguments.values("--extra")) {
    if (std::ranges::find(manifest->extras, normalized(name), &Extra::name) == manifest->extras.end())
      return usage("`--extra " + name + "`: `" + path + "` has no such extra");
  }
  for (const std::string& name : reading.arguments.values("--group")) {
    const auto group = std::ranges::find(manifest->groups, normalized(name), &PlacedGroup::name);
    if (group == manifest->groups.end()) return usage("`--group " + name + "`: `" + path + "` has no such group");
    if (auto done = reader.add_group(*group); !done) return done.error();
  }
  reading.settings = std::move(manifest->settings);
  reading.settings_path = path;
  return Unit{};
}

}  // namespace whip::cli
