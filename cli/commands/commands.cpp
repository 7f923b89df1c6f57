// Every command of whip.

#include "cli/commands/audit.h"
#include "cli/commands/check.h"
#include "cli/commands/check_options.h"
#include "cli/commands/clean.h"
#include "cli/commands/command.h"
#include "cli/commands/completion.h"
#include "cli/commands/export.h"
#include "cli/commands/format.h"
#include "cli/commands/linter.h"
#include "cli/commands/lock.h"
#include "cli/commands/mcp.h"
#include "cli/commands/rule.h"
#include "cli/commands/server.h"
#include "cli/commands/settings.h"
#include "cli/commands/shake.h"
#include "cli/commands/tree.h"
#include "cli/commands/version.h"

namespace whip::cli {
namespace {

constexpr std::string_view kColours[] = {"auto", "always", "never"};

constexpr Flag kLevels[] = {
    {.name = "--verbose", .letter = 'v', .help = "Say what is being done, on standard error"},
    {.name = "--quiet", .letter = 'q', .help = "Print findings, but nothing else"},
    {.name = "--silent", .letter = 's', .help = "Print nothing; the exit code tells"},
};

constexpr Flag kGlobal[] = {
    {.name = "--config",
     .takes = Takes::value,
     .value = "FILE|KEY=VALUE",
     .help = "A configuration file to use in place of those that would be found, or one setting as TOML that "
             "overrides them all, such as `--config \"line-length = 100\"`. May be given again"},
    {.name = "--isolated", .help = "Ignore all configuration files"},
    {.name = "--strict-config", .help = "Take unknown settings and rules in Ruff's configuration files as errors"},
    {.name = "--color",
     .takes = Takes::value,
     .value = "WHEN",
     .help = "When to use colours [default: auto]",
     .choices = kColours},
};

constexpr FlagGroup kGlobalGroups[] = {{"How much is said", kLevels}, {"Global options", kGlobal}};

}  // namespace

std::span<const FlagGroup> global_groups() { return kGlobalGroups; }

std::span<const Command> commands() {
  static const Command kCommands[] = {
      {.name = "check",
       .about = "Lint files and folders",
       .description = "Exit code: 0 no findings, 1 findings, 2 the run itself failed (usage, configuration, output).",
       .positional = "[FILES]...",
       .positional_help = "Files or folders to check, or `-` for standard input [default: .]",
       .most_positionals = SIZE_MAX,
       .groups = check_groups(),
       .run = run_check},
      {.name = "format",
       .about = "Lay out files and folders",
       .description =
           "Exit code: 0 done or nothing to do, 1 files would change (--check, --diff), 2 a file could not be "
           "read or is no Python, 3 a defect of whip.",
       .positional = "[FILES]...",
       .positional_help = "Files or folders to format, or `-` for standard input [default: .]",
       .most_positionals = SIZE_MAX,
       .groups = format_groups(),
       .run = run_format},
      {.name = "fix",
       .about = "Fix and format files and folders",
       .description =
           "The same as `check --fix --format`: what can be mended safely is mended, imports are sorted where "
           "that is selected, and the files are laid out.",
       .positional = "[FILES]...",
       .positional_help = "Files or folders to fix, or `-` for standard input [default: .]",
       .most_positionals = SIZE_MAX,
       .groups = check_groups(),
       .run = run_fix},
      {.name = "lock",
       .about = "Choose versions for all that a project needs, and write pylock.toml",
       .description =
           "For every platform and Python that the project supports, in one file (PEP 751). "
           "Exit code: 0 done or nothing to do, 1 out of date (--check) or no solution, 2 the run itself failed.",
       .positional = "[FILES]...",
       .positional_help = "Requirements files to lock instead of the project of this folder",
       .most_positionals = SIZE_MAX,
       .groups = lock_groups(),
       .run = run_lock},
      {.name = "export",
       .about = "Print a lock as requirements.txt, or a part of it as a lock",
       .description = "With the project's own requirements and its default groups. "
                      "Exit code: 0 done, 2 the run itself failed.",
       .positional = "[LOCK]",
       .positional_help = "The lock to read [default: the pylock.toml of this folder or of one above]",
       .most_positionals = 1,
       .groups = export_groups(),
       .run = run_export},
      {.name = "tree",
       .about = "Show who needs whom in a lock",
       .description = "With all extras and groups, unless some are named. "
                      "Exit code: 0 done, 2 the run itself failed.",
       .positional = "[LOCK]",
       .positional_help = "The lock to read [default: the pylock.toml of this folder or of one above]",
       .most_positionals = 1,
       .groups = tree_groups(),
       .run = run_tree},
      {.name = "audit",
       .about = "Tell which packages of a lock run without the GIL",
       .description = "For each free-threaded CPython and each platform, from the names of the locked files. "
                      "Exit code: 0 done, 1 a package does not (--require-free-threaded), 2 the run itself failed.",
       .positional = "[LOCK]",
       .positional_help = "The lock to read [default: pylock.toml]",
       .most_positionals = 1,
       .groups = audit_groups(),
       .run = run_audit},
      {.name = "shake",
       .about = "Run a program in many orders of its threads, and print one in which it goes wrong",
       .description = "Threads are interrupted between single instructions, as they can be without the GIL; any Python "
                      "will do. The program is really run, many times. "
                      "Exit code: 0 not confirmed, 1 confirmed, 2 the run itself failed.",
       .positional = "<TARGET> [ARGUMENTS]...",
       .positional_help = "A program and its arguments, PATH::FUNCTION or PATH::CLASS.METHOD",
       .most_positionals = SIZE_MAX,
       .groups = shake_groups(),
       .run = run_shake},
      {.name = "mcp",
       .about = "Serve tools to coding agents (Model Context Protocol, over standard input and output)",
       .description =
           "Tools: check, format, explain, lock, audit. Files outside of the folder that it is started in are "
           "refused. It ends when its standard input does.",
       .positional = "",
       .positional_help = "",
       .groups = {},
       .run = run_mcp},
      {.name = "server",
       .about = "Serve editors: the language server protocol over standard input and output",
       .description = "Exit code: 0 after the editor's `shutdown`, 1 if it went away without one.",
       .positional = "",
       .positional_help = "",
       .groups = server_groups(),
       .run = run_server},
      {.name = "rule",
       .about = "Explain a rule, or all of them",
       .description = "",
       .positional = "<RULE>",
       .positional_help = "The rule's code (F401) or name (unused-import)",
       .most_positionals = 1,
       .groups = rule_groups(),
       .run = run_rule},
      {.name = "linter",
       .about = "List the linters whose rules there are",
       .description = "",
       .positional = "",
       .positional_help = "",
       .groups = linter_groups(),
       .run = run_linter},
      {.name = "config",
       .about = "List or explain the settings, or show those in force",
       .description = "",
       .positional = "[KEY]",
       .positional_help = "A setting (lint.select) or a group of settings (lint.isort)",
       .most_positionals = 1,
       .groups = settings_groups(),
       .run = run_settings},
      {.name = "clean",
       .about = "Remove the caches in this folder and all folders below",
       .description = "",
       .positional = "",
       .positional_help = "",
       .groups = {},
       .run = run_clean},
      {.name = "completion",
       .about = "Print a completion script for a shell",
       .description = "bash: put it into ~/.local/share/bash-completion/completions/whip. zsh: into a file `_whip` in "
                      "a folder of $fpath. "
                      "fish: into ~/.config/fish/completions/whip.fish.",
       .positional = "<SHELL>",
       .positional_help = "bash, zsh or fish",
       .most_positionals = 1,
       .groups = {},
       .run = run_completion},
      {.name = "version",
       .about = "Print the version",
       .description = "",
       .positional = "",
       .positional_help = "",
       .groups = version_groups(),
       .run = run_version},
  };
  return kCommands;
}

}  // namespace whip::cli
