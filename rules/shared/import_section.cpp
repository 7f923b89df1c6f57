#include "rules/shared/import_section.h"

#include <algorithm>

#include "rules/shared/stdlib_modules.h"

namespace whip::rules {
namespace {

bool is_dotted(const IsortSettings::Known& known) { return known.module.pattern().find('.') != std::string::npos; }

// The longest part of the module's name that a pattern matches decides: `a.b` before `a`. Where no pattern has a dot, only the first part is
// looked at.
const SectionRef* known_section(const IsortSettings& settings, std::string_view module, std::string_view top) {
  if (settings.known_modules.empty()) return nullptr;
  const bool dotted = std::ranges::any_of(settings.known_modules, is_dotted);
  for (std::string_view part = dotted ? module : top;; part = part.substr(0, part.rfind('.'))) {
    for (const IsortSettings::Known& known : settings.known_modules) {
      if (known.module.matches(part)) return &known.section;
    }
    if (part.find('.') == std::string_view::npos) return nullptr;
  }
}

}  // namespace

SectionRef import_section(const File& file, std::string_view module, bool relative) {
  const IsortSettings& settings = file.settings.isort;
  const std::string_view top = module.substr(0, module.find('.'));
  if (!relative && top == "__future__") return {ImportSection::future, 0};
  if (settings.no_sections) return {ImportSection::first_party, 0};
  if (relative) return {ImportSection::local_folder, 0};
  if (const SectionRef* known = known_section(settings, module, top)) return *known;
  if (is_stdlib_module(top, file.target)) return {ImportSection::standard_library, 0};
  const bool same_package = settings.detect_same_package && !top.empty() && top == file.facts.root_package;
  if (same_package || module == "__main__" || file.facts.has_source_module(module)) return {ImportSection::first_party, 0};
  return settings.default_section;
}

}  // namespace whip::rules
