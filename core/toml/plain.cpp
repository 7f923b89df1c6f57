#include "core/toml/plain.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/characters.h"

namespace whip {
namespace {

constexpr std::size_t kDeepest = 16;  // of lists and inline tables
constexpr std::size_t kMostDigits = 18;
constexpr std::size_t kMostlyKeys = 5;  // of an inline table: a file in a lock has as many

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

// A table, or a list of tables, that headers made: only these may be added to by further headers. Of a list it is the
// last table that is meant.
struct Made {
  bool is_list = false;
  std::vector<std::pair<std::string, std::unique_ptr<Made>>> children;

  Made* find(std::string_view key) const {
    const auto found =
        std::ranges::find(children, key, [](const auto& child) { return std::string_view(child.first); });
    return found == children.end() ? nullptr : found->second.get();
  }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Value> run() {
    Value root = empty(Value::Kind::table);
    root.place = {1, 1};
    Made made;
    Value* table = &root;
    while (at_ < text_.size()) {
      blanks();
      if (at_ == text_.size()) break;
      const char c = text_[at_];
      if (c == '[') {
        table = header(root, made);
        if (table == nullptr) return std::nullopt;
      } else if (c != '\n' && c != '#' && !pair(*table, 0)) {
        return std::nullopt;
      }
      if (!end_of_line()) return std::nullopt;
    }
    return root;
  }

 private:
  static Value empty(Value::Kind kind) {
    Value value;
    value.kind = kind;
    return value;
  }
  Place place() const { return {line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1)}; }
  bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) {
    if (!is_at(c)) return false;
    ++at_;
    return true;
  }
  void blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  bool comment() {
    for (; at_ < text_.size() && text_[at_] != '\n'; ++at_) {
      const auto c = static_cast<unsigned char>(text_[at_]);
      if ((c < 0x20 && c != '\t') || c >= 0x7F) return false;
    }
    return true;
  }
  void new_line() {
    ++at_;
    ++line_;
    line_begin_ = at_;
  }
  bool end_of_line() {
    blanks();
    if (is_at('#') && !comment()) return false;
    if (at_ == text_.size()) return true;
    if (text_[at_] != '\n') return false;
    new_line();
    return true;
  }
  // Within lists: lines and comments do not count.
  bool space() {
    for (;; new_line()) {
      blanks();
      if (is_at('#') && !comment()) return false;
      if (!is_at('\n')) return true;
    }
  }

  // What stands between quotes; nothing where there are escapes of other characters than quotes and backslashes, or
  // three quotes.
  std::optional<std::string_view> quoted() {
    unescaped_.clear();
    const char quote = text_[at_];
    const std::size_t begin = at_ + 1;
    std::size_t copied = begin;
    for (std::size_t end = begin; end < text_.size(); ++end) {
      const auto c = static_cast<unsigned char>(text_[end]);
      if (text_[end] == quote) {
        if (end == begin && end + 1 < text_.size() && text_[end + 1] == quote) return std::nullopt;
        at_ = end + 1;
        if (copied == begin) return text_.substr(begin, end - begin);
        unescaped_ += text_.substr(copied, end - copied);
        return unescaped_;
      }
      if (c < 0x20 || c >= 0x7F) return std::nullopt;
      if (c != '\\' || quote != '"') continue;
      if (end + 1 == text_.size() || (text_[end + 1] != '"' && text_[end + 1] != '\\')) return std::nullopt;
      unescaped_ += text_.substr(copied, end - copied);
      copied = ++end;
    }
    return std::nullopt;
  }

  std::optional<std::string_view> key() {
    if (is_at('"') || is_at('\'')) return quoted();
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_bare_key_character(text_[at_])) ++at_;
    if (at_ == begin) return std::nullopt;
    return text_.substr(begin, at_ - begin);
  }

  static Value& add(Value& table, std::string_view key, Place place) {
    table.keys.emplace_back(key);
    table.key_places.push_back(place);
    return table.items.emplace_back();
  }

  // `key = value`, the value so deep in others; false if it is not plain.
  bool pair(Value& table, std::size_t depth) {
    const Place key_place = place();
    const auto name = key();
    if (!name || table.find(*name) != nullptr) return false;
    blanks();
    if (!take('=')) return false;
    blanks();
    return value(add(table, *name, key_place), depth);
  }

  // The table that a header begins; null if it is not plain.
  Value* header(Value& root, Made& made) {
    const Place begin = place();
    ++at_;
    const bool is_list = take('[');
    Value* table = &root;
    Made* owner = &made;
    for (;;) {
      blanks();
      const Place key_place = place();
      const auto name = key();
      if (!name) return nullptr;
      blanks();
      const bool is_last = !take('.');
      Made* known = owner->find(*name);
      Value* there = nullptr;
      for (std::size_t i = 0; i < table->keys.size(); ++i) {
        if (table->keys[i] == *name) there = &table->items[i];
      }
      if ((known == nullptr) != (there == nullptr)) return nullptr;  // made otherwise, and closed
      if (known == nullptr) {
        there = &add(*table, *name, key_place);
        there->kind = is_last && is_list ? Value::Kind::list : Value::Kind::table;
        there->place = begin;
        known = owner->children.emplace_back(*name, std::make_unique<Made>()).second.get();
        known->is_list = is_last && is_list;
      } else if (is_last && !(is_list && known->is_list)) {
        return nullptr;  // a table that was there, or is no list
      }
      if (is_last && is_list) {
        known->children.clear();
        there = &there->items.emplace_back(empty(Value::Kind::table));
        there->place = begin;
      } else if (known->is_list) {
        there = &there->items.back();
      }
      table = there;
      owner = known;
      if (!is_last) continue;
      if (!take(']') || (is_list && !take(']'))) return nullptr;
      return table;
    }
  }

  bool value(Value& out, std::size_t depth) {
    out.place = place();
    if (at_ == text_.size() || depth > kDeepest) return false;
    const char c = text_[at_];
    if (c == '"' || c == '\'') {
      const auto text = quoted();
      if (!text) return false;
      out.kind = Value::Kind::string;
      out.text = *text;
      return true;
    }
    if (c == '[') return list(out, depth);
    if (c == '{') return inline_table(out, depth);
    return word(out);
  }

  bool list(Value& out, std::size_t depth) {
    out.kind = Value::Kind::list;
    ++at_;
    for (;;) {
      if (!space()) return false;
      if (take(']')) return true;
      if (!value(out.items.emplace_back(), depth + 1) || !space()) return false;
      if (take(']')) return true;
      if (!take(',')) return false;
    }
  }

  // On one line, without a comma at its end.
  bool inline_table(Value& out, std::size_t depth) {
    out.kind = Value::Kind::table;
    ++at_;
    blanks();
    if (take('}')) return true;
    out.keys.reserve(kMostlyKeys);
    out.key_places.reserve(kMostlyKeys);
    out.items.reserve(kMostlyKeys);
    for (;;) {
      blanks();
      if (!pair(out, depth + 1)) return false;
      blanks();
      if (take('}')) return true;
      if (!take(',')) return false;
    }
  }

  // true, false, a whole number or a time.
  bool word(Value& out) {
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (is_bare_key_character(text_[at_]) || text_[at_] == ':' || text_[at_] == '.' || text_[at_] == '+'))
      ++at_;
    const std::string_view text = text_.substr(begin, at_ - begin);
    if (text == "true" || text == "false") {
      out.flag = text == "true";
      return true;
    }
    if (std::ranges::all_of(text, is_digit) && !text.empty() && text.size() <= kMostDigits) {
      if (text.size() > 1 && text.front() == '0') return false;
      out.kind = Value::Kind::integer;
      for (const char c : text) out.integer = out.integer * 10 + (c - '0');
      return true;
    }
    if (!is_time(text)) return false;
    out.kind = Value::Kind::date;
    out.text = text;
    // Without zeros at the end of the fraction, and without a fraction of zeros.
    if (text.find('.') == std::string_view::npos) return true;
    out.text.pop_back();
    out.text.resize(out.text.find_last_not_of('0') + 1);
    if (out.text.ends_with('.')) out.text.pop_back();
    out.text += 'Z';
    return true;
  }

  // `2024-05-06T07:08:09.123456Z`
  static bool is_time(std::string_view text) {
    constexpr std::string_view kForm = "0000-00-00T00:00:00";
    if (text.size() <= kForm.size() || text.back() != 'Z') return false;
    for (std::size_t i = 0; i < kForm.size(); ++i) {
      if (kForm[i] == '0' ? !is_digit(text[i]) : text[i] != kForm[i]) return false;
    }
    const auto number = [&](std::size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
    // The 29th of February is left to who knows the calendar.
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const int month = number(5);
    if (month < 1 || month > 12 || number(8) < 1 || number(8) > kDays[month - 1]) return false;
    if (number(11) > 23 || number(14) > 59 || number(17) > 59) return false;
    const std::string_view fraction = text.substr(kForm.size(), text.size() - kForm.size() - 1);
    if (fraction.empty()) return true;
    return fraction.front() == '.' && fraction.size() >= 2 && fraction.size() <= 10 &&
           std::ranges::all_of(fraction.substr(1), is_digit);
  }

  std::string_view text_;
  std::string unescaped_;  // of the last string, if it had escapes
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  std::size_t line_begin_ = 0;
};

}  // namespace

std::optional<Value> read_plain_toml(std::string_view text) { return Reader(text).run(); }

}  // namespace whip
