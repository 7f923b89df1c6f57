#include "resolver/lock/lockfile_read.h"

#include <optional>
#include <utility>

#include "core/toml/read.h"
#include "resolver/index/page.h"
#include "resolver/index/url.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

// The text under a key; empty if there is none.
std::string text_under(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr && value->is(Value::Kind::string) ? value->text : std::string();
}

// The items of the list under a key; none if there is no list.
std::span<const Value> items_under(const Value& table, std::string_view key) {
  const Value* list = table.find(key);
  return list != nullptr && list->is(Value::Kind::list) ? std::span<const Value>(list->items)
                                                        : std::span<const Value>();
}

std::vector<std::string> texts_under(const Value& table, std::string_view key) {
  std::vector<std::string> texts;
  for (const Value& item : items_under(table, key)) texts.push_back(item.text);
  return texts;
}

std::vector<std::string> names_under(const Value& table, std::string_view key) {
  std::vector<std::string> names;
  for (const Value& item : items_under(table, key)) names.push_back(normalized(item.text));
  return names;
}

LockedFile file_of(const Value& table) {
  LockedFile file;
  file.url = text_under(table, "url");
  file.path = text_under(table, "path");
  file.name = text_under(table, "name");
  if (file.name.empty()) {
    file.name = file.url.empty() ? file.path.substr(file.path.find_last_of("/\\") + 1) : file_name_of(file.url);
  }
  if (const Value* time = table.find("upload-time"); time != nullptr) file.upload_time = read_time(time->text);
  if (const Value* size = table.find("size"); size != nullptr && size->is(Value::Kind::integer) && size->integer >= 0)
    file.size = static_cast<std::uint64_t>(size->integer);
  if (const Value* hashes = table.find("hashes"); hashes != nullptr) {
    for (std::size_t i = 0; i < hashes->keys.size(); ++i)
      file.hashes.emplace_back(hashes->keys[i], hashes->items[i].text);
  }
  return file;
}

LockedVcs vcs_of(const Value& table) {
  return {.type = text_under(table, "type"),
          .url = text_under(table, "url"),
          .path = text_under(table, "path"),
          .requested_revision = text_under(table, "requested-revision"),
          .commit_id = text_under(table, "commit-id"),
          .subdirectory = text_under(table, "subdirectory")};
}

LockedDirectory directory_of(const Value& table) {
  const Value* editable = table.find("editable");
  return {.path = text_under(table, "path"),
          .editable = editable != nullptr && editable->flag,
          .subdirectory = text_under(table, "subdirectory")};
}

std::map<std::string, std::vector<std::string>> lists_of(const Value& table, std::string_view key) {
  std::map<std::string, std::vector<std::string>> lists;
  const Value* found = table.find(key);
  if (found == nullptr) return lists;
  for (const std::string& name : found->keys) lists[name] = texts_under(*found, name);
  return lists;
}

// [tool.whip] of the lock, or of a package; null if there is none.
const Value* own_table(const Value& table) {
  const Value* tool = table.find("tool");
  const Value* own = tool == nullptr ? nullptr : tool->find("whip");
  return own != nullptr && own->is(Value::Kind::table) ? own : nullptr;
}

std::optional<LockRecord> record_of(const Value& root) {
  const Value* own = own_table(root);
  if (own == nullptr) return std::nullopt;
  LockRecord record{.name = text_under(*own, "name"),
                    .requirements = texts_under(*own, "requirements"),
                    .extras = lists_of(*own, "extras"),
                    .groups = lists_of(*own, "groups"),
                    .constraints = texts_under(*own, "constraints"),
                    .overrides = texts_under(*own, "overrides"),
                    .default_groups = texts_under(*own, "default-groups"),
                    .options = {}};
  if (const Value* options = own->find("options"); options != nullptr) {
    for (std::size_t i = 0; i < options->keys.size(); ++i) record.options[options->keys[i]] = options->items[i].text;
  }
  return record;
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
    lock_.default_groups = names_under(root, "default-groups");
    lock_.created_by = text_under(root, "created-by");
    specifiers(root, lock_.requires_python);
    for (const Value& item : items_under(root, "environments")) {
      marker(item, lock_.environments.emplace_back());
      lock_.environment_texts.push_back(item.text);
    }
    for (const Value& item : items_under(root, "packages")) package(item);
    lock_.record = record_of(root);
    if (failure_) return *failure_;
    return std::move(lock_);
  }

 private:
  Error error(const Value& value, std::string message) const {
    return configuration_error(path_, value.place, std::move(message));
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
    release.place = table.place;
    if (const Value* value = table.find("marker"); value != nullptr) {
      marker(*value, release.marker);
      release.marker_text = value->text;
    }
    specifiers(table, release.requires_python);
    for (const Value& item : items_under(table, "dependencies"))
      release.dependencies.push_back({normalized(text_under(item, "name")), text_under(item, "version")});
    release.index = text_under(table, "index");
    for (const Value& wheel : items_under(table, "wheels")) release.wheels.push_back(file_of(wheel));
    if (const Value* sdist = table.find("sdist"); sdist != nullptr) release.sdist = file_of(*sdist);
    if (const Value* vcs = table.find("vcs"); vcs != nullptr) release.vcs = vcs_of(*vcs);
    if (const Value* directory = table.find("directory"); directory != nullptr)
      release.directory = directory_of(*directory);
    if (const Value* archive = table.find("archive"); archive != nullptr)
      release.archive = LockedArchive{file_of(*archive), text_under(*archive, "subdirectory")};
    if (const Value* own = own_table(table); own != nullptr) release.requirements = texts_under(*own, "requires");
    for (const LockedFile& wheel : release.wheels) release.files.push_back(wheel.name);
    if (release.sdist) release.files.push_back(release.sdist->name);
  }

  const std::string& path_;
  LockFile lock_;
  std::optional<Error> failure_;
};

}  // namespace

Result<LockFile> read_lockfile(std::string_view text, const std::string& path) {
  const auto root = parse_toml(text, path);
  if (!root) return root.error();
  return read_lockfile(*root, path);
}

Result<LockFile> read_lockfile(const Value& root, const std::string& path) { return Reader(path).read(root); }

}  // namespace whip::resolver
