#include "resolver/standards/wheel_tag.h"

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

#include "core/base/characters.h"

namespace whip::resolver {
namespace {

using Release = std::pair<std::uint32_t, std::uint32_t>;

// Digits at the start; nothing if there are none, or more than a version can have.
std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t value = 0;
  std::size_t size = 0;
  while (size < text.size() && is_digit(text[size]))
    value = value * 10 + static_cast<std::uint32_t>(text[size++] - '0');
  if (size == 0 || size > 6) return std::nullopt;
  text.remove_prefix(size);
  return value;
}

bool take(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// `314` of `cp314`: one digit for the major version, the rest for the minor.
struct ShortVersion {
  std::uint32_t major = 0;
  std::optional<std::uint32_t> minor;
};

std::optional<ShortVersion> take_short_version(std::string_view& text) {
  if (text.empty() || !is_digit(text[0])) return std::nullopt;
  ShortVersion version{static_cast<std::uint32_t>(text[0] - '0'), std::nullopt};
  text.remove_prefix(1);
  if (text.empty() || !is_digit(text[0])) return version;
  if (text[0] == '0' && text.size() > 1 && is_digit(text[1])) return std::nullopt;
  version.minor = take_number(text);
  if (!version.minor) return std::nullopt;
  return version;
}

// `_2_28_x86_64`
std::optional<Platform> versioned(System system, std::string_view rest) {
  Platform platform{.system = system};
  if (!take(rest, "_")) return std::nullopt;
  const auto major = take_number(rest);
  if (!major || !take(rest, "_")) return std::nullopt;
  const auto minor = take_number(rest);
  if (!minor || !take(rest, "_") || rest.empty()) return std::nullopt;
  platform.major = *major;
  platform.minor = *minor;
  platform.machine = rest;
  return platform;
}

struct LegacyTag {
  std::string_view prefix;
  std::uint32_t minor;  // of glibc 2
};
constexpr LegacyTag kLegacyTags[] = {{"manylinux1_", 5}, {"manylinux2010_", 12}, {"manylinux2014_", 17}};

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> all) {
  return std::ranges::find(all, text) != all.end();
}

bool serves_cpython(ShortVersion tag, std::string_view abi_tag, const Interpreter& interpreter) {
  if (!tag.minor || tag.major != interpreter.major) return false;
  const Abi abi = abi_of(abi_tag);
  const bool is_own = *tag.minor == interpreter.minor;
  const bool has_stable_abi = interpreter.major == 3 && *tag.minor >= 2 && *tag.minor <= interpreter.minor;
  switch (abi) {
    case Abi::none:
      return is_own;
    case Abi::abi3:
      return has_stable_abi && !interpreter.is_free_threaded;
    case Abi::abi3t:
      return has_stable_abi && interpreter.is_free_threaded;
    case Abi::with_gil:
    case Abi::free_threaded: {
      if (!is_own || (abi == Abi::free_threaded) != interpreter.is_free_threaded) return false;
      abi_tag.remove_prefix(2);
      const auto version = take_short_version(abi_tag);
      return version && version->major == tag.major && version->minor == tag.minor;
    }
    case Abi::other: {
      // Before 3.8 builds with pymalloc, which all are, said so.
      const bool has_suffix = interpreter.major == 3 && interpreter.minor < 8;
      return has_suffix && is_own && abi_tag == "cp3" + std::to_string(interpreter.minor) + "m";
    }
  }
  return false;
}

bool serves_macos(const Platform& tag, const Platform& machine) {
  const Release needed{tag.major, tag.minor};
  const Release had{machine.major, machine.minor};
  const bool is_intel = machine.machine == "x86_64";
  bool fits = tag.machine == machine.machine || tag.machine == "universal2";
  if (is_intel) fits = fits || is_one_of(tag.machine, {"intel", "fat64", "fat3", "universal"});
  if (!fits) return false;
  if (had < Release{11, 0}) return needed.first == 10 && needed <= had && (!is_intel || tag.minor >= 4);
  // From 11 on the major version counts years; before that only what has an Intel part could be built.
  if (needed.first >= 11) return needed.second == 0 && needed.first <= had.first;
  return needed.first == 10 && needed.second >= 4 && needed.second <= 16 && (is_intel || tag.machine == "universal2");
}

}  // namespace

Platform read_platform_tag(std::string_view tag) {
  if (tag == "any") return {.system = System::any};
  for (const LegacyTag& legacy : kLegacyTags) {
    if (tag.starts_with(legacy.prefix)) {
      return {
          .system = System::manylinux, .major = 2, .minor = legacy.minor, .machine = tag.substr(legacy.prefix.size())};
    }
  }
  constexpr std::pair<std::string_view, System> kVersioned[] = {{"manylinux", System::manylinux},
                                                                {"musllinux", System::musllinux},
                                                                {"macosx", System::macos},
                                                                {"ios", System::ios}};
  for (const auto& [prefix, system] : kVersioned) {
    if (!tag.starts_with(prefix)) continue;
    if (const auto platform = versioned(system, tag.substr(prefix.size()))) return *platform;
  }
  if (std::string_view rest = tag; take(rest, "android_")) {
    const auto level = take_number(rest);
    if (level && take(rest, "_")) return {.system = System::android, .major = *level, .machine = rest};
  }
  if (tag.starts_with("linux_")) return {.system = System::linux_any, .machine = tag.substr(6)};
  if (tag == "win32") return {.system = System::windows, .machine = "x86"};
  if (tag.starts_with("win_")) return {.system = System::windows, .machine = tag.substr(4)};
  return {.system = System::other, .machine = tag};
}

Abi abi_of(std::string_view tag) {
  if (tag == "none") return Abi::none;
  if (tag == "abi3") return Abi::abi3;
  if (tag == "abi3t") return Abi::abi3t;
  if (!take(tag, "cp")) return Abi::other;
  const auto version = take_short_version(tag);
  if (!version || !version->minor) return Abi::other;
  if (tag.empty()) return Abi::with_gil;
  return tag == "t" ? Abi::free_threaded : Abi::other;
}

bool serves(std::string_view python_tag, std::string_view abi_tag, const Interpreter& interpreter) {
  std::string_view rest = python_tag;
  if (take(rest, "py")) {
    const auto version = take_short_version(rest);
    if (!version || !rest.empty() || abi_tag != "none" || version->major != interpreter.major) return false;
    return !version->minor || *version->minor <= interpreter.minor;
  }
  const bool is_cpython = interpreter.implementation == Implementation::cpython;
  if (!take(rest, is_cpython ? "cp" : "pp")) return false;
  const auto version = take_short_version(rest);
  if (!version || !rest.empty()) return false;
  if (is_cpython) return serves_cpython(*version, abi_tag, interpreter);
  if (version->major != interpreter.major || version->minor != interpreter.minor) return false;
  const std::string own = "pypy" + std::to_string(interpreter.major) + std::to_string(interpreter.minor) + "_";
  return abi_tag == "none" || abi_tag.starts_with(own);
}

bool serves(const Platform& tag, const Platform& machine) {
  const Release needed{tag.major, tag.minor};
  const Release had{machine.major, machine.minor};
  switch (tag.system) {
    case System::any:
      return true;
    case System::linux_any:
      return (machine.system == System::manylinux || machine.system == System::musllinux) &&
             tag.machine == machine.machine;
    case System::manylinux: {
      if (machine.system != System::manylinux || tag.machine != machine.machine) return false;
      const bool is_intel = is_one_of(tag.machine, {"x86_64", "i686"});
      return needed <= had && needed >= Release{2, is_intel ? 5U : 17U};
    }
    case System::musllinux:
      return machine.system == System::musllinux && tag.machine == machine.machine && needed.first == had.first &&
             needed <= had;
    case System::macos:
      return machine.system == System::macos && serves_macos(tag, machine);
    case System::windows:
      return machine.system == System::windows && tag.machine == machine.machine;
    case System::android:
      return machine.system == System::android && tag.machine == machine.machine && needed.first >= 16 && needed <= had;
    case System::ios:
      return machine.system == System::ios && tag.machine == machine.machine && needed.first >= 12 && needed <= had;
    case System::other:
      return tag == machine;
  }
  return false;
}

PlatformNames marker_names(const Platform& tag) {
  switch (tag.system) {
    case System::any:
      return {};
    case System::linux_any:
    case System::manylinux:
    case System::musllinux:
      return {"linux", {tag.machine}};
    case System::android:
      return {"android", {tag.machine}};
    case System::ios:
      return {"ios", {tag.machine}};
    case System::macos:
      if (tag.machine == "universal2") return {"darwin", {"x86_64", "arm64"}};
      if (is_one_of(tag.machine, {"intel", "fat64", "fat3", "universal"})) return {"darwin", {"x86_64"}};
      return {"darwin", {tag.machine}};
    case System::windows:
      if (tag.machine == "amd64") return {"win32", {"AMD64"}};
      if (tag.machine == "arm64") return {"win32", {"ARM64"}};
      return {"win32", {tag.machine}};
    case System::other:
      return {"", {tag.machine}};
  }
  return {};
}

}  // namespace whip::resolver
