#include "cli/config/option_setters.h"
#include "cli/config/options.h"

namespace whip {
namespace {

using namespace setters;
using C = Configuration;

Done set_line_length(C& c, const Given& given) {
  const auto number = within(given, 1, 65535);
  if (!number) return number.error();
  c.lint.line_length = static_cast<std::uint16_t>(*number);
  c.lint.pycodestyle.max_line_length = c.lint.line_length;  // unless that one is set, which comes later
  return Unit{};
}

Done set_indent_width(C& c, const Given& given) {
  const auto number = within(given, 1, 255);
  if (!number) return number.error();
  c.lint.tab_size = static_cast<std::uint8_t>(*number);
  return Unit{};
}

Done set_target_version(C& c, const Given& given) {
  c.lint.target_version = python_version(std::string_view(given.value.text));
  return Unit{};
}

Done set_per_file_target_version(C& c, const Given& given) {
  for (std::size_t i = 0; i < given.value.items.size(); ++i) {
    auto files = file_pattern(given.value.keys[i], given.root);
    if (!files) return files.error();
    c.lint.per_file_target_version.push_back(
        {std::move(*files), *python_version(std::string_view(given.value.items[i].text))});
  }
  return Unit{};
}

Done set_concurrency(C& c, const Given& given) {
  c.lint.concurrency = given.value.text == "library"       ? ConcurrencyContract::library
                       : given.value.text == "application" ? ConcurrencyContract::application
                                                           : ConcurrencyContract::off;
  return Unit{};
}

Done set_cache_dir(C& c, const Given& given) {
  c.cache_dir = absolute_path(given.value.text, given.root);
  return Unit{};
}

Done set_unsafe_fixes(C& c, const Given& given) {
  c.unsafe_fixes = given.value.flag ? UnsafeFixes::enabled : UnsafeFixes::disabled;
  return Unit{};
}

Done set_src(C& c, const Given& given) {
  c.lint.src.clear();
  for (const Value& item : given.value.items) {
    for (std::string& folder : existing_folders(item.text, given.root)) c.lint.src.push_back(std::move(folder));
  }
  return Unit{};
}

Done set_namespace_packages(C& c, const Given& given) {
  for (const Value& item : given.value.items) {
    for (std::string& folder : existing_folders(item.text, given.root))
      c.lint.namespace_packages.push_back(std::move(folder));
  }
  return Unit{};
}

Done set_extension(C& c, const Given& given) {
  for (std::size_t i = 0; i < given.value.items.size(); ++i) {
    const std::string& word = given.value.items[i].text;
    Language language = Language::python;
    if (word == "pyi") {
      language = Language::stub;
    } else if (word == "ipynb") {
      language = Language::notebook;
    } else if (word == "markdown") {
      language = Language::markdown;
    } else if (word != "python") {
      return Error{.code = ErrorCode::configuration,
                   .message = "unknown language `" + word + "`, expected python, pyi, ipynb or markdown",
                   .path = {}};
    }
    c.extension.emplace_back(given.value.keys[i], language);
  }
  return Unit{};
}

constexpr std::string_view kFormats =
    R"("concise" | "full" | "json" | "json-lines" | "junit" | "grouped" | "github" | "gitlab" | "pylint" | "rdjson" | "azure" | "sarif" | "agent")";

constexpr std::string_view kExclude =
    R"([".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox", ".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode", ".whip_cache", "__pypackages__", "_build", "buck-out", "dist", "node_modules", "site-packages", "venv"])";

constexpr std::string_view kInclude =
    R"(["*.py", "*.pyi", "*.ipynb", "**/pyproject.toml", "**/ruff.toml", "**/.ruff.toml", "*.md"])";

constexpr Option kRows[] = {
    {"builtins", ValueShape::strings, "list[str]", "[]",
     "Names that count as builtins besides Python's own, so that using them is not an undefined name.",
     lint_strings<&Settings::builtins>},
    {"cache-dir", ValueShape::string, "str", "\".whip_cache\"",
     "Folder of the cache. Relative to the configuration's folder; `~` and `$NAME` are replaced. `WHIP_CACHE_DIR` and "
     "`--cache-dir` win.",
     set_cache_dir},
    {"concurrency", ValueShape::choice, R"("library" | "application" | "off")", "",
     "What the project promises about threads. `library`: any thread may call what is public; `application`: threads are "
     "those that it starts; `off`: rules about threads are silent. Not set: `library` where the classifiers say `Free "
     "Threading :: 2 - Beta` or better or free-threaded wheels are built, else only what is wrong anywhere is told.",
     set_concurrency},
    {"exclude", ValueShape::strings, "list[str]", kExclude,
     "Files and folders to leave out. A plain name (`build`) matches anywhere, a pattern with a slash from the "
     "configuration's folder. Replaces the default; `extend-exclude` adds to it.",
     patterns<&C::exclude>},
    {"extend", ValueShape::string, "str", "",
     "A configuration file to start from: what is set here wins over what is set there. Relative to this file.",
     taken_together},
    {"extend-exclude", ValueShape::strings, "list[str]", "[]",
     "Files and folders to leave out besides those of `exclude`.", more_patterns<&C::extend_exclude>, Combine::append},
    {"extend-include", ValueShape::strings, "list[str]", "[]", "Files to look at besides those of `include`.",
     more_patterns<&C::extend_include>, Combine::append},
    {"fix", ValueShape::boolean, "bool", "false", "Apply safe fixes, as `--fix` does.", flag<&C::fix>},
    {"fix-only", ValueShape::boolean, "bool", "false", "Apply fixes and do not report what is left. Implies `fix`.",
     flag<&C::fix_only>},
    {"force-exclude", ValueShape::boolean, "bool", "false",
     "Leave excluded files out even when they are named on the command line, as pre-commit and editors do.",
     flag<&C::force_exclude>},
    {"include", ValueShape::strings, "list[str]", kInclude, "Files to look at inside the given folders.",
     patterns<&C::include>},
    {"extension", ValueShape::string_map, "dict[str, Language]", "{}",
     "Languages of further suffixes: `python`, `pyi`, `ipynb` or `markdown`. Files of these suffixes are looked for, "
     "unless `include` is set.",
     set_extension},
    {"indent-width", ValueShape::integer, "int", "4",
     "Columns of one level of indentation, and of a tab where line lengths are measured.", set_indent_width},
    {"line-length", ValueShape::integer, "int", "88",
     "Longest line, in columns (1 to 65535): for the formatter, for E501 and for wrapping imports.", set_line_length},
    {"namespace-packages", ValueShape::strings, "list[str]", "[]",
     "Folders that are packages although they have no `__init__.py`.", set_namespace_packages},
    {"output-format", ValueShape::choice, kFormats, "\"full\"", "How findings are printed.", text<&C::output_format>},
    {"output-prefer-rule-codes", ValueShape::boolean, "bool", "false",
     "Print codes rather than names where an output has room for one only.", flag<&C::output_prefer_rule_codes>},
    {"per-file-target-version", ValueShape::version_map, "dict[str, PythonVersion]", "{}",
     "Target versions of the files that match a pattern.", set_per_file_target_version},
    {"preview", ValueShape::boolean, "bool", "false",
     "Turn on rules and behaviour that may still change. The default selection becomes the categories correctness, "
     "suspicious, complexity, performance and style.",
     lint_flag<&Settings::preview>},
    {"required-version", ValueShape::string, "str", "",
     "A version or specifier (`>=0.5`) that the running whip must satisfy. Of a configuration for Ruff, the Ruff "
     "version whip follows is compared.",
     taken_together},
    {"respect-gitignore", ValueShape::boolean, "bool", "true",
     "Leave out what `.gitignore`, `.ignore` and git's other exclude files name.", flag<&C::respect_gitignore>},
    {"show-fixes", ValueShape::boolean, "bool", "false", "List the fixes that were made.", flag<&C::show_fixes>},
    {"src", ValueShape::strings, "list[str]", R"([".", "src"])",
     "Folders in which modules are first party: what the import sorter looks into. Patterns are allowed.", set_src},
    {"target-version", ValueShape::version,
     R"("py37" | "py38" | "py39" | "py310" | "py311" | "py312" | "py313" | "py314" | "py315")", "\"py311\"",
     "Oldest Python that the code must run on. Without it, the lower bound of `project.requires-python`; without that, "
     "rules assume py311 and every known syntax is accepted.",
     set_target_version},
    {"unsafe-fixes", ValueShape::boolean, "bool", "",
     "`true` applies unsafe fixes too, `false` does not mention them. Not set: they are counted, not applied.",
     set_unsafe_fixes},
};

}  // namespace

std::span<const Option> general_options() { return kRows; }

}  // namespace whip
