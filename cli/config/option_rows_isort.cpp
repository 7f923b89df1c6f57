#include "cli/config/option_setters.h"
#include "cli/config/options.h"

namespace whip {
namespace {

using namespace setters;
using C = Configuration;
using I = IsortSettings;

template <auto Member>
constexpr auto on = part_flag<&Settings::isort, Member>;
template <auto Member>
constexpr auto names = part_strings<&Settings::isort, Member>;

Done set_relative_order(C& c, const Given& given) {
  c.lint.isort.relative_imports_order = given.value.text == "closest-to-furthest"
                                            ? I::RelativeOrder::closest_to_furthest
                                            : I::RelativeOrder::furthest_to_closest;
  return Unit{};
}

Done set_lines_after(C& c, const Given& given) {
  const auto number = within(given, -1, 1000);
  if (!number) return number.error();
  c.lint.isort.lines_after_imports = static_cast<std::int32_t>(*number);
  return Unit{};
}

Done set_lines_between(C& c, const Given& given) {
  const auto number = within(given, 0, 1000);
  if (!number) return number.error();
  c.lint.isort.lines_between_types = static_cast<std::uint32_t>(*number);
  return Unit{};
}

constexpr std::string_view kSection =
    R"("future" | "standard-library" | "third-party" | "first-party" | "local-folder" | str)";
constexpr std::string_view kSections =
    R"(list["future" | "standard-library" | "third-party" | "first-party" | "local-folder" | str])";
constexpr auto kFlag = ValueShape::boolean;
constexpr auto kNames = ValueShape::strings;

constexpr Option kRows[] = {
    {"lint.isort.case-sensitive", kFlag, "bool", "false", "Sort upper case before lower case.", on<&I::case_sensitive>},
    {"lint.isort.classes", kNames, "list[str]", "[]", "Names that sort as classes, however they are written.",
     names<&I::classes>},
    {"lint.isort.combine-as-imports", kFlag, "bool", "false",
     "Put `from a import b as c` into the same statement as other members of `a`.", on<&I::combine_as_imports>},
    {"lint.isort.constants", kNames, "list[str]", "[]", "Names that sort as constants, however they are written.",
     names<&I::constants>},
    {"lint.isort.default-section", ValueShape::string, kSection, "\"third-party\"",
     "Section of modules that no other rule places.", taken_together},
    {"lint.isort.detect-same-package", kFlag, "bool", "true",
     "Whether modules of the file's own package are first party.", on<&I::detect_same_package>},
    {"lint.isort.extra-standard-library", kNames, "list[str]", "[]", "Modules that count as the standard library.",
     taken_together},
    {"lint.isort.force-single-line", kFlag, "bool", "false", "One imported name a statement.",
     on<&I::force_single_line>},
    {"lint.isort.force-sort-within-sections", kFlag, "bool", "false",
     "Sort `import` and `from` statements together, by module.", on<&I::force_sort_within_sections>},
    {"lint.isort.force-to-top", kNames, "list[str]", "[]", "Modules that come first in their section.",
     names<&I::force_to_top>},
    {"lint.isort.force-wrap-aliases", kFlag, "bool", "false",
     "One name a line where a statement imports several names under aliases (with `combine-as-imports`).",
     on<&I::force_wrap_aliases>},
    {"lint.isort.forced-separate", kNames, "list[str]", "[]", "Modules that get blocks of their own at the end.",
     names<&I::forced_separate>},
    {"lint.isort.from-first", kFlag, "bool", "false", "Put `from` statements before `import` statements.",
     on<&I::from_first>},
    {"lint.isort.import-heading", ValueShape::string_map,
     R"(dict["future" | "standard-library" | "third-party" | "first-party" | "local-folder" | str, str])", "{}",
     "Comments to stand above sections.", taken_together},
    {"lint.isort.known-first-party", kNames, "list[str]", "[]",
     "Modules that are first party. `*` and `?` are allowed.", taken_together},
    {"lint.isort.known-local-folder", kNames, "list[str]", "[]", "Modules that sort as relative imports do.",
     taken_together},
    {"lint.isort.known-third-party", kNames, "list[str]", "[]", "Modules that are third party.", taken_together},
    {"lint.isort.length-sort", kFlag, "bool", "false", "Sort by the length of the module's name.", on<&I::length_sort>},
    {"lint.isort.length-sort-straight", kFlag, "bool", "false", "The same, for `import` statements only.",
     on<&I::length_sort_straight>},
    {"lint.isort.lines-after-imports", ValueShape::integer, "int", "-1",
     "Blank lines after the imports; -1: as many as what follows asks for.", set_lines_after},
    {"lint.isort.lines-between-types", ValueShape::integer, "int", "0",
     "Blank lines between `import` and `from` statements.", set_lines_between},
    {"lint.isort.no-lines-before", kNames, kSections, "[]", "Sections that are not separated from the one before.",
     taken_together},
    {"lint.isort.no-sections", kFlag, "bool", "false", "Sort all imports as one section (but for `__future__`).",
     on<&I::no_sections>},
    {"lint.isort.order-by-type", kFlag, "bool", "true", "Order names by kind: constants, classes, variables.",
     on<&I::order_by_type>},
    {"lint.isort.relative-imports-order", ValueShape::choice, R"("furthest-to-closest" | "closest-to-furthest")",
     "\"furthest-to-closest\"", "Whether `..` comes before `.` or after it.", set_relative_order},
    {"lint.isort.required-imports", kNames, "list[str]", "[]", "Import statements that every file must have (I002).",
     names<&I::required_imports>},
    {"lint.isort.section-order", kNames, kSections,
     R"(["future", "standard-library", "third-party", "first-party", "local-folder"])", "The order of the sections.",
     taken_together},
    {"lint.isort.sections", ValueShape::strings_map, "dict[str, list[str]]", "{}",
     "Sections of your own and the modules in them.", taken_together},
    {"lint.isort.single-line-exclusions", kNames, "list[str]", "[]", "Modules that `force-single-line` leaves alone.",
     names<&I::single_line_exclusions>},
    {"lint.isort.split-on-trailing-comma", kFlag, "bool", "true",
     "Keep one name a line where the last one has a comma behind it.", on<&I::split_on_trailing_comma>},
    {"lint.isort.variables", kNames, "list[str]", "[]", "Names that sort as variables, however they are written.",
     names<&I::variables>},
};

}  // namespace

std::span<const Option> isort_options() { return kRows; }

}  // namespace whip
