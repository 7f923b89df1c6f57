// The loop of the parser: look at the state, take a token, reduce, shift.
#include "core/syntax/fast_parse/driver.h"

#include "core/syntax/fast_parse/take_token.h"

namespace whip::fast {

bool drive(Lexer& lexer, Stack& stack, Forks& forks, std::uint32_t at) {
  // Kept in registers; the stack's own members are up to date only where a slow path is called.
  Record* records = stack.records;
  Entry* top = stack.entries + stack.top;
  std::uint32_t count = stack.count, most_opens = 0;
  std::uint32_t state = top->state;
  std::uint32_t room = stack.capacity() - 64;
  const auto give_back = [&] {
    stack.count = count;
    stack.top = static_cast<std::uint32_t>(top - stack.entries);
    stack.most_opens |= most_opens;
  };
  const auto take_over = [&] {
    records = stack.records;
    top = stack.entries + stack.top;
    count = stack.count;
    state = top->state;
    room = stack.capacity() - 64;
  };
  for (;;) {
    const auto depth = static_cast<std::uint32_t>(top - stack.entries);
    if (WHIP_UNLIKELY(count + 8 * depth > room || depth > Stack::kDepth - 64)) {
      give_back();
      if (!stack.make_room()) return false;
      take_over();
    }
    const Token token = take_token(lexer, &kActions[state * kRow], at);
    if (WHIP_UNLIKELY(token.terminal == kNoToken)) return false;
    std::uint32_t terminal = token.terminal;
    for (;;) {
      const std::uint32_t action = kActions[state * kRow + terminal];
      if ((action & kUnitClass) == kUnit) {
        const std::uint32_t nonterminal = action & kUnitValue;
        state = kGoto[top[-1].gotos + nonterminal];
        top->enter(state, nonterminal + kNonterminal);
        continue;
      }
      if ((action & kActionClass) == kReduce) {
        const Rule& rule = kRules[action & kActionValue];
        if (WHIP_UNLIKELY(rule.slow)) {
          give_back();
          stack.reduce(rule, at);
          take_over();
          continue;
        }
        Entry* const all = top + 1 - rule.count;
        const std::uint32_t end = top->end, first_record = all->first;
        std::uint32_t last = top->last;
        for (std::uint32_t i = 0, n = rule.fields; i < n; ++i) {
          const FieldEntry entry = kFieldEntries[rule.field_begin + i];
          const Entry& child = all[entry.child];
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
          put_words(&records[last], all->begin | std::uint64_t{end} << 32, last - first_record + 1, rule.kind);
          const std::uint32_t opens = records[first_record].opens + 1u;
          most_opens |= opens;
          records[first_record].opens = static_cast<std::uint16_t>(opens);
          ++last;
        }
        all->last = last;
        all->end = end;
        top = all;
        state = kGoto[top[-1].gotos + rule.nonterminal];
        top->enter(state, rule.nonterminal + kNonterminal);
        continue;
      }
      if (WHIP_LIKELY((action & kActionClass) == kShift)) {
        state = action & kActionValue;
        const std::uint32_t meta = kLeafMeta[terminal], visible = meta >> 16;
        put_words(&records[count], token.span, 1, meta);
        ++top;
        put_words(top, count, count + visible, token.span);
        top->enter(state, terminal);
        count += visible;
        at = token.end();
        break;
      }
      if (action == kExtra) {
        put_words(&records[count++], token.span, 1, kLeafMeta[terminal] | kExtraField << 8);
        at = token.end();
        break;
      }
      give_back();
      if (action == kAccept) return token.end() == lexer.size && stack.top == 1 && stack.finish(lexer.size);
      if (action >= kConflict) {
        Token ahead = token;
        ahead.terminal = terminal;
        if (!forks.run(lexer, stack, ahead, at)) return false;
        take_over();
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
