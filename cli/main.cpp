// The command line: finds the command, lets CLI11 read its options as the tables say, and gives its exit code. The only
// place that catches what nobody expected.

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "cli/commands/command.h"
#include "cli/commands/console.h"
#include "cli/commands/help.h"

namespace whip::cli {
namespace {

// What CLI11 gives for --add-noqa without a value; no shell can pass it by accident.
constexpr std::string_view kNoValue = "\x01";

bool takes_value(const Flag& flag) { return flag.takes == Takes::value || flag.takes == Takes::list; }

template <class Visit>
void for_each_flag(const Command& command, Visit&& visit) {
  for (const std::span<const FlagGroup> groups : {command.groups, global_groups()}) {
    for (const FlagGroup& group : groups) {
      for (const Flag& flag : group.options) visit(flag);
    }
  }
}

// `--name`, `--name=value`, `-n`.
bool is_named(const Flag& flag, std::string_view word) {
  if (word.size() == 2 && flag.letter != 0 && word[1] == flag.letter) return true;
  const std::string_view name = word.substr(0, word.find('='));
  return name == flag.name || (!flag.negative.empty() && name == flag.negative);
}

// Where in `words` the command stands; the global options may come first.
std::size_t find_command_word(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].starts_with('-')) return i;
    for (const FlagGroup& group : global_groups()) {
      for (const Flag& flag : group.options) i += takes_value(flag) && words[i] == flag.name;
    }
  }
  return words.size();
}

void add_values(Arguments::Given& given, std::string_view text) {
  if (given.option->takes != Takes::list) {
    given.values.emplace_back(text);
    return;
  }
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t comma = std::min(text.find(',', start), text.size());
    if (comma > start) given.values.emplace_back(text.substr(start, comma - start));
    start = comma + 1;
  }
}

// Environment variables stand in for options that were not given. Values that mean no: as Ruff has them.
void add_environment(const Command& command, Arguments& arguments) {
  for_each_flag(command, [&](const Flag& flag) {
    if (flag.environment.empty() || arguments.is_on(flag.name)) return;
    for (const char* prefix : {"WHIP_", "RUFF_"}) {
      const char* const value = std::getenv((prefix + std::string(flag.environment)).c_str());
      if (value == nullptr || *value == 0) continue;
      const std::string_view text(value);
      if (takes_value(flag)) {
        add_values(arguments.add(flag), text);
      } else if (text != "0" && text != "false" && text != "no" && text != "off" && text != "n" && text != "f") {
        arguments.add(flag);
      }
      return;
    }
  });
}

// An error where a value is none of those there are; empty: all is well.
std::string check_choices(const Arguments& arguments) {
  for (const Arguments::Given& given : arguments.given()) {
    if (given.option->choices.empty()) continue;
    for (const std::string& value : given.values) {
      if (std::ranges::find(given.option->choices, value) != given.option->choices.end()) continue;
      std::string message = "invalid value '" + value + "' for '" + std::string(given.option->name) + " <" +
                            std::string(given.option->value) + ">'\n  [possible values: ";
      for (const std::string_view choice : given.option->choices) {
        if (!message.ends_with(": ")) message += ", ";
        message += choice;
      }
      return message + "]";
    }
  }
  return {};
}

// The command's options as CLI11 reads them.
class OptionReader {
 public:
  OptionReader(const Command& command, const std::vector<std::string>& words) {
    app_.set_help_flag("-h,--help");
    // CLI11 takes longer to learn all options than small commands take to run: it is told of those that the words name,
    // and of all only where a word with a dash is something else.
    std::vector<const Flag*> named;
    const bool are_names = std::ranges::all_of(words, [&](const std::string& word) {
      const std::size_t before = named.size();
      if (word.starts_with('-')) {
        for_each_flag(command, [&](const Flag& flag) {
          if (is_named(flag, word)) named.push_back(&flag);
        });
      }
      return !word.starts_with('-') || named.size() > before;
    });
    for_each_flag(command, [&](const Flag& flag) {
      if (!are_names || std::ranges::find(named, &flag) != named.end()) add(flag);
    });
    if (!command.positional.empty()) {
      positionals_ = app_.add_option("positionals", positional_values_);
    }
  }

  // Throws what CLI11 throws.
  void read(std::vector<std::string> words, Arguments& arguments) {
    std::ranges::reverse(words);  // CLI11 takes them from the end
    app_.parse(std::move(words));
    std::unordered_map<const CLI::Option*, std::size_t> read_so_far;
    for (const CLI::Option* const option : app_.parse_order()) {
      if (option == positionals_) continue;
      const auto row = rows_.find(option);
      if (row == rows_.end()) continue;
      Arguments::Given& given = arguments.add(*row->second.flag);
      given.negated = row->second.negative;
      const std::size_t at = read_so_far[option]++;
      if (row->second.flag->takes == Takes::nothing || at >= option->results().size()) continue;
      if (option->results()[at] != kNoValue) add_values(given, option->results()[at]);
    }
    if (positionals_ != nullptr) {
      for (const std::string& text : positional_values_) arguments.add_positional(text);
    }
  }

 private:
  struct Row {
    const Flag* flag;
    bool negative;
  };

  void add(const Flag& flag) {
    std::string names(flag.name);
    if (flag.letter != 0) names.append({',', '-', flag.letter});
    if (takes_value(flag)) {
      CLI::Option* const option = app_.add_option(names)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      rows_[option->expected(1)] = {&flag, false};
      return;
    }
    if (flag.takes == Takes::maybe_a_value) names.append("{").append(kNoValue).append("}");
    CLI::Option* const option = app_.add_flag(names)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (flag.takes == Takes::nothing) option->disable_flag_override();
    rows_[option] = {&flag, false};
    if (flag.negative.empty()) return;
    CLI::Option* const negative = app_.add_flag(std::string(flag.negative))->disable_flag_override();
    rows_[negative->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)] = {&flag, true};
  }

  CLI::App app_;
  CLI::Option* positionals_ = nullptr;
  std::vector<std::string> positional_values_;
  std::unordered_map<const CLI::Option*, Row> rows_;
};

std::string argument_tip(const Command& command, std::string_view word) {
  if (!word.starts_with('-')) return {};
  const std::string_view nearest = nearest_flag(command, word.substr(0, word.find('=')));
  if (!nearest.empty()) return "a similar argument exists: '" + std::string(nearest) + "'";
  return command.most_positionals == 0
             ? std::string()
             : "to pass '" + std::string(word) + "' as a value, use '-- " + std::string(word) + "'";
}

int run_command(const Command& command, std::vector<std::string> words) {
  Arguments arguments;
  try {
    OptionReader reader(command, words);
    reader.read(std::move(words), arguments);
  } catch (const CLI::CallForHelp&) {
    return write_out(command_help(command)) ? kDone : kFailure;
  } catch (const CLI::ExtrasError& error) {
    // "The following argument(s) were not expected: --bogus": the words after the colon.
    const std::string_view text = error.what();
    const std::size_t colon = text.rfind(": ");
    const std::string word(colon == text.npos ? text : text.substr(colon + 2));
    return usage_error(&command, "unexpected argument '" + word + "' found", argument_tip(command, word));
  } catch (const CLI::ParseError& error) {
    return usage_error(&command, error.what());
  }
  if (arguments.positionals().size() > command.most_positionals) {
    return usage_error(&command, "unexpected argument '" + arguments.positionals().back() + "' found");
  }
  add_environment(command, arguments);
  if (const std::string trouble = check_choices(arguments); !trouble.empty()) return usage_error(&command, trouble);
  if (arguments.has("--quiet") + arguments.has("--silent") + arguments.has("--verbose") > 1) {
    return usage_error(&command, "only one of '--verbose', '--quiet' and '--silent' can be given");
  }
  return command.run(arguments);
}

int run(std::vector<std::string> words) {
  if (words.empty()) {
    write_error(general_help());
    return kFailure;
  }
  const std::size_t at = find_command_word(words);
  if (at == words.size() || words[at] == "help") {
    const bool asks_version = std::ranges::find_if(words, [](const std::string& word) {
                                return word == "-V" || word == "--version";
                              }) != words.end();
    if (asks_version) return find_command("version")->run(Arguments{});
    const Command* const about = at + 1 < words.size() ? find_command(words[at + 1]) : nullptr;
    const bool asks_help = at < words.size() || std::ranges::find(words, "-h") != words.end() ||
                           std::ranges::find(words, "--help") != words.end();
    if (!asks_help) return usage_error(nullptr, "a command is missing");
    return write_out(about != nullptr ? command_help(*about) : general_help()) ? kDone : kFailure;
  }
  const Command* const command = find_command(words[at]);
  if (command == nullptr) {
    const std::string_view nearest = nearest_command(words[at]);
    return usage_error(nullptr, "unrecognized subcommand '" + words[at] + "'",
                       nearest.empty() ? "" : "a similar subcommand exists: '" + std::string(nearest) + "'");
  }
  words.erase(words.begin() + static_cast<std::ptrdiff_t>(at));
  return run_command(*command, std::move(words));
}

int report_defect(std::string_view what) {
  write_error("whip: an internal error: " + std::string(what) +
              "\nThis is a defect of whip. Please report it with the command and the file that it was run on.\n");
  return kDefect;
}

}  // namespace
}  // namespace whip::cli

int main(int argc, char** argv) {
  try {
    return whip::cli::run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
  } catch (const std::exception& error) {
    return whip::cli::report_defect(error.what());
  } catch (...) {
    return whip::cli::report_defect("unknown exception");
  }
}
