// What a command is: a row of data. The same rows make the parser (cli/main.cpp), the help text (help.cpp) and the
// shells' completion (completion.cpp), so they cannot disagree.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace whip::cli {

// Exit codes that people's scripts rely on.
inline constexpr int kDone = 0;      // clean, or done
inline constexpr int kFindings = 1;  // findings, or something would change
inline constexpr int kFailure = 2;   // usage, configuration, input or output
inline constexpr int kDefect = 3;    // a defect of ours

enum class Takes : std::uint8_t {
  nothing,        // --diff
  value,          // --config FILE: may be given again, all values are kept
  list,           // --select F,E: comma-separated, may be given again
  maybe_a_value,  // --add-noqa[=REASON]: only with the equals sign
};

struct Flag {
  std::string_view name;  // "--select"
  char letter = 0;        // 'n' for `-n`
  Takes takes = Takes::nothing;
  std::string_view value = {};     // the word for the value in the help: "RULE_CODE"
  std::string_view negative = {};  // "--no-fix": takes the option back; the last one given counts
  std::string_view help = {};
  std::span<const std::string_view> choices = {};  // all values there are
  std::string_view environment =
      {};               // "NO_CACHE": WHIP_NO_CACHE, else RUFF_NO_CACHE, stands in where the option is not given
  bool hidden = false;  // accepted, but in no help
};

struct FlagGroup {
  std::string_view title;
  std::span<const Flag> options;
};

// What was given on the command line.
class Arguments {
 public:
  struct Given {
    const Flag* option;
    bool negated = false;
    std::vector<std::string> values;  // one for each time a value was given; lists are already split
  };

  bool has(std::string_view option) const;  // given, and not taken back
  // On, off, or not said.
  std::optional<bool> is_on(std::string_view option) const;
  // The last value.
  std::optional<std::string_view> value(std::string_view option) const;
  std::span<const std::string> values(std::string_view option) const;
  std::span<const std::string> positionals() const { return positionals_; }
  std::span<const Given> given() const { return given_; }

  // Used by the parser.
  Given& add(const Flag& option);
  void add_positional(std::string text) { positionals_.push_back(std::move(text)); }

 private:
  const Given* find(std::string_view option) const;
  std::vector<Given> given_;
  std::vector<std::string> positionals_;
};

struct Command {
  std::string_view name;
  std::string_view about;        // one line
  std::string_view description;  // more, for --help; may be empty
  std::string_view positional;   // "[FILES]...", "<RULE>"; empty if it takes none
  std::string_view positional_help;
  std::size_t most_positionals = 0;
  std::span<const FlagGroup> groups;  // the global options come on top of these
  int (*run)(const Arguments&);
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);
// What every command takes: --config, --isolated, --color, -q, -s, -v.
std::span<const FlagGroup> global_groups();
const Flag* find_flag(const Command& command, std::string_view name);

// The command, or the option of a command, that a mistyped word is nearest to; empty if none is near.
std::string_view nearest_command(std::string_view word);
std::string_view nearest_flag(const Command& command, std::string_view word);

// "error: ..." with how to go on, on standard error; gives kFailure. A tip stands below the message.
int usage_error(const Command* command, std::string_view message, std::string_view tip = {});

}  // namespace whip::cli
