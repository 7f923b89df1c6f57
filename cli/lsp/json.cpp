#include "cli/lsp/json.h"

#include <simdjson.h>

#include <utility>

namespace whip::lsp {

namespace dom = simdjson::dom;

// Fills a JsonText from simdjson's own tree, with a stack of its own in place of recursion.
struct JsonBuilder {
  struct Open {
    std::uint32_t node;
    dom::array::iterator item{};
    dom::array::iterator items_end{};
    dom::object::iterator member{};
    dom::object::iterator members_end{};
  };

  JsonText out;
  std::vector<Open> open;

  std::pair<std::uint32_t, std::uint32_t> keep(std::string_view text) {
    const auto begin = static_cast<std::uint32_t>(out.strings_.size());
    out.strings_.append(text);
    return {begin, static_cast<std::uint32_t>(text.size())};
  }

  void add(dom::element value, std::string_view key) {
    JsonText::Node node;
    std::tie(node.key, node.key_size) = keep(key);
    const auto id = static_cast<std::uint32_t>(out.nodes_.size());
    node.after = id + 1;
    switch (value.type()) {
      case dom::element_type::ARRAY: {
        node.kind = JsonText::Kind::array;
        const dom::array array = value.get_array().value_unsafe();
        open.push_back({.node = id, .item = array.begin(), .items_end = array.end()});
        break;
      }
      case dom::element_type::OBJECT: {
        node.kind = JsonText::Kind::object;
        const dom::object object = value.get_object().value_unsafe();
        open.push_back({.node = id, .member = object.begin(), .members_end = object.end()});
        break;
      }
      case dom::element_type::STRING:
        node.kind = JsonText::Kind::string;
        std::tie(node.text, node.text_size) = keep(value.get_string().value_unsafe());
        break;
      case dom::element_type::INT64:
        node.kind = JsonText::Kind::integer;
        node.integer = value.get_int64().value_unsafe();
        break;
      case dom::element_type::UINT64:  // beyond the signed range
        node.kind = JsonText::Kind::real;
        node.real = static_cast<double>(value.get_uint64().value_unsafe());
        break;
      case dom::element_type::DOUBLE:
        node.kind = JsonText::Kind::real;
        node.real = value.get_double().value_unsafe();
        break;
      case dom::element_type::BOOL:
        node.kind = JsonText::Kind::boolean;
        node.integer = value.get_bool().value_unsafe() ? 1 : 0;
        break;
      case dom::element_type::NULL_VALUE:
        break;
    }
    out.nodes_.push_back(node);
  }

  void build(dom::element root) {
    add(root, {});
    while (!open.empty()) {
      Open& top = open.back();
      const bool is_array = out.nodes_[top.node].kind == JsonText::Kind::array;
      if (is_array ? !(top.item != top.items_end) : !(top.member != top.members_end)) {
        out.nodes_[top.node].after = static_cast<std::uint32_t>(out.nodes_.size());
        open.pop_back();
      } else if (is_array) {
        const dom::element value = *top.item;
        ++top.item;
        add(value, {});
      } else {
        const dom::key_value_pair member = *top.member;
        ++top.member;
        add(member.value, member.key);
      }
    }
  }
};

namespace {

std::optional<unsigned> hex4(std::string_view text, std::size_t at) {
  if (at + 4 > text.size()) return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(at, 4)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return std::nullopt;
    value = value << 4U | static_cast<unsigned>(digit);
  }
  return value;
}

// Editors written in JavaScript may send half of a surrogate pair, as \ud83d. It becomes U+FFFD, which is one UTF-16
// unit as well, so positions stay. Whether there was any.
bool mend_surrogates(std::string& text) {
  bool mended = false;
  for (std::size_t at = text.find('\\'); at != std::string::npos && at + 1 < text.size(); at = text.find('\\', at)) {
    if (text[at + 1] != 'u') {
      at += 2;
      continue;
    }
    const unsigned unit = hex4(text, at + 2).value_or(0);
    if (unit < 0xD800 || unit > 0xDFFF) {
      at += 6;
      continue;
    }
    const unsigned low = text.compare(at + 6, 2, "\\u") == 0 ? hex4(text, at + 8).value_or(0) : 0;
    if (unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
      at += 12;
      continue;
    }
    text.replace(at, 6, "\\ufffd");
    mended = true;
    at += 6;
  }
  return mended;
}

}  // namespace

Result<JsonText> JsonText::parse(std::string text) {
  thread_local dom::parser parser;  // its memory is worth keeping: a keystroke is a message
  dom::element root;
  simdjson::error_code trouble = parser.parse(text.data(), text.size(), false).get(root);
  if (trouble == simdjson::STRING_ERROR && mend_surrogates(text)) {
    trouble = parser.parse(text.data(), text.size(), false).get(root);
  }
  if (trouble != simdjson::SUCCESS) {
    return Error{.code = ErrorCode::encoding, .message = simdjson::error_message(trouble), .path = {}};
  }
  JsonBuilder builder;
  builder.build(root);
  return std::move(builder.out);
}

Json JsonText::root() const { return nodes_.empty() ? Json{} : Json{*this, 0}; }

std::optional<std::string_view> Json::string() const {
  if (!is_string()) return std::nullopt;
  return std::string_view(text_->strings_).substr(node().text, node().text_size);
}

std::optional<std::int64_t> Json::integer() const {
  if (!is(JsonText::Kind::integer)) return std::nullopt;
  return node().integer;
}

std::optional<double> Json::real() const {
  if (is(JsonText::Kind::real)) return node().real;
  if (is(JsonText::Kind::integer)) return static_cast<double>(node().integer);
  return std::nullopt;
}

std::optional<bool> Json::boolean() const {
  if (!is(JsonText::Kind::boolean)) return std::nullopt;
  return node().integer != 0;
}

Json Json::operator[](std::string_view key) const {
  if (!is_object()) return {};
  for (const Json member : *this) {
    if (member.key() == key) return member;
  }
  return {};
}

std::string_view Json::key() const {
  return exists() ? std::string_view(text_->strings_).substr(node().key, node().key_size) : std::string_view{};
}

Json::Iterator& Json::Iterator::operator++() {
  node = text->nodes_[node].after;
  return *this;
}

Json::Iterator Json::begin() const {
  return is_array() || is_object() ? Iterator{text_, node_ + 1} : Iterator{nullptr, 0};
}

Json::Iterator Json::end() const {
  return is_array() || is_object() ? Iterator{text_, node().after} : Iterator{nullptr, 0};
}

namespace {

void write_scalar(JsonWriter& out, Json value) {
  if (const auto text = value.string()) {
    out.string(*text);
  } else if (const auto truth = value.boolean()) {
    out.boolean(*truth);
  } else if (const auto integer = value.integer()) {
    out.raw(std::to_string(*integer));
  } else if (const auto real = value.real()) {
    out.raw(std::to_string(*real));
  } else {
    out.null();
  }
}

}  // namespace

void write_json(JsonWriter& out, Json value) {
  struct Open {
    Json::Iterator at;
    Json::Iterator end;
    bool is_array;
  };
  std::vector<Open> open;
  const auto begin = [&](Json item) {
    if (!item.is_array() && !item.is_object()) {
      write_scalar(out, item);
      return;
    }
    item.is_array() ? out.begin_array() : out.begin_object();
    open.push_back({item.begin(), item.end(), item.is_array()});
  };
  begin(value);
  while (!open.empty()) {
    Open& top = open.back();
    if (top.at == top.end) {
      top.is_array ? out.end_array() : out.end_object();
      open.pop_back();
      continue;
    }
    const Json item = *top.at;
    ++top.at;
    if (!top.is_array) out.key(item.key());
    begin(item);
  }
}

}  // namespace whip::lsp
