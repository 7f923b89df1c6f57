#include "resolver/lock/lockfile_text.h"

#include <string_view>
#include <utility>

#include "core/toml/value.h"
#include "resolver/index/page.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

void write_texts(const std::vector<std::string>& texts, std::string& out) {
  out += '[';
  for (const std::string& text : texts) {
    if (&text != texts.data()) out += ", ";
    append_toml_quoted(text, out);
  }
  out += "]\n";
}

// `{ key = "...", ... }`, what is empty left out.
class InlineTable {
 public:
  explicit InlineTable(std::string& out) : out_(out) {}

  InlineTable& text(std::string_view name, const std::string& value) {
    if (!value.empty()) append_toml_quoted(value, key(name));
    return *this;
  }
  InlineTable& raw(std::string_view name, std::string_view value) {
    key(name) += value;
    return *this;
  }
  // For a value that the caller puts behind it.
  std::string& key(std::string_view name) {
    return out_.append(std::exchange(is_empty_, false) ? "{ " : ", ").append(name).append(" = ");
  }
  void done() { out_ += is_empty_ ? "{}" : " }"; }

 private:
  std::string& out_;
  bool is_empty_ = true;
};

// The last part of where the file is: what readers take for its name.
bool is_plainly_named(const LockedFile& file) {
  const std::string_view place = file.url.empty() ? file.path : file.url;
  const bool is_at_end = place.size() > file.name.size() && place.ends_with(file.name) &&
                         place[place.size() - file.name.size() - 1] == '/';
  if (is_at_end && file.name.find_first_of("%?#/\\") == std::string::npos) return true;
  return file.name == (file.url.empty() ? file.path.substr(file.path.find_last_of("/\\") + 1) : file_name_of(file.url));
}

// With the name only where it is wanted and the place does not end in it.
enum class Named : unsigned char { no, yes };
void write_file(const LockedFile& file, Named named, InlineTable& table) {
  if (named == Named::yes && !is_plainly_named(file)) table.text("name", file.name);
  if (file.upload_time) table.raw("upload-time", time_text(*file.upload_time));
  table.text("url", file.url).text("path", file.path);
  if (file.size) table.raw("size", std::to_string(*file.size));
  if (file.hashes.empty()) return;
  InlineTable hashes(table.key("hashes"));
  for (const auto& [algorithm, digest] : file.hashes) append_toml_quoted(digest, hashes.key(toml_key(algorithm)));
  hashes.done();
}

// A requirement a line: two branches that each add one are merged without a conflict more often than not.
void write_list(std::string_view key, const std::vector<std::string>& texts, std::string& out) {
  out.append(key).append(" = [");
  for (const std::string& text : texts) {
    out += "\n    ";
    append_toml_quoted(text, out);
    out += ',';
  }
  out += texts.empty() ? "]\n" : "\n]\n";
}

void write_line(std::string_view key, std::string_view value, std::string& out) {
  out.append(key).append(" = ");
  append_toml_quoted(value, out);
  out += '\n';
}

void write_place(const LockedRelease& package, std::string& out) {
  if (package.vcs) {
    out += "vcs = ";
    InlineTable(out)
        .text("type", package.vcs->type)
        .text("url", package.vcs->url)
        .text("path", package.vcs->path)
        .text("requested-revision", package.vcs->requested_revision)
        .text("commit-id", package.vcs->commit_id)
        .text("subdirectory", package.vcs->subdirectory)
        .done();
    out += '\n';
  }
  if (package.directory) {
    out += "directory = ";
    InlineTable table(out);
    table.text("path", package.directory->path);
    if (package.directory->editable) table.raw("editable", "true");
    table.text("subdirectory", package.directory->subdirectory).done();
    out += '\n';
  }
  if (package.archive) {
    out += "archive = ";
    InlineTable table(out);
    write_file(package.archive->file, Named::no, table);
    table.text("subdirectory", package.archive->subdirectory).done();
    out += '\n';
  }
}

void write_package(const LockedRelease& package, std::string& out) {
  const auto line = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) write_line(key, value, out);
  };
  out += "\n[[packages]]\n";
  line("name", package.name);
  line("version", package.version);
  line("marker", package.marker_text);
  line("requires-python", package.requires_python.text());
  if (!package.dependencies.empty()) {
    out += "dependencies = [\n";
    for (const LockedRelease::Dependency& dependency : package.dependencies) {
      out += "    ";
      InlineTable(out).text("name", dependency.name).text("version", dependency.version).done();
      out += ",\n";
    }
    out += "]\n";
  }
  write_place(package, out);
  line("index", package.index);
  const auto named_file = [&](const LockedFile& file) {
    InlineTable table(out);
    write_file(file, Named::yes, table);
    table.done();
  };
  if (package.sdist) {
    out += "sdist = ";
    named_file(*package.sdist);
    out += '\n';
  }
  if (!package.wheels.empty()) {
    out += "wheels = [\n";
    for (const LockedFile& wheel : package.wheels) {
      out += "    ";
      named_file(wheel);
      out += ",\n";
    }
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
  if (!record.name.empty()) write_line("name", record.name, out);
  write_list("requirements", record.requirements, out);
  if (!record.constraints.empty()) write_list("constraints", record.constraints, out);
  if (!record.overrides.empty()) write_list("overrides", record.overrides, out);
  if (!record.default_groups.empty()) write_texts(record.default_groups, out += "default-groups = ");
  write_lists("extras", record.extras, out);
  write_lists("groups", record.groups, out);
  if (record.options.empty()) return;
  out += "\n[tool.whip.options]\n";
  for (const auto& [name, value] : record.options) write_line(toml_key(name), value, out);
}

}  // namespace

std::string lockfile_text(const LockFile& lock) {
  std::size_t files = 0;
  for (const LockedRelease& package : lock.packages) files += package.wheels.size() + 1;
  std::string out;
  out.reserve(4096 + files * 384);  // a line is some 300 characters; what is not filled is not touched
  out += "lock-version = \"1.0\"\n";
  if (!lock.environment_texts.empty()) write_texts(lock.environment_texts, out += "environments = ");
  if (!lock.requires_python.empty()) write_line("requires-python", lock.requires_python.text(), out);
  write_texts(lock.extras, out += "extras = ");
  write_texts(lock.groups, out += "dependency-groups = ");
  write_texts(lock.default_groups, out += "default-groups = ");
  write_line("created-by", lock.created_by, out);
  if (lock.packages.empty()) out += "packages = []\n";
  for (const LockedRelease& package : lock.packages) write_package(package, out);
  if (lock.record) write_record(*lock.record, out);
  return out;
}

}  // namespace whip::resolver
