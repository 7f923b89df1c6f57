// file: URIs and the paths that they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace whip::lsp {

// The absolute path of a `file:` URI, normal; nothing for other schemes (`untitled:Untitled-1`).
std::optional<std::string> path_of(std::string_view uri);
// The reverse, as editors write it.
std::string uri_of(std::string_view path);

}  // namespace whip::lsp
