#include "core/syntax/fast_parse/stack.h"

namespace whip::fast {

void Stack::begin(std::uint32_t text_size, std::uint32_t at) {
  if (owned_entries_ == nullptr) {
    owned_entries_ = std::make_unique_for_overwrite<Entry[]>(kDepth);
    entries = owned_entries_.get();
  }
  const std::uint32_t wanted = 2 * text_size + 1024;
  if (capacity_ < wanted) {
    owned_records_ = std::make_unique_for_overwrite<Record[]>(wanted);
    records = owned_records_.get();
    capacity_ = wanted;
  }
  count = top = most_opens = 0;
  entries[0] = {.first = 0, .last = 0, .begin = at, .end = at};
  entries[0].enter(1, kEnd);  // the grammar's start state
}

void Stack::grow() {
  const std::uint32_t wanted = 2 * (count + 8 * top + 64);
  auto larger = std::make_unique_for_overwrite<Record[]>(wanted);
  std::memcpy(larger.get(), records, count * sizeof(Record));
  owned_records_ = std::move(larger);
  records = owned_records_.get();
  capacity_ = wanted;
}

std::uint32_t Stack::symbol(std::uint32_t entry) const {
  std::uint32_t symbol = entries[entry].symbol;
  if (symbol < kNonterminal || entry == 0) return symbol;
  const std::uint32_t row = entries[entry - 1].gotos;
  while (const std::uint32_t unit = kDefaultUnit[kGotoPlain[row + symbol - kNonterminal]])
    symbol = kNonterminal + unit - 1;
  return symbol;
}

void Stack::shift(std::uint32_t terminal, std::uint32_t begin_byte, std::uint32_t end_byte, std::uint32_t state) {
  put(count, begin_byte, end_byte, 1, kLeafMeta[terminal]);
  const std::uint32_t visible = kLeafMeta[terminal] >> 16;
  ++top;
  put_words(&entries[top], count, count + visible, begin_byte | std::uint64_t{end_byte} << 32);
  entries[top].enter(state, terminal);
  count += visible;
}

void Stack::extra(std::uint32_t terminal, std::uint32_t begin_byte, std::uint32_t end_byte) {
  put(count++, begin_byte, end_byte, 1, kLeafMeta[terminal] | kExtraField << 8);
}

void Stack::open_gap(std::uint32_t where) {
  if (where < count) std::memmove(&records[where + 1], &records[where], (count - where) * sizeof(Record));
  ++count;
}

// Names given to children by the rule: a visible child's record changes its kind, a hidden child gets a record.
void Stack::rename_children(const Rule& rule, std::uint32_t first) {
  for (std::uint32_t i = 0; i < rule.count; ++i) {
    const std::uint8_t kind = kAliases[rule.alias_begin + i];
    if (kind == 0) continue;
    Entry& child = entries[first + i];
    if (kVisible[symbol(first + i)] != 0) {
      records[child.last - 1].kind = kind;
      continue;
    }
    open_gap(child.last);
    put(child.last, child.begin, child.end, child.last - child.first + 1, kind);
    most_opens |= ++records[child.first].opens;
    ++child.last;
    for (std::uint32_t later = i + 1; later < rule.count; ++later) {
      ++entries[first + later].first;
      ++entries[first + later].last;
    }
  }
}

std::uint32_t Stack::reduce(const Rule& rule, std::uint32_t at) {
  const std::uint32_t first = top - rule.count + 1;
  if (rule.count == 0) {
    put_words(&entries[first], count, count, at | std::uint64_t{at} << 32);
    ++top;
  } else if (rule.renames) {
    rename_children(rule, first);
  }
  for (std::uint32_t i = 0; i < rule.fields; ++i) {
    const FieldEntry entry = kFieldEntries[rule.field_begin + i];
    const Entry& child = entries[first + entry.child];
    for (std::uint32_t next = child.last; next > child.first;) {
      Record& record = records[next - 1];
      if (record.field == 0) record.field = entry.field;
      next -= record.size;
    }
  }
  Entry& all = entries[first];
  const std::uint32_t end = entries[top].end;
  std::uint32_t last = entries[top].last;
  if (rule.visible) {
    open_gap(last);
    put(last, all.begin, end, last - all.first + 1, rule.kind);
    most_opens |= ++records[all.first].opens;
    ++last;
  }
  all.last = last;
  all.end = end;
  top = first;
  const std::uint32_t next = kGoto[entries[first - 1].gotos + rule.nonterminal];
  entries[first].enter(next, rule.nonterminal + kNonterminal);
  return next;
}

bool Stack::finish(std::uint32_t end_byte) {
  // The root was made before what trails it was seen: it is taken out and made again.
  const std::uint32_t old = entries[1].last - 1;
  const std::uint8_t kind = records[old].kind;
  --records[entries[1].first].opens;
  std::memmove(&records[old], &records[old + 1], (count - old - 1) * sizeof(Record));
  --count;
  const std::uint32_t begin_byte = count != 0 ? records[0].begin : end_byte;
  put(count, begin_byte, end_byte, count + 1, kind);
  most_opens |= ++records[0].opens;
  ++count;
  return (most_opens >> 16) == 0;
}

}  // namespace whip::fast
