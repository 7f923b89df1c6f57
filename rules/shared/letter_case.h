// Capital and small letters of all scripts.
#pragma once

#include <cstdint>

namespace whip::rules {

// Unicode's properties Uppercase and Lowercase. A letter of title case (`ǅ`) has neither.
bool is_upper(char32_t character);
bool is_lower(char32_t character);

// The small letter of a capital or title-case one; the character itself if it has none of a single character (`İ` has
// two).
char32_t to_lower(char32_t character);

}  // namespace whip::rules
