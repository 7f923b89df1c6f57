#include "cli/commands/config.h"

#include <algorithm>

#include "cli/commands/command.h"
#include "cli/config/load.h"
#include "cli/config/options.h"
#include "core/base/json_writer.h"

namespace whip::cli {
namespace {

constexpr std::string_view kWithoutEffect =
    "Accepted, so that a configuration for Ruff can be read; no rule that whip carries uses it yet.";

std::string_view doc_of(const Option& option) { return option.doc.empty() ? kWithoutEffect : option.doc; }

std::string default_of(const Option& option) {
  if (option.key == "lint.select") return "the default selection (`whip linter`)";
  return option.fallback.empty() ? "not set" : std::string(option.fallback);
}

void describe_text(const Option& option, std::string& out) {
  out.append(doc_of(option))
      .append("\n\nDefault value: ")
      .append(default_of(option))
      .append("\nType: ")
      .append(option.type)
      .append("\n");
  if (!option.retired.empty()) out.append("Outdated: use ").append(option.retired).append("\n");
}

void describe_json(const Option& option, JsonWriter& json) {
  json.begin_object()
      .member("doc", doc_of(option))
      .member("default", default_of(option))
      .member("value_type", option.type);
  json.member("effective", !option.doc.empty()).key("deprecated");
  if (option.retired.empty()) {
    json.null();
  } else {
    json.string("use " + std::string(option.retired));
  }
  json.end_object();
}

// The line of a setting below its group: `line-length`, `extend-ignore (outdated)`.
std::string listed(const Option& option, std::string_view group) {
  std::string text(option.key.substr(group.empty() ? 0 : group.size() + 1));
  return text + (option.retired.empty() ? "" : " (outdated)") + "\n";
}

// Keys of a group, then the groups in it.
void list_group(std::string_view group, std::string& out) {
  std::string inner;
  std::string_view last;
  for (const Option* option : options()) {
    if (!group.empty() &&
        !(option->key.starts_with(group) && option->key.size() > group.size() && option->key[group.size()] == '.'))
      continue;
    const std::string_view rest = option->key.substr(group.empty() ? 0 : group.size() + 1);
    const std::size_t dot = rest.find('.');
    if (dot == std::string_view::npos) {
      out += listed(*option, group);
    } else if (rest.substr(0, dot) != last) {
      last = rest.substr(0, dot);
      inner.append(last).append("\n");
    }
  }
  out += inner;
}

std::string group_of(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? std::string() : std::string(key.substr(0, dot));
}

}  // namespace

int describe_settings(std::string_view key, ConfigFormat format, std::string& out, std::string& err) {
  const Option* one = find_option(key);
  if (one == nullptr && !key.empty() && !is_option_group(key)) {
    err.append("error: unknown setting `").append(key).append("`");
    if (const std::string_view near = nearest_option(key); !near.empty())
      err.append("; did you mean `").append(near).append("`?");
    err += "\n";
    return kFailure;
  }
  if (format == ConfigFormat::text) {
    if (one != nullptr) {
      describe_text(*one, out);
    } else {
      list_group(key, out);
    }
    return kDone;
  }
  JsonWriter json(out, JsonWriter::Style::pretty);
  if (one != nullptr) {
    describe_json(*one, json);
  } else {
    json.begin_object();
    for (const Option* option : options()) {
      if (!key.empty() && !option->key.starts_with(std::string(key) + ".")) continue;
      json.key(option->key);
      describe_json(*option, json);
    }
    json.end_object();
  }
  out += "\n";
  return kDone;
}

int show_files(const Discovered& found, std::string& out) {
  for (const DiscoveredFile& file : found.files) {
    if (file.kind != SourceKind::markdown && file.kind != SourceKind::toml) out.append(file.path).append("\n");
  }
  return kDone;
}

int show_origin(const ConfigTree& tree, ConfigId id, std::string& out) {
  const Configuration& configuration = tree[id];
  std::vector<const Configuration::Given*> given;
  for (const Configuration::Given& entry : configuration.given) given.push_back(&entry);
  std::sort(given.begin(), given.end(), [](const auto* a, const auto* b) { return a->option->key < b->option->key; });
  for (const Configuration::Given* entry : given) {
    out.append(entry->option->key).append(" = ").append(toml_text(entry->value)).append("  # ");
    if (entry->origin.name.empty()) {
      out += "requires-python";
    } else {
      out += entry->origin.name;
      if (entry->origin.place.line != 0) out += ":" + std::to_string(entry->origin.place.line);
    }
    out += "\n";
  }
  if (given.empty()) out += "# every setting has its default\n";
  return kDone;
}

// Tables come after the keys that stand outside of them, as TOML wants it.
int migrate(const ConfigTree& tree, ConfigId id, std::string& out) {
  std::vector<const Configuration::Given*> given;
  for (const Configuration::Given& entry : tree[id].given) {
    if (entry.option->key != "extend") given.push_back(&entry);
  }
  std::sort(given.begin(), given.end(), [](const auto* a, const auto* b) {
    const std::string left = group_of(a->option->key);
    const std::string right = group_of(b->option->key);
    return left != right ? left < right : a->option->key < b->option->key;
  });
  std::string group;
  out += "[tool.whip]\n";
  for (const Configuration::Given* entry : given) {
    const std::string_view key = entry->option->key;
    if (const std::string own = group_of(key); own != group) {
      group = own;
      out.append("\n[tool.whip.").append(group).append("]\n");
    }
    out.append(key.substr(group.empty() ? 0 : group.size() + 1))
        .append(" = ")
        .append(toml_text(entry->value))
        .append("\n");
  }
  return kDone;
}

std::string settings_page() {
  std::string page =
      "# Settings\n\n"
      "All settings of whip, in the order of their keys: `whip config KEY` prints the same. In `pyproject.toml` they "
      "stand below "
      "`[tool.whip]`\n(`[tool.ruff]` is read too), in `whip.toml` at the top. How they are found and combined: "
      "[configuration.md](configuration.md).\n\n"
      "This page is written by whip from the table that also reads the settings.\n";
  std::string group = "-";
  for (const Option* option : options()) {
    if (option->doc.empty()) continue;
    if (const std::string own = group_of(option->key); own != group) {
      group = own;
      page.append("\n## ").append(group.empty() ? "General" : "`" + group + "`").append("\n");
    }
    page.append("\n### `").append(option->key).append("`\n\n").append(option->doc).append("\n\n");
    page.append("Default: ");
    if (option->fallback.empty() || option->key == "lint.select") {
      page.append(default_of(*option));
    } else {
      page.append("`").append(option->fallback).append("`");
    }
    page.append("  \nType: `").append(option->type).append("`\n");
    if (!option->retired.empty()) page.append("\nOutdated: use ").append(option->retired).append(".\n");
  }
  page +=
      "\n## Without effect so far\n\nThese belong to rules and tools that whip does not carry yet. They are accepted, "
      "with a value of the type "
      "that Ruff asks for.\n\n";
  for (const Option* option : options()) {
    if (option->doc.empty()) page.append("- `").append(option->key).append("`: `").append(option->type).append("`\n");
  }
  return page;
}

}  // namespace whip::cli
