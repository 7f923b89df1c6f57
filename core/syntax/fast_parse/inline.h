// Hints for the compiler, for the parser's innermost loop.
#pragma once

#define WHIP_INLINE inline __attribute__((always_inline))
#define WHIP_LIKELY(x) __builtin_expect(!!(x), 1)
#define WHIP_UNLIKELY(x) __builtin_expect(!!(x), 0)
