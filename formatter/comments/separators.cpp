#include "formatter/comments/separators.h"

#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

// Behind the comma that follows `at`: where the sign is.
std::uint32_t behind_comma(std::string_view text, std::uint32_t at, std::uint32_t end) {
  return next_token(text, next_token(text, at, end) + 1, end);
}

ParameterKind kind_of(AstNode parameter) { return static_cast<ParameterKind>(parameter.data()); }

}  // namespace

ParameterSeparators find_parameter_separators(std::string_view text, AstNode parameters) {
  ParameterSeparators found;
  const std::uint32_t end = parameters.end();
  AstNode last_positional_only, last_plain, first_behind_slash, variadic, first_keyword_only;
  for (const AstNode parameter : parameters.all(Role::parameter)) {
    const ParameterKind kind = kind_of(parameter);
    if (kind == ParameterKind::positional_only) {
      last_positional_only = parameter;
      continue;
    }
    if (!first_behind_slash) first_behind_slash = parameter;
    if (kind == ParameterKind::positional_or_keyword) last_plain = parameter;
    if (kind == ParameterKind::variadic) variadic = parameter;
    if (kind == ParameterKind::keyword_only && !first_keyword_only) first_keyword_only = parameter;
  }
  if (last_positional_only) {
    const std::uint32_t at = behind_comma(text, last_positional_only.end(), end);
    found.slash = {last_positional_only.end(), {at, at + 1}, end};
    if (first_behind_slash) found.slash.following_begin = first_behind_slash.begin();
  }
  if (variadic || !first_keyword_only) return found;
  std::uint32_t before = parameters.begin();
  std::uint32_t at = 0;
  if (last_plain || found.slash) {
    before = last_plain ? last_plain.end() : found.slash.span.end;
    at = behind_comma(text, before, end);
  } else {
    at = next_token(text, before, end);
    if (text[at] == '(') at = next_token(text, at + 1, end);
  }
  found.star = {before, {at, at + 1}, first_keyword_only.begin()};
  if (found.slash && !last_plain) found.slash.following_begin = at;
  return found;
}

SeparatorPlace separator_place(const ParameterSeparators& separators, Span comment, LinePosition position) {
  const auto side = [&](const ParameterSeparator& separator, SeparatorPlace before, SeparatorPlace behind) {
    if (!separator) return SeparatorPlace::none;
    const std::uint32_t at = comment.begin;
    if (position == LinePosition::own_line) {
      return at > separator.preceding_end && at < separator.span.begin ? before : SeparatorPlace::none;
    }
    return at > separator.span.end && at < separator.following_begin ? behind : SeparatorPlace::none;
  };
  const SeparatorPlace slash = side(separators.slash, SeparatorPlace::before_slash, SeparatorPlace::behind_slash);
  if (slash != SeparatorPlace::none) return slash;
  return side(separators.star, SeparatorPlace::before_star, SeparatorPlace::behind_star);
}

}  // namespace whip::fmt
