#include "cli/commands/help.h"

#include <algorithm>

namespace whip::cli {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kIndent = 10;

// Appends the words of `text`, broken so that no line is wider than kWidth; each line starts with `indent` blanks.
void append_wrapped(std::string& out, std::string_view text, std::size_t indent) {
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    if (column > 0 && column + 1 + word.size() > kWidth) {
      out += '\n';
      column = 0;
    }
    if (column == 0) {
      out.append(indent, ' ');
      column = indent;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  out += '\n';
}

void append_flag(std::string& out, const Flag& option) {
  out += "  ";
  if (option.letter != 0) out.append({'-', option.letter, ',', ' '});
  out += option.name;
  if (option.takes == Takes::maybe_a_value) {
    out.append("[=<").append(option.value).append(">]");
  } else if (!option.value.empty()) {
    out.append(" <").append(option.value).append(">");
  }
  out += '\n';
  std::string help(option.help);
  if (!option.negative.empty()) help.append(". `").append(option.negative).append("` takes it back");
  append_wrapped(out, help, kIndent);
  if (!option.choices.empty()) {
    std::string choices = "[possible values: ";
    for (const std::string_view choice : option.choices) {
      if (!choices.ends_with(' ')) choices += ", ";
      choices += choice;
    }
    append_wrapped(out, choices + "]", kIndent);
  }
  if (!option.environment.empty()) {
    append_wrapped(out,
                   "[env: WHIP_" + std::string(option.environment) + ", RUFF_" + std::string(option.environment) + "]",
                   kIndent);
  }
}

void append_groups(std::string& out, std::span<const FlagGroup> groups) {
  for (const FlagGroup& group : groups) {
    out.append("\n").append(group.title).append(":\n");
    for (const Flag& option : group.options) {
      if (!option.hidden) append_flag(out, option);
    }
  }
}

constexpr Flag kHelp{.name = "--help", .letter = 'h', .help = "Print this help"};
constexpr Flag kVersion{.name = "--version", .letter = 'V', .help = "Print the version"};

}  // namespace

std::string general_help() {
  std::string out = "whip: a fast Python linter.\n\nUsage: whip [OPTIONS] <COMMAND>\n\nCommands:\n";
  std::size_t widest = 0;
  for (const Command& command : commands()) widest = std::max(widest, command.name.size());
  for (const Command& command : commands()) {
    out.append("  ")
        .append(command.name)
        .append(widest + 2 - command.name.size(), ' ')
        .append(command.about)
        .append("\n");
  }
  append_groups(out, global_groups());
  append_flag(out, kHelp);
  append_flag(out, kVersion);
  out += "\nFor help with a command: `whip <COMMAND> --help`.\n";
  return out;
}

std::string command_help(const Command& command) {
  std::string out(command.about);
  out.append("\n\nUsage: whip ").append(command.name).append(" [OPTIONS]");
  if (!command.positional.empty()) out.append(" ").append(command.positional);
  out += '\n';
  if (!command.description.empty()) {
    out += '\n';
    append_wrapped(out, command.description, 0);
  }
  if (!command.positional.empty()) {
    out.append("\nArguments:\n  ").append(command.positional).append("\n");
    append_wrapped(out, command.positional_help, kIndent);
  }
  append_groups(out, command.groups);
  append_groups(out, global_groups());
  append_flag(out, kHelp);
  return out;
}

}  // namespace whip::cli
