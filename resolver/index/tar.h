// Source archives (`.tar.gz`): the few files that say what the release needs, without unpacking the others to anywhere.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace whip::resolver {

// An archive that unpacks to more is refused.
inline constexpr std::uint64_t kLargestUnpacked = std::uint64_t{8} << 30;

// The contents of the files with these paths below the archive's one top folder (`name-1.0/PKG-INFO` is `PKG-INFO`), in
// the order of `wanted`; nothing for those that are not there. Reads no further than the last of them. Errors: `syntax`
// for what is no gzip or no tar or is cut off before all are found, `limit` for what is too large.
Result<std::vector<std::optional<std::string>>> read_tar_gz(std::string_view bytes,
                                                            std::span<const std::string> wanted);

}  // namespace whip::resolver
