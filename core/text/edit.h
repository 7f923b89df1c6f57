// Changes of a text: replace the bytes of a span by others.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/span.h"

namespace whip {

struct Edit {
  Span span;         // what goes; empty where something is only put in
  std::string text;  // what comes; empty where something is only taken out

  static Edit replace(Span span, std::string_view text) { return {span, std::string(text)}; }
  static Edit insert(std::uint32_t at, std::string_view text) { return {{at, at}, std::string(text)}; }
  static Edit remove(Span span) { return {span, {}}; }
  bool operator==(const Edit&) const = default;
};

// `text` with every edit made. `edits` must be sorted by position and must not overlap (two may touch).
std::string apply_edits(std::string_view text, std::span<const Edit> edits);

}  // namespace whip
