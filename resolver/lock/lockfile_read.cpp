#include "resolver/lock/lockfile_read.h"

#include <optional>
#include <utility>

#include "core/toml/read.h"
#include "resolver/index/url.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

// The text under a key; empty if there is none.
std::string text_under(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr && value->is(Value::Kind::string) ? value->text : std::string();
}

std::vector<std::string> names_under(const Value& table, std::string_view key) {
  std::vector<std::string> names;
  const Value* list = table.find(key);
  if (list == nullptr || !list->is(Value::Kind::list)) return names;
  for (const Value& item : list->items) names.push_back(normalized(item.text));
  return names;
}

std::string file_name(const Value& file) {
  if (std::string name = text_under(file, "name"); !name.empty()) return name;
  if (const std::string url = text_under(file, "url"); !url.empty()) return file_name_of(url);
  const std::string path = text_under(file, "path");
  return path.substr(path.find_last_of("/\\") + 1);
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  Result<LockFile> read(const Value& root) {
    const Value* version = root.find("lock-version");
    if (version == nullptr || !version->is(Value::Kind::string))
      return error(root, "this is no pylock.toml: there is no `lock-version`");
    if (!version->text.starts_with("1."))
      return error(*version, "lock-version " + version->text + " is not known; 1.0 is");
    lock_.extras = names_under(root, "extras");
    lock_.groups = names_under(root, "dependency-groups");
    specifiers(root, lock_.requires_python);
    if (const Value* all = root.find("environments"); all != nullptr) {
      for (const Value& item : all->items) marker(item, lock_.environments.emplace_back());
    }
    if (const Value* packages = root.find("packages"); packages != nullptr) {
      for (const Value& item : packages->items) package(item);
    }
    if (failure_) return *failure_;
    return std::move(lock_);
  }

 private:
  Error error(const Value& value, std::string message) const {
    return {.code = ErrorCode::configuration,
            .message = std::move(message),
            .path = path_,
            .line = value.place.line,
            .column = value.place.column};
  }
  // The first one counts.
  void fail(const Value& value, std::string message) {
    if (!failure_) failure_ = error(value, std::move(message));
  }

  void marker(const Value& value, Marker& out) {
    auto parsed = Marker::parse(value.text);
    if (!parsed) return fail(value, "`" + value.text + "` is no marker: " + parsed.error().message);
    out = std::move(*parsed);
  }

  void specifiers(const Value& table, Specifiers& out) {
    const Value* value = table.find("requires-python");
    if (value == nullptr) return;
    auto parsed = Specifiers::parse(value->text);
    if (!parsed) return fail(*value, "`" + value->text + "` is no version specifier: " + parsed.error().message);
    out = std::move(*parsed);
  }

  void package(const Value& table) {
    LockedRelease& release = lock_.packages.emplace_back();
    release.name = normalized(text_under(table, "name"));
    if (release.name.empty()) return fail(table, "a package without `name`");
    release.version = text_under(table, "version");
    if (const Value* value = table.find("marker"); value != nullptr) marker(*value, release.marker);
    specifiers(table, release.requires_python);
    if (const Value* all = table.find("dependencies"); all != nullptr) {
      for (const Value& item : all->items)
        release.dependencies.push_back({normalized(text_under(item, "name")), text_under(item, "version")});
    }
    if (const Value* wheels = table.find("wheels"); wheels != nullptr) {
      for (const Value& wheel : wheels->items) release.files.push_back(file_name(wheel));
    }
    if (const Value* sdist = table.find("sdist"); sdist != nullptr) release.files.push_back(file_name(*sdist));
  }

  const std::string& path_;
  LockFile lock_;
  std::optional<Error> failure_;
};

}  // namespace

Result<LockedVersions> locked_versions(std::string_view text, const std::string& path) {
  const auto lock = parse_toml(text, path);
  if (!lock) return lock.error();
  LockedVersions versions;
  const Value* packages = lock->find("packages");
  if (packages == nullptr || !packages->is(Value::Kind::list)) return versions;
  for (const Value& package : packages->items) {
    const std::string name = text_under(package, "name");
    const std::string version = text_under(package, "version");
    if (!name.empty() && !version.empty()) versions[normalized(name)].insert(version);
  }
  return versions;
}

Result<LockFile> read_lockfile(std::string_view text, const std::string& path) {
  const auto root = parse_toml(text, path);
  if (!root) return root.error();
  return Reader(path).read(*root);
}

}  // namespace whip::resolver
