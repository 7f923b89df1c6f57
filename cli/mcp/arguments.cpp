#include "cli/mcp/arguments.h"

#include <algorithm>

namespace whip::mcp {

using lsp::Json;

Json ArgumentReader::take(std::string_view name) {
  known_.push_back(name);
  const Json value = arguments_[name];
  return value.is_null() ? Json() : value;
}

void ArgumentReader::wrong(std::string message) {
  if (trouble_.empty()) trouble_ = std::move(message);
}

bool ArgumentReader::flag(std::string_view name) {
  const Json value = take(name);
  if (value.exists() && !value.boolean()) wrong("`" + std::string(name) + "` must be true or false");
  return value.is_true();
}

std::optional<std::string> ArgumentReader::text(std::string_view name) {
  const Json value = take(name);
  if (!value.exists()) return std::nullopt;
  if (!value.is_string()) wrong("`" + std::string(name) + "` must be a text");
  return std::string(value.text());
}

std::optional<std::int64_t> ArgumentReader::number(std::string_view name) {
  const Json value = take(name);
  if (!value.exists()) return std::nullopt;
  const std::optional<std::int64_t> number = value.integer();
  if (!number || *number < 0) wrong("`" + std::string(name) + "` must be a number, 0 or more");
  return number;
}

std::vector<std::string> ArgumentReader::texts(std::string_view name) {
  const Json value = take(name);
  std::vector<std::string> out;
  if (!value.exists()) return out;
  if (!value.is_array()) wrong("`" + std::string(name) + "` must be a list of texts");
  for (const Json item : value) {
    if (!item.is_string()) wrong("`" + std::string(name) + "` must be a list of texts");
    out.emplace_back(item.text());
  }
  return out;
}

std::string_view ArgumentReader::choice(std::string_view name, std::initializer_list<std::string_view> choices) {
  const Json value = take(name);
  if (!value.exists()) return *choices.begin();
  const auto found = std::ranges::find(choices, value.text());
  if (value.is_string() && found != choices.end()) return *found;
  std::string list;
  for (const std::string_view choice : choices) list.append(list.empty() ? "`" : ", `").append(choice).append("`");
  wrong("`" + std::string(name) + "` must be one of " + list);
  return *choices.begin();
}

std::optional<std::string> ArgumentReader::path(std::string_view name) {
  const std::optional<std::string> given = text(name);
  if (!given) return std::nullopt;
  Result<std::string> inside = workspace_.inside(*given);
  if (inside) return std::move(*inside);
  wrong(inside.error().message);
  return std::nullopt;
}

std::vector<std::string> ArgumentReader::paths(std::string_view name) {
  std::vector<std::string> out;
  for (const std::string& given : texts(name)) {
    Result<std::string> inside = workspace_.inside(given);
    if (inside) {
      out.push_back(std::move(*inside));
    } else {
      wrong(inside.error().message);
    }
  }
  return out;
}

Done ArgumentReader::finish() {
  if (arguments_.exists() && !arguments_.is_object()) wrong("arguments must be an object");
  if (arguments_.is_object()) {
    for (const Json member : arguments_) {
      if (std::ranges::find(known_, member.key()) == known_.end()) {
        wrong("there is no argument `" + std::string(member.key()) + "`");
      }
    }
  }
  if (trouble_.empty()) return Unit{};
  return Error{.code = ErrorCode::usage, .message = trouble_, .path = {}};
}

}  // namespace whip::mcp
