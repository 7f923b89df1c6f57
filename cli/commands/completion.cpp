#include "cli/commands/completion.h"

#include <functional>

#include "cli/commands/console.h"

namespace whip::cli {
namespace {

void for_each_flag(const Command& command, const std::function<void(const Flag&)>& f) {
  for (const std::span<const FlagGroup> groups : {command.groups, global_groups()}) {
    for (const FlagGroup& group : groups) {
      for (const Flag& flag : group.options) {
        if (!flag.hidden) f(flag);
      }
    }
  }
}

bool wants_value(const Flag& flag) { return flag.takes == Takes::value || flag.takes == Takes::list; }

std::string letter_of(const Flag& flag) { return flag.letter == 0 ? "" : std::string{'-', flag.letter}; }

std::string join(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

// The text between single quotes of a shell.
std::string quoted(std::string_view text, std::string_view quote_inside) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += quote_inside;
    } else {
      out += c;
    }
  }
  return out;
}

std::string bash_script() {
  std::string out = R"(_whip() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word != -* ]]; then command=$word; break; fi
  done
  COMPREPLY=()
  if [[ -z $command ]]; then
)";
  std::string names;
  for (const Command& command : commands()) names.append(names.empty() ? "" : " ").append(command.name);
  out += "    COMPREPLY=($(compgen -W '" + names + " --help --version' -- \"$current\"))\n    return\n  fi\n";
  out += "  case $command in\n";
  for (const Command& command : commands()) {
    out.append("    ").append(command.name).append(")\n      case $previous in\n");
    std::string words = "--help";
    for_each_flag(command, [&](const Flag& flag) {
      words.append(" ").append(flag.name);
      if (!flag.negative.empty()) words.append(" ").append(flag.negative);
      if (!wants_value(flag)) return;
      out.append("        ").append(flag.name);
      if (flag.letter != 0) out.append("|").append(letter_of(flag));
      out += ") ";
      out += flag.choices.empty() ? std::string("COMPREPLY=($(compgen -f -- \"$current\"))")
                                  : "COMPREPLY=($(compgen -W '" + join(flag.choices) + "' -- \"$current\"))";
      out += "; return ;;\n";
    });
    out += "      esac\n      if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '" + words +
           "' -- \"$current\")); return; fi\n      ;;\n";
  }
  out += "  esac\n  COMPREPLY=($(compgen -f -- \"$current\"))\n}\ncomplete -o filenames -F _whip whip\n";
  return out;
}

std::string zsh_script() {
  // In a description, brackets and colons mean something to _arguments.
  const auto description = [](std::string_view text) {
    std::string out;
    for (const char c : quoted(text, "'\\''")) {
      if (c == '[' || c == ']' || c == ':') out += '\\';
      out += c;
    }
    return out;
  };
  std::string out = "#compdef whip\n_whip() {\n  local -a commands\n  commands=(\n";
  for (const Command& command : commands()) {
    out.append("    '").append(command.name).append(":").append(description(command.about)).append("'\n");
  }
  out += "  )\n  if ((CURRENT == 2)); then _describe command commands; return; fi\n  case $words[2] in\n";
  for (const Command& command : commands()) {
    out.append("    ").append(command.name).append(")\n      shift words; ((CURRENT--))\n      _arguments \\\n");
    for_each_flag(command, [&](const Flag& flag) {
      const auto row = [&](std::string_view name, bool with_value) {
        out.append("        '*").append(name).append(with_value && name.starts_with("--") ? "=" : "");
        out.append("[").append(description(flag.help)).append("]");
        if (with_value) {
          out += flag.choices.empty() ? std::string(":value:_files") : ":value:(" + join(flag.choices) + ")";
        }
        out += "' \\\n";
      };
      row(flag.name, wants_value(flag));
      if (flag.letter != 0) row(letter_of(flag), wants_value(flag));
      if (!flag.negative.empty()) row(flag.negative, false);
    });
    out += "        '*:file:_files'\n      ;;\n";
  }
  out += "  esac\n}\n_whip \"$@\"\n";
  return out;
}

std::string fish_script() {
  const auto description = [](std::string_view text) { return quoted(text, "\\'"); };
  std::string out;
  for (const Command& command : commands()) {
    out.append("complete -c whip -n __fish_use_subcommand -f -a ").append(command.name);
    out.append(" -d '").append(description(command.about)).append("'\n");
  }
  for (const Command& command : commands()) {
    const std::string start = "complete -c whip -n '__fish_seen_subcommand_from " + std::string(command.name) + "'";
    for_each_flag(command, [&](const Flag& flag) {
      out.append(start).append(" -l ").append(flag.name.substr(2));
      if (flag.letter != 0) out.append(" -s ").append(1, flag.letter);
      if (wants_value(flag)) {
        out += flag.choices.empty() ? std::string(" -r") : " -x -a '" + join(flag.choices) + "'";
      }
      out.append(" -d '").append(description(flag.help)).append("'\n");
      if (!flag.negative.empty()) out.append(start).append(" -l ").append(flag.negative.substr(2)).append("\n");
    });
  }
  return out;
}

}  // namespace

std::optional<std::string> completion_script(std::string_view shell) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script();
  if (shell == "fish") return fish_script();
  return std::nullopt;
}

int run_completion(const Arguments& arguments) {
  const Command* const self = find_command("completion");
  if (arguments.positionals().empty()) return usage_error(self, "which shell? bash, zsh or fish");
  const std::optional<std::string> script = completion_script(arguments.positionals().front());
  if (!script) {
    return usage_error(self,
                       "no completion for the shell `" + arguments.positionals().front() + "`: bash, zsh or fish");
  }
  return write_out(*script) ? kDone : kFailure;
}

}  // namespace whip::cli
