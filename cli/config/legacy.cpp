#include "cli/config/legacy.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <optional>

#include "cli/config/ini.h"
#include "cli/config/load.h"

namespace whip {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

struct Section {
  std::string file;
  std::string folder;
  Entries entries;
};

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

std::string in_folder(const std::string& folder, std::string_view name) {
  return folder + (folder.ends_with('/') ? "" : "/") + std::string(name);
}

std::string folder_above(const std::string& folder) {
  const std::size_t slash = folder.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : folder.substr(0, slash);
}

// A table of pyproject.toml as the entries that an ini file would have.
Entries entries_of(const Value& table) {
  Entries entries;
  for (std::size_t i = 0; i < table.items.size(); ++i) {
    const Value& item = table.items[i];
    std::string text;
    if (item.is(Value::Kind::list)) {
      for (const Value& part : item.items) text.append(text.empty() ? "" : "\n").append(part.text);
    } else {
      text = item.is(Value::Kind::string) ? item.text : toml_text(item);
    }
    entries.emplace_back(table.keys[i], text);
  }
  return entries;
}

std::optional<Value> tool_table(const std::string& folder, const std::string& tool) {
  const std::string path = in_folder(folder, "pyproject.toml");
  const auto text = read_text(path);
  if (!text || text->find("tool." + tool) == std::string::npos) return std::nullopt;
  const auto parsed = parse_toml(*text, path);
  if (!parsed) return std::nullopt;
  const Value* tools = parsed->find("tool");
  const Value* table = tools == nullptr ? nullptr : tools->find(tool);
  return table != nullptr && table->is(Value::Kind::table) ? std::optional(*table) : std::nullopt;
}

std::optional<Entries> ini_section(const std::string& path, std::initializer_list<std::string_view> names) {
  const auto text = read_text(path);
  if (!text) return std::nullopt;
  const std::vector<IniSection> sections = parse_ini(*text);
  for (const std::string_view name : names) {
    for (const IniSection& section : sections) {
      if (section.name == name) return section.entries;
    }
  }
  return std::nullopt;
}

// flake8 looks from the working directory up to the home folder, in each for the first of three files.
std::optional<Section> find_flake8(const std::string& start) {
  const char* home = std::getenv("HOME");
  for (std::string folder = start;; folder = folder_above(folder)) {
    for (const std::string_view name : {"setup.cfg", "tox.ini", ".flake8"}) {
      const std::string path = in_folder(folder, name);
      if (auto entries = ini_section(path, {"flake8"})) return Section{path, folder, std::move(*entries)};
    }
    if (auto table = tool_table(folder, "flake8"))
      return Section{in_folder(folder, "pyproject.toml"), folder, entries_of(*table)};
    if (folder == "/" || (home != nullptr && folder == home)) return std::nullopt;
  }
}

// isort stops at the root of a repository.
std::optional<Section> find_isort(const std::string& start) {
  for (std::string folder = start;; folder = folder_above(folder)) {
    if (auto entries = ini_section(in_folder(folder, ".isort.cfg"), {"settings", "isort"})) {
      return Section{in_folder(folder, ".isort.cfg"), folder, std::move(*entries)};
    }
    if (auto table = tool_table(folder, "isort"))
      return Section{in_folder(folder, "pyproject.toml"), folder, entries_of(*table)};
    for (const std::string_view name : {"setup.cfg", "tox.ini"}) {
      const std::string path = in_folder(folder, name);
      if (auto entries = ini_section(path, {"isort", "tool:isort"})) return Section{path, folder, std::move(*entries)};
    }
    if (folder == "/" || exists(in_folder(folder, ".git")) || exists(in_folder(folder, ".hg"))) return std::nullopt;
  }
}

struct Black {
  std::string folder;
  Value table;
};

std::optional<Black> find_black(const std::string& start) {
  for (std::string folder = start;; folder = folder_above(folder)) {
    if (auto table = tool_table(folder, "black")) return Black{folder, std::move(*table)};
    if (folder == "/" || exists(in_folder(folder, ".git")) || exists(in_folder(folder, ".hg"))) return std::nullopt;
  }
}

std::string listed(const std::vector<std::string>& texts, std::string_view between) {
  std::string all;
  for (const std::string& text : texts) all.append(all.empty() ? "" : between).append(text);
  return all;
}

}  // namespace

Legacy legacy_layers(const std::string& folder) {
  Legacy legacy;
  const auto flake8 = find_flake8(folder);
  const auto isort = find_isort(folder);
  const auto black = find_black(folder);
  if (!flake8 && !isort && !black) return legacy;
  legacy.root = flake8 ? flake8->folder : isort ? isort->folder : black->folder;
  Layer layer;
  layer.root = legacy.root;
  layer.source = SelectorSource::legacy;
  std::vector<std::string> sources;
  std::vector<std::string> unknown;
  // Black first: a line length that another tool gives itself is that tool's own.
  if (black) {
    add_black(layer, black->table, unknown);
    sources.push_back("[tool.black] in " + in_folder(black->folder, "pyproject.toml"));
  }
  if (isort) {
    add_isort(layer, isort->entries, unknown);
    sources.push_back("isort in " + isort->file);
  }
  if (flake8) {
    add_flake8(layer, flake8->entries, unknown);
    sources.push_back("[flake8] in " + flake8->file);
  }
  layer.name = flake8 ? flake8->file : isort ? isort->file : in_folder(black->folder, "pyproject.toml");
  std::string note =
      "note: settings from " + listed(sources, ", ") + "; `whip config --migrate` writes them as [tool.whip]";
  if (!unknown.empty()) note += " (without counterpart: " + listed(unknown, ", ") + ")";
  legacy.notes.push_back(std::move(note));
  legacy.layers.push_back(std::move(layer));
  return legacy;
}

}  // namespace whip
