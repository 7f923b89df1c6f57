// `--show-settings`, in the lines that Ruff prints, so that the two can be compared and scripts that read one can read
// the other.
#include <algorithm>
#include <array>

#include "cli/commands/command.h"
#include "cli/commands/config.h"
#include "cli/config/load.h"
#include "cli/config/options.h"

namespace whip::cli {
namespace {

std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }
std::string_view plain(bool flag) { return flag ? "true" : "false"; }

std::string utf8(char32_t c) {
  std::string text;
  if (c < 0x80) {
    text.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    text.append({static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))});
  } else if (c < 0x10000) {
    text.append({static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                 static_cast<char>(0x80 | (c & 0x3F))});
  } else {
    text.append({static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                 static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))});
  }
  return text;
}

class Page {
 public:
  Page(std::string& out, const RuleTable& rules) : out_(out), rules_(rules) {}

  void title(std::string_view text) { out_.append("\n# ").append(text).append("\n"); }
  void value(std::string_view key, std::string_view text) { out_.append(key).append(" = ").append(text).append("\n"); }
  void flag(std::string_view key, bool on) { value(key, plain(on)); }
  void number(std::string_view key, std::int64_t count) { value(key, std::to_string(count)); }
  void items(std::string_view key, const std::vector<std::string>& texts, std::string_view open = "[",
             std::string_view close = "]") {
    if (texts.empty()) return value(key, std::string(open) + std::string(close));
    out_.append(key).append(" = ").append(open).append("\n");
    for (const std::string& text : texts) out_.append("\t").append(text).append(",\n");
    out_.append(close).append("\n");
  }
  void paths(std::string_view key, std::vector<std::string> texts) {
    for (std::string& text : texts) text = quoted(text);
    items(key, texts);
  }
  // On one line.
  void words(std::string_view key, const std::vector<std::string>& texts) {
    std::string line = "[";
    for (const std::string& text : texts) line.append(line.size() > 1 ? ", " : "").append(quoted(text));
    value(key, line + "]");
  }
  void rules(std::string_view key, const RuleSet& set) {
    std::vector<std::string> texts;
    set.for_each([&](RuleId id) {
      const RuleEntry& rule = rules_.carried()[static_cast<std::size_t>(id)];
      texts.push_back(std::string(rule.name) + " (" + std::string(rule.code) + ")");
    });
    items(key, texts);
  }
  // A pattern with what belongs to it, over several lines.
  void pattern(const FilePattern& files) {
    out_.append("\tabsolute_matcher = ").append(quoted(files.path.pattern())).append("\n");
    out_.append("basename_matcher = ").append(quoted(files.name.pattern())).append("\n");
    out_.append("negated = ").append(plain(files.negated)).append("\n");
  }
  void raw(std::string_view text) { out_ += text; }

 private:
  std::string& out_;
  const RuleTable& rules_;
};

std::string debug_name(std::string_view kebab) {
  std::string text;
  bool upper = true;
  for (const char c : kebab) {
    if (c == '-') {
      upper = true;
    } else {
      text.push_back(upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
      upper = false;
    }
  }
  return text;
}

constexpr std::array<std::string_view, kImportSections> kSections = {"future", "standard-library", "third-party",
                                                                     "first-party", "local-folder"};

std::string section(const IsortSettings& isort, const SectionRef& ref) {
  if (!ref.known) return quoted(isort.user_sections[ref.user]);
  std::string name(kSections[static_cast<std::size_t>(*ref.known)]);
  std::replace(name.begin(), name.end(), '-', '_');
  return "known { type = " + name + " }";
}

void general(Page& page, const Configuration& c) {
  page.title("General Settings");
  page.value("cache_dir", quoted(c.cache_dir));
  page.flag("fix", c.fix);
  page.flag("fix_only", c.fix_only);
  page.value("output_format", c.output_format);
  page.flag("output_prefer_rule_codes", c.output_prefer_rule_codes);
  page.flag("show_fixes", c.show_fixes);
  constexpr std::array<std::string_view, 3> kUnsafe = {"hint", "disabled", "enabled"};
  page.value("unsafe_fixes", kUnsafe[static_cast<std::size_t>(c.unsafe_fixes)]);
  page.title("File Resolver Settings");
  page.paths("file_resolver.exclude", c.exclude.texts);
  page.paths("file_resolver.extend_exclude", c.extend_exclude.texts);
  page.flag("file_resolver.force_exclude", c.force_exclude);
  page.paths("file_resolver.include", c.include.texts);
  page.paths("file_resolver.extend_include", c.extend_include.texts);
  page.flag("file_resolver.respect_gitignore", c.respect_gitignore);
  page.value("file_resolver.project_root", quoted(c.root));
}

void per_file(Page& page, const Settings& s) {
  if (s.per_file_ignores.empty()) page.value("linter.per_file_ignores", "{}");
  if (!s.per_file_ignores.empty()) page.raw("linter.per_file_ignores = {\n");
  for (const PerFileIgnore& entry : s.per_file_ignores) {
    page.pattern(entry.files);
    page.rules("data", entry.rules);
    page.raw("\n");
  }
  if (!s.per_file_ignores.empty()) page.raw("}\n");
}

void per_file_version(Page& page, const Settings& s) {
  if (s.per_file_target_version.empty()) return page.value("linter.per_file_target_version", "{}");
  page.raw("linter.per_file_target_version = {\n");
  for (const PerFileVersion& entry : s.per_file_target_version) {
    page.pattern(entry.files);
    page.value("data", dotted_name(entry.version));
    page.raw("\n");
  }
  page.raw("}\n");
}

std::string extension_map(const Configuration& c) {
  constexpr std::array<std::string_view, 4> kNames = {"Python", "Pyi", "Ipynb", "Markdown"};
  auto sorted = c.extension;
  std::sort(sorted.begin(), sorted.end());
  std::string text = "ExtensionMapping({";
  for (const auto& [suffix, language] : sorted) {
    if (!text.ends_with('{')) text += ", ";
    text += quoted(suffix) + ": " + std::string(kNames[static_cast<std::size_t>(language)]);
  }
  return text + "})";
}

void linter(Page& page, const Configuration& c) {
  const Settings& s = c.lint;
  page.title("Linter Settings");
  page.paths("linter.exclude", c.lint_exclude.texts);
  page.value("linter.project_root", quoted(s.project_root));
  page.rules("linter.rules.enabled", s.enabled);
  RuleSet fixed = s.fixable;
  fixed &= s.enabled;
  page.rules("linter.rules.should_fix", fixed);
  std::vector<std::string> missing;
  for (const KnownRule* rule : c.not_carried)
    missing.push_back(std::string(rule->name) + " (" + std::string(rule->code) + ")");
  page.items("linter.rules.not_carried", missing);
  per_file(page, s);
  page.rules("linter.safety_table.forced_safe", s.forced_safe);
  page.rules("linter.safety_table.forced_unsafe", s.forced_unsafe);
  page.value("linter.unresolved_target_version",
             s.target_version ? dotted_name(*s.target_version) : std::string_view("none"));
  per_file_version(page, s);
  page.value("linter.preview", s.preview ? "enabled" : "disabled");
  page.flag("linter.explicit_preview_rules", s.explicit_preview_rules);
  page.value("linter.extension", extension_map(c));
  std::vector<std::string> characters;
  for (const char32_t character : s.allowed_confusables) characters.push_back(utf8(character));
  page.items("linter.allowed_confusables", characters);
  page.items("linter.builtins", s.builtins);
  page.value("linter.dummy_variable_rgx", s.dummy_names.pattern());
  page.items("linter.external", s.external);
  page.flag("linter.ignore_init_module_imports", s.ignore_init_module_imports);
  page.items("linter.logger_objects", s.logger_objects);
  page.paths("linter.namespace_packages", s.namespace_packages);
  page.paths("linter.src", s.src);
  page.number("linter.tab_size", s.tab_size);
  page.number("linter.line_length", s.line_length);
  page.items("linter.task_tags", s.task_tags);
  page.items("linter.typing_modules", s.typing_modules);
  page.flag("linter.typing_extensions", s.typing_extensions);
}

void isort_lists(Page& page, const IsortSettings& isort) {
  page.items("linter.isort.required_imports", isort.required_imports);
  page.items("linter.isort.force_to_top", isort.force_to_top);
  page.items("linter.isort.single_line_exclusions", isort.single_line_exclusions);
  page.items("linter.isort.classes", isort.classes);
  page.items("linter.isort.constants", isort.constants);
  page.items("linter.isort.variables", isort.variables);
  page.items("linter.isort.forced_separate", isort.forced_separate);
  std::vector<std::string> texts;
  for (const IsortSettings::Known& known : isort.known_modules) {
    const std::string where =
        known.section.known ? "Known(" + debug_name(kSections[static_cast<std::size_t>(*known.section.known)]) + ")"
                            : "UserDefined(" + quoted(isort.user_sections[known.section.user]) + ")";
    texts.push_back(known.module.pattern() + " => " + where);
  }
  page.items("linter.isort.known_modules", texts, "{", "}");
  texts.clear();
  for (const SectionRef& ref : isort.no_lines_before) texts.push_back(section(isort, ref));
  page.items("linter.isort.no_lines_before", texts);
  texts.clear();
  for (const IsortSettings::Heading& heading : isort.import_headings)
    texts.push_back(section(isort, heading.section) + " = # " + heading.text);
  page.items("linter.isort.import_headings", texts, "{", "}");
  texts.clear();
  for (const SectionRef& ref : isort.section_order) texts.push_back(section(isort, ref));
  page.items("linter.isort.section_order", texts);
  page.value("linter.isort.default_section", section(isort, isort.default_section));
}

void families(Page& page, const Settings& s) {
  page.title("Linter Plugins");
  const IsortSettings& isort = s.isort;
  page.flag("linter.isort.combine_as_imports", isort.combine_as_imports);
  page.flag("linter.isort.force_single_line", isort.force_single_line);
  page.flag("linter.isort.force_sort_within_sections", isort.force_sort_within_sections);
  page.flag("linter.isort.detect_same_package", isort.detect_same_package);
  page.flag("linter.isort.case_sensitive", isort.case_sensitive);
  page.flag("linter.isort.force_wrap_aliases", isort.force_wrap_aliases);
  page.flag("linter.isort.order_by_type", isort.order_by_type);
  page.value("linter.isort.relative_imports_order",
             isort.relative_imports_order == IsortSettings::RelativeOrder::closest_to_furthest ? "closest_to_furthest"
                                                                                               : "furthest_to_closest");
  page.flag("linter.isort.split_on_trailing_comma", isort.split_on_trailing_comma);
  page.number("linter.isort.lines_after_imports", isort.lines_after_imports);
  page.number("linter.isort.lines_between_types", isort.lines_between_types);
  page.flag("linter.isort.no_sections", isort.no_sections);
  page.flag("linter.isort.from_first", isort.from_first);
  page.flag("linter.isort.length_sort", isort.length_sort);
  page.flag("linter.isort.length_sort_straight", isort.length_sort_straight);
  isort_lists(page, isort);
  page.number("linter.pycodestyle.max_line_length", s.pycodestyle.max_line_length);
  page.value("linter.pycodestyle.max_doc_length",
             s.pycodestyle.max_doc_length ? std::to_string(*s.pycodestyle.max_doc_length) : "none");
  page.flag("linter.pycodestyle.ignore_overlong_task_comments", s.pycodestyle.ignore_overlong_task_comments);
  page.words("linter.pyflakes.extend_generics", s.pyflakes.extend_generics);
  page.words("linter.pyflakes.allowed_unused_imports", s.pyflakes.allowed_unused_imports);
}

}  // namespace

int show_settings(const ConfigTree& tree, const RuleTable& rules, const DiscoveredFile& file, std::string& out) {
  const Configuration& configuration = tree[file.config];
  out.append("Resolved settings for: ").append(quoted(file.path)).append("\n");
  if (!configuration.path.empty()) out.append("Settings path: ").append(quoted(configuration.path)).append("\n");
  Page page(out, rules);
  general(page, configuration);
  linter(page, configuration);
  families(page, configuration.lint);
  std::string waiting;
  for (const Configuration::Given& given : configuration.given) {
    if (given.option->doc.empty())
      waiting.append(given.option->key).append(" = ").append(toml_text(given.value)).append("\n");
  }
  if (!waiting.empty()) {
    page.title("Set, without effect so far");
    out += waiting;
  }
  return kDone;
}

}  // namespace whip::cli
