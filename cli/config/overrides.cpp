#include "cli/config/overrides.h"

#include <algorithm>
#include <filesystem>

#include "cli/config/load.h"

namespace whip {
namespace {

constexpr std::string_view kCommandLine = "the command line";

Error usage(std::string message) { return {.code = ErrorCode::usage, .message = std::move(message), .path = {}}; }

// "pattern:CODE" pairs as a table of lists.
Result<Value> pairs(const std::vector<std::string>& texts, std::string_view flag) {
  Value table;
  table.kind = Value::Kind::table;
  for (const std::string& text : texts) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0 || colon + 1 == text.size()) {
      return usage("`" + std::string(flag) + "` takes `pattern:code`, found `" + text + "`");
    }
    std::string code = text.substr(colon + 1);
    code.erase(0, code.find_first_not_of(' '));
    const std::string pattern = text.substr(0, text.find_last_not_of(' ', colon - 1) + 1);
    const auto known = std::find(table.keys.begin(), table.keys.end(), pattern);
    if (known == table.keys.end()) {
      put(table, pattern, list_value({code}));
    } else {
      table.items[static_cast<std::size_t>(known - table.keys.begin())].items.push_back(string_value(code));
    }
  }
  return table;
}

}  // namespace

Result<Layer> flag_layer(const Overrides& o, const std::string& working_directory) {
  Layer layer;
  layer.name = kCommandLine;
  layer.root = working_directory;
  layer.source = SelectorSource::command_line;
  const auto list = [&](std::string_view key, const std::vector<std::string>& texts) {
    if (!texts.empty()) layer.set(key, list_value(texts));
  };
  const auto maybe_list = [&](std::string_view key, const std::optional<std::vector<std::string>>& texts) {
    if (texts) layer.set(key, list_value(*texts));
  };
  const auto flag = [&](std::string_view key, std::optional<bool> value) {
    if (value) layer.set(key, boolean_value(*value));
  };
  const auto word = [&](std::string_view key, const std::optional<std::string>& value) {
    if (value) layer.set(key, string_value(*value));
  };
  maybe_list("lint.select", o.select);
  list("lint.ignore", o.ignore);
  list("lint.extend-select", o.extend_select);
  maybe_list("lint.fixable", o.fixable);
  list("lint.unfixable", o.unfixable);
  list("lint.extend-fixable", o.extend_fixable);
  maybe_list("exclude", o.exclude);
  list("extend-exclude", o.extend_exclude);
  word("target-version", o.target_version);
  word("output-format", o.output_format);
  word("cache-dir", o.cache_dir);
  if (o.line_length) layer.set("line-length", integer_value(*o.line_length));
  if (o.preview) {
    layer.set("preview", boolean_value(*o.preview));
    layer.set("lint.preview", boolean_value(*o.preview));
  }
  flag("fix", o.fix);
  flag("fix-only", o.fix_only);
  flag("unsafe-fixes", o.unsafe_fixes);
  flag("show-fixes", o.show_fixes);
  flag("respect-gitignore", o.respect_gitignore);
  flag("force-exclude", o.force_exclude);
  if (!o.per_file_ignores.empty()) {
    auto table = pairs(o.per_file_ignores, "--per-file-ignores");
    if (!table) return table.error();
    layer.set("lint.per-file-ignores", std::move(*table));
  }
  if (!o.extend_per_file_ignores.empty()) {
    auto table = pairs(o.extend_per_file_ignores, "--extend-per-file-ignores");
    if (!table) return table.error();
    layer.set("lint.extend-per-file-ignores", std::move(*table));
  }
  Value languages;
  for (const std::string& text : o.extension) {
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return usage("`--extension` takes `suffix:language`, found `" + text + "`");
    put(languages, text.substr(0, colon), string_value(text.substr(colon + 1)));
  }
  if (!o.extension.empty()) layer.set("extension", std::move(languages));
  for (const Layer::Entry& entry : layer.entries) {
    if (std::string problem = value_problem(*entry.option, entry.value); !problem.empty()) {
      return usage("`" + std::string(entry.option->key) + "`: " + problem);
    }
  }
  return layer;
}

Result<ConfigArguments> config_arguments(const Overrides& overrides, const std::string& working_directory,
                                         std::vector<std::string>& warnings) {
  ConfigArguments result;
  for (const std::string& text : overrides.config) {
    std::error_code ignored;
    const std::string path = absolute_path(text, working_directory);
    if (std::filesystem::is_regular_file(path, ignored)) {
      if (result.file) return usage("`--config` takes one file, found `" + *result.file + "` and `" + path + "`");
      if (overrides.isolated) return usage("`--config " + text + "` cannot be used with `--isolated`");
      result.file = path;
      continue;
    }
    const auto table = parse_toml(text, {});
    if (!table || text.find('=') == std::string::npos) {
      return usage("`--config` takes a configuration file or `key = value`; `" + text + "` is neither" +
                   (text.ends_with(".toml") ? ": there is no such file" : ""));
    }
    if (table->find("extend") != nullptr) return usage("`extend` cannot be given by `--config`; give the file itself");
    auto layer = read_layer(*table, {std::string(kCommandLine), working_directory, SelectorSource::command_line, text},
                            warnings);
    if (!layer) {
      Error error = layer.error();
      error.code = ErrorCode::usage;
      error.path = "--config";
      return error;
    }
    result.inline_layers.insert(result.inline_layers.begin(), std::move(*layer));
  }
  return result;
}

}  // namespace whip
