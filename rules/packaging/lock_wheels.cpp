#include "rules/packaging/lock_wheels.h"

#include <map>

#include "core/base/characters.h"

namespace whip::rules {
namespace {

// "Foo.Bar_baz" and "foo-bar-baz" are one project.
std::string normalized(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const bool is_sign = c == '-' || c == '_' || c == '.';
    if (is_sign && !out.empty() && out.back() == '-') continue;
    out += is_sign ? '-' : lowered(c);
  }
  return out;
}

std::string_view name_in(std::string_view requirement) {
  return requirement.substr(0, requirement.find_first_of(" \t[(<>=!~;@"));
}

struct Wheels {
  bool any = false;
  bool any_loads = false;
};

// The wheels of each package: uv.lock has `[[package]]` with `wheels = [{ url = ... }]`, pylock.toml `[[packages]]`
// with
// `[[packages.wheels]]` or the same in line.
std::map<std::string, Wheels> wheels_of(const BuildFile& lock) {
  std::map<std::string, Wheels> packages;
  Wheels* current = nullptr;
  for (const TomlEntry& entry : lock.toml.all()) {
    if (entry.kind != TomlEntry::Kind::string) continue;
    if (entry.name == "package[].name" || entry.name == "packages[].name") current = &packages[normalized(entry.text)];
    const bool is_wheel = entry.name.find(".wheels[]") != std::string::npos &&
                          (entry.name.ends_with(".url") || entry.name.ends_with(".name") ||
                           entry.name.ends_with(".filename") || entry.name.ends_with(".path"));
    const std::string_view file = std::string_view(entry.text).substr(entry.text.rfind('/') + 1);
    if (current == nullptr || !is_wheel || file.find(".whl") == std::string_view::npos) continue;
    current->any = true;
    current->any_loads = current->any_loads || loads_without_gil(file);
  }
  return packages;
}

}  // namespace

bool loads_without_gil(std::string_view wheel) {
  return wheel.find("-none-") != std::string_view::npos || wheel.find("abi3t") != std::string_view::npos ||
         !find_free_threaded_build(wheel).empty();
}

std::vector<GilOnlyDependency> gil_only_dependencies(const BuildProject& project) {
  std::vector<GilOnlyDependency> out;
  std::uint32_t number = 0;
  std::uint32_t lock_number = 0;
  const BuildFile* const settings = project.first(BuildRole::pyproject, number);
  const BuildFile* const lock = project.first(BuildRole::lock, lock_number);
  if (settings == nullptr || lock == nullptr) return out;
  const std::map<std::string, Wheels> packages = wheels_of(*lock);
  settings->toml.for_each("project.dependencies[]", [&](const TomlEntry& entry) {
    const std::string name = normalized(name_in(entry.text));
    const auto found = packages.find(name);
    if (found != packages.end() && found->second.any && !found->second.any_loads)
      out.push_back({{number, entry.value}, name});
  });
  return out;
}

}  // namespace whip::rules
