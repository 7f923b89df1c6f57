#include "core/base/code_points.h"

#include <algorithm>

namespace whip {
namespace {

// Beyond ASCII, every letter-like block counts as a letter: patterns are asked of identifiers, where nothing else can
// occur.
CodePointRanges word_like(bool digits, bool underscore) {
  CodePointRanges ranges = {{'A', 'Z'},       {'a', 'z'},       {0xAA, 0xAA},     {0xB5, 0xB5},      {0xBA, 0xBA},
                            {0xC0, 0xD6},     {0xD8, 0xF6},     {0xF8, 0x1FFF},   {0x2C00, 0x2FEF},  {0x3005, 0xD7FF},
                            {0xF900, 0xFDFF}, {0xFE70, 0xFEFF}, {0xFF10, 0xFFDC}, {0x10000, 0xEFFFF}};
  if (digits) ranges.insert(ranges.end(), {{'0', '9'}, {0xB7, 0xB7}});
  if (underscore) ranges.emplace_back('_', '_');
  return ranges;
}

}  // namespace

void normalise(CodePointRanges& ranges) {
  std::sort(ranges.begin(), ranges.end());
  CodePointRanges merged;
  for (const auto& range : ranges) {
    if (!merged.empty() && range.first <= merged.back().second + 1) {
      merged.back().second = std::max(merged.back().second, range.second);
    } else {
      merged.push_back(range);
    }
  }
  ranges = std::move(merged);
}

CodePointRanges complement(CodePointRanges ranges) {
  normalise(ranges);
  CodePointRanges result;
  std::uint32_t next = 0;
  for (const auto& [first, last] : ranges) {
    if (first > next) result.emplace_back(next, first - 1);
    next = last + 1;
  }
  if (next <= kLastCodePoint) result.emplace_back(next, kLastCodePoint);
  return result;
}

CodePointRanges difference(const CodePointRanges& a, const CodePointRanges& b) {
  const CodePointRanges keep = complement(b);
  CodePointRanges result;
  for (const auto& x : a) {
    for (const auto& y : keep) {
      const std::uint32_t first = std::max(x.first, y.first);
      const std::uint32_t last = std::min(x.second, y.second);
      if (first <= last) result.emplace_back(first, last);
    }
  }
  return result;
}

std::optional<CodePointRanges> named_class(std::string_view name) {
  if (name == "XID_Continue" || name == "ID_Continue") return word_like(true, true);
  if (name == "XID_Start" || name == "ID_Start" || name == "L" || name == "Letter" || name == "Alphabetic") {
    return word_like(false, false);
  }
  if (name == "Lu" || name == "Uppercase") return CodePointRanges{{'A', 'Z'}, {0xC0, 0xD6}, {0xD8, 0xDE}};
  if (name == "Ll" || name == "Lowercase") return CodePointRanges{{'a', 'z'}, {0xDF, 0xF6}, {0xF8, 0xFF}};
  if (name == "N" || name == "Nd" || name == "Number") return CodePointRanges{{'0', '9'}};
  return std::nullopt;
}

std::optional<CodePointRanges> class_escape(char letter) {
  const CodePointRanges space = {{'\t', '\r'}, {' ', ' '}, {0x85, 0x85}, {0xA0, 0xA0}};
  switch (letter) {
    case 'd':
      return CodePointRanges{{'0', '9'}};
    case 'D':
      return complement({{'0', '9'}});
    case 'w':
      return word_like(true, true);
    case 'W':
      return complement(word_like(true, true));
    case 's':
      return space;
    case 'S':
      return complement(space);
    default:
      return std::nullopt;
  }
}

}  // namespace whip
