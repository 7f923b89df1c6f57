#include "cli/lsp/text.h"

#include <algorithm>

#include "core/text/source.h"

namespace whip::lsp {
namespace {

// Appends where lines begin that follow a line ending in bytes[begin, end).
void add_starts(std::string_view bytes, std::uint32_t begin, std::uint32_t end, std::vector<std::uint32_t>& out) {
  for (std::size_t at = bytes.find_first_of("\r\n", begin); at < end; at = bytes.find_first_of("\r\n", at)) {
    at += bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n' ? 2 : 1;
    out.push_back(static_cast<std::uint32_t>(at));
  }
}

}  // namespace

std::uint32_t DocumentText::size() const { return static_cast<std::uint32_t>(bytes_.size() - Source::kPadding); }

void DocumentText::assign(std::string_view text) {
  bytes_.assign(text);
  bytes_.append(Source::kPadding, '\0');
  starts_.assign(1, 0);
  add_starts(this->text(), 0, size(), starts_);
}

void DocumentText::replace(Span span, std::string_view text) {
  // Lines whose begin may change: from the one before the place (its \r may meet a \n) to the first that begins behind.
  std::uint32_t first = line_of(span.begin);
  if (first > 0 && starts_[first] == span.begin) --first;
  const auto kept = std::upper_bound(starts_.begin(), starts_.end(), span.end);
  const auto last = static_cast<std::size_t>(kept - starts_.begin());
  const std::uint32_t growth = static_cast<std::uint32_t>(text.size()) - span.size();  // modulo 2^32
  const std::uint32_t rescan_end = (last < starts_.size() ? starts_[last] : size()) + growth;
  bytes_.replace(span.begin, span.size(), text);

  std::vector<std::uint32_t> found;
  add_starts(this->text(), starts_[first], rescan_end, found);
  // The last of these is the first of the kept ones.
  if (last < starts_.size() && !found.empty()) found.pop_back();
  for (std::size_t i = last; growth != 0 && i < starts_.size(); ++i) starts_[i] += growth;
  const auto begin = starts_.begin() + first + 1;
  const auto end = starts_.begin() + static_cast<std::ptrdiff_t>(last);
  const auto room = static_cast<std::size_t>(end - begin);
  const std::size_t same = std::min(room, found.size());
  std::copy_n(found.begin(), same, begin);
  if (found.size() > room) {
    starts_.insert(end, found.begin() + static_cast<std::ptrdiff_t>(same), found.end());
  } else {
    starts_.erase(begin + static_cast<std::ptrdiff_t>(same), end);
  }
}

void DocumentText::replace(const Range& range, std::string_view text, Encoding encoding) {
  replace(span(range, encoding), text);
}

std::uint32_t DocumentText::line_of(std::uint32_t offset) const {
  return static_cast<std::uint32_t>(std::upper_bound(starts_.begin(), starts_.end(), offset) - starts_.begin() - 1);
}

Span DocumentText::line(std::uint32_t number) const {
  if (number >= starts_.size()) return {size(), size()};
  const std::uint32_t begin = starts_[number];
  std::uint32_t end = number + 1 < starts_.size() ? starts_[number + 1] : size();
  if (number + 1 < starts_.size()) {
    if (end > begin && bytes_[end - 1] == '\n') --end;
    if (end > begin && bytes_[end - 1] == '\r') --end;
  }
  return {begin, end};
}

std::uint32_t DocumentText::offset(Position position, Encoding encoding) const {
  if (position.line >= starts_.size()) return size();
  const Span span = line(position.line);
  return span.begin + bytes_before(text().substr(span.begin, span.size()), position.character, encoding);
}

Position DocumentText::position(std::uint32_t offset, Encoding encoding) const {
  const std::uint32_t at = std::min(offset, size());
  const std::uint32_t number = line_of(at);
  return {number, units_in(text().substr(starts_[number], at - starts_[number]), encoding)};
}

Range DocumentText::range(Span span, Encoding encoding) const {
  return {position(span.begin, encoding), position(span.end, encoding)};
}

Span DocumentText::span(const Range& range, Encoding encoding) const {
  const std::uint32_t begin = offset(range.start, encoding);
  return {begin, std::max(begin, offset(range.end, encoding))};
}

}  // namespace whip::lsp
