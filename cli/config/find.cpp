#include "cli/config/find.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "cli/config/load.h"
#include "cli/config/version.h"

namespace whip {
namespace {

bool is_file(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::string in_folder(const std::string& folder, std::string_view name) {
  return folder + (folder.ends_with('/') ? "" : "/") + std::string(name);
}

const Value* table_at(const Value& root, std::string_view group, std::string_view name) {
  const Value* outer = root.find(group);
  return outer == nullptr ? nullptr : outer->find(name);
}

std::optional<PythonVersion> required_python(const Value& pyproject) {
  const Value* wanted = table_at(pyproject, "project", "requires-python");
  return wanted != nullptr && wanted->is(Value::Kind::string) ? oldest_python(wanted->text) : std::nullopt;
}

// Whether the package says that threads may use it without the GIL: by its classifiers, from Beta on, or by the wheels
// that it builds.
bool supports_free_threading(const Value& pyproject) {
  const auto any = [](const Value* list, auto&& found) {
    if (list == nullptr) return false;
    if (list->is(Value::Kind::string)) return found(std::string_view(list->text));
    return std::any_of(list->items.begin(), list->items.end(),
                       [&](const Value& item) { return found(std::string_view(item.text)); });
  };
  constexpr std::string_view kClassifier = "Programming Language :: Python :: Free Threading :: ";
  const bool classified = any(table_at(pyproject, "project", "classifiers"), [&](std::string_view text) {
    return text.starts_with(kClassifier) && text.substr(kClassifier.size()).find_first_of("234") == 0;
  });
  const Value* wheels = table_at(pyproject, "tool", "cibuildwheel");
  const auto part = [&](std::string_view key) { return wheels == nullptr ? nullptr : wheels->find(key); };
  return classified ||
         any(part("build"), [](std::string_view text) { return text.find("t-") != std::string_view::npos; }) ||
         any(part("enable"), [](std::string_view text) { return text.starts_with("cpython-freethreading"); });
}

// What a pyproject.toml says of its project, besides settings.
Inferred infer(const Value& pyproject) {
  return {.python = required_python(pyproject), .free_threading = supports_free_threading(pyproject)};
}

// The same of the one in a folder; nothing if there is none or it cannot be read.
Inferred infer_in(const std::string& folder) {
  const std::string path = in_folder(folder, "pyproject.toml");
  const auto text = read_text(path);
  const auto says = [&](std::string_view word) { return text->find(word) != std::string::npos; };
  if (!text || !(says("requires-python") || says("Free Threading") || says("cibuildwheel"))) return {};
  const auto table = parse_toml(*text, path);
  return table ? infer(*table) : Inferred{};
}

// Whether a line opens the table `tool.<name>` or one below it.
bool has_header(std::string_view text, std::string_view name) {
  const std::string header = "[tool." + std::string(name);
  for (std::size_t at = 0; (at = text.find(header, at)) != std::string_view::npos; at += header.size()) {
    const std::size_t after = at + header.size();
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    if (begins_line && after < text.size() && (text[after] == ']' || text[after] == '.')) return true;
  }
  return false;
}

bool is_pyproject(const std::string& path) { return path.ends_with("/pyproject.toml") || path == "pyproject.toml"; }

struct Loaded {
  Layer layer;
  std::optional<std::string> extends;  // absolute
};

class Loader {
 public:
  Loader(Reach reach, const std::string& working_directory, bool strict, std::vector<std::string>& warnings)
      : reach_(reach), working_directory_(working_directory), strict_(strict), warnings_(warnings) {}

  Result<Loaded> load(const ConfigFile& file, bool outermost) {
    const auto text = read_text(file.path);
    if (!text) return text.error();
    auto parsed = parse_toml(*text, file.path);
    if (!parsed) return parsed.error();
    Value empty;
    empty.kind = Value::Kind::table;
    const Value* table = &*parsed;
    bool native = file.native;
    if (is_pyproject(file.path)) {
      table = table_at(*parsed, "tool", "whip");
      native = table != nullptr;
      if (table == nullptr) table = table_at(*parsed, "tool", "ruff");
      if (table == nullptr) table = &empty;
    }
    if (!table->is(Value::Kind::table)) {
      return configuration_error(file.path, table->place, "settings must be a table");
    }
    const std::string folder = folder_of(file.path);
    const LayerSource source{.name = file.path,
                             .root = reach_ == Reach::project ? folder : working_directory_,
                             .source = native || strict_ ? SelectorSource::native : SelectorSource::foreign,
                             .text = *text};
    auto layer = read_layer(*table, source, warnings_);
    if (!layer) return layer.error();
    Loaded loaded{std::move(*layer), std::nullopt};
    infer_settings(loaded.layer, *parsed, file, folder, outermost);
    if (const Value* extend = loaded.layer.find("extend")) loaded.extends = absolute_path(extend->text, folder);
    return loaded;
  }

 private:
  void infer_settings(Layer& layer, const Value& parsed, const ConfigFile& file, const std::string& folder,
                      bool outermost) const {
    Inferred inferred;
    if (is_pyproject(file.path)) {
      inferred = infer(parsed);
    } else if (outermost && reach_ == Reach::project) {
      inferred = infer_in(folder);
    }
    set_inferred(inferred, layer);
  }

  Reach reach_;
  const std::string& working_directory_;
  bool strict_;
  std::vector<std::string>& warnings_;
};

}  // namespace

void ConfigNames::note(std::string_view name) {
  if (name == ".whip.toml") dot_whip = true;
  if (name == "whip.toml") whip = true;
  if (name == "pyproject.toml") pyproject = true;
  if (name == ".ruff.toml") dot_ruff = true;
  if (name == "ruff.toml") ruff = true;
}

ConfigNames config_names(const std::string& folder) {
  ConfigNames names;
  for (const std::string_view name : {".whip.toml", "whip.toml", "pyproject.toml", ".ruff.toml", "ruff.toml"}) {
    if (is_file(in_folder(folder, name))) names.note(name);
  }
  return names;
}

Result<std::optional<ConfigFile>> config_in(const std::string& folder, const ConfigNames& names) {
  using Found = std::optional<ConfigFile>;
  if (names.dot_whip) return Found({in_folder(folder, ".whip.toml"), true});
  if (names.whip) return Found({in_folder(folder, "whip.toml"), true});
  const std::string pyproject = in_folder(folder, "pyproject.toml");
  bool for_ruff = false;
  if (names.pyproject) {
    const auto text = read_text(pyproject);
    if (!text) return text.error();
    // Most pyproject.toml files of a tree are not ours, and those that are say so plainly: a look at the text saves
    // parsing.
    if (has_header(*text, "whip")) return Found({pyproject, true});
    if (has_header(*text, "ruff") && text->find("whip") == std::string::npos) {
      for_ruff = true;
    } else if (text->find("whip") != std::string::npos || text->find("ruff") != std::string::npos) {
      const auto table = parse_toml(*text, pyproject);
      if (!table) return table.error();
      if (table_at(*table, "tool", "whip") != nullptr) return Found({pyproject, true});
      for_ruff = table_at(*table, "tool", "ruff") != nullptr;
    }
  }
  if (names.dot_ruff) return Found({in_folder(folder, ".ruff.toml"), false});
  if (names.ruff) return Found({in_folder(folder, "ruff.toml"), false});
  if (for_ruff) return Found({pyproject, false});
  return Found();
}

std::optional<ConfigFile> user_config() {
  const char* base = std::getenv("XDG_CONFIG_HOME");
  std::string folder = base != nullptr && *base == '/' ? base : "";
  if (folder.empty()) {
    const char* home = std::getenv("HOME");
    if (home == nullptr) return std::nullopt;
    folder = std::string(home) + "/.config";
  }
  for (const std::string_view tool : {"whip", "ruff"}) {
    const std::string name(tool);
    for (const std::string& file : {"." + name + ".toml", name + ".toml", std::string("pyproject.toml")}) {
      const std::string path = folder + "/" + name + "/" + file;
      if (is_file(path)) return ConfigFile{path, tool == "whip"};
    }
  }
  return std::nullopt;
}

Result<std::vector<Layer>> load_layers(const ConfigFile& file, Reach reach, const std::string& working_directory,
                                       bool strict, std::vector<std::string>& warnings) {
  Loader loader(reach, working_directory, strict, warnings);
  std::vector<Layer> layers;
  std::vector<std::string> seen;
  std::optional<ConfigFile> next = file;
  while (next) {
    if (std::find(seen.begin(), seen.end(), next->path) != seen.end()) {
      return Error{.code = ErrorCode::configuration,
                   .message = "`extend` goes in a circle back to `" + next->path + "`",
                   .path = seen.back()};
    }
    seen.push_back(next->path);
    auto loaded = loader.load(*next, layers.empty());
    if (!loaded) {
      Error error = loaded.error();
      if (layers.empty() || error.code != ErrorCode::io) return error;
      error.message += " (named by `extend` in `" + seen[seen.size() - 2] + "`)";
      return error;
    }
    const bool native = next->native;
    next.reset();
    if (loaded->extends) next = ConfigFile{*loaded->extends, loaded->extends->ends_with("ruff.toml") ? false : native};
    layers.push_back(std::move(loaded->layer));
  }
  return layers;
}

Inferred inherited(const std::string& folder) {
  for (std::string at = folder;; at = folder_of(at)) {
    const Inferred found = infer_in(at);
    if (found.any() || at == "/") return found;
  }
}

void set_inferred(const Inferred& inferred, Layer& layer) {
  if (inferred.python && layer.find("target-version") == nullptr) {
    layer.set("target-version", string_value(std::string(setting_name(*inferred.python))));
  }
  if (inferred.free_threading && layer.find("concurrency") == nullptr)
    layer.set("concurrency", string_value("library"));
}

}  // namespace whip
