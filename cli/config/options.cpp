#include "cli/config/options.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "core/base/edit_distance.h"

namespace whip {
namespace {

std::string bad(std::string_view wanted, const Value& value) {
  return "expected " + std::string(wanted) + ", found " + std::string(describe(value.kind));
}

std::string_view among(std::string_view choices, std::string_view word) {
  const std::string quoted = '"' + std::string(word) + '"';
  return choices.find(quoted) == std::string_view::npos ? std::string_view() : word;
}

std::string version_problem(const Value& value) {
  if (!value.is(Value::Kind::string)) return bad("a string", value);
  if (python_version(value.text)) return {};
  return "unknown version `" + value.text + "`, expected one of py37 to py315";
}

std::string strings_problem(const Value& value) {
  if (!value.is(Value::Kind::list)) return bad("a list of strings", value);
  for (const Value& item : value.items) {
    if (!item.is(Value::Kind::string)) return bad("a list of strings", item) + " in it";
  }
  return {};
}

template <class Problem>
std::string map_problem(const Value& value, Problem problem) {
  if (!value.is(Value::Kind::table)) return bad("a table", value);
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (std::string text = problem(value.items[i]); !text.empty()) return "under `" + value.keys[i] + "`: " + text;
  }
  return {};
}

std::string_view last_part(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  return dot == std::string_view::npos ? key : key.substr(dot + 1);
}

bool has_magic(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

}  // namespace

Done PatternList::add(std::string_view pattern, std::string_view root) {
  texts.emplace_back(pattern);
  if (auto done = patterns.add(join_pattern(root, pattern)); !done) return done;
  if (pattern.find('/') == std::string_view::npos) return patterns.add(pattern);
  return Unit{};
}

bool PatternList::excludes(std::string_view path) const {
  if (patterns.empty()) return false;
  const std::size_t slash = path.rfind('/');
  return patterns.matches(path) || patterns.matches(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

const std::vector<const Option*>& options() {
  static const std::vector<const Option*> all = [] {
    std::vector<const Option*> rows;
    for (const auto table :
         {general_options(), lint_options(), isort_options(), format_options(), accepted_options()}) {
      for (const Option& option : table) rows.push_back(&option);
    }
    std::sort(rows.begin(), rows.end(), [](const Option* a, const Option* b) { return a->key < b->key; });
    return rows;
  }();
  return all;
}

const Option* find_option(std::string_view key) {
  const auto& all = options();
  const auto found = std::lower_bound(all.begin(), all.end(), key,
                                      [](const Option* row, std::string_view wanted) { return row->key < wanted; });
  return found != all.end() && (*found)->key == key ? *found : nullptr;
}

bool is_option_group(std::string_view key) {
  return std::any_of(options().begin(), options().end(), [&](const Option* row) {
    return row->key.size() > key.size() && row->key.starts_with(key) && row->key[key.size()] == '.';
  });
}

// Near is at most a third of the letters (or two), counted in the whole key or in its last part: a known key in the
// wrong group. Of equals, the linter's own come first.
std::string_view nearest_option(std::string_view key) {
  const std::size_t most = most_slips(last_part(key));
  std::string_view best;
  std::size_t least = SIZE_MAX;
  for (const Option* row : options()) {
    const std::size_t whole = edit_distance(key, row->key);
    const std::size_t tail = edit_distance(last_part(key), last_part(row->key));
    if (std::min(whole, tail) > most) continue;
    const std::size_t rank = std::min(2 * whole, 2 * tail + (row->key.starts_with("lint.") ? 1 : 2));
    if (rank < least) {
      least = rank;
      best = row->key;
    }
  }
  return best;
}

std::string value_problem(const Option& option, const Value& value) {
  switch (option.shape) {
    case ValueShape::boolean:
      return value.is(Value::Kind::boolean) ? std::string() : bad("true or false", value);
    case ValueShape::integer:
      return value.is(Value::Kind::integer) ? std::string() : bad("an integer", value);
    case ValueShape::string:
      return value.is(Value::Kind::string) ? std::string() : bad("a string", value);
    case ValueShape::choice:
      if (!value.is(Value::Kind::string)) return bad("a string", value);
      if (among(option.type, value.text).empty())
        return "unknown value `" + value.text + "`, expected one of " + std::string(option.type);
      return {};
    case ValueShape::strings:
      return strings_problem(value);
    case ValueShape::string_map:
      return map_problem(value, [](const Value& item) {
        return item.is(Value::Kind::string) ? std::string() : bad("a string", item);
      });
    case ValueShape::strings_map:
      return map_problem(value, strings_problem);
    case ValueShape::version:
      return version_problem(value);
    case ValueShape::version_map:
      return map_problem(value, version_problem);
    case ValueShape::anything:
      return {};
  }
  return {};
}

std::vector<std::string> string_list(const Value& value) {
  std::vector<std::string> texts;
  for (const Value& item : value.items) texts.push_back(item.text);
  return texts;
}

std::string absolute_path(std::string_view path, std::string_view root) {
  std::string text;
  const auto variable = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  if (path == "~" || path.starts_with("~/")) {
    text = variable("HOME").value_or("~");
    path.remove_prefix(1);
  }
  for (std::size_t at = 0; at < path.size();) {
    if (path[at] != '$') {
      text.push_back(path[at++]);
      continue;
    }
    const bool braces = at + 1 < path.size() && path[at + 1] == '{';
    const std::size_t begin = at + (braces ? 2 : 1);
    std::size_t end = begin;
    while (end < path.size() && (std::isalnum(static_cast<unsigned char>(path[end])) != 0 || path[end] == '_')) ++end;
    const auto value = end > begin ? variable(std::string(path.substr(begin, end - begin))) : std::nullopt;
    const std::size_t after = end + (braces && end < path.size() && path[end] == '}' ? 1 : 0);
    text += value ? *value : std::string(path.substr(at, after - at));
    at = after;
  }
  const std::filesystem::path joined = std::filesystem::path(root) / text;
  std::string normal = joined.lexically_normal().string();
  while (normal.size() > 1 && normal.ends_with('/')) normal.pop_back();
  return normal;
}

std::vector<std::string> existing_folders(std::string_view pattern, std::string_view root) {
  const std::string absolute = absolute_path(pattern, root);
  std::error_code ignored;
  if (!has_magic(absolute)) {
    return std::filesystem::exists(absolute, ignored) ? std::vector<std::string>{absolute} : std::vector<std::string>{};
  }
  // Component by component; `**` is any depth of folders.
  std::vector<std::string> found = {"/"};
  for (std::size_t at = 1; at <= absolute.size();) {
    const std::size_t slash = std::min(absolute.find('/', at), absolute.size());
    const std::string part = absolute.substr(at, slash - at);
    at = slash + 1;
    std::vector<std::string> next;
    const auto glob = Glob::compile(part, Separators::literal);
    for (const std::string& folder : found) {
      const std::filesystem::path base(folder);
      if (part == "**") {
        next.push_back(folder);
        for (std::filesystem::recursive_directory_iterator entry(base, ignored), end; entry != end;
             entry.increment(ignored)) {
          if (entry->is_directory(ignored)) next.push_back(entry->path().string());
        }
      } else if (!has_magic(part)) {
        if (std::filesystem::exists(base / part, ignored)) next.push_back((base / part).string());
      } else if (glob) {
        for (std::filesystem::directory_iterator entry(base, ignored), end; entry != end; entry.increment(ignored)) {
          if (glob->matches(entry->path().filename().string())) next.push_back(entry->path().string());
        }
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    found = std::move(next);
  }
  return found;
}

}  // namespace whip
