// What an edit did to a text and to its tree.
#pragma once

#include <cstdint>

#include "core/syntax/kind.h"
#include "core/text/span.h"

namespace whip {

// The bytes [begin, old_end) of a text gave way to the bytes [begin, new_end) of the new one.
struct TextChange {
  std::uint32_t begin = 0;
  std::uint32_t old_end = 0;
  std::uint32_t new_end = 0;
  std::uint32_t growth() const { return new_end - old_end; }  // modulo 2^32
};

// The nodes [first, old_end) of a tree gave way to the nodes [first, new_end). They are whole statements of the module:
// those that the edit touched and at least one on each side of them, if there is one.
struct TreeChange {
  std::uint32_t first = 0;
  std::uint32_t old_end = 0;
  std::uint32_t new_end = 0;
  KindSet gone;                                               // kinds of the old nodes
  KindSet come;                                               // kinds of the new ones
  Span text;                                                  // what was parsed, in the new text: whole lines
  std::uint32_t text_growth = 0;                              // of the text, modulo 2^32
  std::uint32_t growth() const { return new_end - old_end; }  // modulo 2^32
};

}  // namespace whip
