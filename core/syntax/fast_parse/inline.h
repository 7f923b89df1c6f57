// What the bodies that are compiled per instruction set say to the compiler.
#pragma once

#define WHIP_INLINE inline __attribute__((always_inline))
#define WHIP_NOINLINE __attribute__((noinline))
#define WHIP_LIKELY(x) __builtin_expect(!!(x), 1)
#define WHIP_UNLIKELY(x) __builtin_expect(!!(x), 0)
