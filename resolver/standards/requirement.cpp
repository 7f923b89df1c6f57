#include "resolver/standards/requirement.h"

#include <algorithm>

#include "core/base/characters.h"
#include "resolver/standards/marker_reader.h"
#include "resolver/standards/name.h"
#include "resolver/standards/specifier_reader.h"
#include "resolver/standards/text_error.h"

namespace whip::resolver {
namespace {

bool is_name_character(char c) { return is_alphanumeric(c) || c == '.' || c == '_' || c == '-'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Requirement> requirement() {
    skip_blanks();
    const auto name = identifier("a package name");
    if (!name) return name.error();
    read_.written_name = *name;
    read_.name = normalized(*name);
    skip_blanks();
    if (peek() == '[') {
      if (auto done = extras(); !done) return done.error();
    }
    skip_blanks();
    auto done = peek() == '@' ? url() : specifiers();
    if (!done) return done.error();
    skip_blanks();
    if (at_ == text_.size()) return std::move(read_);
    if (peek() != ';') return failure(at_, expected_after());
    ++at_;
    auto marker = read_marker(text_, at_);
    if (!marker) return marker.error();
    if (at_ != text_.size()) {
      return failure(at_, "expected `and`, `or` or the end of the marker, found " + found());
    }
    read_.marker = std::move(*marker);
    return std::move(read_);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  Error failure(std::size_t at, std::string message) const {
    return text_error(ErrorCode::syntax, text_, at, std::move(message));
  }
  std::string found() const {
    if (at_ >= text_.size()) return "the end";
    return "`" + std::string(text_.substr(at_, text_.find(' ', at_) - at_)) + "`";
  }

  std::string expected_after() const {
    if (!read_.url.empty()) return "expected ` ;` and a marker after the URL, found " + found();
    if (!read_.specifiers.empty()) return "expected `,` and a version, or `;` and a marker, found " + found();
    return "expected a version (`>=1.0`), `@` and a URL, or `;` and a marker after the name, found " + found();
  }

  Result<std::string> identifier(std::string_view what) {
    const std::size_t begin = at_;
    if (!is_alphanumeric(peek())) return failure(at_, "expected " + std::string(what) + ", found " + found());
    while (is_name_character(peek())) ++at_;
    if (!is_alphanumeric(text_[at_ - 1])) {
      return failure(at_ - 1, "a name must end with a letter or a digit, not `" + std::string(1, text_[at_ - 1]) + "`");
    }
    return std::string(text_.substr(begin, at_ - begin));
  }

  Done extras() {
    const std::size_t open = at_++;
    skip_blanks();
    while (peek() != ']') {
      if (at_ == text_.size()) return failure(open, "this `[` is not closed");
      const auto extra = identifier("the name of an extra");
      if (!extra) return extra.error();
      read_.extras.push_back(normalized(*extra));
      skip_blanks();
      if (peek() == ']') break;
      if (at_ == text_.size()) return failure(open, "this `[` is not closed");
      if (peek() != ',') return failure(at_, "expected `,` or `]` after an extra, found " + found());
      ++at_;
      skip_blanks();
      if (peek() == ']') return failure(at_, "expected the name of an extra after `,`");
    }
    ++at_;
    std::ranges::sort(read_.extras);
    read_.extras.erase(std::unique(read_.extras.begin(), read_.extras.end()), read_.extras.end());
    return Unit{};
  }

  Done url() {
    ++at_;
    skip_blanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() && peek() != ' ' && peek() != '\t') ++at_;
    if (at_ == begin) return failure(at_, "expected a URL after `@`");
    read_.url = text_.substr(begin, at_ - begin);
    return Unit{};
  }

  Done specifiers() {
    const std::size_t open = at_;
    const bool is_enclosed = peek() == '(';
    if (is_enclosed) ++at_;
    skip_blanks();
    while (peek() == '<' || peek() == '>' || peek() == '=' || peek() == '!' || peek() == '~') {
      auto specifier = read_specifier(text_, at_);
      if (!specifier) return specifier.error();
      read_.specifiers.all.push_back(std::move(*specifier));
      skip_blanks();
      if (peek() != ',') break;
      ++at_;
      skip_blanks();
    }
    if (!is_enclosed) return Unit{};
    if (peek() != ')') {
      if (at_ == text_.size()) return failure(open, "this `(` is not closed");
      return failure(at_, "expected `,` or `)` after a version, found " + found());
    }
    ++at_;
    return Unit{};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Requirement read_;
};

}  // namespace

Result<Requirement> Requirement::parse(std::string_view text) { return Reader(text).requirement(); }

std::string Requirement::text() const {
  std::string text = name;
  for (std::size_t i = 0; i < extras.size(); ++i) text += (i == 0 ? "[" : ",") + extras[i];
  if (!extras.empty()) text += ']';
  if (!url.empty()) text += " @ " + url;
  text += specifiers.text();
  if (!marker.empty()) text += (url.empty() ? "; " : " ; ") + marker.text();
  return text;
}

}  // namespace whip::resolver
