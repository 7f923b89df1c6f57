// The driver for x86-64 with AVX2 and BMI2: 32 bytes at a time. Everything else is included before the instruction set
// changes, so that no function shared with other files is compiled for it.
#include "core/syntax/fast_parse/driver.h"

#if defined(__x86_64__)
#include <immintrin.h>

#include "core/syntax/fast_parse/inline.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,lzcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,lzcnt")
#endif
#define WHIP_WIDE

namespace whip::fast::wide {

// In the order of their needs.
#include "core/syntax/fast_parse/block.h"

#include "core/syntax/fast_parse/lexer_body.h"

#include "core/syntax/fast_parse/layout_body.h"

#include "core/syntax/fast_parse/driver_body.h"

}  // namespace whip::fast::wide

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#endif
