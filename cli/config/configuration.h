// Everything that configuration files and flags decide for the files of one folder: what the linter is told (Settings),
// which files are looked at, and how the run behaves. A value; many files share one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/glob.h"
#include "core/base/regex.h"
#include "core/toml/value.h"
#include "formatter/options.h"
#include "linter/settings.h"

namespace whip {

struct Option;
struct KnownRule;

// Patterns of files or folders. `texts` are as written, for people.
struct PatternList {
  std::vector<std::string> texts;
  GlobSet patterns;

  // Adds the pattern as an absolute one and, when it is a plain name, for files of that name anywhere.
  Done add(std::string_view pattern, std::string_view root);
  // An exclusion is asked of the whole path and of its last part.
  bool excludes(std::string_view path) const;
  bool includes(std::string_view path) const { return patterns.matches(path); }
};

// Which files Black would format: regular expressions over paths from the root, folders with a slash at their end.
// Absent: no say.
struct BlackFiles {
  std::optional<Regex> include;
  std::optional<Regex> exclude;
  std::optional<Regex> extend_exclude;
  std::optional<Regex> force_exclude;  // named files too

  enum class Named : std::uint8_t { no, yes };
  // `path` from the root, beginning with a slash.
  bool excludes(std::string_view path, Named named) const;
};

enum class UnsafeFixes : std::uint8_t { hint, disabled, enabled };

// What a file's suffix says about it (the setting `extension`).
enum class Language : std::uint8_t { python, stub, notebook, markdown };

// Where a value in force comes from.
struct Origin {
  std::string name;  // path of the file, "the command line", or empty for a default
  Place place;
};

struct Configuration {
  std::string path;  // the configuration file; empty if there is none
  std::string root;  // absolute folder: relative patterns start here

  Settings lint;
  PatternList lint_exclude;

  fmt::Options format;  // but for what the file decides: see format_options_for (cli/pipeline/format_file.h)
  PatternList format_exclude;
  BlackFiles black;

  PatternList exclude;
  PatternList extend_exclude;
  PatternList include;
  PatternList extend_include;
  bool force_exclude = false;
  bool respect_gitignore = true;
  std::vector<std::pair<std::string, Language>> extension;  // suffix without its dot

  std::string cache_dir;
  std::string output_format = "full";
  bool output_prefer_rule_codes = false;
  bool fix = false;
  bool fix_only = false;
  bool show_fixes = false;
  UnsafeFixes unsafe_fixes = UnsafeFixes::hint;

  // What was set, by table row, strongest layer only; for --show-settings and --show-origin.
  struct Given {
    const Option* option;
    Value value;
    Origin origin;
  };
  std::vector<Given> given;
  std::vector<const KnownRule*> not_carried;  // selected rules of Ruff that we do not have
};

}  // namespace whip
