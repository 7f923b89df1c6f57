// A project's own files as documents: what is wrong with a pyproject.toml, or with the settings in it, and which of the
// direct dependencies run without the GIL, as the lock beside it tells. Nothing is asked over the network.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace whip::lsp {

struct ProjectFinding {
  enum class Level : std::uint8_t { error = 1, warning = 2, information = 3, hint = 4, none = 5 };
  Level level = Level::error;  // none: only shown when pointed at
  Span span;
  std::string code;  // "pyproject", "free-threading"
  std::string message;
  std::string explanation;  // Markdown, for hover; empty: the message
};

// pyproject.toml, whip.toml, .whip.toml, ruff.toml, .ruff.toml.
bool is_settings_file(std::string_view name);

// `path`: of the pyproject.toml; the lock is looked for beside it.
std::vector<ProjectFinding> check_pyproject(std::string_view text, const std::string& path);

}  // namespace whip::lsp
