// Which section a module belongs to is said by six settings at once: the sections of one's own, their order, and the
// modules known for each. Here they become the numbers of linter/settings.h.
#include <algorithm>
#include <array>
#include <utility>

#include "cli/config/layer.h"

namespace whip {
namespace {

constexpr std::array<std::string_view, kImportSections> kNames = {"future", "standard-library", "third-party",
                                                                  "first-party", "local-folder"};

const Value* given(const Configuration& configuration, std::string_view key) {
  for (const Configuration::Given& entry : configuration.given) {
    if (entry.option->key == key) return &entry.value;
  }
  return nullptr;
}

// isort's patterns have `*`, `?` and `[...]`, but no alternatives.
Result<Glob> module_pattern(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '{' || c == '}') {
      pattern.append({'[', c, ']'});
    } else {
      pattern.push_back(c);
    }
  }
  return Glob::compile(pattern);
}

class Sections {
 public:
  Sections(Configuration& configuration, std::vector<std::string>& warnings)
      : configuration_(configuration), isort_(configuration.lint.isort), warnings_(warnings) {}

  void resolve() {
    name_sections();
    know_modules();
    order();
    if (const Value* value = given(configuration_, "lint.isort.default-section")) {
      if (!find(value->text)) {
        warn("`default-section` names the unknown section `" + value->text + "`");
        isort_.user_sections.push_back(value->text);
      }
      isort_.default_section = *find(value->text);
    }
    order_default();
    for (const std::string& name : list("lint.isort.no-lines-before")) {
      if (const auto section = find(name)) {
        isort_.no_lines_before.push_back(*section);
      } else {
        warn("`no-lines-before` names the unknown section `" + name + "`");
      }
    }
    if (const Value* headings = given(configuration_, "lint.isort.import-heading")) {
      for (std::size_t i = 0; i < headings->items.size(); ++i) {
        if (const auto section = find(headings->keys[i]))
          isort_.import_headings.push_back({*section, headings->items[i].text});
      }
    }
  }

 private:
  void warn(std::string text) {
    text = "isort: " + std::move(text);
    if (std::find(warnings_.begin(), warnings_.end(), text) == warnings_.end()) warnings_.push_back(std::move(text));
  }

  std::vector<std::string> list(std::string_view key) const {
    const Value* value = given(configuration_, key);
    return value == nullptr ? std::vector<std::string>() : string_list(*value);
  }

  std::optional<SectionRef> find(std::string_view name) const {
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (kNames[i] == name) return SectionRef{static_cast<ImportSection>(i), 0};
    }
    for (std::size_t i = 0; i < isort_.user_sections.size(); ++i) {
      if (isort_.user_sections[i] == name) return SectionRef{std::nullopt, static_cast<std::uint32_t>(i)};
    }
    return std::nullopt;
  }

  void name_sections() {
    const Value* sections = given(configuration_, "lint.isort.sections");
    for (std::size_t i = 0; sections != nullptr && i < sections->keys.size(); ++i) {
      if (find(sections->keys[i])) {
        warn("`sections` redefines `" + sections->keys[i] + "`, which has no effect; use `known-" + sections->keys[i] +
             "`");
        continue;
      }
      isort_.user_sections.push_back(sections->keys[i]);
      const auto section = find(sections->keys[i]);
      for (const std::string& module : string_list(sections->items[i])) know(module, *section);
    }
  }

  void know_modules() {
    for (const std::string& module : list("lint.isort.known-first-party"))
      know(module, {ImportSection::first_party, 0});
    for (const std::string& module : list("lint.isort.known-third-party"))
      know(module, {ImportSection::third_party, 0});
    for (const std::string& module : list("lint.isort.known-local-folder"))
      know(module, {ImportSection::local_folder, 0});
    for (const std::string& module : list("lint.isort.extra-standard-library"))
      know(module, {ImportSection::standard_library, 0});
  }

  void know(const std::string& module, SectionRef section) {
    auto pattern = module_pattern(module);
    if (!pattern) return warn(pattern.error().message);
    const bool twice =
        std::any_of(isort_.known_modules.begin(), isort_.known_modules.end(),
                    [&](const IsortSettings::Known& known) { return known.module.pattern() == pattern->pattern(); });
    if (twice) warn("`" + module + "` is in more than one section");
    isort_.known_modules.push_back({std::move(*pattern), section});
  }

  void order() {
    if (given(configuration_, "lint.isort.section-order") != nullptr) isort_.section_order.clear();
    for (const std::string& name : list("lint.isort.section-order")) {
      if (const auto section = find(name)) {
        isort_.section_order.push_back(*section);
      } else {
        warn("`section-order` names the unknown section `" + name + "`");
      }
    }
  }

  // What falls into a section that the order leaves out goes to the default one, as in Ruff: so that one must be there.
  void order_default() {
    auto& order = isort_.section_order;
    if (std::find(order.begin(), order.end(), isort_.default_section) != order.end()) return;
    warn("`section-order` lacks the `default-section`; it comes last");
    order.push_back(isort_.default_section);
  }

  Configuration& configuration_;
  IsortSettings& isort_;
  std::vector<std::string>& warnings_;
};

}  // namespace

void resolve_sections(Configuration& configuration, std::vector<std::string>& warnings) {
  Sections(configuration, warnings).resolve();
}

}  // namespace whip
