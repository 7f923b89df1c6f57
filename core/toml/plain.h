// Plain TOML, read straight into values: what tools write, and people mostly too. A lock of a hundred packages has
// hundreds of kilobytes of it, and toml++ makes a tree of its own first, a character at a time.
//
// Plain is: ASCII; keys without dots (but in headers); strings on one line, with no escapes but `\"` and `\\`; whole
// numbers, true, false, times with date in UTC; lists and inline tables; headers of tables and of lists
// of tables, each table made once. All else is declined, errors too: they are told by who reads everything.
#pragma once

#include <optional>
#include <string_view>

#include "core/toml/value.h"

namespace whip {

// The same value as toml++ makes of the text, places too; nothing if the text is not plain.
std::optional<Value> read_plain_toml(std::string_view text);

}  // namespace whip
