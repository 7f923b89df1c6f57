// SHA-256 of bytes that were fetched.
#pragma once

#include <string_view>

#include "resolver/index/page.h"

namespace whip::resolver {

Sha256 sha256_of(std::string_view bytes);

}  // namespace whip::resolver
