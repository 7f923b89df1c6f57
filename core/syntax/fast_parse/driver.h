// The driver, compiled once per instruction set; which one runs is decided when the process knows its processor.
#pragma once

#include "core/syntax/fast_parse/forks.h"
#include "core/syntax/fast_parse/lexer.h"
#include "core/syntax/fast_parse/stack.h"

namespace whip::fast {

// Parses lexer.text from `at` on onto an empty stack. False: left to the stock parser.
using Drive = bool (*)(Lexer& lexer, Stack& stack, Forks& forks, std::uint32_t at);

namespace portable {
bool drive(Lexer& lexer, Stack& stack, Forks& forks, std::uint32_t at);
}
#if defined(__x86_64__)
namespace wide {
bool drive(Lexer& lexer, Stack& stack, Forks& forks, std::uint32_t at);
}
#endif

inline Drive choose_drive() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return wide::drive;
#endif
  return portable::drive;
}

}  // namespace whip::fast
