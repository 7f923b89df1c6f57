// The parse stack, and the nodes as they are finished: children before parents (post-order), one record each.
//
// An entry of the stack is a grammar symbol and the range of records made below it. A reduction appends the parent's
// record and joins the entries; where the parent is hidden it appends nothing, which hands its children to the next
// parent. Comments and line continuations append a record but no entry.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>

#include "core/syntax/fast_parse/tables.h"

namespace whip::fast {

struct Record {
  std::uint32_t begin, end;  // bytes
  std::uint32_t size;        // records of the subtree, this one included
  std::uint8_t kind;
  std::uint8_t field;
  std::uint16_t opens;  // subtrees whose first record this is (document_order.h)
};
static_assert(sizeof(Record) == 16);

// In the place of a field: the node stands in no role, whatever the parent says.
inline constexpr std::uint8_t kExtraField = 0x80;

struct Entry {
  std::uint32_t first, last;  // records
  std::uint32_t begin, end;   // bytes
  std::uint16_t state, symbol;
  std::uint32_t gotos;  // kGotoRow[state], loaded long before it is needed
  std::uint64_t unused;

  void enter(std::uint32_t new_state, std::uint32_t new_symbol) {
    state = static_cast<std::uint16_t>(new_state);
    symbol = static_cast<std::uint16_t>(new_symbol);
    gotos = kGotoRow[new_state];
  }
};
static_assert(sizeof(Entry) == 32);

// Written as words of 64 bits: half as many stores.
inline void put_words(Entry* to, std::uint32_t first, std::uint32_t last, std::uint64_t span) {
  const std::uint64_t words[2] = {first | std::uint64_t{last} << 32, span};
  std::memcpy(static_cast<void*>(to), words, sizeof words);
}
inline void put_words(Record* to, std::uint64_t span, std::uint32_t size, std::uint32_t meta) {
  const std::uint64_t words[2] = {span, size | std::uint64_t{meta} << 32};
  std::memcpy(to, words, sizeof words);
}

class Stack {
 public:
  static constexpr std::uint32_t kDepth = 1u << 14;

  // An empty stack for a text of this size.
  void begin(std::uint32_t text_size, std::uint32_t at);
  // Makes room for what one token can cause: an entry, and the reductions before it. False if the stack is too deep.
  bool make_room() {
    if (top + 64 > kDepth) return false;
    if (count + 8 * top + 64 > capacity_) grow();
    return true;
  }
  std::uint32_t capacity() const { return capacity_; }

  std::uint32_t state() const { return entries[top].state; }
  // The symbol of an entry. An entry keeps the symbol of its last reduction; the unit reductions that its goto implied
  // are followed here.
  std::uint32_t symbol(std::uint32_t entry) const;

  void shift(std::uint32_t terminal, std::uint32_t begin_byte, std::uint32_t end_byte, std::uint32_t state);
  void extra(std::uint32_t terminal, std::uint32_t begin_byte, std::uint32_t end_byte);
  // Gives the next state. `at`: where an empty node would stand.
  std::uint32_t reduce(const Rule& rule, std::uint32_t at);
  // Moves the records from `where` on up by one; the place is the caller's to fill.
  void open_gap(std::uint32_t where);
  void put(std::uint32_t where, std::uint32_t begin_byte, std::uint32_t end_byte, std::uint32_t size,
           std::uint32_t meta) {
    put_words(&records[where], begin_byte | std::uint64_t{end_byte} << 32, size, meta);
  }
  // The last reduction, to the root, which takes in what stands before and after it. False if a count overflowed on the
  // way.
  bool finish(std::uint32_t end_byte);

  // Open to the driver, which keeps them in registers.
  Record* records = nullptr;
  Entry* entries = nullptr;
  std::uint32_t count = 0;       // of records
  std::uint32_t top = 0;         // entry 0 is the start state
  std::uint32_t most_opens = 0;  // bits of all counts ever reached

 private:
  void grow();
  void rename_children(const Rule& rule, std::uint32_t first);

  std::unique_ptr<Record[]> owned_records_;
  std::unique_ptr<Entry[]> owned_entries_;
  std::uint32_t capacity_ = 0;
};

}  // namespace whip::fast
