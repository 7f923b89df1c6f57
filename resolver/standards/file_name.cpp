#include "resolver/standards/file_name.h"

#include <algorithm>

#include "resolver/standards/characters.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

Error refused(std::string_view file_name, std::string_view why) {
  return Error{.code = ErrorCode::syntax, .message = "`" + std::string(file_name) + "`: " + std::string(why)};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    if (end == text.size()) return parts;
    begin = end + 1;
  }
}

bool is_escaped_name(std::string_view name) {
  if (name.empty() || name.find("__") != std::string_view::npos) return false;
  return std::ranges::all_of(name, [](char c) { return is_alphanumeric(c) || c == '_' || c == '.'; });
}

bool is_identifier(std::string_view text) {
  if (text.empty() || is_digit(text[0])) return false;
  return std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '_'; });
}

std::vector<std::string> tag_set(std::string_view text) {
  std::vector<std::string> tags;
  for (const std::string_view tag : split(text, '.')) tags.push_back(lowered(tag));
  return tags;
}

bool has_empty(const std::vector<std::string>& tags) { return std::ranges::find(tags, "") != tags.end(); }

}  // namespace

Result<WheelName> WheelName::parse(std::string_view file_name) {
  if (!file_name.ends_with(".whl")) return refused(file_name, "a wheel ends with `.whl`");
  const auto parts = split(file_name.substr(0, file_name.size() - 4), '-');
  if (parts.size() != 5 && parts.size() != 6) return refused(file_name, "a wheel has five or six parts joined by `-`");
  if (!is_escaped_name(parts[0])) return refused(file_name, "its project name has characters that wheels escape");
  auto version = Version::read(parts[1]);
  if (!version) return refused(file_name, "its version is not valid");
  WheelName wheel{.name = normalized(parts[0]), .version = std::move(*version)};
  if (parts.size() == 6) {
    if (parts[2].empty() || !is_digit(parts[2][0])) return refused(file_name, "its build number begins with no digit");
    wheel.build = parts[2];
  }
  const std::size_t tags = parts.size() - 3;
  wheel.pythons = tag_set(parts[tags]);
  wheel.abis = tag_set(parts[tags + 1]);
  wheel.platforms = tag_set(parts[tags + 2]);
  if (has_empty(wheel.pythons) || has_empty(wheel.abis) || has_empty(wheel.platforms)) {
    return refused(file_name, "one of its tags is empty");
  }
  if (!std::ranges::all_of(wheel.pythons, is_identifier)) return refused(file_name, "its Python tag is not valid");
  return wheel;
}

bool WheelName::serves(const Interpreter& interpreter) const {
  return std::ranges::any_of(pythons, [&](const std::string& python) {
    return std::ranges::any_of(abis,
                               [&](const std::string& abi) { return resolver::serves(python, abi, interpreter); });
  });
}

bool WheelName::serves(const Interpreter& interpreter, const Platform& machine) const {
  for (const std::string& tag : platforms) {
    const Platform platform = read_platform_tag(tag);
    if (!resolver::serves(platform, machine)) continue;
    for (const std::string& python : pythons) {
      for (const std::string& abi : abis) {
        // What is for any platform has no ABI.
        if (platform.system == System::any && abi != "none") continue;
        if (resolver::serves(python, abi, interpreter)) return true;
      }
    }
  }
  return false;
}

Result<SdistName> SdistName::parse(std::string_view file_name, std::string_view project) {
  std::string_view stem = file_name;
  if (stem.ends_with(".tar.gz")) {
    stem.remove_suffix(7);
  } else if (stem.ends_with(".zip")) {
    stem.remove_suffix(4);
  } else {
    return refused(file_name, "a source distribution ends with `.tar.gz` or `.zip`");
  }
  std::size_t dash = stem.rfind('-');
  if (!project.empty()) {
    // Before PEP 625 names kept their dashes and versions could have some too: `a-b-1.0-1`.
    for (dash = stem.find('-'); dash != std::string_view::npos; dash = stem.find('-', dash + 1)) {
      if (normalized(stem.substr(0, dash)) == project) break;
    }
  }
  if (dash == std::string_view::npos || dash == 0) return refused(file_name, "expected a name, `-` and a version");
  auto version = Version::read(stem.substr(dash + 1));
  if (!version) return refused(file_name, "its version is not valid");
  return SdistName{normalized(stem.substr(0, dash)), std::move(*version)};
}

}  // namespace whip::resolver
