// The Python versions that a file may be written for. The number is the minor version, so versions compare as numbers
// do.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace whip {

enum class PythonVersion : std::uint8_t {
  py37 = 7,
  py38 = 8,
  py39 = 9,
  py310 = 10,
  py311 = 11,
  py312 = 12,
  py313 = 13,
  py314 = 14,
  py315 = 15,
};

inline constexpr PythonVersion kOldestPython = PythonVersion::py37;
inline constexpr PythonVersion kNewestPython = PythonVersion::py315;
// What rules assume of a project that does not say which versions it supports (Ruff 0.17.5's choice).
inline constexpr PythonVersion kDefaultPython = PythonVersion::py311;

constexpr unsigned major(PythonVersion) { return 3; }
constexpr unsigned minor(PythonVersion version) { return static_cast<unsigned>(version); }

constexpr std::optional<PythonVersion> python_version(unsigned major_number, unsigned minor_number) {
  if (major_number != 3 || minor_number < minor(kOldestPython) || minor_number > minor(kNewestPython))
    return std::nullopt;
  return static_cast<PythonVersion>(minor_number);
}

// As settings spell it: `py311`.
constexpr std::string_view setting_name(PythonVersion version) {
  constexpr std::array<std::string_view, 9> kNames = {"py37",  "py38",  "py39",  "py310", "py311",
                                                      "py312", "py313", "py314", "py315"};
  return kNames[minor(version) - minor(kOldestPython)];
}
constexpr std::optional<PythonVersion> python_version(std::string_view name) {
  for (unsigned number = minor(kOldestPython); number <= minor(kNewestPython); ++number) {
    const auto version = static_cast<PythonVersion>(number);
    if (setting_name(version) == name) return version;
  }
  return std::nullopt;
}

// As people write it: `3.11`.
constexpr std::string_view dotted_name(PythonVersion version) {
  constexpr std::array<std::string_view, 9> kNames = {"3.7",  "3.8",  "3.9",  "3.10", "3.11",
                                                      "3.12", "3.13", "3.14", "3.15"};
  return kNames[minor(version) - minor(kOldestPython)];
}

}  // namespace whip
