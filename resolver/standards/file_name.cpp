#include "resolver/standards/file_name.h"

#include <algorithm>

#include "core/base/characters.h"
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

// Whether none of the tags joined by dots is empty.
bool is_tag_set(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos;
}

bool are_identifiers(std::string_view tags) {
  for (std::size_t begin = 0; begin <= tags.size();) {
    const std::size_t end = std::min(tags.find('.', begin), tags.size());
    if (!is_identifier(tags.substr(begin, end - begin))) return false;
    begin = end + 1;
  }
  return true;
}

// A wheel's name in its parts; only the version is not looked at.
struct WheelParts {
  std::string_view name, version, build, pythons, abis, platforms;
  std::string_view problem;  // empty: none
};

WheelParts parts_of_wheel(std::string_view file_name) {
  WheelParts out;
  const auto problem = [&](std::string_view what) {
    out.problem = what;
    return out;
  };
  if (!file_name.ends_with(".whl")) return problem("a wheel ends with `.whl`");
  std::string_view parts[6];
  std::size_t count = 0;
  for (std::string_view rest = file_name.substr(0, file_name.size() - 4);; ++count) {
    if (count == 6) return problem("a wheel has five or six parts joined by `-`");
    const std::size_t end = std::min(rest.find('-'), rest.size());
    parts[count] = rest.substr(0, end);
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  if (++count < 5) return problem("a wheel has five or six parts joined by `-`");
  out = {parts[0], parts[1], {}, parts[count - 3], parts[count - 2], parts[count - 1], {}};
  if (!is_escaped_name(out.name)) return problem("its project name has characters that wheels escape");
  if (count == 6) {
    out.build = parts[2];
    if (out.build.empty() || !is_digit(out.build[0])) return problem("its build number begins with no digit");
  }
  if (!is_tag_set(out.pythons) || !is_tag_set(out.abis) || !is_tag_set(out.platforms))
    return problem("one of its tags is empty");
  if (!are_identifiers(out.pythons)) return problem("its Python tag is not valid");
  return out;
}

// Whether a wheel's part for the name stands for the project, whose name is normalized.
bool is_named(std::string_view part, std::string_view project) {
  std::size_t at = 0;
  bool was_separator = false;
  for (const char c : part) {
    const bool is_separator = c == '_' || c == '.' || c == '-';
    if (is_separator && was_separator) continue;
    if (at == project.size() || project[at] != (is_separator ? '-' : lowered(c))) return false;
    was_separator = is_separator;
    ++at;
  }
  return at == project.size();
}

}  // namespace

Result<WheelName> WheelName::parse(std::string_view file_name) {
  const WheelParts parts = parts_of_wheel(file_name);
  if (!parts.problem.empty()) return refused(file_name, parts.problem);
  auto version = Version::read(parts.version);
  if (!version) return refused(file_name, "its version is not valid");
  return WheelName{.name = normalized(parts.name),
                   .version = std::move(*version),
                   .build = std::string(parts.build),
                   .pythons = tag_set(parts.pythons),
                   .abis = tag_set(parts.abis),
                   .platforms = tag_set(parts.platforms)};
}

std::optional<ReleaseName> release_name(std::string_view file_name, std::string_view project) {
  if (file_name.ends_with(".whl")) {
    const WheelParts parts = parts_of_wheel(file_name);
    if (!parts.problem.empty() || !is_named(parts.name, project)) return std::nullopt;
    auto version = Version::read(parts.version);
    return version ? std::optional(ReleaseName{true, std::move(*version)}) : std::nullopt;
  }
  if (!file_name.ends_with(".tar.gz") && !file_name.ends_with(".zip")) return std::nullopt;
  auto source = SdistName::parse(file_name, project);
  if (!source || source->name != project) return std::nullopt;
  return ReleaseName{false, std::move(source->version)};
}

bool is_for_any_platform(std::string_view wheel) {
  if (wheel.ends_with(".whl")) wheel.remove_suffix(4);
  std::string_view tags = wheel.substr(wheel.rfind('-') + 1);
  for (;;) {
    const std::size_t end = std::min(tags.find('.'), tags.size());
    if (equal_ignoring_case(tags.substr(0, end), "any")) return true;
    if (end == tags.size()) return false;
    tags.remove_prefix(end + 1);
  }
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
