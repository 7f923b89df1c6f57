#include "cli/commands/check_options.h"

#include "cli/commands/shared_flags.h"

namespace whip::cli {
namespace {

constexpr Flag kMain[] = {
    {.name = "--fix",
     .negative = "--no-fix",
     .help =
         "Mend what can be mended safely, in place. With `--unsafe-fixes`, also what may change what the program does"},
    {.name = "--unsafe-fixes",
     .negative = "--no-unsafe-fixes",
     .help = "Count fixes that may change what the program does, or drop a comment, as fixes too"},
    {.name = "--show-fixes", .negative = "--no-show-fixes", .help = "List what was fixed, by file and rule"},
    {.name = "--diff",
     .help = "Change nothing: print what the fixes would change as a diff, and exit 1 if that is anything. Implies "
             "`--fix-only`"},
    {.name = "--dry-run",
     .help = "With `--fix` and `--output-format agent`: change nothing, print the edits that would be made"},
    {.name = "--format",
     .help = "Format the files too, after the fixes if any are made. `--fix --format` is what `whip fix` does"},
    {.name = "--watch", .letter = 'w', .help = "Run again whenever a file changes"},
    {.name = "--fix-only",
     .negative = "--no-fix-only",
     .help = "Fix, but report nothing of what is left, and exit 0. Implies `--fix`"},
    {.name = "--ignore-noqa", .help = "Report findings that a `# noqa` comment silences, too"},
    {.name = "--output-format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "How findings are written [default: full]",
     .choices = kOutputFormats,
     .environment = "OUTPUT_FORMAT"},
    {.name = "--output-file",
     .letter = 'o',
     .takes = Takes::value,
     .value = "FILE",
     .help = "Write the findings to this file instead of standard output",
     .environment = "OUTPUT_FILE"},
    {.name = "--target-version",
     .takes = Takes::value,
     .value = "VERSION",
     .help = "The oldest Python that the code must run on",
     .choices = kVersionNames},
    {.name = "--preview", .negative = "--no-preview", .help = "Use rules and fixes that may still change"},
    {.name = "--extension",
     .takes = Takes::list,
     .value = "EXT:LANGUAGE",
     .help =
         "What files with other endings hold: `python`, `pyi` or `ipynb`. `--extension ipy:ipynb` reads `.ipy` files "
         "as notebooks"},
    {.name = "--statistics", .help = "Instead of the findings, how often each rule was broken"},
    {.name = "--add-noqa",
     .takes = Takes::maybe_a_value,
     .value = "REASON",
     .help = "Silence every finding where it stands, with a `# noqa` comment at the end of its line, and the reason if "
             "one is given"},
    {.name = "--add-ignore",
     .takes = Takes::maybe_a_value,
     .value = "REASON",
     .help = "The same with `# ruff: ignore[...]` comments"},
    {.name = "--show-files", .help = "List the files that would be read, and do nothing else"},
    {.name = "--show-settings", .help = "Show the settings that hold for a file, and do nothing else"},
    {.name = "--line-length", .takes = Takes::value, .value = "COLUMNS", .help = "The line length", .hidden = true},
    {.name = "--dummy-variable-rgx",
     .takes = Takes::value,
     .value = "PATTERN",
     .help = "Names that are meant to be unused",
     .hidden = true},
};

constexpr Flag kSelection[] = {
    {.name = "--select",
     .takes = Takes::list,
     .value = "RULES",
     .help = "Turn on exactly these rules: codes or the beginnings of codes, separated by commas, or ALL"},
    {.name = "--ignore", .takes = Takes::list, .value = "RULES", .help = "Turn these rules off"},
    {.name = "--extend-select",
     .takes = Takes::list,
     .value = "RULES",
     .help = "Turn these rules on besides those that are on already"},
    {.name = "--extend-ignore", .takes = Takes::list, .value = "RULES", .help = "The same as --ignore", .hidden = true},
    {.name = "--per-file-ignores",
     .takes = Takes::list,
     .value = "PATTERN:RULES",
     .help = "Turn rules off in files that match a pattern"},
    {.name = "--extend-per-file-ignores",
     .takes = Takes::list,
     .value = "PATTERN:RULES",
     .help = "The same, besides what the configuration turns off"},
    {.name = "--fixable", .takes = Takes::list, .value = "RULES", .help = "Fix only findings of these rules"},
    {.name = "--unfixable", .takes = Takes::list, .value = "RULES", .help = "Never fix findings of these rules"},
    {.name = "--extend-fixable",
     .takes = Takes::list,
     .value = "RULES",
     .help = "Fix findings of these rules besides those that may be fixed already"},
    {.name = "--extend-unfixable",
     .takes = Takes::list,
     .value = "RULES",
     .help = "The same as --unfixable",
     .hidden = true},
};

constexpr Flag kFindings[] = {
    {.name = "--since",
     .takes = Takes::value,
     .value = "REV",
     .help = "Only findings on lines that changed since HEAD left this Git revision, committed or not, and findings "
             "that the files did not have then"},
    {.name = "--changed", .help = "The same since the last commit: what is staged, in the working tree, or untracked"},
    {.name = "--baseline",
     .takes = Takes::value,
     .value = "FILE",
     .help = "Leave out the findings that this file lists"},
    {.name = "--write-baseline",
     .takes = Takes::value,
     .value = "FILE",
     .help = "Write such a file of all findings there are now, and exit 0"},
    {.name = "--max-findings",
     .takes = Takes::value,
     .value = "N",
     .help = "Show the first N findings only; the exit code tells of all"},
    {.name = "--explain", .help = "Say once of each rule that was broken why it is there"},
};

constexpr Flag kMiscellaneous[] = {
    kNoCache,
    kCacheDir,
    kStdinFilename,
    {.name = "--exit-zero", .letter = 'e', .help = "Exit 0 even if there are findings"},
    {.name = "--exit-non-zero-on-fix", .help = "Exit 1 if a file was changed, even if no finding is left"},
};

constexpr FlagGroup kGroups[] = {
    {"Options", kMain},
    {"Rule selection", kSelection},
    {"Which findings", kFindings},
    {"File selection", kFileSelection},
    {"Miscellaneous", kMiscellaneous},
};

}  // namespace

std::span<const FlagGroup> check_groups() { return kGroups; }

}  // namespace whip::cli
