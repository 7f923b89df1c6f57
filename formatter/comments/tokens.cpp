#include "formatter/comments/tokens.h"

#include <algorithm>
#include <array>

#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

constexpr std::array kKeywords = {
    std::string_view("and"),      std::string_view("as"),     std::string_view("assert"),  std::string_view("async"),
    std::string_view("await"),    std::string_view("break"),  std::string_view("case"),    std::string_view("class"),
    std::string_view("continue"), std::string_view("def"),    std::string_view("del"),     std::string_view("elif"),
    std::string_view("else"),     std::string_view("except"), std::string_view("finally"), std::string_view("for"),
    std::string_view("from"),     std::string_view("global"), std::string_view("if"),      std::string_view("import"),
    std::string_view("in"),       std::string_view("is"),     std::string_view("lambda"),  std::string_view("match"),
    std::string_view("nonlocal"), std::string_view("not"),    std::string_view("or"),      std::string_view("pass"),
    std::string_view("raise"),    std::string_view("return"), std::string_view("try"),     std::string_view("type"),
    std::string_view("while"),    std::string_view("with"),   std::string_view("yield")};
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

constexpr std::string_view kSigns = "()[]{},:;/*.+-=><%&^|@~!";
constexpr std::string_view kDoubled = "*/<>";

std::uint32_t sign_size(std::string_view text, std::uint32_t at, std::uint32_t end) {
  std::uint32_t size = 1;
  const char c = text[at];
  if (at + 1 < end && text[at + 1] == c && kDoubled.find(c) != std::string_view::npos) ++size;
  constexpr std::string_view kBeforeEqual = ":/*+-=><%&^|@!";
  if (at + size < end && text[at + size] == '=' && kBeforeEqual.find(c) != std::string_view::npos) return size + 1;
  if (c == '-' && at + 1 < end && text[at + 1] == '>') return 2;
  return size;
}

}  // namespace

GapToken GapTokens::next() {
  at_ = next_token(text_, at_, end_);
  if (at_ >= end_) return {};
  const std::uint32_t begin = at_;
  const char c = text_[begin];
  if (lost_) {
    ++at_;
    return {GapToken::Kind::other, {begin, at_}, text_.substr(begin, 1)};
  }
  if (kSigns.find(c) != std::string_view::npos) {
    at_ = begin + sign_size(text_, begin, end_);
    return {GapToken::Kind::sign, {begin, at_}, text_.substr(begin, at_ - begin)};
  }
  while (at_ < end_ && is_word(text_[at_])) ++at_;
  const std::string_view word = text_.substr(begin, at_ - begin);
  if (std::binary_search(kKeywords.begin(), kKeywords.end(), word)) {
    return {GapToken::Kind::keyword, {begin, at_}, word};
  }
  lost_ = true;
  if (at_ == begin) ++at_;
  return {GapToken::Kind::other, {begin, at_}, text_.substr(begin, at_ - begin)};
}

GapToken GapTokens::next_behind_parentheses() {
  GapToken token = next();
  while (token.is(")")) token = next();
  return token;
}

bool GapTokens::any(std::string_view wanted) {
  for (GapToken token = next(); token; token = next()) {
    if (token.is(wanted)) return true;
    if (lost_) return false;
  }
  return false;
}

}  // namespace whip::fmt
