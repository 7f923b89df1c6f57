#include "cli/commands/export.h"

#include <filesystem>

#include "cli/commands/check_request.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/lock_choice.h"
#include "cli/pipeline/write.h"
#include "resolver/lock/lockfile_text.h"
#include "resolver/lock/requirements_text.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr std::string_view kFormats[] = {"requirements.txt", "pylock.toml"};

constexpr Flag kFlags[] = {
    {.name = "--format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "What to write [default: by the name of the output file, else requirements.txt]",
     .choices = kFormats},
    {.name = "--output-file",
     .letter = 'o',
     .takes = Takes::value,
     .value = "FILE",
     .help = "Write to this file instead of standard output"},
    {.name = "--no-hashes", .help = "Leave the hashes of the files out of a requirements.txt"},
    {.name = "--no-annotate", .help = "Do not say who needs each package"},
    {.name = "--no-header", .help = "Leave the first line out, which says where the file comes from"},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}, {"What of the lock", kSelectionFlags}};

bool is_lock_name(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  return name == "pylock.toml" || (name.starts_with("pylock.") && name.ends_with(".toml"));
}

}  // namespace

std::span<const FlagGroup> export_groups() { return kGroups; }

int run_export(const Arguments& arguments) {
  const auto fail = [&](const Error& error) { return report_failure(error, colour_of(arguments)); };
  const auto chosen = choose_lock(arguments);
  if (!chosen) return fail(chosen.error());
  const auto selection = choose_selection(arguments, *chosen, Unsaid::default_groups);
  if (!selection) return fail(selection.error());

  const auto output = arguments.value("--output-file");
  const auto format = arguments.value("--format");
  const bool as_lock = format ? *format == "pylock.toml" : output && is_lock_name(*output);
  MarkerAlgebra algebra;
  std::string text;
  if (as_lock) {
    text = lockfile_text(selected_lock(chosen->lock, *selection, algebra));
  } else {
    if (!arguments.has("--no-header"))
      text = "# Written by `whip export` from " + std::filesystem::path(chosen->path).filename().string() + "\n";
    const RequirementsStyle style{.hashes = !arguments.has("--no-hashes"), .annotate = !arguments.has("--no-annotate")};
    text += requirements_text(chosen->lock, *selection, style, algebra);
  }
  if (algebra.failure()) return fail(*algebra.failure());
  if (!output) return write_out(text) ? kDone : kFailure;
  if (auto done = write_file(std::string(*output), text, Durability::flushed); !done) {
    Error error = done.error();
    error.path = *output;
    return fail(error);
  }
  return kDone;
}

}  // namespace whip::cli
