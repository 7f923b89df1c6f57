#include "core/text/edit.h"

namespace whip {

std::string apply_edits(std::string_view text, std::span<const Edit> edits) {
  std::string out;
  out.reserve(text.size() + 64);
  std::size_t copied = 0;
  for (const Edit& edit : edits) {
    out.append(text, copied, edit.span.begin - copied);
    out.append(edit.text);
    copied = edit.span.end;
  }
  return out.append(text, copied, std::string_view::npos);
}

}  // namespace whip
