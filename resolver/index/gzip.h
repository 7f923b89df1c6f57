// Packed answers of servers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace whip::resolver {

// What a gzip stream unpacks to. Errors: `syntax` for what is damaged or cut off, `limit` beyond `largest` bytes.
Result<std::string> gunzipped(std::string_view packed, std::uint64_t largest);

}  // namespace whip::resolver
