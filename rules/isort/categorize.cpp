// In this order: `__future__`; relative imports; the lists of the configuration; Python's own modules; the package that
// the file is in; modules in the folders of `src`; everything else goes to default-section. What falls into a section
// that section-order does not name goes there too.

#include "rules/isort/categorize.h"

#include <algorithm>
#include <string_view>

#include "rules/shared/stdlib_modules.h"

namespace whip::rules::isort {
namespace {

constexpr std::string_view first_part(std::string_view module) { return module.substr(0, module.find('.')); }

class Categorizer {
 public:
  explicit Categorizer(const File& file) : file_(file), settings_(file.settings.isort) {
    has_dotted_patterns_ = std::ranges::any_of(settings_.known_modules, [](const IsortSettings::Known& known) {
      return known.module.pattern().find('.') != std::string::npos;
    });
    default_ = position(settings_.default_section, static_cast<std::uint32_t>(settings_.section_order.size()));
  }

  std::uint32_t section_of(const Import& import) const { return position(section(import), default_); }

 private:
  std::uint32_t position(SectionRef section, std::uint32_t otherwise) const {
    const auto& order = settings_.section_order;
    const auto found = std::ranges::find(order, section);
    return found == order.end() ? otherwise : static_cast<std::uint32_t>(found - order.begin());
  }

  SectionRef section(const Import& import) const {
    const std::string_view top = first_part(import.module);
    const bool relative = import.level > 0;
    if (!relative && top == "__future__") return {ImportSection::future, 0};
    if (settings_.no_sections) return {ImportSection::first_party, 0};
    if (relative) return {ImportSection::local_folder, 0};
    if (const SectionRef* known = known_section(import.module, top)) return *known;
    if (is_stdlib_module(top, file_.target)) return {ImportSection::standard_library, 0};
    if (is_first_party(import.module, top)) return {ImportSection::first_party, 0};
    return settings_.default_section;
  }

  // The longest part of the module's name that a pattern matches decides: `a.b` before `a`.
  const SectionRef* known_section(std::string_view module, std::string_view top) const {
    if (settings_.known_modules.empty()) return nullptr;
    for (std::string_view part = has_dotted_patterns_ ? module : top;; part = part.substr(0, part.rfind('.'))) {
      for (const IsortSettings::Known& known : settings_.known_modules) {
        if (known.module.matches(part)) return &known.section;
      }
      if (part.find('.') == std::string_view::npos) return nullptr;
    }
  }

  bool is_first_party(std::string_view module, std::string_view top) const {
    if (settings_.detect_same_package && !top.empty() && top == file_.facts.root_package) return true;
    return file_.facts.has_source_module(module) || module == "__main__";
  }

  const File& file_;
  const IsortSettings& settings_;
  bool has_dotted_patterns_ = false;
  std::uint32_t default_ = 0;
};

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
  const Categorizer categorizer(file);
  for (Import& import : imports.imports) {
    import.section = categorizer.section_of(import);
    import.separation = separation_of(import, file.settings.isort.forced_separate);
  }
}

}  // namespace whip::rules::isort
