#include "linter/settings.h"

#include <type_traits>

namespace whip {
namespace {

std::string_view file_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// Writes values one after another, each with its length where it has one, so that no two settings give the same bytes.
// Paths below the project's root are written from there on: a cache stays good when the project is moved.
class KeyWriter {
 public:
  explicit KeyWriter(std::string_view root) : root_(root), escaped_root_(escape_glob(root)) {}
  std::string take() { return std::move(key_); }

  KeyWriter& operator<<(std::string_view text) {
    number(text.size());
    key_ += text;
    return *this;
  }
  KeyWriter& operator<<(const std::string& text) { return *this << std::string_view(text); }
  template <class T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>) KeyWriter& operator<<(T value) {
    number(static_cast<std::uint64_t>(value));
    return *this;
  }
  template <class T>
  KeyWriter& operator<<(const std::vector<T>& values) {
    number(values.size());
    for (const T& value : values) *this << value;
    return *this;
  }
  template <class T>
  KeyWriter& operator<<(const std::optional<T>& value) {
    *this << value.has_value();
    if (value) *this << *value;
    return *this;
  }
  KeyWriter& operator<<(const RuleSet& rules) {
    for (const std::uint64_t word : rules.words()) number(word);
    return *this;
  }
  KeyWriter& operator<<(const FilePattern& files) {
    return *this << files.name.pattern() << below(files.path.pattern(), escaped_root_) << files.negated;
  }
  KeyWriter& operator<<(const PerFileIgnore& entry) { return *this << entry.files << entry.rules; }
  KeyWriter& operator<<(const PerFileVersion& entry) { return *this << entry.files << entry.version; }
  KeyWriter& operator<<(const SectionRef& section) { return *this << section.known << section.user; }
  KeyWriter& operator<<(const IsortSettings::Known& known) { return *this << known.module.pattern() << known.section; }
  KeyWriter& operator<<(const IsortSettings::Heading& heading) { return *this << heading.section << heading.text; }
  KeyWriter& operator<<(const IsortSettings& s) {
    *this << s.required_imports << s.user_sections << s.section_order << s.default_section << s.no_lines_before;
    *this << s.known_modules << s.import_headings << s.force_to_top << s.single_line_exclusions << s.forced_separate;
    *this << s.classes << s.constants << s.variables << s.combine_as_imports << s.force_single_line;
    *this << s.force_sort_within_sections << s.detect_same_package << s.case_sensitive << s.force_wrap_aliases;
    *this << s.order_by_type << s.split_on_trailing_comma << s.no_sections << s.from_first << s.length_sort;
    return *this << s.length_sort_straight << s.relative_imports_order << s.lines_after_imports
                 << s.lines_between_types;
  }

  KeyWriter& folders(const std::vector<std::string>& paths) {
    number(paths.size());
    for (const std::string& path : paths) *this << below(path, root_);
    return *this;
  }

 private:
  static std::string_view below(std::string_view path, std::string_view root) {
    return path.starts_with(root) ? path.substr(root.size()) : path;
  }
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) key_.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  }
  std::string key_;
  std::string_view root_;
  std::string escaped_root_;
};

}  // namespace

Result<FilePattern> file_pattern(std::string_view pattern, std::string_view root) {
  FilePattern files;
  if (pattern.starts_with('!')) {
    files.negated = true;
    pattern.remove_prefix(1);
  }
  auto name = Glob::compile(pattern);
  if (!name) return name.error();
  auto path = Glob::compile(join_pattern(root, pattern));
  if (!path) return path.error();
  files.name = std::move(*name);
  files.path = std::move(*path);
  return files;
}

bool matches(const FilePattern& pattern, std::string_view path) {
  return (pattern.name.matches(file_name(path)) || pattern.path.matches(path)) != pattern.negated;
}

Result<DummyNames> DummyNames::compile(std::string_view pattern) {
  DummyNames names;
  if (pattern == kDefault) return names;
  auto regex = Regex::compile(pattern);
  if (!regex) return regex.error();
  names.custom_ = std::move(*regex);
  return names;
}

// In an identifier every character is one that may continue an identifier, so the default pattern asks for two things
// only: an underscore in front, and either nothing but underscores or something else at the end.
bool DummyNames::matches(std::string_view name) const {
  if (custom_) return custom_->finds(name);
  if (name.empty() || name.front() != '_') return false;
  return name.back() != '_' || name.find_first_not_of('_') == std::string_view::npos;
}

RuleSet rules_for(const Settings& settings, std::string_view path) {
  RuleSet rules = settings.enabled;
  for (const PerFileIgnore& entry : settings.per_file_ignores) {
    if (matches(entry.files, path)) rules -= entry.rules;
  }
  return rules;
}

std::optional<PythonVersion> target_version_for(const Settings& settings, std::string_view path) {
  for (const PerFileVersion& entry : settings.per_file_target_version) {
    if (matches(entry.files, path)) return entry.version;
  }
  return settings.target_version;
}

std::string cache_key(const Settings& s) {
  KeyWriter key(s.project_root);
  key << s.enabled << s.fixable << s.forced_safe << s.forced_unsafe << s.not_carried << s.per_file_ignores << s.preview;
  key << s.explicit_preview_rules << s.target_version << s.per_file_target_version << s.line_length << s.tab_size;
  key << s.task_tags << s.external << s.builtins << s.allowed_confusables << s.logger_objects << s.typing_modules;
  key << s.typing_extensions << s.future_annotations << s.ignore_init_module_imports;
  key.folders(s.src).folders(s.namespace_packages) << s.concurrency;
  key << s.dummy_names.pattern() << s.isort << s.pycodestyle.max_line_length << s.pycodestyle.max_doc_length;
  key << s.pycodestyle.ignore_overlong_task_comments << s.pyflakes.extend_generics << s.pyflakes.allowed_unused_imports;
  return key.take();
}

}  // namespace whip
