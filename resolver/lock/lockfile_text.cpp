#include "resolver/lock/lockfile_text.h"

#include <string_view>

#include "core/toml/value.h"
#include "resolver/index/page.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

std::string list_of(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? ", " : "") + toml_quoted(text);
  return out + "]";
}

// `{ key = "...", ... }`, what is empty left out.
class InlineTable {
 public:
  InlineTable& text(std::string_view key, const std::string& value) {
    return value.empty() ? *this : raw(key, toml_quoted(value));
  }
  InlineTable& raw(std::string_view key, std::string_view value) {
    out_.append(out_.empty() ? "{ " : ", ").append(key).append(" = ").append(value);
    return *this;
  }
  std::string done() const { return out_.empty() ? "{}" : out_ + " }"; }

 private:
  std::string out_;
};

std::string hash_table(const LockedFile& file) {
  InlineTable table;
  for (const auto& [algorithm, digest] : file.hashes) table.raw(toml_key(algorithm), toml_quoted(digest));
  return table.done();
}

// The last part of where the file is: what readers take for its name.
std::string plain_name(const LockedFile& file) {
  return file.url.empty() ? file.path.substr(file.path.find_last_of("/\\") + 1) : file_name_of(file.url);
}

// With the name only where it is wanted and the place does not end in it.
enum class Named : unsigned char { no, yes };
InlineTable file_table(const LockedFile& file, Named named) {
  InlineTable table;
  if (named == Named::yes && file.name != plain_name(file)) table.text("name", file.name);
  if (file.upload_time) table.raw("upload-time", time_text(*file.upload_time));
  table.text("url", file.url).text("path", file.path);
  if (file.size) table.raw("size", std::to_string(*file.size));
  if (!file.hashes.empty()) table.raw("hashes", hash_table(file));
  return table;
}

// A requirement a line: two branches that each add one are merged without a conflict more often than not.
void write_list(std::string_view key, const std::vector<std::string>& texts, std::string& out) {
  out.append(key).append(" = [");
  for (const std::string& text : texts) out += "\n    " + toml_quoted(text) + ",";
  out += texts.empty() ? "]\n" : "\n]\n";
}

void write_package(const LockedRelease& package, std::string& out) {
  const auto line = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) out.append(key).append(" = ").append(toml_quoted(value)).append("\n");
  };
  out += "\n[[packages]]\n";
  line("name", package.name);
  line("version", package.version);
  line("marker", package.marker_text);
  line("requires-python", package.requires_python.text());
  if (!package.dependencies.empty()) {
    out += "dependencies = [\n";
    for (const LockedRelease::Dependency& dependency : package.dependencies)
      out += "    " + InlineTable().text("name", dependency.name).text("version", dependency.version).done() + ",\n";
    out += "]\n";
  }
  if (package.vcs) {
    out += "vcs = " +
           InlineTable()
               .text("type", package.vcs->type)
               .text("url", package.vcs->url)
               .text("path", package.vcs->path)
               .text("requested-revision", package.vcs->requested_revision)
               .text("commit-id", package.vcs->commit_id)
               .text("subdirectory", package.vcs->subdirectory)
               .done() +
           "\n";
  }
  if (package.directory) {
    InlineTable table;
    table.text("path", package.directory->path);
    if (package.directory->editable) table.raw("editable", "true");
    out += "directory = " + table.text("subdirectory", package.directory->subdirectory).done() + "\n";
  }
  if (package.archive) {
    out += "archive = " +
           file_table(package.archive->file, Named::no).text("subdirectory", package.archive->subdirectory).done() +
           "\n";
  }
  line("index", package.index);
  if (package.sdist) out += "sdist = " + file_table(*package.sdist, Named::yes).done() + "\n";
  if (!package.wheels.empty()) {
    out += "wheels = [\n";
    for (const LockedFile& wheel : package.wheels) out += "    " + file_table(wheel, Named::yes).done() + ",\n";
    out += "]\n";
  }
  if (package.requirements.empty()) return;
  out += "\n[packages.tool.whip]\n";
  write_list("requires", package.requirements, out);
}

void write_lists(std::string_view table, const std::map<std::string, std::vector<std::string>>& lists,
                 std::string& out) {
  if (lists.empty()) return;
  out.append("\n[tool.whip.").append(table).append("]\n");
  for (const auto& [name, texts] : lists) write_list(toml_key(name), texts, out);
}

void write_record(const LockRecord& record, std::string& out) {
  out += "\n[tool.whip]\n";
  if (!record.name.empty()) out += "name = " + toml_quoted(record.name) + "\n";
  write_list("requirements", record.requirements, out);
  if (!record.constraints.empty()) write_list("constraints", record.constraints, out);
  if (!record.overrides.empty()) write_list("overrides", record.overrides, out);
  if (!record.default_groups.empty()) out += "default-groups = " + list_of(record.default_groups) + "\n";
  write_lists("extras", record.extras, out);
  write_lists("groups", record.groups, out);
  if (record.options.empty()) return;
  out += "\n[tool.whip.options]\n";
  for (const auto& [name, value] : record.options) out += toml_key(name) + " = " + toml_quoted(value) + "\n";
}

}  // namespace

std::string lockfile_text(const LockFile& lock) {
  std::string out = "lock-version = \"1.0\"\n";
  if (!lock.environment_texts.empty()) out += "environments = " + list_of(lock.environment_texts) + "\n";
  if (!lock.requires_python.empty()) out += "requires-python = " + toml_quoted(lock.requires_python.text()) + "\n";
  out += "extras = " + list_of(lock.extras) + "\n";
  out += "dependency-groups = " + list_of(lock.groups) + "\n";
  out += "default-groups = " + list_of(lock.default_groups) + "\n";
  out += "created-by = " + toml_quoted(lock.created_by) + "\n";
  if (lock.packages.empty()) out += "packages = []\n";
  for (const LockedRelease& package : lock.packages) write_package(package, out);
  if (lock.record) write_record(*lock.record, out);
  return out;
}

}  // namespace whip::resolver
