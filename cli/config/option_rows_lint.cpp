#include <algorithm>

#include "cli/config/option_setters.h"
#include "cli/config/options.h"

namespace whip {
namespace {

using namespace setters;
using C = Configuration;

Done set_allowed_confusables(C& c, const Given& given) {
  c.lint.allowed_confusables.clear();
  for (const Value& item : given.value.items) {
    const auto lead = static_cast<unsigned char>(item.text.empty() ? 0 : item.text[0]);
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (item.text.size() != size) {
      return Error{
          .code = ErrorCode::configuration, .message = "`" + item.text + "` is not a single character", .path = {}};
    }
    char32_t character = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i)
      character = character << 6 | (static_cast<unsigned char>(item.text[i]) & 0x3FU);
    c.lint.allowed_confusables.push_back(character);
  }
  std::sort(c.lint.allowed_confusables.begin(), c.lint.allowed_confusables.end());
  return Unit{};
}

Done set_dummy_names(C& c, const Given& given) {
  auto names = DummyNames::compile(given.value.text);
  if (!names) return names.error();
  c.lint.dummy_names = std::move(*names);
  return Unit{};
}

Done set_max_line_length(C& c, const Given& given) {
  const auto number = within(given, 1, 65535);
  if (!number) return number.error();
  c.lint.pycodestyle.max_line_length = static_cast<std::uint16_t>(*number);
  return Unit{};
}

Done set_max_doc_length(C& c, const Given& given) {
  const auto number = within(given, 1, 65535);
  if (!number) return number.error();
  c.lint.pycodestyle.max_doc_length = static_cast<std::uint16_t>(*number);
  return Unit{};
}

constexpr std::string_view kSelectors = "list[RuleSelector]";
constexpr std::string_view kSelectorMap = "dict[str, list[RuleSelector]]";
constexpr auto kStyle = &Settings::pycodestyle;
constexpr auto kFlakes = &Settings::pyflakes;

constexpr Option kRows[] = {
    {"lint.allowed-confusables", ValueShape::strings, "list[str]", "[]",
     "Characters that are not to be reported as look-alikes of ASCII ones.", set_allowed_confusables},
    {"lint.dummy-variable-rgx", ValueShape::string, "str", R"('^(_+|(_+[\p{XID_Continue}]*[\p{XID_Continue}--_]+?))$')",
     "Names that are meant to be unused, as a regular expression.", set_dummy_names},
    {"lint.exclude", ValueShape::strings, "list[str]", "[]",
     "Files and folders that are not linted (and still formatted).", patterns<&C::lint_exclude>},
    {"lint.explicit-preview-rules", ValueShape::boolean, "bool", "false",
     "In preview mode, turn on preview rules only where they are selected by their full code.",
     lint_flag<&Settings::explicit_preview_rules>},
    {"lint.extend-fixable", ValueShape::strings, kSelectors, "[]",
     "Rules whose fixes are made, besides those of `fixable`.", taken_together, Combine::selection},
    {"lint.extend-ignore", ValueShape::strings, kSelectors, "[]", "The same as `ignore`.", taken_together,
     Combine::selection, "`lint.ignore`"},
    {"lint.extend-per-file-ignores", ValueShape::strings_map, kSelectorMap, "{}", "More of `per-file-ignores`.",
     taken_together, Combine::append},
    {"lint.extend-safe-fixes", ValueShape::strings, kSelectors, "[]", "Rules whose unsafe fixes count as safe.",
     taken_together, Combine::selection},
    {"lint.extend-select", ValueShape::strings, kSelectors, "[]", "Rules to turn on besides those of `select`.",
     taken_together, Combine::selection},
    {"lint.extend-unfixable", ValueShape::strings, kSelectors, "[]", "The same as `unfixable`.", taken_together,
     Combine::selection, "`lint.unfixable`"},
    {"lint.extend-unsafe-fixes", ValueShape::strings, kSelectors, "[]", "Rules whose safe fixes count as unsafe.",
     taken_together, Combine::selection},
    {"lint.external", ValueShape::strings, "list[str]", "[]",
     "Codes of other tools (or their prefixes) that a `noqa` comment may name.", lint_strings<&Settings::external>},
    {"lint.fixable", ValueShape::strings, kSelectors, R"(["ALL"])", "Rules whose fixes are made.", taken_together,
     Combine::selection},
    {"lint.future-annotations", ValueShape::boolean, "bool", "false",
     "Let fixes add `from __future__ import annotations` where that makes them possible.",
     lint_flag<&Settings::future_annotations>},
    {"lint.ignore", ValueShape::strings, kSelectors, "[]",
     "Rules to turn off. Between `select` and `ignore` the more specific selector wins; between equals, this one.",
     taken_together, Combine::selection},
    {"lint.ignore-init-module-imports", ValueShape::boolean, "bool", "true",
     "Do not remove unused imports from `__init__.py` when fixing.", lint_flag<&Settings::ignore_init_module_imports>,
     Combine::replace, "nothing: unused imports of `__init__.py` get a fix that fits"},
    {"lint.logger-objects", ValueShape::strings, "list[str]", "[]", "Dotted names of objects to treat as loggers.",
     lint_strings<&Settings::logger_objects>},
    {"lint.per-file-ignores", ValueShape::strings_map, kSelectorMap, "{}",
     "Rules that are off in the files that match a pattern. A pattern is tried on the file's name and on its path; "
     "with `!` in front it means all other files.",
     taken_together},
    {"lint.preview", ValueShape::boolean, "bool", "false", "`preview`, for the linter alone.",
     lint_flag<&Settings::preview>},
    {"lint.pycodestyle.ignore-overlong-task-comments", ValueShape::boolean, "bool", "false",
     "Do not report long lines that begin with a task tag (`lint.task-tags`).",
     part_flag<kStyle, &PycodestyleSettings::ignore_overlong_task_comments>},
    {"lint.pycodestyle.max-doc-length", ValueShape::integer, "int", "",
     "Longest line of comments and docstrings (W505). Not set: no limit.", set_max_doc_length},
    {"lint.pycodestyle.max-line-length", ValueShape::integer, "int", "",
     "Longest line for E501. Not set: `line-length`.", set_max_line_length},
    {"lint.pyflakes.allowed-unused-imports", ValueShape::strings, "list[str]", "[]",
     "Modules that may be imported without being used, with all that is in them.",
     part_strings<kFlakes, &PyflakesSettings::allowed_unused_imports>},
    {"lint.pyflakes.extend-generics", ValueShape::strings, "list[str]", "[]",
     "Dotted names of classes whose subscripts hold types, not values.",
     part_strings<kFlakes, &PyflakesSettings::extend_generics>},
    {"lint.select", ValueShape::strings, kSelectors, "",
     "Rules to turn on: codes, prefixes or `ALL`. Replaces the default selection, which `whip linter` lists.",
     taken_together, Combine::selection},
    {"lint.task-tags", ValueShape::strings, "list[str]", R"(["TODO", "FIXME", "XXX"])",
     "Words that mark a comment as a task.", lint_strings<&Settings::task_tags>},
    {"lint.typing-extensions", ValueShape::boolean, "bool", "true",
     "Whether fixes may import from `typing_extensions`.", lint_flag<&Settings::typing_extensions>},
    {"lint.typing-modules", ValueShape::strings, "list[str]", "[]",
     "Modules whose members count as members of `typing`.", lint_strings<&Settings::typing_modules>},
    {"lint.unfixable", ValueShape::strings, kSelectors, "[]", "Rules whose fixes are not made.", taken_together,
     Combine::selection},
};

}  // namespace

std::span<const Option> lint_options() { return kRows; }

}  // namespace whip
