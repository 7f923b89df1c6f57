// The door to toml++: text in, a Value or an Error with its place out.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/toml/value.h"

namespace whip {

// Errors: `syntax`, with line, column and the line itself below the message; `limit`, for nesting beyond what any real
// file has. The path is used in errors only.
Result<Value> parse_toml(std::string_view text, const std::string& path);

// The same, always by toml++: what is plain (plain.h) is otherwise read without it.
Result<Value> parse_any_toml(std::string_view text, const std::string& path);

// The line of a text with a caret under the column, to stand below a message:
//   3 | line-lenght = 100
//     | ^
std::string source_frame(std::string_view text, Place place);

}  // namespace whip
