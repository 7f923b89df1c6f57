// Indentation of docstrings' lines.

#include "formatter/literal/docstring_indent.h"

#include "core/text/blank.h"

namespace whip::fmt {
namespace {

constexpr std::uint32_t kTabColumns = 8;

std::uint32_t count_from(std::string_view line, std::uint32_t at, char c) {
  std::uint32_t count = 0;
  while (at + count < line.size() && line[at + count] == c) ++count;
  return count;
}

}  // namespace

DocstringIndent::DocstringIndent(std::string_view line) {
  spaces_ = count_from(line, 0, ' ');
  tabs_ = count_from(line, spaces_, '\t');
  bytes_ = spaces_ + tabs_;
  if (tabs_ == 0) {
    columns_ = spaces_;
    return;
  }
  const std::uint32_t align = count_from(line, bytes_, ' ');
  bytes_ += align;
  if (spaces_ == 0 && (align == 0 || bytes_ == line.size() || line[bytes_] != '\t')) {
    kind_ = align == 0 ? Kind::tabs : Kind::tabs_spaces;
    spaces_ = align;
    columns_ = tabs_ * kTabColumns + align;
  } else if (spaces_ != 0 && align == 0) {
    kind_ = Kind::spaces_tabs;
    columns_ = spaces_ - spaces_ % kTabColumns + tabs_ * kTabColumns;
  } else {
    kind_ = Kind::mixed;
    columns_ = spaces_ + tabs_ * kTabColumns + align;
    while (const std::uint32_t size = blank_at(line, bytes_)) {
      columns_ += line[bytes_] == '\t' ? kTabColumns - columns_ % kTabColumns : size;
      bytes_ += size;
    }
  }
}

DocstringIndent DocstringIndent::of(std::uint32_t tabs, std::uint32_t spaces) {
  DocstringIndent indent;
  indent.kind_ = tabs == 0 ? Kind::spaces : spaces == 0 ? Kind::tabs : Kind::tabs_spaces;
  indent.tabs_ = tabs;
  indent.spaces_ = spaces;
  indent.columns_ = tabs * kTabColumns + spaces;
  indent.bytes_ = tabs + spaces;
  return indent;
}

std::optional<DocstringIndent> DocstringIndent::without(const DocstringIndent& prefix) const {
  if (kind_ == Kind::mixed || prefix.kind_ == Kind::mixed) return std::nullopt;
  if (prefix.spaces_ > spaces_ || prefix.tabs_ > tabs_) return std::nullopt;
  const std::uint32_t spaces = spaces_ - prefix.spaces_;
  const std::uint32_t tabs = tabs_ - prefix.tabs_;
  if (kind_ != Kind::spaces_tabs) {
    if (prefix.kind_ == Kind::spaces_tabs) return std::nullopt;
    return of(tabs, spaces);
  }
  if (prefix.kind_ != Kind::spaces && prefix.kind_ != Kind::spaces_tabs) return std::nullopt;
  DocstringIndent rest = of(tabs, spaces);
  if (rest.kind_ == Kind::tabs_spaces || (rest.kind_ == Kind::spaces && spaces > 0)) rest.kind_ = Kind::spaces_tabs;
  return rest;
}

std::string_view DocstringIndent::strip_from(std::string_view line) const {
  std::uint32_t seen = 0;
  std::uint32_t at = 0;
  while (seen < columns_) {
    const std::uint32_t size = blank_at(line, at);
    if (size == 0) break;
    seen += line[at] == '\t' ? kTabColumns - seen % kTabColumns : size;
    at += size;
  }
  return line.substr(at);
}

}  // namespace whip::fmt
