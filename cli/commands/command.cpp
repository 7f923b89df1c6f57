#include "cli/commands/command.h"

#include <algorithm>

#include "cli/commands/console.h"

namespace whip::cli {

const Arguments::Given* Arguments::find(std::string_view option) const {
  const auto at = std::ranges::find(given_, option, [](const Given& given) { return given.option->name; });
  return at == given_.end() ? nullptr : &*at;
}

bool Arguments::has(std::string_view option) const {
  const Given* const given = find(option);
  return given != nullptr && !given->negated;
}

std::optional<bool> Arguments::is_on(std::string_view option) const {
  const Given* const given = find(option);
  return given == nullptr ? std::nullopt : std::optional(!given->negated);
}

std::optional<std::string_view> Arguments::value(std::string_view option) const {
  const Given* const given = find(option);
  if (given == nullptr || given->negated || given->values.empty()) return std::nullopt;
  return given->values.back();
}

std::span<const std::string> Arguments::values(std::string_view option) const {
  const Given* const given = find(option);
  return given == nullptr ? std::span<const std::string>{} : std::span<const std::string>(given->values);
}

Arguments::Given& Arguments::add(const Flag& option) {
  const auto at = std::ranges::find(given_, &option, &Given::option);
  return at != given_.end() ? *at : given_.emplace_back(Given{.option = &option, .values = {}});
}

const Command* find_command(std::string_view name) {
  const std::span<const Command> all = commands();
  const auto at = std::ranges::find(all, name, &Command::name);
  return at == all.end() ? nullptr : &*at;
}

const Flag* find_flag(const Command& command, std::string_view name) {
  for (const std::span<const FlagGroup> groups : {command.groups, global_groups()}) {
    for (const FlagGroup& group : groups) {
      const auto at = std::ranges::find(group.options, name, &Flag::name);
      if (at != group.options.end()) return &*at;
    }
  }
  return nullptr;
}

int usage_error(const Command* command, std::string_view message) {
  std::string text = "error: ";
  text.append(message).append("\n\nUsage: whip ");
  if (command == nullptr) {
    text += "[OPTIONS] <COMMAND>";
  } else {
    text.append(command->name).append(" [OPTIONS]");
    if (!command->positional.empty()) text.append(" ").append(command->positional);
  }
  text += "\n\nFor more information, try '--help'.\n";
  write_error(text);
  return kFailure;
}

}  // namespace whip::cli
