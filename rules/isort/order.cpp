// By part of forced-separate, section, lazy or not, style, and then by name as the settings say.

#include "rules/isort/order.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>

#include "core/text/width.h"
#include "rules/isort/natural_order.h"
#include "rules/shared/letter_case.h"

namespace whip::rules::isort {
namespace {

bool contains_name(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// As in PEP 8: CONSTANT, Class, variable. A single capital is a class.
Member::Type type_by_letters(std::string_view name) {
  const bool starts_upper = is_upper(first_character(name).value);
  bool any_upper = false;
  std::size_t letters = 0;
  for (std::string_view rest = name; !rest.empty(); ++letters) {
    const auto [value, size] = first_character(rest);
    rest.remove_prefix(size);
    if (is_lower(value)) return starts_upper ? Member::Type::class_ : Member::Type::variable;
    any_upper |= is_upper(value);
  }
  if (any_upper && name.size() > 1) return Member::Type::constant;
  return starts_upper ? Member::Type::class_ : Member::Type::variable;
}

Member::Type type_of(std::string_view name, const IsortSettings& settings) {
  if (name == "*") return Member::Type::star;
  if (!settings.order_by_type) return Member::Type::variable;
  if (contains_name(settings.constants, name)) return Member::Type::constant;
  if (contains_name(settings.classes, name)) return Member::Type::class_;
  if (contains_name(settings.variables, name)) return Member::Type::variable;
  return type_by_letters(name);
}

std::uint32_t columns(std::string_view text) {
  std::uint32_t sum = 0;
  while (!text.empty()) {
    const auto [value, size] = first_character(text);
    sum += character_width(value, 0);
    text.remove_prefix(size);
  }
  return sum;
}

class Sorter {
 public:
  Sorter(const IsortSettings& settings, Imports& out) : settings_(settings), out_(out) {}

  void measure() {
    for (Member& member : out_.members) {
      member.type = type_of(member.name, settings_);
      if (settings_.length_sort) member.length = columns(member.name);
    }
    for (Import& import : out_.imports) {
      import.not_on_top = settings_.force_to_top.empty() || !contains_name(settings_.force_to_top, import.module);
      // With length-sort-straight only, `from` imports have length 0, less than any.
      if (settings_.length_sort || (settings_.length_sort_straight && !import.is_from())) {
        import.length = columns(import.module) + import.level + 1;
      }
    }
  }

  void sort_members() {
    for (Import& import : out_.imports) {
      import.members_begin = static_cast<std::uint32_t>(out_.member_order.size());
      for (std::uint32_t id = import.first_member; id != UINT32_MAX; id = out_.members[id].next) {
        out_.member_order.push_back(id);
      }
      std::sort(out_.member_order.begin() + import.members_begin, out_.member_order.end(),
                [&](std::uint32_t a, std::uint32_t b) { return before(compare_members(a, b), a, b); });
    }
  }

  void sort_imports() {
    out_.order.resize(out_.imports.size());
    std::iota(out_.order.begin(), out_.order.end(), 0U);
    std::sort(out_.order.begin(), out_.order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return before(compare_imports(a, b), a, b); });
  }

 private:
  static bool before(int order, std::uint32_t a, std::uint32_t b) { return order != 0 ? order < 0 : a < b; }

  int compare_members(std::uint32_t a_id, std::uint32_t b_id) const {
    const Member& a = out_.members[a_id];
    const Member& b = out_.members[b_id];
    if (const auto order = std::tie(a.type, a.length) <=> std::tie(b.type, b.length); order != 0) {
      return order < 0 ? -1 : 1;
    }
    if (const int order = compare_names(a.name, b.name); order != 0) return order;
    return compare_natural(a.alias, b.alias, Case::kept);  // none before any
  }

  int compare_names(std::string_view a, std::string_view b) const {
    if (!settings_.case_sensitive) {
      if (const int order = compare_natural(a, b, Case::folded); order != 0) return order;
    }
    return compare_natural(a, b, Case::kept);
  }

  // Where statements of its style stand in the section, and whether in front of the lazy ones.
  std::uint32_t style_of(const Import& import) const {
    const bool future = import.section < settings_.section_order.size() &&
                        settings_.section_order[import.section].known == ImportSection::future;
    std::uint32_t style = import.lazy ? 2 : 0;
    if (!future && settings_.force_sort_within_sections) return style;
    if (import.is_from() != (future || settings_.from_first)) ++style;
    return style;
  }

  // Relative imports come before absolute ones where both share a section.
  std::int64_t distance_of(const Import& import) const {
    if (import.level == 0) return INT64_MAX;
    const bool furthest_first = settings_.relative_imports_order == IsortSettings::RelativeOrder::furthest_to_closest;
    return furthest_first ? -std::int64_t{import.level} : std::int64_t{import.level};
  }

  int compare_imports(std::uint32_t a_id, std::uint32_t b_id) const {
    const Import& a = out_.imports[a_id];
    const Import& b = out_.imports[b_id];
    if (a.separation != b.separation) return a.separation < b.separation ? -1 : 1;
    if (a.section != b.section) return a.section < b.section ? -1 : 1;
    const auto key = [this](const Import& import) {
      return std::make_tuple(style_of(import), import.not_on_top, import.length, distance_of(import));
    };
    if (const auto order = key(a) <=> key(b); order != 0) return order < 0 ? -1 : 1;
    if (const int order = compare_names(a.module, b.module); order != 0) return order;
    if (a.is_from() != b.is_from()) return a.is_from() ? 1 : -1;
    if (!a.is_from()) return compare_natural(a.alias, b.alias, Case::kept);
    return compare_members(out_.member_order[a.members_begin], out_.member_order[b.members_begin]);
  }

  const IsortSettings& settings_;
  Imports& out_;
};

}  // namespace

void sort(const IsortSettings& settings, Imports& imports) {
  Sorter sorter(settings, imports);
  sorter.measure();
  sorter.sort_members();
  sorter.sort_imports();
}

}  // namespace whip::rules::isort
