#include "cli/commands/check_request.h"

#include <charconv>

#include "cli/commands/failure.h"
#include "core/toml/value.h"

namespace whip::cli {
namespace {

std::vector<std::string> list(const Arguments& arguments, std::string_view option) {
  const std::span<const std::string> values = arguments.values(option);
  return {values.begin(), values.end()};
}

std::optional<std::vector<std::string>> list_if_given(const Arguments& arguments, std::string_view option) {
  if (!arguments.has(option)) return std::nullopt;
  return list(arguments, option);
}

void append(std::vector<std::string>& to, std::vector<std::string> more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

std::optional<std::string> text(const Arguments& arguments, std::string_view option) {
  const std::optional<std::string_view> value = arguments.value(option);
  return value ? std::optional(std::string(*value)) : std::nullopt;
}

// The reason of --add-noqa: empty if only the option was given.
std::optional<std::string> reason(const Arguments& arguments, std::string_view option) {
  if (!arguments.has(option)) return std::nullopt;
  return std::string(arguments.value(option).value_or(""));
}

// Pairs of options that make no sense together.
constexpr std::pair<std::string_view, std::string_view> kExclusive[] = {
    {"--add-noqa", "--add-ignore"},
    {"--add-noqa", "--diff"},
    {"--add-noqa", "--fix"},
    {"--add-noqa", "--ignore-noqa"},
    {"--add-noqa", "--show-files"},
    {"--add-noqa", "--show-settings"},
    {"--add-noqa", "--statistics"},
    {"--add-noqa", "--stdin-filename"},
    {"--add-noqa", "--watch"},
    {"--add-ignore", "--diff"},
    {"--add-ignore", "--fix"},
    {"--add-ignore", "--ignore-noqa"},
    {"--add-ignore", "--show-files"},
    {"--add-ignore", "--show-settings"},
    {"--add-ignore", "--statistics"},
    {"--add-ignore", "--stdin-filename"},
    {"--add-ignore", "--watch"},
    {"--diff", "--show-fixes"},
    {"--exit-zero", "--exit-non-zero-on-fix"},
    {"--show-files", "--ignore-noqa"},
    {"--show-settings", "--ignore-noqa"},
    {"--format", "--add-noqa"},
    {"--format", "--add-ignore"},
    {"--format", "--show-files"},
    {"--format", "--show-settings"},
    {"--format", "--watch"},
    {"--statistics", "--diff"},
    {"--statistics", "--show-files"},
    {"--statistics", "--show-settings"},
    {"--statistics", "--watch"},
    {"--show-files", "--show-settings"},
    {"--show-files", "--stdin-filename"},
    {"--show-files", "--watch"},
    {"--show-settings", "--stdin-filename"},
    {"--show-settings", "--watch"},
    {"--since", "--changed"},
    {"--since", "--write-baseline"},
    {"--changed", "--write-baseline"},
    {"--baseline", "--write-baseline"},
    {"--write-baseline", "--watch"},
    {"--write-baseline", "--statistics"},
    {"--write-baseline", "--max-findings"},
    {"--max-findings", "--statistics"},
    {"--explain", "--statistics"},
    {"--dry-run", "--diff"},
    {"--dry-run", "--watch"},
    {"--dry-run", "--statistics"},
};

// Findings are compared with those of other times, which holds for files as they are: none of the first goes with any
// of the second.
constexpr std::string_view kComparing[] = {"--since", "--changed", "--baseline", "--write-baseline"};
constexpr std::string_view kChanging[] = {"--fix",      "--fix-only",   "--diff",       "--format",
                                          "--add-noqa", "--add-ignore", "--show-files", "--show-settings"};

Done check_exclusive(const Arguments& arguments) {
  const auto check = [&](std::string_view one, std::string_view other) -> Done {
    if (!arguments.has(one) || !arguments.has(other)) return Unit{};
    return usage("the argument '" + std::string(one) + "' cannot be used with '" + std::string(other) + "'");
  };
  for (const auto& [one, other] : kExclusive) {
    if (const Done fine = check(one, other); !fine) return fine;
  }
  for (const std::string_view one : kComparing) {
    for (const std::string_view other : kChanging) {
      if (const Done fine = check(one, other); !fine) return fine;
    }
  }
  return Unit{};
}

}  // namespace

Verbosity verbosity_of(const Arguments& arguments) {
  if (arguments.has("--silent")) return Verbosity::silent;
  if (arguments.has("--quiet")) return Verbosity::quiet;
  return arguments.has("--verbose") ? Verbosity::verbose : Verbosity::normal;
}

ColourWhen colour_of(const Arguments& arguments) {
  const std::string_view when = arguments.value("--color").value_or("auto");
  return when == "always" ? ColourWhen::always : when == "never" ? ColourWhen::never : ColourWhen::automatic;
}

Overrides overrides_of(const Arguments& arguments) {
  Overrides out;
  out.isolated = arguments.has("--isolated");
  out.strict_config = arguments.has("--strict-config");
  out.config = list(arguments, "--config");
  if (const auto pattern = arguments.value("--dummy-variable-rgx")) {
    out.config.push_back("lint.dummy-variable-rgx = " + toml_quoted(*pattern));
  }
  out.select = list_if_given(arguments, "--select");
  out.ignore = list(arguments, "--ignore");
  append(out.ignore, list(arguments, "--extend-ignore"));
  out.extend_select = list(arguments, "--extend-select");
  out.fixable = list_if_given(arguments, "--fixable");
  out.unfixable = list(arguments, "--unfixable");
  append(out.unfixable, list(arguments, "--extend-unfixable"));
  out.extend_fixable = list(arguments, "--extend-fixable");
  out.per_file_ignores = list(arguments, "--per-file-ignores");
  out.extend_per_file_ignores = list(arguments, "--extend-per-file-ignores");
  out.exclude = list_if_given(arguments, "--exclude");
  out.extend_exclude = list(arguments, "--extend-exclude");
  out.extension = list(arguments, "--extension");
  out.target_version = text(arguments, "--target-version");
  out.output_format = text(arguments, "--output-format");
  out.cache_dir = text(arguments, "--cache-dir");
  if (const auto columns = arguments.value("--line-length")) {
    std::int64_t value = -1;
    std::from_chars(columns->data(), columns->data() + columns->size(), value);
    out.line_length = value;
  }
  out.preview = arguments.is_on("--preview");
  out.fix = arguments.is_on("--fix");
  out.fix_only = arguments.is_on("--fix-only");
  out.unsafe_fixes = arguments.is_on("--unsafe-fixes");
  out.show_fixes = arguments.is_on("--show-fixes");
  out.respect_gitignore = arguments.is_on("--respect-gitignore");
  out.force_exclude = arguments.is_on("--force-exclude");
  return out;
}

Result<CheckRequest> check_request(const Arguments& arguments) {
  CheckRequest out;
  out.paths.assign(arguments.positionals().begin(), arguments.positionals().end());
  out.overrides = overrides_of(arguments);
  out.verbosity = verbosity_of(arguments);
  out.colour = colour_of(arguments);
  out.stdin_filename = text(arguments, "--stdin-filename");
  out.output_file = text(arguments, "--output-file");
  out.add_noqa = reason(arguments, "--add-noqa");
  out.add_ignore = reason(arguments, "--add-ignore");
  out.reads_stdin = out.stdin_filename || (out.paths.size() == 1 && out.paths.front() == "-");
  out.within = text(arguments, "--within");
  out.since = text(arguments, "--since");
  out.changed = arguments.has("--changed");
  out.baseline = text(arguments, "--baseline");
  out.write_baseline = text(arguments, "--write-baseline");
  out.explain = arguments.has("--explain");
  out.dry_run = arguments.has("--dry-run");
  out.diff = arguments.has("--diff");
  out.format = arguments.has("--format");
  out.watch = arguments.has("--watch");
  out.ignore_noqa = arguments.has("--ignore-noqa");
  out.statistics = arguments.has("--statistics");
  out.show_files = arguments.has("--show-files");
  out.show_settings = arguments.has("--show-settings");
  out.no_cache = arguments.has("--no-cache");
  out.exit_zero = arguments.has("--exit-zero");
  out.exit_non_zero_on_fix = arguments.has("--exit-non-zero-on-fix");

  if (const Done fine = check_exclusive(arguments); !fine) return fine.error();
  if (const auto most = arguments.value("--max-findings")) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(most->data(), most->data() + most->size(), number);
    if (error != std::errc{} || end != most->data() + most->size()) {
      return usage("invalid value '" + std::string(*most) + "' for '--max-findings <N>': it is no number");
    }
    out.max_findings = number;
  }
  if (out.reads_stdin && (out.since || out.changed)) {
    return usage("the arguments '--since' and '--changed' cannot be used with standard input");
  }
  if (out.watch && out.reads_stdin) return usage("the argument '--watch' cannot be used with standard input");
  return out;
}

}  // namespace whip::cli
