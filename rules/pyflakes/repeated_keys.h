// Keys that stand twice in a dictionary display: what F601 and F602 share.
#pragma once

#include <string>
#include <vector>

#include "linter/file.h"
#include "linter/rule.h"

namespace whip::rules {

struct RepeatedKey {
  Node key;             // without parentheses
  Node first;           // the key that it repeats
  Span removal;         // from the end of the entry before to the end of this one
  bool repeats_value;   // an entry with this key and this value stands before: this one changes nothing
};

enum class Keys : std::uint8_t { literals, names };

// In order. Keys count as equal where Python's dictionary takes them for one: `1`, `1.0` and `True` are.
std::vector<RepeatedKey> repeated_keys(const File& file, Node dictionary, Keys wanted);

}  // namespace whip::rules
