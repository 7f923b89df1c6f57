// A setting's value as it was read: what a TOML file (or a default, or a flag) says, and where it says so. Nothing here
// knows TOML.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/characters.h"
#include "core/base/result.h"

namespace whip {

struct Place {
  std::uint32_t line = 0;    // 1-based; 0: nowhere in a file
  std::uint32_t column = 0;  // 1-based, in code points
  bool operator==(const Place&) const = default;
};

// An error of a setting that stands there; an error that stands there.
inline Error configuration_error(std::string path, Place place, std::string message) {
  return {.code = ErrorCode::configuration,
          .message = std::move(message),
          .path = std::move(path),
          .line = place.line,
          .column = place.column};
}
inline Error at_place(Error error, std::string path, Place place) {
  error.path = std::move(path);
  error.line = place.line;
  error.column = place.column;
  return error;
}

struct Value {
  enum class Kind : std::uint8_t { boolean, integer, number, string, list, table, date };

  Kind kind = Kind::boolean;
  bool flag = false;
  std::int64_t integer = 0;
  double number = 0;
  std::string text;               // of a string; of a date, as written
  std::vector<std::string> keys;  // of a table, in the order of the file
  std::vector<Place> key_places;  // of a table, parallel to keys
  std::vector<Value> items;       // of a list; of a table, parallel to keys
  Place place;

  bool is(Kind wanted) const { return kind == wanted; }
  // The value under a key of a table; null if there is none.
  const Value* find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (keys[i] == key) return &items[i];
    }
    return nullptr;
  }
};

Value boolean_value(bool flag);
Value integer_value(std::int64_t integer);
Value string_value(std::string text);
Value list_value(const std::vector<std::string>& texts);
void put(Value& table, std::string key, Value value);

// What a key may be of that stands without quotes.
constexpr bool is_bare_key_character(char c) { return is_alphanumeric(c) || c == '_' || c == '-'; }

// "a list", "a string": for messages.
std::string_view describe(Value::Kind kind);

// The value in TOML, on one line.
std::string toml_text(const Value& value);
// A string, quoted for TOML; a key, quoted only where it must be.
std::string toml_quoted(std::string_view text);
void append_toml_quoted(std::string_view text, std::string& out);
std::string toml_key(std::string_view key);

}  // namespace whip
