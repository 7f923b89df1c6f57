#include "cli/lsp/settings.h"

#include <string_view>
#include <utility>

namespace whip::lsp {
namespace {

// A JSON value as a configuration file would hold it; null is no value. Arrays and objects nest as deep as JSON let
// them, so what is still open is kept on a stack.
std::optional<Value> value_of(Json json) {
  struct Open {
    Value value;
    Json::Iterator at;
    Json::Iterator end;
    std::string key;
  };
  std::vector<Open> open;
  std::optional<Value> done;
  const auto begin = [&](Json item) {
    if (item.is_array() || item.is_object()) {
      Value value{.kind = item.is_array() ? Value::Kind::list : Value::Kind::table};
      open.push_back({std::move(value), item.begin(), item.end(), std::string(item.key())});
      return;
    }
    if (const auto text = item.string()) {
      done = string_value(std::string(*text));
    } else if (const auto truth = item.boolean()) {
      done = boolean_value(*truth);
    } else if (const auto integer = item.integer()) {
      done = integer_value(*integer);
    } else if (const auto real = item.real()) {
      done = Value{.kind = Value::Kind::number, .number = *real};
    } else {
      done.reset();
    }
  };
  const auto attach = [&](std::string key) {
    Open& parent = open.back();
    if (!done) return;
    if (parent.value.is(Value::Kind::list)) {
      parent.value.items.push_back(std::move(*done));
    } else {
      put(parent.value, std::move(key), std::move(*done));
    }
  };
  begin(json);
  while (!open.empty()) {
    Open& top = open.back();
    if (top.at == top.end) {
      done = std::move(top.value);
      std::string key = std::move(top.key);
      open.pop_back();
      if (!open.empty()) attach(std::move(key));
      continue;
    }
    const Json item = *top.at;
    ++top.at;
    const std::size_t depth = open.size();
    begin(item);
    if (open.size() == depth) attach(std::string(item.key()));
  }
  return done;
}

void read_flag(Json json, bool& out) {
  if (const auto flag = json.boolean()) out = *flag;
}

// Puts a value below a table of `direct`, replacing what was there.
void set(Value& direct, std::string_view table, std::string_view key, Json json) {
  std::optional<Value> value = value_of(json);
  if (!value) return;
  Value* home = &direct;
  if (!table.empty()) {
    if (direct.find(table) == nullptr) put(direct, std::string(table), Value{.kind = Value::Kind::table});
    for (std::size_t i = 0; i < direct.keys.size(); ++i) {
      if (direct.keys[i] == table) home = &direct.items[i];
    }
  }
  for (std::size_t i = 0; i < home->keys.size(); ++i) {
    if (home->keys[i] != key) continue;
    home->items[i] = std::move(*value);
    return;
  }
  put(*home, std::string(key), std::move(*value));
}

void read_preference(Json json, EditorSettings& out) {
  const auto word = json.string();
  if (!word) return;
  if (*word == "editorFirst") {
    out.preference = Preference::editor_first;
  } else if (*word == "filesystemFirst") {
    out.preference = Preference::filesystem_first;
  } else if (*word == "editorOnly") {
    out.preference = Preference::editor_only;
  } else {
    out.problems.push_back("configurationPreference must be editorFirst, filesystemFirst or editorOnly, not `" +
                           std::string(*word) + "`");
  }
}

void read_flat(Json json, EditorSettings& out) {
  const Json lint = json["lint"];
  read_flag(lint["enable"], out.lint);
  read_flag(json["showSyntaxErrors"], out.show_syntax_errors);
  read_flag(json["fixAll"], out.fix_all);
  read_flag(json["organizeImports"], out.organize_imports);
  read_flag(json["codeAction"]["disableRuleComment"]["enable"], out.offers_silencing);
  read_flag(json["codeAction"]["fixViolation"]["enable"], out.offers_fixes);
  if (const auto mode = json["diagnosticMode"].string()) out.checks_workspace = *mode != "openFilesOnly";
  read_preference(json["configurationPreference"], out);
  if (const Json configuration = json["configuration"]; configuration.is_object()) {
    out.configuration = value_of(configuration);
    out.configuration_file.clear();
  } else if (const auto file = configuration.string()) {
    out.configuration_file = *file;
    out.configuration.reset();
  }
  set(out.direct, "", "line-length", json["lineLength"]);
  set(out.direct, "", "exclude", json["exclude"]);
  set(out.direct, "lint", "preview", lint["preview"]);
  set(out.direct, "lint", "select", lint["select"]);
  set(out.direct, "lint", "extend-select", lint["extendSelect"]);
  set(out.direct, "lint", "ignore", lint["ignore"]);
  set(out.direct, "format", "preview", json["format"]["preview"]);
}

}  // namespace

std::string with_editor_variables(std::string_view path, std::string_view folder) {
  constexpr std::string_view kFolder = "${workspaceFolder}";
  constexpr std::string_view kHome = "${userHome}";
  constexpr std::string_view kVariable = "${env:";
  std::string out;
  while (!path.empty()) {
    if (path.starts_with(kFolder)) {
      out += folder;
      path.remove_prefix(kFolder.size());
    } else if (path.starts_with(kHome)) {
      out += "${HOME}";
      path.remove_prefix(kHome.size());
    } else if (path.starts_with(kVariable)) {
      out += "${";
      path.remove_prefix(kVariable.size());
    } else {
      out += path.front();
      path.remove_prefix(1);
    }
  }
  return out;
}

void read_settings(Json json, EditorSettings& out) {
  read_flat(json, out);
  for (const std::string_view name : {"ruff", "whip"}) read_flat(json[name], out);
}

}  // namespace whip::lsp
