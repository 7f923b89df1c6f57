#include "cli/commands/large_pages.h"

#include <sys/mman.h>

#include <cstdint>
#include <memory>

namespace whip::cli {

void prefer_large_pages() {
#if defined(MADV_HUGEPAGE)
  // mimalloc has its memory from the system in aligned pieces of this size. Of another allocator the piece may be
  // smaller, or other things may lie in it: the hint does nothing to them but what it says.
  constexpr std::uintptr_t kPiece = std::uintptr_t{32} << 20;
  const auto inside = std::make_unique<char>();
  const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(inside.get()) & ~(kPiece - 1);
  (void)::madvise(reinterpret_cast<void*>(begin), kPiece, MADV_HUGEPAGE);
#endif
}

}  // namespace whip::cli
