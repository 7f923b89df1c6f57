// A file that says how a project is built, or what it promises: pyproject.toml, setup.py, sources of extension modules,
// what runs in continuous integration. Most are no Python; none is run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/text/line_index.h"
#include "core/text/source.h"
#include "linter/packaging/mask.h"
#include "linter/packaging/toml_entries.h"

namespace whip {

enum class BuildRole : std::uint8_t {
  pyproject,
  setup_py,      // setup.py
  build_script,  // another Python file beside one of these, of which setup.py may make use
  setup_cfg,
  test_runner,  // tox.ini, noxfile.py
  workflow,     // of a continuous integration
  cython,       // *.pyx
  c,            // C, C++, Objective-C
  rust,
  cargo,  // Cargo.toml
  meson,
  cmake,
  make,  // Makefile
  lock,  // uv.lock, pylock.toml
};

// What a file is by its path; nothing for all others. `build_script` is by no name: any Python file may be one.
std::optional<BuildRole> build_role(std::string_view path);
HostLanguage language_of(BuildRole role, std::string_view path);
// Whether a look at the bytes shows that rules may have something to say: most sources have nothing to do with Python.
bool is_of_interest(BuildRole role, std::string_view text);
// Whether the path below the project's root is that of a test, an example or code of others: no part of what is
// promised.
bool is_aside(std::string_view path_in_project);

struct BuildFile {
  std::string path;        // as shown to people
  std::string in_project;  // from the root of its project
  BuildRole role = BuildRole::pyproject;
  bool aside = false;
  std::string text;
  LineIndex lines;
  Masked masked;
  TomlEntries toml;  // of TOML

  std::string_view slice(Span span) const { return std::string_view(text).substr(span.begin, span.size()); }
  std::string_view code() const { return masked.code; }
  // A comment stands in the span.
  bool has_comment_in(Span span) const;
};

// Lexes the text: what rules are shown of the file.
BuildFile open_build_file(std::string path, std::string in_project, BuildRole role, std::string text);

// From here the path's folder, without a slash at its end.
std::string_view folder_of_path(std::string_view path);

}  // namespace whip
