// Reading `# ruff: ignore[F401, E501] reason`; what the comments cover is found in ranges.cpp.

#include <optional>

#include "core/text/blank.h"
#include "linter/suppress/ranges.h"

namespace whip {
namespace {

class Reader {
 public:
  Reader(std::string_view text, std::uint32_t at, std::vector<Span>& codes) : text_(text), at_(at), codes_(&codes) {}

  std::uint32_t at() const { return at_; }

  std::optional<RangeAction> action() {
    if (!eat("ruff") && !eat("whip")) return std::nullopt;
    skip();
    if (!eat(":")) return std::nullopt;
    skip();
    if (eat("disable")) return RangeAction::disable;
    if (eat("enable")) return RangeAction::enable;
    if (eat("file-ignore")) return RangeAction::file_ignore;
    if (eat("ignore")) return RangeAction::ignore;
    return std::nullopt;
  }

  // `[F401, E501,]`; false if it is anything else.
  bool codes() {
    skip();
    if (!eat("[")) return false;
    for (;;) {
      skip();
      if (eat("]")) return true;
      const std::uint32_t begin = at_;
      if (!is_letter(peek())) return false;
      while (is_letter(peek()) || is_inside(peek())) ++at_;
      codes_->push_back({begin, at_});
      skip();
      if (!eat(",")) return eat("]");
    }
  }
  void skip() { at_ = skip_blanks(text_, at_, static_cast<std::uint32_t>(text_.size())); }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool eat(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += static_cast<std::uint32_t>(word.size());
    return true;
  }
  // Bytes beyond ASCII count as letters: such a word is no code of ours anyway.
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }
  static bool is_inside(char c) { return (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ':'; }

  std::string_view text_;  // ends with the comment
  std::uint32_t at_;
  std::vector<Span>* codes_;
};

}  // namespace

void RangeComments::read(std::string_view text, Span comment) {
  const std::string_view upto = text.substr(0, comment.end);
  for (std::uint32_t at = comment.begin; at < comment.end;) {
    Reader reader(upto, at + 1, codes);
    reader.skip();
    RangeComment found{.span = {at, 0}, .token = comment};
    found.first_code = static_cast<std::uint32_t>(codes.size());
    const std::optional<RangeAction> action = reader.action();
    const bool is_valid = action && reader.codes() && codes.size() > found.first_code;
    const std::size_t next = upto.find('#', reader.at());
    at = next == std::string_view::npos ? comment.end : static_cast<std::uint32_t>(next);
    if (!is_valid) {
      codes.resize(found.first_code);
      continue;
    }
    found.span.end = at;
    found.action = *action;
    found.last_code = static_cast<std::uint32_t>(codes.size());
    comments.push_back(found);
  }
}

}  // namespace whip
