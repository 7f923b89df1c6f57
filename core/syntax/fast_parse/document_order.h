// From records in the order of their ends (children before parents) to the flat tree in document order (parents before
// children).
//
// A record says how many subtrees begin with it: `a.b` as a call's function is the first of identifier, attribute,
// call. That is all it takes: reading records from left to right, one that opens n subtrees is the n-th new node, below
// n - 1 parents that follow each other in document order; one that opens none is the innermost open parent, which is
// now complete.
#pragma once

#include <cstdint>

#include "core/syntax/fast_parse/stack.h"
#include "core/syntax/tree.h"

namespace whip::fast {

// `open` is scratch for as many numbers as there are records, and this many more.
inline constexpr std::uint32_t kOpenSlack = 16;

void put_in_document_order(const Record* records, std::uint32_t count, std::uint32_t* open, Tree& tree);

}  // namespace whip::fast
