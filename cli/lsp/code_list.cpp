#include "cli/lsp/code_list.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/characters.h"

namespace whip::lsp {
namespace {

bool is_word(char c) { return is_alphanumeric(c) || c == '-' || c == '_'; }

Span word_at(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at;
  std::uint32_t end = at;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  while (end < text.size() && is_word(text[end])) ++end;
  return {begin, end};
}

// Where the list of codes of the comment begins and ends; nothing if it has none.
std::optional<Span> list_in(std::string_view line, std::size_t hash, std::size_t next_hash) {
  std::size_t at = hash + 1;
  const auto skip = [&] {
    while (at < next_hash && (line[at] == ' ' || line[at] == '\t')) ++at;
  };
  const auto take = [&](std::string_view word) {
    const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    if (!std::ranges::equal(line.substr(at, word.size()), word, same)) return false;
    at += word.size();
    return true;
  };
  skip();
  const bool is_owned = take("ruff:") || take("whip:") || take("flake8:");
  skip();
  if (take("noqa")) {
    skip();
    if (!take(":")) return std::nullopt;
    return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(next_hash)};
  }
  if (!is_owned || !(take("file-ignore") || take("ignore") || take("disable") || take("enable"))) return std::nullopt;
  if (!take("[")) return std::nullopt;
  const std::size_t close = std::min(line.find(']', at), next_hash);
  return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(close)};
}

// Whether the setting's value is a list of selectors.
bool holds_selectors(std::string_view key) {
  const std::size_t dot = key.rfind('.');
  const std::string_view last = dot == std::string_view::npos ? key : key.substr(dot + 1);
  for (const std::string_view name : {"select", "extend-select", "ignore", "extend-ignore", "fixable", "extend-fixable",
                                      "unfixable", "extend-safe-fixes", "extend-unsafe-fixes"}) {
    if (last == name) return true;
  }
  return key.find("per-file-ignores") != std::string_view::npos;
}

// Reads TOML up to a place, as far as it takes to know which key's list the place is in. What is no TOML yet, because
// somebody is writing it, does not matter to the lines below.
class SettingsReader {
 public:
  SettingsReader(std::string_view text, std::uint32_t stop) : text_(text), stop_(stop) {}

  // The key of the list whose string the place is in, with its table in front; nothing anywhere else. `begin`: of the
  // string, behind its quote.
  std::optional<std::string> key_of_string(std::uint32_t& begin) {
    while (at_ < stop_) {
      if (depth_ == 0 && is_line_begin_) {
        read_line_begin();
        continue;
      }
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        begin = at_ + 1;
        if (!skip_string()) return depth_ > 0 ? std::optional(table_ + key_) : std::nullopt;
        continue;
      }
      if (c == '#') {
        skip_comment();
        continue;
      }
      if (c == '[' || c == '{') ++depth_;
      if ((c == ']' || c == '}') && depth_ > 0) --depth_;
      if (c == '\n') is_line_begin_ = true;
      ++at_;
    }
    return std::nullopt;
  }

 private:
  void skip_comment() {
    while (at_ < stop_ && text_[at_] != '\n') ++at_;
  }
  // False: the place is inside. Strings end with their line: one without an end is being written.
  bool skip_string() {
    const char quote = text_[at_++];
    while (at_ < stop_ && text_[at_] != quote && text_[at_] != '\n') at_ += text_[at_] == '\\' && quote == '"' ? 2 : 1;
    if (at_ >= stop_) return false;
    ++at_;
    return true;
  }
  // `[table]`, or `key =`.
  void read_line_begin() {
    while (at_ < stop_ && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ >= stop_) return;
    is_line_begin_ = false;
    const std::size_t line_end = std::min(text_.find('\n', at_), text_.size());
    if (text_[at_] == '#') return;
    if (text_[at_] == '[') {
      const std::size_t close = std::min(text_.find(']', at_), line_end);
      table_ = std::string(text_.substr(at_, close - at_));
      std::erase_if(table_, [](char c) { return c == '[' || c == ' '; });
      table_ += '.';
      at_ = static_cast<std::uint32_t>(line_end);
      is_line_begin_ = true;
      return;
    }
    const std::size_t equals = std::min(text_.find('=', at_), line_end);
    key_ = std::string(text_.substr(at_, equals - at_));
    while (!key_.empty() && key_.back() == ' ') key_.pop_back();
    at_ = static_cast<std::uint32_t>(equals);
  }

  std::string_view text_;
  std::uint32_t stop_;
  std::uint32_t at_ = 0;
  unsigned depth_ = 0;
  bool is_line_begin_ = true;
  std::string table_;
  std::string key_;
};

}  // namespace

std::optional<ListedCode> code_in_comment(std::string_view line, std::uint32_t at) {
  for (std::size_t hash = line.find('#'); hash != std::string_view::npos && hash < at;) {
    const std::size_t next = std::min(line.find('#', hash + 1), line.size());
    if (const std::optional<Span> list = list_in(line, hash, next); list && list->begin <= at && at <= list->end) {
      return ListedCode{.word = word_at(line, at), .is_selector = false};
    }
    hash = next == line.size() ? std::string_view::npos : next;
  }
  return std::nullopt;
}

std::optional<ListedCode> code_in_settings(std::string_view text, std::uint32_t at, bool is_pyproject) {
  std::uint32_t begin = 0;
  const std::optional<std::string> key = SettingsReader(text, at).key_of_string(begin);
  if (!key || !holds_selectors(*key)) return std::nullopt;
  if (is_pyproject && !key->starts_with("tool.whip") && !key->starts_with("tool.ruff")) return std::nullopt;
  const Span word = word_at(text, at);
  return ListedCode{.word = {std::max(word.begin, begin), word.end}, .is_selector = true};
}

}  // namespace whip::lsp
