// Trailing commas: written where a list of several elements breaks, and a reason to break it where the source has one.
#include "formatter/comments/trivia.h"
#include "formatter/python/expression.h"

namespace whip::fmt {

bool has_trailing_comma(const Context& context, std::uint32_t last_end, std::uint32_t sequence_end) {
  std::uint32_t at = next_token(context.source, last_end, sequence_end);
  while (at < sequence_end && context.source[at] == ')') at = next_token(context.source, at + 1, sequence_end);
  return at < sequence_end && context.source[at] == ',';
}

bool has_magic_trailing_comma(const Context& context, std::uint32_t last_end, std::uint32_t sequence_end) {
  return context.options.magic_trailing_comma == MagicTrailingComma::respect &&
         has_trailing_comma(context, last_end, sequence_end);
}

void CommaList::finish() {
  if (count_ == 0 || (context_.interpolated.inside && !context_.interpolated.multiline)) return;
  const bool magic = has_magic_trailing_comma(context_, last_end_, sequence_end_);
  if (magic || count_ > 1 || trailing_ == TrailingComma::one_or_more) {
    context_.writer.conditional(if_broken(), [&] { context_.writer.token(","); });
  }
  if (magic) context_.writer.expand_parent();
}

}  // namespace whip::fmt
