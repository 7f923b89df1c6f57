#include "core/syntax/fast_parse/fast_parse.h"

#include "core/syntax/fast_parse/document_order.h"
#include "core/text/source.h"

namespace whip::fast {

bool FastParser::parse(std::string_view text, Tree& tree) {
  constexpr std::size_t kMaxSize = std::size_t{1} << 29;  // twice as many records must be countable
  if (text.size() > kMaxSize) return false;
  const auto size = static_cast<std::uint32_t>(text.size());
  lexer_.text = reinterpret_cast<const std::uint8_t*>(text.data());
  lexer_.size = size;
  lexer_.layout = Layout{};
  lexer_.blank = Blank{};
  const std::uint32_t at = byte_order_mark(text);
  stack_.begin(size, at);
  if (!drive(lexer_, stack_, forks_, at)) return false;

  if (open_size_ < stack_.count + kOpenSlack) {
    open_size_ = 2 * stack_.count + kOpenSlack;
    open_ = std::make_unique_for_overwrite<std::uint32_t[]>(open_size_);
  }
  put_in_document_order(stack_.records, stack_.count, open_.get(), tree);
  return true;
}

}  // namespace whip::fast
