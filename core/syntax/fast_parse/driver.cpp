// The loop of the parser: look at the state, take a token, reduce, shift.
#include "core/syntax/fast_parse/driver.h"

#include "core/syntax/fast_parse/take_token.h"

namespace whip::fast {

bool drive(Lexer& lexer, Stack& stack, Forks& forks, std::uint32_t at) {
  // Kept in registers; the stack's own members are up to date only where a slow
  // path is called.
  Record* records = stack.records;
  Entry* const entries = stack.entries;
  Place* const places = stack.places;
  std::uint32_t count = stack.count, top = stack.top, most_opens = 0;
  std::uint32_t state = stack.state();
  std::uint32_t room = stack.capacity() - 64;
  const auto give_back = [&] {
    stack.count = count;
    stack.top = top;
    stack.most_opens |= most_opens;
  };
  for (;;) {
    if (WHIP_UNLIKELY(count + 8 * top > room || top > Stack::kDepth - 64)) {
      give_back();
      if (!stack.make_room()) return false;
      records = stack.records;
      room = stack.capacity() - 64;
    }
    const Token token = take_token(lexer, &kActions[state * kRow], at);
    if (WHIP_UNLIKELY(token.terminal == kNoToken)) return false;
    std::uint32_t terminal = token.terminal;
    for (;;) {
      const std::uint32_t action = kActions[state * kRow + terminal];
      if ((action & kUnitClass) == kUnit) {
        const std::uint32_t nonterminal = action & kUnitValue;
        state = kGoto[places[top - 1].gotos + nonterminal];
        places[top] = place(state, nonterminal + kNonterminal);
        continue;
      }
      if ((action & kActionClass) == kReduce) {
        const Rule& rule = kRules[action & kActionValue];
        if (WHIP_UNLIKELY(rule.slow)) {
          give_back();
          state = stack.reduce(rule, at);
          top = stack.top, count = stack.count;
          continue;
        }
        const std::uint32_t first = top + 1 - rule.count;
        Entry& all = entries[first];
        const std::uint32_t end = entries[top].end, begin = all.begin, first_record = all.first;
        std::uint32_t last = entries[top].last;
        for (std::uint32_t i = 0, n = rule.fields; i < n; ++i) {
          const FieldEntry entry = kFieldEntries[rule.field_begin + i];
          const Entry& child = entries[first + entry.child];
          for (std::uint32_t next = child.last; next > child.first;) {
            Record& record = records[next - 1];
            if (record.field == 0) record.field = entry.field;
            next -= record.size;
          }
        }
        if (rule.visible) {
          if (WHIP_UNLIKELY(last != count)) {
            stack.count = count;
            stack.open_gap(last);
          }
          ++count;
          stack.put_at(records, last, begin, end, last - first_record + 1, rule.kind);
          const std::uint32_t opens = records[first_record].opens + 1u;
          most_opens |= opens;
          records[first_record].opens = static_cast<std::uint16_t>(opens);
          ++last;
        }
        all.last = last;
        all.end = end;
        top = first;
        state = kGoto[places[first - 1].gotos + rule.nonterminal];
        places[first] = place(state, rule.nonterminal + kNonterminal);
        continue;
      }
      if (WHIP_LIKELY((action & kActionClass) == kShift)) {
        state = action & kActionValue;
        __builtin_prefetch(&kActions[state * kRow]);
        const std::uint32_t visible = kVisible[terminal];
        stack.put_at(records, count, token.begin, token.end, 1, kLeafMeta[terminal] | kOpensOne);
        ++top;
        entries[top] = {count, count + visible, token.begin, token.end};
        places[top] = place(state, terminal);
        count += visible;
        at = token.end;
        break;
      }
      if (action == kExtra) {
        stack.put_at(records, count++, token.begin, token.end, 1, kLeafMeta[terminal] | kExtraField << 8 | kOpensOne);
        at = token.end;
        break;
      }
      give_back();
      if (action == kAccept) return token.end == lexer.size && top == 1 && stack.finish(lexer.size);
      if (action >= kConflict) {
        Token ahead = token;
        ahead.terminal = terminal;
        if (!forks.run(lexer, stack, ahead, at)) return false;
        state = stack.state();
        records = stack.records;
        room = stack.capacity() - 64;
        top = stack.top, count = stack.count;
        at = forks.reached();
        break;
      }
      // A keyword that cannot stand here may be a name that can.
      const bool name = terminal != kIdentifier && terminal == token.word && kKeyword[terminal] != 0 &&
                        kReserved[state_at(&kActions[state * kRow]).reserved * kTerminals + terminal] == 0 &&
                        kActions[state * kRow + kIdentifier] != kNoAction;
      if (!name) return false;
      terminal = kIdentifier;
    }
  }
}

}  // namespace whip::fast
