#include "cli/commands/tree.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "cli/commands/check_request.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/lock_choice.h"
#include "resolver/lock/tree_text.h"
#include "resolver/standards/name.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr Flag kFlags[] = {
    {.name = "--package",
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "Begin at this package instead of the project. May be given again"},
    {.name = "--invert",
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "Begin at this package and show who needs it. May be given again"},
    {.name = "--why",
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "Show the shortest way from each requirement of the project to this package. May be given again"},
    {.name = "--prune",
     .takes = Takes::value,
     .value = "PACKAGE",
     .help = "Leave this package out, and what hangs below it. May be given again"},
    {.name = "--depth", .letter = 'd', .takes = Takes::value, .value = "N", .help = "Show N generations only"},
    {.name = "--no-dedupe", .help = "Show what hangs below a package each time, not only the first"},
    {.name = "--json", .help = "Print all packages and who needs whom, as JSON"},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}, {"What of the lock", kSelectionFlags}};

// Packages given with a flag, normalized. Errors: those that the lock does not have.
Result<std::vector<std::string>> packages_given(const Arguments& arguments, std::string_view flag,
                                                const ChosenLock& chosen) {
  std::vector<std::string> names;
  for (const std::string& given : arguments.values(flag)) {
    names.push_back(normalized(given));
    if (std::ranges::find(chosen.lock.packages, names.back(), &LockedRelease::name) == chosen.lock.packages.end())
      return usage("`" + std::string(flag) + " " + given + "`: there is no such package in " + chosen.path);
  }
  return names;
}

Result<TreeStyle> style_of(const Arguments& arguments, const ChosenLock& chosen) {
  TreeStyle style;
  auto packages = packages_given(arguments, "--package", chosen);
  auto inverted = packages_given(arguments, "--invert", chosen);
  if (!packages) return packages.error();
  if (!inverted) return inverted.error();
  if (!packages->empty() && !inverted->empty()) return usage("`--package` and `--invert` exclude each other");
  style.is_inverted = !inverted->empty();
  style.packages = style.is_inverted ? std::move(*inverted) : std::move(*packages);
  for (const std::string& given : arguments.values("--prune")) style.prune.push_back(normalized(given));
  style.repeats = arguments.has("--no-dedupe");
  if (const auto depth = arguments.value("--depth")) {
    const auto [end, trouble] = std::from_chars(depth->data(), depth->data() + depth->size(), style.depth);
    if (trouble != std::errc() || end != depth->data() + depth->size())
      return usage("`--depth " + std::string(*depth) + "`: no number");
  }
  return style;
}

}  // namespace

std::span<const FlagGroup> tree_groups() { return kGroups; }

int run_tree(const Arguments& arguments) {
  const auto fail = [&](const Error& error) { return report_failure(error, colour_of(arguments)); };
  const auto chosen = choose_lock(arguments);
  if (!chosen) return fail(chosen.error());
  const auto selection = choose_selection(arguments, *chosen, Unsaid::everything);
  if (!selection) return fail(selection.error());
  const auto style = style_of(arguments, *chosen);
  if (!style) return fail(style.error());
  const auto wanted = packages_given(arguments, "--why", *chosen);
  if (!wanted) return fail(wanted.error());

  MarkerAlgebra algebra;
  std::string text;
  for (const std::string& package : *wanted) {
    const std::string ways = ways_text(chosen->lock, *selection, package, algebra);
    text += ways.empty() ? "nothing that is selected needs " + package + "\n" : ways;
  }
  if (wanted->empty()) {
    text = arguments.has("--json") ? tree_json(chosen->lock, *selection, algebra)
                                   : tree_text(chosen->lock, *selection, *style, algebra);
  }
  if (algebra.failure()) return fail(*algebra.failure());
  return write_out(text) ? kDone : kFailure;
}

}  // namespace whip::cli
