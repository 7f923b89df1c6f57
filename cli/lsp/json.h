// JSON values as they come from a client: read once, then only looked at. Whatever is missing, or of another kind than
// was hoped for, is an absent value, so that a chain of questions needs no checks:
//
//   params["textDocument"]["uri"].text()         // "" if there is none
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json_writer.h"
#include "core/base/result.h"

namespace whip::lsp {

class Json;

// The text of one JSON value, taken apart: nodes in document order, as of a tape.
class JsonText {
 public:
  enum class Kind : std::uint8_t { null, boolean, integer, real, string, array, object };

  // Errors: `encoding` where it is no JSON. `text` must have FrameReader::kPadding bytes of capacity behind its end.
  static Result<JsonText> parse(std::string text);
  Json root() const;

 private:
  friend class Json;
  friend struct JsonBuilder;
  struct Node {
    Kind kind = Kind::null;
    std::uint32_t after = 0;  // the first node that is not below this one
    std::uint32_t key = 0;    // the name that it has in an object: a range of strings_
    std::uint32_t key_size = 0;
    std::uint32_t text = 0;  // of strings
    std::uint32_t text_size = 0;
    std::int64_t integer = 0;  // of integers, and 0 or 1
    double real = 0;
  };
  std::vector<Node> nodes_;
  std::string strings_;
};

// One value: a view into a JsonText, which must stay.
class Json {
 public:
  Json() = default;
  Json(const JsonText& text, std::uint32_t node) : text_(&text), node_(node) {}

  bool exists() const { return text_ != nullptr; }
  bool is_null() const { return is(JsonText::Kind::null); }
  bool is_object() const { return is(JsonText::Kind::object); }
  bool is_array() const { return is(JsonText::Kind::array); }
  bool is_string() const { return is(JsonText::Kind::string); }
  std::optional<std::string_view> string() const;
  std::optional<std::int64_t> integer() const;
  std::optional<double> real() const;  // of integers too
  std::optional<bool> boolean() const;
  std::string_view text() const { return string().value_or(std::string_view{}); }
  bool is_true() const { return boolean().value_or(false); }

  // The member of an object; absent if there is none.
  Json operator[](std::string_view key) const;
  // The name that the value has in its object.
  std::string_view key() const;
  // Items of an array, or members of an object, in order: `for (Json item : list)`.
  struct Iterator {
    const JsonText* text;
    std::uint32_t node;
    Json operator*() const { return {*text, node}; }
    Iterator& operator++();
    bool operator==(const Iterator&) const = default;
  };
  Iterator begin() const;
  Iterator end() const;

 private:
  bool is(JsonText::Kind kind) const { return exists() && node().kind == kind; }
  const JsonText::Node& node() const { return text_->nodes_[node_]; }

  const JsonText* text_ = nullptr;
  std::uint32_t node_ = 0;
};

// The value again, as it was read.
void write_json(JsonWriter& out, Json value);

}  // namespace whip::lsp
