// Writes JSON by appending to a string: no tree in between, no allocation beyond the text itself.
//
//   JsonWriter json(out, JsonWriter::Style::compact);
//   json.begin_object().member("code", "F401").key("row").number(3).end_object();      // {"code":"F401","row":3}
//
// Commas, line breaks and escapes are its business, the order of the members is the caller's. Two styles: compact, and
// pretty with two blanks per level, byte for byte what serde_json prints, so that outputs can be compared with Ruff's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whip {

// Appends `text` with what JSON must escape escaped, without quotes. Bytes that are no UTF-8 become U+FFFD: file names
// on Linux may hold any bytes, JSON may not.
void append_json_escaped(std::string& out, std::string_view text);

class JsonWriter {
 public:
  enum class Style : std::uint8_t { compact, pretty };

  explicit JsonWriter(std::string& out, Style style = Style::compact) : out_(&out), style_(style) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  // The name of the next value; only inside an object.
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view text);
  JsonWriter& number(std::uint64_t value);
  JsonWriter& boolean(bool value) { return literal(value ? "true" : "false"); }
  JsonWriter& null() { return literal("null"); }
  // A value that is JSON already.
  JsonWriter& raw(std::string_view json) { return literal(json); }

  JsonWriter& member(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, const char* text) { return key(name).string(text); }
  JsonWriter& member(std::string_view name, std::uint64_t value) { return key(name).number(value); }
  JsonWriter& member(std::string_view name, bool value) { return key(name).boolean(value); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  JsonWriter& literal(std::string_view text);
  void before_value();
  void new_line();

  std::string* out_;
  Style style_;
  bool after_key_ = false;
  std::vector<bool> has_items_;  // one per open bracket
};

}  // namespace whip
