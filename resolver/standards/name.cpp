#include "resolver/standards/name.h"

#include <algorithm>

#include "core/base/characters.h"

namespace whip::resolver {
namespace {

bool is_separator(char c) { return c == '-' || c == '_' || c == '.'; }

}  // namespace

bool is_valid_name(std::string_view name) {
  if (name.empty() || !is_alphanumeric(name.front()) || !is_alphanumeric(name.back())) return false;
  return std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || is_separator(c); });
}

std::string normalized(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  for (const char c : name) {
    if (!is_separator(c)) {
      result.push_back(lowered(c));
    } else if (result.empty() || result.back() != '-') {
      result.push_back('-');
    }
  }
  return result;
}

bool is_normalized_name(std::string_view name) {
  if (!is_valid_name(name)) return false;
  bool was_dash = false;
  for (const char c : name) {
    if (c == '_' || c == '.' || lowered(c) != c || (c == '-' && was_dash)) return false;
    was_dash = c == '-';
  }
  return true;
}

std::optional<std::string> valid_name(std::string_view name) {
  if (!is_valid_name(name)) return std::nullopt;
  return normalized(name);
}

}  // namespace whip::resolver
