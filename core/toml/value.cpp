#include "core/toml/value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace whip {
namespace {

std::string scalar_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::boolean:
      return value.flag ? "true" : "false";
    case Value::Kind::integer:
      return std::to_string(value.integer);
    case Value::Kind::number: {
      std::array<char, 32> digits{};
      const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value.number).ptr;
      std::string text(digits.data(), end);
      return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
    }
    case Value::Kind::string:
      return toml_quoted(value.text);
    case Value::Kind::date:
      return value.text;
    case Value::Kind::list:
    case Value::Kind::table:
      return {};
  }
  return {};
}

}  // namespace

Value boolean_value(bool flag) {
  Value value;
  value.flag = flag;
  return value;
}

Value integer_value(std::int64_t integer) {
  Value value;
  value.kind = Value::Kind::integer;
  value.integer = integer;
  return value;
}

Value string_value(std::string text) {
  Value value;
  value.kind = Value::Kind::string;
  value.text = std::move(text);
  return value;
}

Value list_value(const std::vector<std::string>& texts) {
  Value value;
  value.kind = Value::Kind::list;
  for (const std::string& text : texts) value.items.push_back(string_value(text));
  return value;
}

void put(Value& table, std::string key, Value value) {
  table.kind = Value::Kind::table;
  table.keys.push_back(std::move(key));
  table.key_places.push_back(value.place);
  table.items.push_back(std::move(value));
}

std::string_view describe(Value::Kind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"true or false", "an integer", "a number", "a string",
                                                      "a list",        "a table",    "a date"};
  return kNames[static_cast<std::size_t>(kind)];
}

void append_toml_quoted(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;  // where what needs no escape began
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && c != '"' && c != '\\' && byte != 0x7F) continue;
    out.append(text.substr(plain, i - plain));
    plain = i + 1;
    if (c == '"' || c == '\\') {
      out.append({'\\', c});
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out.append("\\u00").append({kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  out.append(text.substr(plain)) += '"';
}

std::string toml_quoted(std::string_view text) {
  std::string quoted;
  append_toml_quoted(text, quoted);
  return quoted;
}

std::string toml_key(std::string_view key) {
  const bool bare = !key.empty() && std::ranges::all_of(key, is_bare_key_character);
  return bare ? std::string(key) : toml_quoted(key);
}

std::string toml_text(const Value& value) {
  struct Open {
    const Value* value;
    std::size_t next = 0;
  };
  std::string text;
  std::vector<Open> open;
  const auto begin = [&](const Value& item) {
    if (item.is(Value::Kind::list) || item.is(Value::Kind::table)) {
      text += item.is(Value::Kind::list) ? "[" : item.items.empty() ? "{" : "{ ";
      open.push_back({&item});
    } else {
      text += scalar_text(item);
    }
  };
  begin(value);
  while (!open.empty()) {
    Open& top = open.back();
    const bool table = top.value->is(Value::Kind::table);
    if (top.next == top.value->items.size()) {
      text += !table ? "]" : top.next == 0 ? "}" : " }";
      open.pop_back();
      continue;
    }
    const std::size_t i = top.next++;
    if (i > 0) text += ", ";
    if (table) text += toml_key(top.value->keys[i]) + " = ";
    begin(top.value->items[i]);
  }
  return text;
}

}  // namespace whip
