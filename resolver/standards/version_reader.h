// Reads the text of a version, strict or sloppy spellings alike (PEP 440, appendix B): `v1.0-ALPHA.1`, `1.0-1`,
// `1.0.Rev3`.
#pragma once

#include <string_view>

#include "core/base/result.h"
#include "resolver/standards/version.h"

namespace whip::resolver {

// The longest version at the start of a text.
struct VersionRead {
  VersionParts parts;      // `release` is empty if there is none
  std::size_t end = 0;     // bytes read, of the text as given
  std::size_t size = 0;    // of the text as given, without the blanks around
  bool overflows = false;  // a number does not fit 64 bits; `end` is after it

  bool is_whole() const { return !parts.release.empty() && !overflows && end == size; }
};

// Blanks around it are skipped.
VersionRead read_version(std::string_view text);
// The part of a version that has no local label and stands within a longer text (a specifier); no blanks are skipped.
VersionRead read_version_prefix(std::string_view text);
// What is wrong with a version that was not read as a whole.
Error version_error(std::string_view text, const VersionRead& read);

}  // namespace whip::resolver
