#include "rules/isort/categorize.h"

#include <algorithm>
#include <string_view>

#include "rules/shared/import_section.h"

namespace whip::rules::isort {
namespace {

constexpr std::string_view first_part(std::string_view module) { return module.substr(0, module.find('.')); }

// 0, or 1 + the first pattern that the module's first part begins with.
std::uint32_t separation_of(const Import& import, const std::vector<std::string>& forced_separate) {
  const std::string_view top = import.level > 0 ? std::string_view{} : first_part(import.module);
  for (std::uint32_t i = 0; i < forced_separate.size(); ++i) {
    if (top.starts_with(forced_separate[i])) return i + 1;
  }
  return 0;
}

}  // namespace

void categorize(const File& file, Imports& imports) {
  const IsortSettings& settings = file.settings.isort;
  const auto position = [&order = settings.section_order](SectionRef section) {
    return static_cast<std::uint32_t>(std::ranges::find(order, section) - order.begin());
  };
  const std::uint32_t default_section = position(settings.default_section);
  for (Import& import : imports.imports) {
    import.section = position(import_section(file, import.module, import.level > 0));
    if (import.section == settings.section_order.size()) import.section = default_section;
    import.separation = separation_of(import, settings.forced_separate);
  }
}

}  // namespace whip::rules::isort
