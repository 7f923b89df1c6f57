// [project] (PEP 621), [dependency-groups] (PEP 735) and the tables of the resolver's settings.
#include <algorithm>
#include <utility>

#include "core/toml/read.h"
#include "resolver/project/manifest_reader.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

Result<std::string> read_name(const ManifestText& from, std::string_view written, Place place,
                              std::string_view of_what) {
  const auto name = valid_name(written);
  if (!name) {
    return from.error_at(place, "`" + std::string(written) + "` is no valid name of " + std::string(of_what) +
                                    ": letters, digits, `-`, `_` and `.`, with a letter or digit first and last");
  }
  return *name;
}

Done read_extras(const ManifestText& from, const Value& project, Manifest& manifest) {
  const Value* table = project.find("optional-dependencies");
  if (table == nullptr) return Unit{};
  if (!table->is(Value::Kind::table))
    return from.error_at(table->place, "`optional-dependencies` must be a table of lists");
  for (std::size_t i = 0; i < table->keys.size(); ++i) {
    auto name = read_name(from, table->keys[i], table->key_places[i], "an extra");
    if (!name) return name.error();
    if (std::ranges::any_of(manifest.extras, [&](const Extra& extra) { return extra.name == *name; }))
      return from.error_at(table->key_places[i],
                           "the extra `" + *name + "` is defined twice: names differ only in spelling");
    auto requirements = read_requirements(from, *table, table->keys[i]);
    if (!requirements) return requirements.error();
    manifest.extras.push_back({std::move(*name), table->keys[i], table->key_places[i], std::move(*requirements)});
  }
  return Unit{};
}

Result<PlacedGroupEntry> read_group_entry(const ManifestText& from, const Value& item) {
  PlacedGroupEntry entry;
  entry.place = item.place;
  if (item.is(Value::Kind::table)) {
    const Value* included = item.find("include-group");
    if (included == nullptr || item.keys.size() != 1 || !included->is(Value::Kind::string))
      return from.error_at(item.place, "a table in a dependency group must be `{include-group = \"NAME\"}`");
    entry.included = normalized(included->text);
    return entry;
  }
  auto requirement = read_requirement(from, item);
  if (!requirement) return requirement.error();
  entry.requirement = std::move(*requirement);
  return entry;
}

Done read_groups(const ManifestText& from, const Value& root, Manifest& manifest) {
  const Value* table = root.find("dependency-groups");
  if (table == nullptr) return Unit{};
  if (!table->is(Value::Kind::table))
    return from.error_at(table->place, "`dependency-groups` must be a table of lists");
  for (std::size_t i = 0; i < table->keys.size(); ++i) {
    const Place place = table->key_places[i];
    auto name = read_name(from, table->keys[i], place, "a dependency group");
    if (!name) return name.error();
    if (std::ranges::any_of(manifest.groups, [&](const PlacedGroup& group) { return group.name == *name; }))
      return from.error_at(place,
                           "the dependency group `" + *name + "` is defined twice: names differ only in spelling");
    const Value& list = table->items[i];
    if (!list.is(Value::Kind::list))
      return from.error_at(list.place, "a dependency group must be a list, found " + std::string(describe(list.kind)));
    PlacedGroup group{std::move(*name), table->keys[i], place, {}};
    for (const Value& item : list.items) {
      auto entry = read_group_entry(from, item);
      if (!entry) return entry.error();
      group.entries.push_back(std::move(*entry));
    }
    manifest.groups.push_back(std::move(group));
  }
  // That every included group is there, and that none includes itself, is seen where groups are put together.
  return Unit{};
}

Done read_project(const ManifestText& from, const Value& project, Manifest& manifest) {
  if (!project.is(Value::Kind::table)) return from.error_at(project.place, "`project` must be a table");
  const Value* name = project.find("name");
  if (name == nullptr || !name->is(Value::Kind::string))
    return from.error_at(project.place, "`project.name` is missing");
  auto normal = read_name(from, name->text, name->place, "a project");
  if (!normal) return normal.error();
  manifest.name = std::move(*normal);

  auto version = read_string(from, project, "version");
  if (!version) return version.error();
  manifest.version = std::move(*version);

  auto python = read_string(from, project, "requires-python");
  if (!python) return python.error();
  if (const Value* value = project.find("requires-python"); value != nullptr) {
    auto specifiers = Specifiers::parse(*python);
    if (!specifiers) return from.error_at(value->place, "`requires-python`: " + specifiers.error().message);
    manifest.requires_python = std::move(*specifiers);
    manifest.requires_python_place = value->place;
  }

  auto dependencies = read_requirements(from, project, "dependencies");
  if (!dependencies) return dependencies.error();
  manifest.dependencies = std::move(*dependencies);
  if (auto done = read_extras(from, project, manifest); !done) return done.error();

  auto dynamic = read_strings(from, project, "dynamic");
  if (!dynamic) return dynamic.error();
  manifest.dynamic = std::move(*dynamic);
  for (const char* field : {"dependencies", "optional-dependencies"}) {
    if (std::ranges::find(manifest.dynamic, field) != manifest.dynamic.end()) {
      manifest.warnings.push_back("`project." + std::string(field) +
                                  "` is dynamic: only building the project would tell it, and whip builds nothing; "
                                  "what is in the file is used");
    }
  }
  return Unit{};
}

void add_to_dev(Manifest& manifest) {
  auto dev = std::ranges::find(manifest.groups, "dev", &PlacedGroup::name);
  if (dev == manifest.groups.end())
    dev = manifest.groups.insert(dev, {"dev", "dev", manifest.settings.dev_dependencies.front().place, {}});
  for (const PlacedRequirement& placed : manifest.settings.dev_dependencies)
    dev->entries.push_back({placed, {}, placed.place});
}

}  // namespace

Result<Manifest> read_manifest(std::string_view text, const std::string& path) {
  const auto root = parse_toml(text, path);
  if (!root) return root.error();
  const ManifestText from{text, path};
  Manifest manifest;
  manifest.path = path;
  if (const Value* project = root->find("project"); project != nullptr) {
    if (auto done = read_project(from, *project, manifest); !done) return done.error();
  }
  if (auto done = read_groups(from, *root, manifest); !done) return done.error();
  if (const Value* tool = root->find("tool"); tool != nullptr) {
    for (const char* name : {"uv", "whip"}) {
      const Value* table = tool->find(name);
      if (table == nullptr) continue;
      if (!table->is(Value::Kind::table))
        return from.error_at(table->place, "`tool." + std::string(name) + "` must be a table");
      if (auto done = read_settings(from, *table, manifest.name, manifest.settings); !done) return done.error();
    }
  }
  if (!manifest.settings.dev_dependencies.empty()) add_to_dev(manifest);
  return manifest;
}

}  // namespace whip::resolver
