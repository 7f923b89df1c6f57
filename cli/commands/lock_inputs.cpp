#include "cli/commands/lock_inputs.h"

#include <filesystem>
#include <utility>

#include "cli/commands/audit.h"
#include "cli/commands/failure.h"
#include "cli/commands/lock_reading.h"

namespace whip::cli {
namespace {

namespace fs = std::filesystem;

// Of this folder or one above.
Result<std::string> own_pyproject() {
  std::error_code ignored;
  fs::path folder = fs::current_path(ignored);
  while (!fs::exists(folder / "pyproject.toml", ignored)) {
    if (folder == folder.parent_path())
      return usage("no pyproject.toml here or above; name requirements files to lock those");
    folder = folder.parent_path();
  }
  return (folder / "pyproject.toml").string();
}

Done read_sources(LockReading& reading) {
  const auto files = reading.arguments.positionals();
  for (const char* option : {"--extra", "--group", "--all-extras"}) {
    if (files.empty() && reading.arguments.has(option))
      return usage("`" + std::string(option) +
                   "` chooses from a pyproject.toml that is named as a file; the lock of a project has all of its "
                   "extras and groups");
  }
  if (reading.arguments.value("--config"))
    return usage("`--config` is for check and format: `whip lock` reads its settings from pyproject.toml");
  if (files.empty()) {
    const auto path = own_pyproject();
    return path ? read_project(reading, *path) : Done(path.error());
  }
  std::error_code ignored;
  reading.out.facts.base = fs::current_path(ignored).string();
  reading.out.output = "pylock.toml";
  for (const std::string& path : files) {
    const bool is_project = fs::path(path).filename() == "pyproject.toml";
    auto done = is_project ? read_named_project(reading, path) : read_requirements(reading, path);
    if (!done) return done.error();
    reading.out.what += (reading.out.what.empty() ? "" : ", ") + path;
  }
  return Unit{};
}

}  // namespace

Result<LockInputs> read_lock_inputs(const Arguments& arguments) {
  LockReading reading{.arguments = arguments, .out = {}, .settings = {}, .settings_path = {}};
  for (const auto& step :
       {&read_sources, &read_more_files, &read_python, &read_choices, &read_indexes, &read_previous}) {
    if (auto done = step(reading); !done) return done.error();
  }
  reading.out.head.base = reading.out.facts.base;
  return std::move(reading.out);
}

}  // namespace whip::cli
