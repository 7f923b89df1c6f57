#pragma once

#include "core/syntax/fast_parse/forks.h"
#include "core/syntax/fast_parse/lexer.h"
#include "core/syntax/fast_parse/stack.h"

namespace whip::fast {

// Parses lexer.text from `at` on onto an empty stack. False: left to the stock parser.
bool drive(Lexer& lexer, Stack& stack, Forks& forks, std::uint32_t at);

}  // namespace whip::fast
