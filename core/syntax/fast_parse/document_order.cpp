#include "core/syntax/fast_parse/document_order.h"

#include <cstddef>
#include <cstring>

namespace whip::fast {
namespace {

// All of `vector` will be written: growing must not copy what it held.
template <class T>
T* resized(std::vector<T>& vector, std::uint32_t size) {
  if (vector.capacity() < size) {
    vector.clear();
    vector.reserve(size + size / 4);
  }
  vector.resize(size);
  return vector.data();
}

}  // namespace

void put_in_document_order(const Record* records, std::uint32_t count, std::uint32_t* open, Tree& tree) {
  // The ids of up to eight new nodes are written at once; more are rare.
  typedef std::uint32_t Four __attribute__((vector_size(16)));
  constexpr std::uint32_t kAtOnce = 8;
  Kind* const kind = resized(tree.kind, count);
  Field* const field = resized(tree.field, count);
  Span* const span = resized(tree.span, count);
  std::uint32_t* const after = resized(tree.after, count);
  std::uint32_t* const parent = resized(tree.parent, count);
  std::uint8_t seen[256] = {};

  open[0] = UINT32_MAX;  // above the root
  ++open;
  std::uint32_t depth = 0;  // open nodes
  std::uint32_t next = 0;   // id of the next new node
  for (std::uint32_t i = 0; i < count; ++i) {
    const Record record = records[i];
    // The new nodes' ids, outermost first. What is written above the new depth is never read.
    const Four low = next + Four{0, 1, 2, 3}, high = next + Four{4, 5, 6, 7};
    std::memcpy(&open[depth], &low, sizeof low);
    std::memcpy(&open[depth + 4], &high, sizeof high);
    for (std::uint32_t j = kAtOnce; j < record.opens; ++j) open[depth + j] = next + j;
    depth += record.opens - 1u;
    next += record.opens;
    const std::uint32_t id = open[depth];
    kind[id] = static_cast<Kind>(record.kind);
    field[id] = static_cast<Field>(record.field & ~kExtraField);
    span[id] = {record.begin, record.end};
    after[id] = next;
    parent[id] = open[static_cast<std::ptrdiff_t>(depth) - 1];
    seen[record.kind] = 1;
  }

  tree.present = {};
  for (std::size_t i = 0; i < kKindCount; ++i) {
    if (seen[i] != 0) tree.present.insert(static_cast<Kind>(i));
  }
  tree.own_size = count;
  tree.has_errors = false;
}

}  // namespace whip::fast
