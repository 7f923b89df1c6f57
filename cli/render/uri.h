// Paths as the addresses that reports want.
#pragma once

#include <string>
#include <string_view>

namespace whip::render {

// RFC 3986: everything but unreserved characters and the slashes. A colon too: before the first slash it would end a
// scheme.
std::string encode_path(std::string_view path);

}  // namespace whip::render
