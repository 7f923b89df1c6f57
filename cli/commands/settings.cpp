#include "cli/commands/settings.h"

#include <filesystem>
#include <system_error>

#include "cli/commands/check_request.h"
#include "cli/commands/config.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json"};
constexpr Flag kOptions[] = {
    {.name = "--output-format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "How the explanation is written [default: text]",
     .choices = kFormats},
    {.name = "--show-origin", .help = "Show the settings in force here, and the file and line that set each"},
    {.name = "--migrate", .help = "Show the settings in force here, flake8's and isort's included, as [tool.whip]"},
};
constexpr FlagGroup kGroups[] = {{"Options", kOptions}};

int show_in_force(const Arguments& arguments, std::string& out) {
  std::error_code trouble;
  const std::string directory = std::filesystem::current_path(trouble).string();
  const RuleTable rules(rules::all());
  const Result<ConfigTree> tree = ConfigTree::open(rules, overrides_of(arguments), directory, directory);
  if (!tree) return report_failure(tree.error(), colour_of(arguments));
  if (verbosity_of(arguments) >= Verbosity::normal) report_warnings(tree->warnings(), colour_of(arguments));
  return arguments.has("--migrate") ? migrate(*tree, ConfigTree::kBase, out)
                                    : show_origin(*tree, ConfigTree::kBase, out);
}

}  // namespace

std::span<const FlagGroup> settings_groups() { return kGroups; }

int run_settings(const Arguments& arguments) {
  std::string out;
  std::string err;
  int code = kDone;
  if (arguments.has("--migrate") || arguments.has("--show-origin")) {
    code = show_in_force(arguments, out);
  } else {
    const std::string_view key = arguments.positionals().empty() ? std::string_view{} : arguments.positionals().front();
    const ConfigFormat format = arguments.value("--output-format") == "json" ? ConfigFormat::json : ConfigFormat::text;
    code = describe_settings(key, format, out, err);
  }
  write_error(err);
  return write_out(out) ? code : kFailure;
}

}  // namespace whip::cli
