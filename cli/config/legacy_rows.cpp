// How the settings of flake8, isort and Black translate.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "cli/config/legacy.h"
#include "linter/known_rules.h"

namespace whip {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> words(std::string_view text, std::string_view separators = ", \t\n") {
  std::vector<std::string> result;
  for (std::size_t at = 0; (at = text.find_first_not_of(separators, at)) != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(separators, at), text.size());
    result.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return result;
}

std::string with(std::string text, char from, char to) {
  std::replace(text.begin(), text.end(), from, to);
  return text;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool is_true(std::string_view text) {
  return text == "true" || text == "True" || text == "1" || text == "yes" || text == "on";
}

bool is_known_selector(std::string_view text) {
  if (text == "ALL" || text == "C" || text == "T") return true;
  const std::string_view code = redirect(text).value_or(text);
  return std::ranges::any_of(known_rules(), [&](const KnownRule& rule) { return rule.code.starts_with(code); });
}

// Codes that exist here; the others are named in the note.
std::vector<std::string> known_codes(const std::vector<std::string>& codes, std::vector<std::string>& unknown) {
  std::vector<std::string> known;
  for (const std::string& code : codes) {
    if (is_known_selector(code)) {
      known.push_back(code);
    } else if (std::find(unknown.begin(), unknown.end(), code) == unknown.end()) {
      unknown.push_back(code);
    }
  }
  return known;
}

void set_number(Layer& layer, std::string_view key, std::string_view text, std::int64_t least, std::int64_t most) {
  const auto value = number(text);
  if (value && *value >= least && *value <= most) layer.set(key, integer_value(*value));
}

// "a.py:E1,E2 b/*:F" over any number of lines.
Value per_file_table(std::string_view text, std::vector<std::string>& unknown) {
  Value table;
  table.kind = Value::Kind::table;
  std::string spaced;
  for (const char c : text) {
    if (c == ':') {
      spaced += " : ";
    } else {
      spaced.push_back(c);
    }
  }
  // Names stand before a colon, codes after it, until the next name.
  const std::vector<std::string> parts = words(spaced);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == ":") continue;
    if (i + 1 < parts.size() && parts[i + 1] == ":") {
      put(table, parts[i], list_value({}));
    } else if (!table.items.empty()) {
      for (const std::string& code : known_codes({parts[i]}, unknown))
        table.items.back().items.push_back(string_value(code));
    }
  }
  return table;
}

std::string section_name(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kNames = {{{"FUTURE", "future"},
                                                                                    {"STDLIB", "standard-library"},
                                                                                    {"THIRDPARTY", "third-party"},
                                                                                    {"FIRSTPARTY", "first-party"},
                                                                                    {"LOCALFOLDER", "local-folder"}}};
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  }
  for (const auto& [theirs, ours] : kNames) {
    if (upper == theirs) return std::string(ours);
  }
  for (char& c : upper) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return upper;
}

std::vector<std::string> section_names(std::string_view text) {
  std::vector<std::string> names = words(text);
  for (std::string& name : names) name = section_name(name);
  return names;
}

void add_profile(Layer& layer, std::string_view profile, std::vector<std::string>& unknown) {
  if (profile == "google") {
    for (const std::string_view key : {"force-single-line", "force-sort-within-sections"}) {
      layer.set("lint.isort." + std::string(key), boolean_value(true));
    }
    layer.set("lint.isort.order-by-type", boolean_value(false));
    layer.set("lint.isort.single-line-exclusions", list_value({"typing"}));
  } else if (profile == "plone") {
    layer.set("lint.isort.force-single-line", boolean_value(true));
    layer.set("lint.isort.case-sensitive", boolean_value(false));
  } else if (profile == "pycharm" || profile == "django" || profile == "black" || profile == "wemake" ||
             profile == "attrs") {
    if (profile == "django") layer.set("lint.isort.combine-as-imports", boolean_value(true));
  } else {
    unknown.push_back("isort profile " + std::string(profile));
  }
}

}  // namespace

void add_flake8(Layer& layer, const Entries& entries, std::vector<std::string>& unknown) {
  std::optional<std::vector<std::string>> select;
  std::optional<std::vector<std::string>> ignore;
  std::vector<std::string> extend_select;
  std::vector<std::string> extend_ignore;
  bool complexity = false;
  layer.set("lint.pycodestyle.max-line-length", integer_value(79));
  for (const auto& [name, value] : entries) {
    const std::string key = with(name, '_', '-');
    if (key == "select") {
      select = words(value);
    } else if (key == "ignore") {
      ignore = words(value);
    } else if (key == "extend-select") {
      extend_select = words(value);
    } else if (key == "extend-ignore") {
      extend_ignore = words(value);
    } else if (key == "per-file-ignores") {
      layer.set("lint.per-file-ignores", per_file_table(value, unknown));
    } else if (key == "exclude" || key == "extend-exclude") {
      std::vector<std::string> patterns = words(value);
      if (const Value* other = layer.find("extend-exclude")) {
        for (const std::string& pattern : string_list(*other)) patterns.push_back(pattern);
      }
      layer.set("extend-exclude", list_value(patterns));
    } else if (key == "filename") {
      layer.set("include", list_value(words(value)));
    } else if (key == "max-line-length") {
      set_number(layer, "lint.pycodestyle.max-line-length", value, 1, 65535);
    } else if (key == "max-doc-length") {
      set_number(layer, "lint.pycodestyle.max-doc-length", value, 1, 65535);
    } else if (key == "max-complexity") {
      complexity = number(value).value_or(-1) >= 0;
      set_number(layer, "lint.mccabe.max-complexity", value, 0, 100000);
    }
  }
  // flake8's own defaults: what it leaves out counts only as long as nobody says otherwise.
  if (!select && !ignore) ignore = {"E121", "E123", "E126", "E226", "E24", "E704", "W503", "W504"};
  std::vector<std::string> selected = select.value_or(std::vector<std::string>{"E", "F", "W"});
  if (!select && complexity) selected.push_back("C90");
  if (const Value* sorted = layer.find("lint.extend-select")) {  // isort's, read before
    for (const std::string& code : string_list(*sorted)) selected.push_back(code);
  }
  std::vector<std::string> ignored = ignore.value_or(std::vector<std::string>{});
  ignored.insert(ignored.end(), extend_ignore.begin(), extend_ignore.end());
  std::vector<std::string> of_others;
  layer.set("lint.select", list_value(known_codes(selected, unknown)));
  layer.set("lint.extend-select", list_value(known_codes(extend_select, unknown)));
  layer.set("lint.ignore", list_value(known_codes(ignored, of_others)));  // ignoring what does not exist is done
}

void add_isort(Layer& layer, const Entries& entries, std::vector<std::string>& unknown) {
  constexpr std::array<std::string_view, 12> kFlags = {"force-single-line",    "force-sort-within-sections",
                                                       "combine-as-imports",   "case-sensitive",
                                                       "from-first",           "length-sort",
                                                       "length-sort-straight", "no-sections",
                                                       "order-by-type",        "split-on-trailing-comma",
                                                       "force-wrap-aliases",   "detect-same-package"};
  constexpr std::array<std::string_view, 10> kLists = {
      "known-first-party", "known-third-party", "known-local-folder",     "extra-standard-library",
      "force-to-top",      "forced-separate",   "single-line-exclusions", "classes",
      "constants",         "variables"};
  layer.set("lint.extend-select", list_value({"I001"}));
  Value sections;
  Value headings;
  for (const auto& [name, value] : entries) {
    const std::string key = with(name, '_', '-');
    const std::string row = "lint.isort." + key;
    if (key == "profile") {
      add_profile(layer, value, unknown);
    } else if (std::find(kFlags.begin(), kFlags.end(), key) != kFlags.end()) {
      if (find_option(row) != nullptr) layer.set(row, boolean_value(is_true(value)));
    } else if (std::find(kLists.begin(), kLists.end(), key) != kLists.end()) {
      layer.set(row, list_value(words(value)));
    } else if (key == "sections") {
      layer.set("lint.isort.section-order", list_value(section_names(value)));
    } else if (key == "no-lines-before") {
      layer.set(row, list_value(section_names(value)));
    } else if (key == "default-section") {
      layer.set(row, string_value(section_name(value)));
    } else if (key == "known-standard-library") {
      layer.set("lint.isort.extra-standard-library", list_value(words(value)));
    } else if (key.starts_with("known-")) {
      put(sections, section_name(std::string_view(key).substr(6)), list_value(words(value)));
    } else if (key.starts_with("import-heading-")) {
      put(headings, section_name(std::string_view(key).substr(15)), string_value(value));
    } else if (key == "add-imports") {
      layer.set("lint.isort.required-imports", list_value(words(value, "\n")));
      layer.set("lint.extend-select", list_value({"I001", "I002"}));
    } else if (key == "lines-after-imports") {
      set_number(layer, row, value, -1, 1000);
    } else if (key == "lines-between-types") {
      set_number(layer, row, value, 0, 1000);
    } else if (key == "reverse-relative" && is_true(value)) {
      layer.set("lint.isort.relative-imports-order", string_value("closest-to-furthest"));
    } else if (key == "src-paths") {
      layer.set("src", list_value(words(value)));
    } else if (key == "line-length" && layer.find("line-length") == nullptr) {
      set_number(layer, "line-length", value, 1, 65535);
    }
  }
  if (!sections.keys.empty()) layer.set("lint.isort.sections", std::move(sections));
  if (!headings.keys.empty()) layer.set("lint.isort.import-heading", std::move(headings));
}

namespace {

// A pattern of several lines is one with blanks and comments that do not count.
std::string plain_pattern(const std::string& pattern) {
  if (pattern.find('\n') == std::string::npos) return pattern;
  std::string out;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      out.append(pattern, i++, 2);
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (!in_class && (c == ' ' || c == '\t' || c == '\r' || c == '\n')) continue;
    if (!in_class && c == '#') {
      i = std::min(pattern.find('\n', i), pattern.size());
      continue;
    }
    out += c;
  }
  return out;
}

void add_black_files(BlackFiles& files, const Value& table, std::vector<std::string>& unknown) {
  const std::pair<std::string_view, std::optional<Regex>*> kinds[] = {{"include", &files.include},
                                                                      {"exclude", &files.exclude},
                                                                      {"extend-exclude", &files.extend_exclude},
                                                                      {"force-exclude", &files.force_exclude}};
  for (const auto& [key, place] : kinds) {
    const Value* value = table.find(key);
    if (value == nullptr || !value->is(Value::Kind::string)) continue;
    Result<Regex> regex = Regex::compile(plain_pattern(value->text));
    if (regex) {
      *place = std::move(*regex);
    } else {
      unknown.push_back("the pattern of `" + std::string(key) + "` (" + regex.error().message + ")");
    }
  }
}

}  // namespace

void add_black(Layer& layer, const Value& table, std::vector<std::string>& unknown) {
  add_black_files(layer.black, table, unknown);
  if (const Value* length = table.find("line-length"); length != nullptr && length->is(Value::Kind::integer)) {
    if (length->integer >= 1 && length->integer <= 65535) layer.set("line-length", *length);
  }
  if (const Value* versions = table.find("target-version"); versions != nullptr && versions->is(Value::Kind::list)) {
    std::optional<PythonVersion> oldest;
    for (const Value& item : versions->items) {
      const auto version = python_version(std::string_view(item.text));
      if (version && (!oldest || *version < *oldest)) oldest = version;
    }
    if (oldest) layer.set("target-version", string_value(std::string(setting_name(*oldest))));
  }
  const auto is_on = [&](std::string_view key) {
    const Value* value = table.find(key);
    return value != nullptr && value->is(Value::Kind::boolean) && value->flag;
  };
  if (is_on("skip-string-normalization")) layer.set("format.quote-style", string_value("preserve"));
  if (is_on("skip-magic-trailing-comma")) layer.set("format.skip-magic-trailing-comma", boolean_value(true));
}

}  // namespace whip
