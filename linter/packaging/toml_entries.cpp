#include "linter/packaging/toml_entries.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/toml/value.h"

namespace whip {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }
constexpr bool is_break(char c) { return c == '\n' || c == '\r'; }

// Beyond these no file of this world goes: names are cut there, and reading ends. They keep the work linear.
constexpr std::size_t kLongestName = 256;
constexpr std::size_t kDeepest = 64;

class Reader {
 public:
  Reader(std::string_view text, std::vector<TomlEntry>& out) : text_(text), out_(out) {}

  void run() {
    while (true) {
      skip_all();
      if (at_ >= text_.size()) return;
      if (text_[at_] == '[') {
        read_header();
      } else {
        read_entry(prefix_, false);
        read_open();
      }
      skip_line();
    }
  }

 private:
  // A list or an inline table that is being read.
  struct Open {
    bool is_list;
    std::string name;     // of what is in it
    std::uint32_t entry;  // its own
  };

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  void skip_line() { at_ = static_cast<std::uint32_t>(std::min(text_.find_first_of("\r\n", at_), text_.size())); }
  // Blanks, line breaks and comments.
  void skip_all() {
    while (at_ < text_.size()) {
      if (text_[at_] == '#') {
        skip_line();
      } else if (is_blank(text_[at_]) || is_break(text_[at_]) || (at_ < 3 && byte_order(at_))) {
        ++at_;
      } else {
        return;
      }
    }
  }
  bool byte_order(std::uint32_t at) const { return text_.starts_with("\xEF\xBB\xBF") && at < 3; }

  // `a . "b c" . d`, as a.b c.d; false if there is no key.
  bool read_key(std::string& name, Span& span) {
    span.begin = at_;
    while (true) {
      skip_blanks();
      std::string part;
      if (peek() == '"' || peek() == '\'') {
        part = read_string();
      } else {
        const std::uint32_t begin = at_;
        while (at_ < text_.size() && is_bare_key_character(text_[at_])) ++at_;
        if (at_ == begin) return false;
        part = text_.substr(begin, at_ - begin);
      }
      if (!name.empty()) name += '.';
      name += part;
      if (name.size() > kLongestName) name.resize(kLongestName);
      span.end = at_;
      skip_blanks();
      if (peek() != '.') return true;
      ++at_;
    }
  }

  void read_header() {
    TomlEntry entry;
    entry.is_header = true;
    entry.kind = TomlEntry::Kind::table;
    entry.key.begin = at_++;
    const bool is_array = peek() == '[';
    if (is_array) ++at_;
    Span key;
    if (!read_key(entry.name, key)) return;
    while (peek() == ']') ++at_;
    entry.key.end = at_;
    if (is_array) entry.name += "[]";
    prefix_ = entry.name;
    entry.table = ++table_;
    entry.value = {at_, at_};
    out_.push_back(std::move(entry));
  }

  // `key = value`; what the value opens is left in open_.
  void read_entry(const std::string& prefix, bool is_inline) {
    TomlEntry entry;
    entry.name = prefix;
    entry.is_inline = is_inline;
    entry.table = table_;
    if (!read_key(entry.name, entry.key)) return;
    skip_blanks();
    if (peek() != '=') return;
    ++at_;
    skip_blanks();
    read_value(std::move(entry));
  }

  void read_value(TomlEntry entry) {
    const char c = peek();
    entry.value.begin = at_;
    if (c == '"' || c == '\'') {
      entry.kind = TomlEntry::Kind::string;
      entry.text = read_string();
      entry.value.end = at_;
    } else if (c == '[' || c == '{') {
      ++at_;
      entry.kind = c == '[' ? TomlEntry::Kind::list : TomlEntry::Kind::table;
      entry.value.end = at_;
      open_.push_back({.is_list = c == '[',
                       .name = entry.name + (c == '[' ? "[]" : ""),
                       .entry = static_cast<std::uint32_t>(out_.size())});
    } else {
      while (at_ < text_.size() && !is_break(text_[at_]) && text_[at_] != ',' && text_[at_] != ']' &&
             text_[at_] != '}' && text_[at_] != '#') {
        ++at_;
      }
      entry.value.end = at_;
      while (entry.value.end > entry.value.begin && is_blank(text_[entry.value.end - 1])) --entry.value.end;
      entry.text = text_.substr(entry.value.begin, entry.value.size());
    }
    out_.push_back(std::move(entry));
  }

  // What is in lists and inline tables, up to the end of the outermost.
  void read_open() {
    while (!open_.empty()) {
      skip_all();
      if (open_.size() > kDeepest) at_ = static_cast<std::uint32_t>(text_.size());
      if (at_ >= text_.size()) {
        while (!open_.empty()) close();
        return;
      }
      const char c = text_[at_];
      if (c == ']' || c == '}') {
        ++at_;
        close();
      } else if (c == ',') {
        ++at_;
      } else if (open_.back().is_list) {
        TomlEntry element;
        element.name = open_.back().name;
        element.key = {at_, at_};
        element.is_inline = true;
        element.table = table_;
        const std::uint32_t begin = at_;
        read_value(std::move(element));
        if (at_ == begin) ++at_;
      } else {
        const std::uint32_t begin = at_;
        const std::string name = open_.back().name;
        read_entry(name, true);
        if (at_ == begin) ++at_;
      }
    }
  }

  void close() {
    out_[open_.back().entry].value.end = at_;
    open_.pop_back();
  }

  std::string read_string() {
    const char quote = text_[at_];
    const bool is_triple = text_.substr(at_).starts_with(std::string(3, quote));
    at_ += is_triple ? 3 : 1;
    if (is_triple && text_.substr(at_).starts_with("\r\n")) ++at_;
    if (is_triple && peek() == '\n') ++at_;
    std::string out;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == quote && (!is_triple || text_.substr(at_).starts_with(std::string(3, quote)))) {
        at_ += is_triple ? 3 : 1;
        for (int more = 0; is_triple && more < 2 && peek() == quote; ++more, ++at_) out += quote;
        return out;
      }
      if (!is_triple && is_break(c)) return out;
      if (c == '\\' && quote == '"') {
        read_escape(out);
      } else {
        out += c;
        ++at_;
      }
    }
    return out;
  }

  void read_escape(std::string& out) {
    ++at_;
    const char c = peek();
    if (at_ < text_.size()) ++at_;
    switch (c) {
      case 'n':
        out += '\n';
        return;
      case 't':
        out += '\t';
        return;
      case '\n':
      case '\r':
        while (at_ < text_.size() && (is_blank(text_[at_]) || is_break(text_[at_]))) ++at_;
        return;
      case 'u':
      case 'U':
        read_code_point(out, c == 'u' ? 4 : 8);
        return;
      case '\0':
        return;
      default:
        out += c;
    }
  }

  void read_code_point(std::string& out, unsigned digits) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < digits && at_ < text_.size(); ++i, ++at_) {
      const char c = text_[at_];
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return;
      value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    append_utf8(value, out);
  }

  std::string_view text_;
  std::vector<TomlEntry>& out_;
  std::uint32_t at_ = 0;
  std::uint32_t table_ = 0;
  std::string prefix_;
  std::vector<Open> open_;
};

}  // namespace

TomlEntries TomlEntries::read(std::string_view text) {
  TomlEntries entries;
  Reader(text, entries.entries_).run();
  return entries;
}

const TomlEntry* TomlEntries::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &TomlEntry::name);
  return found == entries_.end() ? nullptr : &*found;
}

const TomlEntry* TomlEntries::find_below(std::string_view name) const {
  const auto found = std::ranges::find_if(entries_, [&](const TomlEntry& entry) {
    return entry.name.starts_with(name) &&
           (entry.name.size() == name.size() || entry.name[name.size()] == '.' || entry.name[name.size()] == '[');
  });
  return found == entries_.end() ? nullptr : &*found;
}

Span element_removal(std::string_view text, Span element) {
  std::uint32_t end = element.end;
  while (end < text.size() && (is_blank(text[end]) || is_break(text[end]))) ++end;
  if (end < text.size() && text[end] == ',') {
    ++end;
    while (end < text.size() && is_blank(text[end])) ++end;
    return {element.begin, end};
  }
  std::uint32_t begin = element.begin;
  while (begin > 0 && (is_blank(text[begin - 1]) || is_break(text[begin - 1]))) --begin;
  if (begin > 0 && text[begin - 1] == ',') return {begin - 1, element.end};
  return element;
}

Span entry_removal(std::string_view text, const TomlEntry& entry) {
  std::uint32_t begin = entry.key.begin;
  while (begin > 0 && is_blank(text[begin - 1])) --begin;
  std::uint32_t end = static_cast<std::uint32_t>(std::min(text.find('\n', entry.value.end), text.size()));
  if (end < text.size()) ++end;
  return {begin, end};
}

}  // namespace whip
