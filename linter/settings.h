// What the linter is told about one file: plain values, no files, no TOML. cli/config reads them; rules and engine only
// look.
//
// Several files share one Settings. What differs from file to file inside it (per-file-ignores,
// per-file-target-version) is asked with the file's path: rules_for(), target_version_for().
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/glob.h"
#include "core/base/regex.h"
#include "core/syntax/python_version.h"
#include "linter/rule_set.h"

namespace whip {

// One pattern of per-file-ignores or per-file-target-version. It is tried against the file's name and against its whole
// path.
struct FilePattern {
  Glob name;             // the pattern as written
  Glob path;             // the pattern joined to the folder of its configuration
  bool negated = false;  // written with `!`: every other file
  bool operator==(const FilePattern&) const = default;
};

// Errors: a bad pattern. The root is absolute.
Result<FilePattern> file_pattern(std::string_view pattern, std::string_view root);
bool matches(const FilePattern& pattern, std::string_view path);

struct PerFileIgnore {
  FilePattern files;
  RuleSet rules;
  bool operator==(const PerFileIgnore&) const = default;
};

struct PerFileVersion {
  FilePattern files;
  PythonVersion version = kDefaultPython;
  bool operator==(const PerFileVersion&) const = default;
};

// Names that are meant to be unused. The default pattern is answered by hand; any other runs its regular expression.
class DummyNames {
 public:
  static constexpr std::string_view kDefault = R"(^(_+|(_+[\p{XID_Continue}]*[\p{XID_Continue}--_]+?))$)";
  static Result<DummyNames> compile(std::string_view pattern);

  // The argument is an identifier.
  bool matches(std::string_view name) const;
  std::string_view pattern() const { return custom_ ? std::string_view(custom_->pattern()) : kDefault; }
  bool operator==(const DummyNames&) const = default;

 private:
  std::optional<Regex> custom_;
};

enum class ImportSection : std::uint8_t { future, standard_library, third_party, first_party, local_folder };
inline constexpr std::size_t kImportSections = 5;

// A section of an import block: one of the five, or one that the configuration names (index into user_sections).
struct SectionRef {
  std::optional<ImportSection> known;
  std::uint32_t user = 0;
  bool operator==(const SectionRef&) const = default;
};

struct IsortSettings {
  enum class RelativeOrder : std::uint8_t { furthest_to_closest, closest_to_furthest };
  // Modules that a setting puts into a section; patterns are globs over the dotted name.
  struct Known {
    Glob module;
    SectionRef section;
    bool operator==(const Known&) const = default;
  };
  struct Heading {
    SectionRef section;
    std::string text;  // without the leading `# `
    bool operator==(const Heading&) const = default;
  };

  std::vector<std::string> required_imports;  // statements, as written
  std::vector<std::string> user_sections;     // names
  std::vector<SectionRef> section_order = {{ImportSection::future, 0},
                                           {ImportSection::standard_library, 0},
                                           {ImportSection::third_party, 0},
                                           {ImportSection::first_party, 0},
                                           {ImportSection::local_folder, 0}};
  SectionRef default_section = {ImportSection::third_party, 0};
  std::vector<SectionRef> no_lines_before;
  std::vector<Known> known_modules;  // first match wins
  std::vector<Heading> import_headings;
  std::vector<std::string> force_to_top;
  std::vector<std::string> single_line_exclusions;
  std::vector<std::string> forced_separate;
  std::vector<std::string> classes;
  std::vector<std::string> constants;
  std::vector<std::string> variables;
  bool combine_as_imports = false;
  bool force_single_line = false;
  bool force_sort_within_sections = false;
  bool detect_same_package = true;
  bool case_sensitive = false;
  bool force_wrap_aliases = false;
  bool order_by_type = true;
  bool split_on_trailing_comma = true;
  bool no_sections = false;
  bool from_first = false;
  bool length_sort = false;
  bool length_sort_straight = false;
  RelativeOrder relative_imports_order = RelativeOrder::furthest_to_closest;
  std::int32_t lines_after_imports = -1;  // -1: by what follows
  std::uint32_t lines_between_types = 0;
  bool operator==(const IsortSettings&) const = default;
};

struct PycodestyleSettings {
  std::uint16_t max_line_length = 88;
  std::optional<std::uint16_t> max_doc_length;
  bool ignore_overlong_task_comments = false;
  bool operator==(const PycodestyleSettings&) const = default;
};

struct PyflakesSettings {
  std::vector<std::string> extend_generics;
  std::vector<std::string> allowed_unused_imports;
  bool operator==(const PyflakesSettings&) const = default;
};

// What the project promises about threads (`concurrency`): nothing said; a library whose public functions any thread may
// call; an application, which knows its own threads; or that rules about threads have no business here.
enum class ConcurrencyContract : std::uint8_t { undeclared, library, application, off };

struct Settings {
  std::string project_root;  // absolute, no slash at the end; what relative patterns are joined to

  RuleSet enabled;
  RuleSet fixable;
  RuleSet forced_safe;                        // extend-safe-fixes
  RuleSet forced_unsafe;                      // extend-unsafe-fixes
  std::vector<std::string_view> not_carried;  // codes that are selected and that we do not have; sorted
  std::vector<PerFileIgnore> per_file_ignores;
  bool preview = false;
  bool explicit_preview_rules = false;

  std::optional<PythonVersion> target_version;  // nothing: the project does not say
  std::vector<PerFileVersion> per_file_target_version;

  std::uint16_t line_length = 88;
  std::uint8_t tab_size = 4;
  std::vector<std::string> task_tags = {"TODO", "FIXME", "XXX"};
  std::vector<std::string> external;  // codes of other tools that a `noqa` may name
  std::vector<std::string> builtins;
  std::vector<char32_t> allowed_confusables;  // sorted
  std::vector<std::string> logger_objects;
  std::vector<std::string> typing_modules;
  bool typing_extensions = true;
  bool future_annotations = false;
  bool ignore_init_module_imports = true;
  std::vector<std::string> src;  // absolute folders, in order, in which first-party modules are looked for
  std::vector<std::string> namespace_packages;  // absolute folders
  DummyNames dummy_names;
  ConcurrencyContract concurrency = ConcurrencyContract::undeclared;

  IsortSettings isort;
  PycodestyleSettings pycodestyle;
  PyflakesSettings pyflakes;

  // What rules may assume of the interpreter, and what syntax the parser is to accept. Without a target, rules are
  // careful and the parser is not.
  PythonVersion rule_version() const { return target_version.value_or(kDefaultPython); }
  PythonVersion syntax_version() const { return target_version.value_or(kNewestPython); }

  bool operator==(const Settings&) const = default;
};

// The rules on for the file: enabled, less what per-file-ignores take out. The path is absolute.
RuleSet rules_for(const Settings& settings, std::string_view path);

// The target version of the file, per-file-target-version considered; nothing if none is set.
std::optional<PythonVersion> target_version_for(const Settings& settings, std::string_view path);

// All that can change a finding, as bytes to hash: equal for equal settings, different for different ones.
std::string cache_key(const Settings& settings);

}  // namespace whip
