// The driver for every processor: 16 bytes at a time.
#include "core/syntax/fast_parse/driver.h"
#include "core/syntax/fast_parse/inline.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace whip::fast::portable {

// In the order of their needs.
#include "core/syntax/fast_parse/block.h"

#include "core/syntax/fast_parse/lexer_body.h"

#include "core/syntax/fast_parse/layout_body.h"

#include "core/syntax/fast_parse/driver_body.h"

}  // namespace whip::fast::portable
