#include "linter/suppress/noqa.h"

#include "core/text/blank.h"

namespace whip {
namespace {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

class Lexer {
 public:
  Lexer(std::string_view text, Span comment, NoqaComments& out)
      : text_(text.substr(0, comment.end)), comment_(comment), out_(&out) {}

  // Finds the first `# noqa` of the scope, if there is one, and reads it.
  void run(NoqaScope scope) {
    for (at_ = comment_.begin; at_ < comment_.end;) {
      const std::size_t hash = text_.find('#', at_);
      if (hash == std::string_view::npos) return;
      const auto begin = static_cast<std::uint32_t>(hash);
      at_ = begin + 1;
      skip_blanks();
      if (scope == NoqaScope::file && !eat_tool()) continue;
      if (!eat_noqa()) continue;
      read_directive(scope, begin);
      return;
    }
  }

 private:
  bool at_end() const { return at_ >= comment_.end; }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  void skip_blanks() { at_ = whip::skip_blanks(text_, at_, comment_.end); }

  bool eat(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += static_cast<std::uint32_t>(word.size());
    return true;
  }

  // `ruff :`, `flake8:`, `whip:`
  bool eat_tool() {
    if (!eat("ruff") && !eat("flake8") && !eat("whip")) return false;
    skip_blanks();
    if (!eat(":")) return false;
    skip_blanks();
    return true;
  }

  // The word in any case. Nothing is said about what follows it.
  bool eat_noqa() {
    constexpr std::string_view kWord = "noqa";
    if (comment_.end - at_ < kWord.size()) return false;
    for (std::uint32_t i = 0; i < kWord.size(); ++i) {
      if ((text_[at_ + i] | 0x20) != kWord[i]) return false;
    }
    at_ += static_cast<std::uint32_t>(kWord.size());
    return true;
  }

  void warn(NoqaScope scope, NoqaTrouble trouble) { out_->warnings.push_back({trouble, scope, comment_}); }

  void read_directive(NoqaScope scope, std::uint32_t begin) {
    NoqaDirective directive{.comment = comment_, .span = {begin, at_}, .scope = scope};
    directive.first_code = directive.last_code = static_cast<std::uint32_t>(out_->codes.size());
    if (at_end() || peek() == '#') {  // `# noqa`, `# noqa# why`
      directive.all = true;
    } else if (peek() != ':') {
      if (blank_at(text_, at_) == 0) return warn(scope, NoqaTrouble::bad_suffix);  // `# noqaF401`
      skip_blanks();
      directive.all = peek() != ':';  // `# noqa because`
    }
    if (!directive.all) {
      ++at_;
      read_codes(scope);
      directive.last_code = static_cast<std::uint32_t>(out_->codes.size());
      if (fatal_ || directive.first_code == directive.last_code) {
        out_->codes.resize(directive.first_code);
        // A comma too many is not worth a word where the codes are missing altogether.
        out_->warnings.resize(out_->warnings.size() - pending_);
        return warn(scope, fatal_ ? NoqaTrouble::bad_code_suffix : NoqaTrouble::missing_codes);
      }
      directive.span.end = out_->codes.back().span.end;
    }
    out_->directives.push_back(directive);
  }

  void read_codes(NoqaScope scope) {
    bool joined = false;  // the code before ran into this one
    while (!at_end() && !fatal_) {
      skip_blanks();
      if (peek() == ',') {
        warn(scope, NoqaTrouble::missing_item);
        ++pending_;
        ++at_;
        continue;
      }
      const std::uint32_t begin = at_;
      while (is_upper(peek())) ++at_;
      if (at_ == begin || !is_digit(peek())) {
        // A word: the remark behind the codes, unless it is the rest of a code.
        fatal_ = joined && at_ != begin;
        at_ = comment_.end;
        return;
      }
      while (is_digit(peek())) ++at_;
      out_->codes.push_back({text_.substr(begin, at_ - begin), {begin, at_}});
      if (at_end()) return;
      joined = is_upper(peek());
      if (joined) {
        warn(scope, NoqaTrouble::missing_delimiter);
        ++pending_;
      } else if (peek() == ',') {
        ++at_;
      } else if (peek() != '#' && blank_at(text_, at_) == 0) {
        fatal_ = true;
      }
    }
  }

  std::string_view text_;  // ends with the comment
  Span comment_;
  NoqaComments* out_;
  std::uint32_t at_ = 0;
  std::uint32_t pending_ = 0;  // warnings of this directive
  bool fatal_ = false;
};

}  // namespace

std::string_view to_string(NoqaTrouble trouble) {
  switch (trouble) {
    case NoqaTrouble::missing_codes:
      return "expected a comma-separated list of codes (e.g., `# noqa: F401, F841`).";
    case NoqaTrouble::bad_suffix:
      return "expected `:` followed by a comma-separated list of codes (e.g., `# noqa: F401, F841`).";
    case NoqaTrouble::bad_code_suffix:
      return "expected code to consist of uppercase letters followed by digits only (e.g. `F401`)";
    case NoqaTrouble::missing_item:
      return "expected rule code between commas";
    case NoqaTrouble::missing_delimiter:
      return "expected comma or space delimiter between codes";
  }
  return {};
}

void NoqaComments::read(std::string_view text, Span comment) {
  Lexer(text, comment, *this).run(NoqaScope::file);
  Lexer(text, comment, *this).run(NoqaScope::line);
}

}  // namespace whip
