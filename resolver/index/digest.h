// SHA-256 of bytes that were fetched.
#pragma once

#include <string_view>

#include "resolver/index/page.h"

namespace whip::resolver {

Sha256 sha256_of(std::string_view bytes);
// The same on any processor: what machines without instructions for it run.
Sha256 sha256_without_instructions(std::string_view bytes);

}  // namespace whip::resolver
