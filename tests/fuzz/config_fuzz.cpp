// Bytes of a configuration file: whatever they are, reading them ends in settings or in an error with a place in the
// text, and the settings written out read back as the same ones.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cli/config/ini.h"
#include "cli/config/layer.h"
#include "cli/config/load.h"
#include "linter/select.h"

namespace {

constexpr whip::Rule kRule{.since = "0.1", .by_default = true};
constexpr whip::RuleEntry kRows[] = {{"F401", "unused-import", "pyflakes", &kRule},
                                     {"E501", "line-too-long", "pycodestyle", &kRule}};

void expect(bool holds) {
  if (!holds) std::abort();
}

void read_settings(const whip::Value& table, std::string_view text, whip::SelectorSource source) {
  static const whip::RuleTable rules{kRows};
  std::vector<std::string> warnings;
  const auto layer =
      whip::read_layer(table, {.name = "whip.toml", .root = "/nowhere", .source = source, .text = text}, warnings);
  if (!layer) {
    expect(!layer.error().message.empty() && layer.error().line > 0);
    return;
  }
  const auto configuration = whip::resolve({&*layer, 1}, "/nowhere", rules, warnings);
  if (!configuration) {
    expect(!configuration.error().message.empty());
    return;
  }
  for (const std::string_view path : {"/nowhere/a.py", "/nowhere/tests/b.py", "/elsewhere/__init__.py"}) {
    whip::rules_for(configuration->lint, path);
    whip::target_version_for(configuration->lint, path);
    (void)configuration->exclude.excludes(path);
  }
  (void)configuration->lint.dummy_names.matches("_unused");
  expect(!whip::cache_key(configuration->lint).empty());
  // What `whip config --migrate` relies on.
  for (const auto& given : configuration->given) {
    const std::string written = whip::toml_text(given.value);
    if (given.value.is(whip::Value::Kind::date)) continue;
    const auto again = whip::parse_toml("value = " + written, "");
    expect(again && whip::toml_text(again->items[0]) == written);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  whip::parse_ini(text);
  const auto table = whip::parse_toml(text, "whip.toml");
  if (!table) {
    expect(!table.error().message.empty());
    return 0;
  }
  read_settings(*table, text, whip::SelectorSource::native);
  read_settings(*table, text, whip::SelectorSource::foreign);
  return 0;
}
