// The resolver's settings, under the names that uv gave them.
#include <algorithm>
#include <array>
#include <utility>

#include "resolver/project/manifest_reader.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

template <class T, std::size_t N>
Done read_choice(const ManifestText& from, const Value& table, std::string_view key,
                 const std::array<std::pair<std::string_view, T>, N>& choices, T& out) {
  const Value* value = table.find(key);
  if (value == nullptr) return Unit{};
  std::string known;
  for (const auto& [name, choice] : choices) {
    if (value->is(Value::Kind::string) && value->text == name) {
      out = choice;
      return Unit{};
    }
    known += (known.empty() ? "`" : ", `") + std::string(name) + "`";
  }
  return from.error_at(value->place, "`" + std::string(key) + "` must be one of " + known);
}

Done read_flag(const ManifestText& from, const Value& table, std::string_view key, bool& out) {
  const Value* value = table.find(key);
  if (value == nullptr) return Unit{};
  if (!value->is(Value::Kind::boolean))
    return from.error_at(
        value->place, "`" + std::string(key) + "` must be true or false, found " + std::string(describe(value->kind)));
  out = value->flag;
  return Unit{};
}

Result<Marker> read_marker(const ManifestText& from, const Value& value) {
  if (!value.is(Value::Kind::string)) return from.error_at(value.place, "expected a marker (a string)");
  auto marker = Marker::parse(value.text);
  if (!marker) return from.error_at(value.place, "not a marker: " + marker.error().message);
  return marker;
}

// One marker or a list of them.
Done read_markers(const ManifestText& from, const Value& table, std::string_view key, std::vector<Marker>& out) {
  const Value* value = table.find(key);
  if (value == nullptr) return Unit{};
  out.clear();
  const bool is_list = value->is(Value::Kind::list);
  for (std::size_t i = 0; i < (is_list ? value->items.size() : 1); ++i) {
    auto marker = read_marker(from, is_list ? value->items[i] : *value);
    if (!marker) return marker.error();
    out.push_back(std::move(*marker));
  }
  return Unit{};
}

Result<PackageSource> read_source(const ManifestText& from, std::string_view package, const Value& value) {
  if (!value.is(Value::Kind::table)) return from.error_at(value.place, "a source must be a table");
  PackageSource source;
  source.package = normalized(package);
  source.place = value.place;
  constexpr std::array<std::pair<std::string_view, PackageSource::Kind>, 4> kKinds = {
      {{"index", PackageSource::Kind::index},
       {"url", PackageSource::Kind::url},
       {"path", PackageSource::Kind::path},
       {"git", PackageSource::Kind::git}}};
  int kinds = 0;
  for (const auto& [key, kind] : kKinds) {
    if (value.find(key) == nullptr) continue;
    auto text = read_string(from, value, key);
    if (!text) return text.error();
    source.kind = kind;
    source.location = std::move(*text);
    ++kinds;
  }
  bool workspace = false;
  if (auto done = read_flag(from, value, "workspace", workspace); !done) return done.error();
  // A member is there to be worked on, unless it says otherwise.
  if (workspace) source.kind = PackageSource::Kind::workspace, source.editable = true, ++kinds;
  if (kinds != 1)
    return from.error_at(value.place,
                         "a source needs exactly one of `index`, `url`, `path`, `git` and `workspace = true`");
  for (const char* key : {"rev", "tag", "branch"}) {
    auto text = read_string(from, value, key);
    if (!text) return text.error();
    if (!text->empty()) source.revision = std::move(*text);
  }
  auto subdirectory = read_string(from, value, "subdirectory");
  if (!subdirectory) return subdirectory.error();
  source.subdirectory = std::move(*subdirectory);
  if (auto done = read_flag(from, value, "editable", source.editable); !done) return done.error();
  if (const Value* marker = value.find("marker"); marker != nullptr) {
    auto read = read_marker(from, *marker);
    if (!read) return read.error();
    source.marker = std::move(*read);
  }
  auto extra = read_string(from, value, "extra");
  if (!extra) return extra.error();
  source.extra = normalized(*extra);
  auto group = read_string(from, value, "group");
  if (!group) return group.error();
  source.group = normalized(*group);
  return source;
}

Done read_sources(const ManifestText& from, const Value& table, std::vector<PackageSource>& out) {
  const Value* sources = table.find("sources");
  if (sources == nullptr) return Unit{};
  if (!sources->is(Value::Kind::table)) return from.error_at(sources->place, "`sources` must be a table");
  std::vector<PackageSource> read;
  for (std::size_t i = 0; i < sources->keys.size(); ++i) {
    const Value& value = sources->items[i];
    const bool is_list = value.is(Value::Kind::list);
    for (std::size_t j = 0; j < (is_list ? value.items.size() : 1); ++j) {
      auto source = read_source(from, sources->keys[i], is_list ? value.items[j] : value);
      if (!source) return source.error();
      read.push_back(std::move(*source));
    }
  }
  out.insert(out.begin(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  return Unit{};
}

Result<IndexSetting> read_index(const ManifestText& from, const Value& value) {
  IndexSetting index;
  index.place = value.place;
  if (!value.is(Value::Kind::table)) return from.error_at(value.place, "an `index` must be a table");
  auto name = read_string(from, value, "name");
  if (!name) return name.error();
  index.name = std::move(*name);
  auto url = read_string(from, value, "url");
  if (!url) return url.error();
  if (url->empty()) return from.error_at(value.place, "an `index` needs a `url`");
  index.url = std::move(*url);
  if (auto done = read_flag(from, value, "default", index.is_default); !done) return done.error();
  if (auto done = read_flag(from, value, "explicit", index.only_if_pinned); !done) return done.error();
  constexpr std::array<std::pair<std::string_view, bool>, 2> kFormats = {{{"simple", false}, {"flat", true}}};
  if (auto done = read_choice(from, value, "format", kFormats, index.flat); !done) return done.error();
  if (index.only_if_pinned && index.name.empty())
    return from.error_at(value.place, "an `explicit` index needs a `name`, or nothing could ask for it");
  return index;
}

Done read_indexes(const ManifestText& from, const Value& table, std::vector<IndexSetting>& out) {
  std::vector<IndexSetting> read;
  if (const Value* list = table.find("index"); list != nullptr) {
    if (!list->is(Value::Kind::list))
      return from.error_at(list->place, "`index` must be a list of tables ([[tool.uv.index]])");
    for (const Value& item : list->items) {
      auto index = read_index(from, item);
      if (!index) return index.error();
      read.push_back(std::move(*index));
    }
  }
  // The older keys.
  auto extra = read_strings(from, table, "extra-index-url");
  if (!extra) return extra.error();
  for (std::string& url : *extra) read.push_back({.name = {}, .url = std::move(url)});
  auto own = read_string(from, table, "index-url");
  if (!own) return own.error();
  if (!own->empty()) read.push_back({.name = {}, .url = std::move(*own), .is_default = true});
  auto links = read_strings(from, table, "find-links");
  if (!links) return links.error();
  for (std::string& url : *links) read.push_back({.name = {}, .url = std::move(url), .flat = true});
  out.insert(out.begin(), std::make_move_iterator(read.begin()), std::make_move_iterator(read.end()));
  return Unit{};
}

Done replace_strings(const ManifestText& from, const Value& table, std::string_view key,
                     std::vector<std::string>& out) {
  if (table.find(key) == nullptr) return Unit{};
  auto texts = read_strings(from, table, key);
  if (!texts) return texts.error();
  out = std::move(*texts);
  for (std::string& text : out) text = normalized(text);
  return Unit{};
}

Done replace_requirements(const ManifestText& from, const Value& table, std::string_view key,
                          std::vector<PlacedRequirement>& out) {
  if (table.find(key) == nullptr) return Unit{};
  auto requirements = read_requirements(from, table, key);
  if (!requirements) return requirements.error();
  out = std::move(*requirements);
  return Unit{};
}

Done read_times(const ManifestText& from, const Value& table, ResolverSettings& settings) {
  auto newer = read_string(from, table, "exclude-newer");
  if (!newer) return newer.error();
  if (!newer->empty()) settings.exclude_newer = std::move(*newer);
  const Value* packages = table.find("exclude-newer-package");
  if (packages == nullptr) return Unit{};
  if (!packages->is(Value::Kind::table))
    return from.error_at(packages->place, "`exclude-newer-package` must be a table");
  settings.exclude_newer_package.clear();
  for (const std::string& package : packages->keys) {
    // `false`: whatever its time.
    const Value& value = *packages->find(package);
    const bool is_any = value.is(Value::Kind::boolean) && !value.flag;
    auto time = is_any ? Result<std::string>(std::string()) : read_string(from, *packages, package);
    if (!time) return time.error();
    settings.exclude_newer_package.emplace_back(normalized(package), std::move(*time));
  }
  return Unit{};
}

constexpr std::array<std::pair<std::string_view, PreReleases>, 5> kPreReleases = {
    {{"if-necessary", PreReleases::if_necessary},
     {"if-necessary-or-explicit", PreReleases::if_necessary},
     {"explicit", PreReleases::explicit_},
     {"allow", PreReleases::allow},
     {"disallow", PreReleases::disallow}}};

Done read_pre_releases_of_package(const ManifestText& from, const Value& table,
                                  std::map<std::string, PreReleases>& out) {
  const Value* packages = table.find("prerelease-package");
  if (packages == nullptr) return Unit{};
  if (!packages->is(Value::Kind::table)) return from.error_at(packages->place, "`prerelease-package` must be a table");
  out.clear();
  for (const std::string& package : packages->keys) {
    if (auto done = read_choice(from, *packages, package, kPreReleases, out[normalized(package)]); !done)
      return done.error();
  }
  return Unit{};
}

}  // namespace

std::optional<PreReleases> pre_releases_of(std::string_view name) {
  const auto found = std::ranges::find(kPreReleases, name, &std::pair<std::string_view, PreReleases>::first);
  return found == kPreReleases.end() ? std::nullopt : std::optional(found->second);
}

std::string_view text_of(PreReleases when) {
  return std::ranges::find(kPreReleases, when, &std::pair<std::string_view, PreReleases>::second)->first;
}

Done read_settings(const ManifestText& from, const Value& table, const std::string& project,
                   ResolverSettings& settings) {
  constexpr std::array<std::pair<std::string_view, Resolution>, 3> kResolutions = {
      {{"highest", Resolution::highest}, {"lowest", Resolution::lowest}, {"lowest-direct", Resolution::lowest_direct}}};
  constexpr std::array<std::pair<std::string_view, ForkStrategy>, 2> kForks = {
      {{"requires-python", ForkStrategy::requires_python}, {"fewest", ForkStrategy::fewest}}};

  for (const Done& done : {read_indexes(from, table, settings.indexes),
                           read_sources(from, table, settings.sources),
                           replace_requirements(from, table, "constraint-dependencies", settings.constraints),
                           replace_requirements(from, table, "override-dependencies", settings.overrides),
                           read_markers(from, table, "environments", settings.environments),
                           read_markers(from, table, "required-environments", settings.required_environments),
                           read_times(from, table, settings),
                           read_choice(from, table, "prerelease", kPreReleases, settings.pre_releases),
                           read_pre_releases_of_package(from, table, settings.pre_releases_of_package),
                           read_choice(from, table, "resolution", kResolutions, settings.resolution),
                           read_choice(from, table, "fork-strategy", kForks, settings.fork_strategy),
                           read_flag(from, table, "no-index", settings.no_index),
                           read_flag(from, table, "no-build", settings.no_build),
                           read_flag(from, table, "no-binary", settings.no_binary),
                           read_conflicts(from, table, project, settings.conflicts),
                           read_declared_metadata(from, table, settings.declared),
                           read_workspace(from, table, settings),
                           read_group_settings(from, table, settings),
                           replace_requirements(from, table, "dev-dependencies", settings.dev_dependencies),
                           replace_strings(from, table, "exclude-dependencies", settings.excluded),
                           replace_strings(from, table, "no-build-package", settings.no_build_packages),
                           replace_strings(from, table, "no-binary-package", settings.no_binary_packages)}) {
    if (!done) return done.error();
  }
  for (std::string& name : settings.excluded) name = normalized(name);
  // `default-groups = "all"` means every group; the name is no valid group's otherwise.
  if (const Value* groups = table.find("default-groups"); groups != nullptr && groups->is(Value::Kind::string)) {
    if (groups->text != "all")
      return from.error_at(groups->place, "`default-groups` must be a list of groups or \"all\"");
    settings.default_groups = {"*"};
    return Unit{};
  }
  return replace_strings(from, table, "default-groups", settings.default_groups);
}

}  // namespace whip::resolver
