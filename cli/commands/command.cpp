#include "cli/commands/command.h"

#include <algorithm>

#include "cli/commands/console.h"
#include "core/base/edit_distance.h"

namespace whip::cli {
namespace {

// Of several names the one that is fewest slips away from a word.
class Nearest {
 public:
  explicit Nearest(std::string_view word) : word_(word), least_(most_slips(word) + 1) {}
  void look_at(std::string_view name) {
    const std::size_t distance = edit_distance(word_, name);
    if (distance >= least_) return;
    least_ = distance;
    name_ = name;
  }
  std::string_view name() const { return name_; }

 private:
  std::string_view word_;
  std::string_view name_;
  std::size_t least_;
};

}  // namespace

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

std::string_view nearest_command(std::string_view word) {
  Nearest nearest(word);
  for (const Command& command : commands()) nearest.look_at(command.name);
  return nearest.name();
}

std::string_view nearest_flag(const Command& command, std::string_view word) {
  Nearest nearest(word);
  for (const std::span<const FlagGroup> groups : {command.groups, global_groups()}) {
    for (const FlagGroup& group : groups) {
      for (const Flag& flag : group.options) {
        if (flag.hidden) continue;
        nearest.look_at(flag.name);
        if (!flag.negative.empty()) nearest.look_at(flag.negative);
      }
    }
  }
  return nearest.name();
}

int usage_error(const Command* command, std::string_view message, std::string_view tip) {
  std::string text = "error: ";
  text.append(message);
  if (!tip.empty()) text.append("\n\n  tip: ").append(tip);
  text.append("\n\nUsage: whip ");
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
