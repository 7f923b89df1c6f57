// toml++ 3.3 asserts what it then checks and reports anyway (`[/` in a table's header), and in release builds of clang
// tells the compiler to assume it. Its assertions are therefore off, and NDEBUG, which would bring the assumptions, is
// hidden from it.
#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include "core/toml/read.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/toml/guard.h"

namespace whip {
namespace {

Place place_of(const toml::source_region& region) {
  return {static_cast<std::uint32_t>(region.begin.line), static_cast<std::uint32_t>(region.begin.column)};
}

Value::Kind kind_of(toml::node_type type) {
  switch (type) {
    case toml::node_type::boolean:
      return Value::Kind::boolean;
    case toml::node_type::integer:
      return Value::Kind::integer;
    case toml::node_type::floating_point:
      return Value::Kind::number;
    case toml::node_type::string:
      return Value::Kind::string;
    case toml::node_type::array:
      return Value::Kind::list;
    case toml::node_type::table:
      return Value::Kind::table;
    case toml::node_type::none:
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return Value::Kind::date;
  }
  return Value::Kind::date;
}

std::string digits(std::uint64_t value, std::size_t count) {
  std::string text = std::to_string(value);
  return text.size() < count ? std::string(count - text.size(), '0') + text : text;
}

std::string text_of(const toml::date& date) {
  return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2);
}

std::string text_of(const toml::time& time) {
  std::string text = digits(time.hour, 2) + ":" + digits(time.minute, 2) + ":" + digits(time.second, 2);
  if (time.nanosecond == 0) return text;
  text += "." + digits(time.nanosecond, 9);
  return text.substr(0, text.find_last_not_of('0') + 1);
}

std::string text_of(const toml::date_time& moment) {
  std::string text = text_of(moment.date) + "T" + text_of(moment.time);
  if (!moment.offset) return text;
  const int minutes = moment.offset->minutes;
  if (minutes == 0) return text + "Z";
  const auto size = static_cast<std::uint64_t>(minutes < 0 ? -minutes : minutes);
  return text + (minutes < 0 ? "-" : "+") + digits(size / 60, 2) + ":" + digits(size % 60, 2);
}

// One node without what is in it.
Value shallow(const toml::node& node) {
  Value value;
  value.kind = kind_of(node.type());
  value.place = place_of(node.source());
  if (const auto* flag = node.as_boolean()) value.flag = flag->get();
  if (const auto* integer = node.as_integer()) value.integer = integer->get();
  if (const auto* number = node.as_floating_point()) value.number = number->get();
  if (const auto* text = node.as_string()) value.text = text->get();
  if (const auto* date = node.as_date()) value.text = text_of(date->get());
  if (const auto* time = node.as_time()) value.text = text_of(time->get());
  if (const auto* moment = node.as_date_time()) value.text = text_of(moment->get());
  return value;
}

// toml++ keeps a table sorted by key; the file's order matters to people, and is what the places say.
std::vector<std::pair<const toml::key*, const toml::node*>> in_file_order(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (const auto& [key, node] : table) entries.emplace_back(&key, &node);
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.first->source().begin < b.first->source().begin; });
  return entries;
}

Value convert(const toml::node& root) {
  struct Pending {
    const toml::node* node;
    Value* value;
  };
  Value result = shallow(root);
  std::vector<Pending> pending = {{&root, &result}};
  while (!pending.empty()) {
    const Pending top = pending.back();
    pending.pop_back();
    if (const auto* list = top.node->as_array()) {
      top.value->items.reserve(list->size());
      for (const toml::node& item : *list) top.value->items.push_back(shallow(item));
      for (std::size_t i = 0; i < list->size(); ++i) pending.push_back({list->get(i), &top.value->items[i]});
    } else if (const auto* table = top.node->as_table()) {
      const auto entries = in_file_order(*table);
      top.value->items.reserve(entries.size());
      for (const auto& [key, node] : entries) {
        top.value->keys.emplace_back(key->str());
        top.value->key_places.push_back(place_of(key->source()));
        top.value->items.push_back(shallow(*node));
      }
      for (std::size_t i = 0; i < entries.size(); ++i) pending.push_back({entries[i].second, &top.value->items[i]});
    }
  }
  return result;
}

}  // namespace

std::string source_frame(std::string_view text, Place place) {
  if (place.line == 0) return {};
  std::size_t begin = 0;
  for (std::uint32_t line = 1; line < place.line; ++line) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) return {};
    begin = end + 1;
  }
  std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  const std::string number = std::to_string(place.line);
  std::string frame = number + " | " + std::string(line) + "\n" + std::string(number.size(), ' ') + " | ";
  std::uint32_t column = 1;
  for (std::size_t i = 0; i < line.size() && column < place.column; ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) == 0x80) continue;  // inside a code point
    frame.push_back(line[i] == '\t' ? '\t' : ' ');
    ++column;
  }
  return frame + "^";
}

Result<Value> parse_toml(std::string_view text, const std::string& path) {
  const auto failed = [&](std::string_view problem, Place place) {
    return Error{.code = ErrorCode::syntax,
                 .message = "invalid TOML: " + std::string(problem) + "\n" + source_frame(text, place),
                 .path = path,
                 .line = place.line,
                 .column = place.column};
  };
  const TomlGuard guard = guard_toml(text);
  if (!guard.problem.empty()) return failed(guard.problem, guard.place);
  const toml::parse_result parsed =
      toml::parse(guard.text ? std::string_view(*guard.text) : text, std::string_view(path));
  if (!parsed) return failed(parsed.error().description(), place_of(parsed.error().source()));
  return convert(parsed.table());
}

}  // namespace whip
