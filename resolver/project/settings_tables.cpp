// The settings that are tables of their own: conflicts, declared metadata, the workspace.
#include <utility>

#include "resolver/project/manifest_reader.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

Result<ConflictItem> read_conflict_item(const ManifestText& from, const Value& item, const std::string& project) {
  if (!item.is(Value::Kind::table))
    return from.error_at(item.place, "a conflict names its members as `{extra = \"NAME\"}` or `{group = \"NAME\"}`");
  ConflictItem read;
  read.place = item.place;
  auto extra = read_string(from, item, "extra");
  if (!extra) return extra.error();
  auto group = read_string(from, item, "group");
  if (!group) return group.error();
  auto package = read_string(from, item, "package");
  if (!package) return package.error();
  read.extra = normalized(*extra);
  read.group = normalized(*group);
  if (read.extra.empty() == read.group.empty())
    return from.error_at(item.place, "a member of a conflict is either an `extra` or a `group`");
  if (!package->empty() && normalized(*package) != project)
    return from.error_at(item.place, "conflicts of other packages than the project itself are not supported");
  return read;
}

Result<DeclaredMetadata> read_declared(const ManifestText& from, const Value& item) {
  if (!item.is(Value::Kind::table))
    return from.error_at(item.place, "an item of `dependency-metadata` must be a table");
  DeclaredMetadata read;
  auto name = read_string(from, item, "name");
  if (!name) return name.error();
  if (name->empty()) return from.error_at(item.place, "an item of `dependency-metadata` needs a `name`");
  read.name = normalized(*name);
  auto version = read_string(from, item, "version");
  if (!version) return version.error();
  if (!version->empty()) {
    auto parsed = Version::parse(*version);
    if (!parsed) return from.error_at(item.place, "`version`: " + parsed.error().message);
    read.version = std::move(*parsed);
  }
  auto python = read_string(from, item, "requires-python");
  if (!python) return python.error();
  read.requires_python = std::move(*python);
  auto requirements = read_requirements(from, item, "requires-dist");
  if (!requirements) return requirements.error();
  for (PlacedRequirement& placed : *requirements) read.requires_dist.push_back(std::move(placed.requirement));
  return read;
}

Result<const Value*> list_under(const ManifestText& from, const Value& table, std::string_view key) {
  const Value* list = table.find(key);
  if (list != nullptr && !list->is(Value::Kind::list))
    return from.error_at(list->place,
                         "`" + std::string(key) + "` must be a list, found " + std::string(describe(list->kind)));
  return list;
}

}  // namespace

Done read_conflicts(const ManifestText& from, const Value& table, const std::string& project,
                    std::vector<std::vector<ConflictItem>>& out) {
  const auto list = list_under(from, table, "conflicts");
  if (!list) return list.error();
  if (*list == nullptr) return Unit{};
  out.clear();
  for (const Value& set : (*list)->items) {
    if (!set.is(Value::Kind::list) || set.items.size() < 2)
      return from.error_at(set.place, "a conflict is a list of at least two extras or groups");
    std::vector<ConflictItem>& items = out.emplace_back();
    for (const Value& item : set.items) {
      auto read = read_conflict_item(from, item, project);
      if (!read) return read.error();
      items.push_back(std::move(*read));
    }
  }
  return Unit{};
}

Done read_declared_metadata(const ManifestText& from, const Value& table, std::vector<DeclaredMetadata>& out) {
  const auto list = list_under(from, table, "dependency-metadata");
  if (!list) return list.error();
  if (*list == nullptr) return Unit{};
  out.clear();
  for (const Value& item : (*list)->items) {
    auto read = read_declared(from, item);
    if (!read) return read.error();
    out.push_back(std::move(*read));
  }
  return Unit{};
}

// [tool.uv.dependency-groups]: `NAME = { requires-python = ">=3.12" }`.
Done read_group_settings(const ManifestText& from, const Value& table, ResolverSettings& settings) {
  const Value* groups = table.find("dependency-groups");
  if (groups == nullptr) return Unit{};
  if (!groups->is(Value::Kind::table)) return from.error_at(groups->place, "`dependency-groups` must be a table");
  for (std::size_t i = 0; i < groups->keys.size(); ++i) {
    const Value& group = groups->items[i];
    if (!group.is(Value::Kind::table))
      return from.error_at(group.place, "a group's settings are a table: `{ requires-python = \">=3.12\" }`");
    auto python = read_string(from, group, "requires-python");
    if (!python) return python.error();
    auto specifiers = Specifiers::parse(*python);
    if (!specifiers)
      return from.error_at(group.find("requires-python")->place, "`requires-python`: " + specifiers.error().message);
    settings.group_pythons[normalized(groups->keys[i])] = std::move(*specifiers);
  }
  return Unit{};
}

Done read_workspace(const ManifestText& from, const Value& table, ResolverSettings& settings) {
  const Value* workspace = table.find("workspace");
  if (workspace == nullptr) return Unit{};
  if (!workspace->is(Value::Kind::table)) return from.error_at(workspace->place, "`workspace` must be a table");
  auto members = read_strings(from, *workspace, "members");
  if (!members) return members.error();
  auto excludes = read_strings(from, *workspace, "exclude");
  if (!excludes) return excludes.error();
  settings.has_workspace = true;
  settings.workspace_members = std::move(*members);
  settings.workspace_excludes = std::move(*excludes);
  return Unit{};
}

}  // namespace whip::resolver
