// What an editor says about a workspace folder. The names are those of Ruff's editor extensions, so that these can be
// pointed at whip:
//
//   {"configuration": "~/ruff.toml",  "configurationPreference": "editorFirst",
//    "lineLength": 100,  "exclude": ["build"],
//    "lint": {"enable": true, "select": ["E", "F"], "extendSelect": [], "ignore": [], "preview": false},
//    "format": {"preview": false},  "fixAll": true,  "organizeImports": true,
//    "codeAction": {"disableRuleComment": {"enable": true}, "fixViolation": {"enable": true}},
//    "showSyntaxErrors": true,  "logLevel": "info",  "diagnosticMode": "workspace"}
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/json.h"
#include "core/toml/value.h"

namespace whip::lsp {

// Which wins where the editor and a configuration file speak of the same setting.
enum class Preference : std::uint8_t { editor_first, filesystem_first, editor_only };

struct EditorSettings {
  bool lint = true;
  bool show_syntax_errors = true;
  bool fix_all = true;
  bool organize_imports = true;
  bool offers_silencing = true;  // "Disable for this line"
  bool offers_fixes = true;
  bool checks_workspace = true;  // answers workspace/diagnostic
  Preference preference = Preference::editor_first;
  std::string configuration_file;      // as written; empty: none
  std::optional<Value> configuration;  // settings in place of a file, a table
  Value direct{.kind =
                   Value::Kind::table};  // what stands in settings of its own, as a configuration file would have it
  std::vector<std::string> problems;     // sentences for people
};

// Reads the settings one above the other: what a later call says replaces what an earlier one said. Values of `whip`
// and `ruff` inside of `json` are taken as well, those of `whip` last.
void read_settings(Json json, EditorSettings& out);

// A path with the variables of VS Code's settings replaced: extensions put values for them into initializationOptions,
// but `workspace/configuration` is answered by the editor itself, which does not. `${userHome}` and `${env:NAME}`
// become variables of the environment, which absolute_path() knows.
std::string with_editor_variables(std::string_view path, std::string_view folder);

}  // namespace whip::lsp
