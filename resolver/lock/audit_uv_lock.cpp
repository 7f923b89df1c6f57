#include <optional>
#include <utility>

#include "core/toml/read.h"
#include "resolver/index/url.h"
#include "resolver/lock/audit_inputs.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

std::string text_under(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr && value->is(Value::Kind::string) ? value->text : std::string();
}

class Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  Result<AuditedLock> read(const Value& root) {
    const Value* version = root.find("version");
    const Value* packages = root.find("package");
    if (version == nullptr || !version->is(Value::Kind::integer) || packages == nullptr)
      return error(root, "this is no uv.lock: there is no `version` or no package");
    if (version->integer != 1)
      return error(*version, "version " + std::to_string(version->integer) + " of uv.lock is not known; 1 is");
    lock_.has_edge_markers = true;
    if (const Value* python = root.find("requires-python"); python != nullptr) {
      auto parsed = Specifiers::parse(python->text);
      if (!parsed) return error(*python, "`" + python->text + "` is no version specifier: " + parsed.error().message);
      lock_.requires_python = std::move(*parsed);
    }
    for (const Value& item : packages->items) package(item);
    if (failure_) return *failure_;
    return std::move(lock_);
  }

 private:
  Error error(const Value& value, std::string message) const {
    return configuration_error(path_, value.place, std::move(message));
  }

  void dependencies(const Value* list, const std::string& extra, std::vector<AuditedRelease::Dependency>& out) {
    if (list == nullptr) return;
    for (const Value& item : list->items) {
      AuditedRelease::Dependency& one = out.emplace_back();
      one.name = normalized(text_under(item, "name"));
      one.version = text_under(item, "version");
      one.of_extra = extra;
      if (const Value* extras = item.find("extra"); extras != nullptr) {
        for (const Value& name : extras->items) one.extras.push_back(normalized(name.text));
      }
      const Value* marker = item.find("marker");
      if (marker == nullptr) continue;
      auto parsed = Marker::parse(marker->text);
      if (!parsed) {
        if (!failure_) failure_ = error(*marker, "`" + marker->text + "` is no marker: " + parsed.error().message);
        return;
      }
      // Conflicting extras are told apart by made-up ones; all of them are taken here.
      bool names_extra = false;
      for (const MarkerTerm& term : parsed->terms) names_extra = names_extra || term.variable == MarkerVariable::extra;
      if (!names_extra) one.marker = std::move(*parsed);
    }
  }

  void package(const Value& table) {
    AuditedRelease release;
    release.name = normalized(text_under(table, "name"));
    release.version = text_under(table, "version");
    release.place = table.place;
    const Value* source = table.find("source");
    const bool is_project =
        source != nullptr && (source->find("virtual") != nullptr || source->find("editable") != nullptr);
    release.is_of_index = source != nullptr && source->find("registry") != nullptr;
    auto& edges = is_project ? lock_.roots : release.dependencies;
    dependencies(table.find("dependencies"), {}, edges);
    // Of the project itself all extras and groups are taken.
    for (const std::string_view key : {"optional-dependencies", "dev-dependencies"}) {
      const Value* all = table.find(key);
      if (all == nullptr || !all->is(Value::Kind::table)) continue;
      for (std::size_t i = 0; i < all->keys.size(); ++i)
        dependencies(&all->items[i], is_project ? std::string() : normalized(all->keys[i]), edges);
    }
    if (is_project) return;
    const auto add_file = [&](const Value& file) {
      const std::string url = text_under(file, "url");
      const std::string path = text_under(file, url.empty() ? "path" : "filename");
      release.files.push_back(url.empty() || !path.empty() ? path.substr(path.find_last_of("/\\") + 1)
                                                           : file_name_of(url));
    };
    if (const Value* wheels = table.find("wheels"); wheels != nullptr) {
      for (const Value& wheel : wheels->items) add_file(wheel);
    }
    if (const Value* sdist = table.find("sdist"); sdist != nullptr && release.is_of_index) add_file(*sdist);
    lock_.packages.push_back(std::move(release));
  }

  const std::string& path_;
  AuditedLock lock_;
  std::optional<Error> failure_;
};

}  // namespace

Result<AuditedLock> read_uv_lock(std::string_view text, const std::string& path) {
  const auto root = parse_toml(text, path);
  if (!root) return root.error();
  return Reader(path).read(*root);
}

}  // namespace whip::resolver
