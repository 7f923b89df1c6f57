#include "linter/semantic/qualified_name.h"

#include <algorithm>

namespace whip {
namespace {

// Takes the first segment off a dotted name.
std::string_view next_segment(std::string_view& dotted) {
  const std::size_t dot = dotted.find('.');
  const std::string_view segment = dotted.substr(0, dot);
  dotted = dot == std::string_view::npos ? std::string_view{} : dotted.substr(dot + 1);
  return segment;
}

}  // namespace

bool QualifiedName::starts_with(std::string_view dotted) const {
  std::size_t i = 0;
  if (dotted.find('.') == std::string_view::npos && size_ != 0 && segments_[0].empty()) i = 1;
  while (!dotted.empty()) {
    if (i == size_ || segments_[i++] != next_segment(dotted)) return false;
  }
  return true;
}

bool QualifiedName::is(std::string_view dotted) const {
  const std::size_t dots = static_cast<std::size_t>(std::ranges::count(dotted, '.'));
  if (dots == 0) return size_ == 2 && segments_[0].empty() && segments_[1] == dotted;
  return size_ == dots + 1 && starts_with(dotted);
}

bool QualifiedName::is(std::string_view module, std::string_view member) const {
  if (size_ < 2 || last() != member) return false;
  std::size_t i = 0;
  while (!module.empty()) {
    if (i + 1 == size_ || segments_[i++] != next_segment(module)) return false;
  }
  return i + 1 == size_;
}

bool QualifiedName::operator==(const QualifiedName& other) const { return std::ranges::equal(segments(), other.segments()); }

void QualifiedName::push_dotted(std::string_view dotted) {
  while (!dotted.empty()) push(next_segment(dotted));
}

std::string QualifiedName::text() const {
  std::string out;
  for (std::size_t i = 0; i < size_; ++i) {
    const std::string_view segment = segments_[i];
    if (!out.empty() && out.back() != '.') out += '.';
    out += segment;
  }
  return out;
}

}  // namespace whip
