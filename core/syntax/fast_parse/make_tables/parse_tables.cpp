// States, actions, gotos and rules.
#include <algorithm>
#include <map>
#include <tuple>

#include "make_tables.h"

namespace whip::fast {
namespace {

using Entries = std::vector<std::uint16_t>;

// One grammar's worth of rules, without the differences that do not matter to us (production ids whose fields are all
// inherited).
struct Rules {
  explicit Rules(const Symbols& known) : symbols(known) { rows.push_back(std::vector<std::int64_t>(11, 0)); }

  std::uint16_t add(const TSParseAction& action) {
    const TSLanguage& language = *symbols.language;
    const std::uint16_t symbol = action.reduce.symbol;
    const std::uint32_t count = action.reduce.child_count;
    std::vector<std::pair<std::uint8_t, std::uint8_t>> fields;
    const TSMapSlice slice = language.field_map_slices[action.reduce.production_id];
    for (std::uint32_t i = 0; i < slice.length; ++i) {
      const TSFieldMapEntry& entry = language.field_map_entries[slice.index + i];
      const auto same_child = [&](const auto& field) { return field.first == entry.child_index; };
      if (entry.inherited || std::any_of(fields.begin(), fields.end(), same_child)) continue;
      fields.emplace_back(entry.child_index, static_cast<std::uint8_t>(entry.field_id));
    }
    std::vector<std::uint8_t> aliases;
    if (action.reduce.production_id != 0) {
      const std::uint32_t width = language.max_alias_sequence_length;
      const TSSymbol* row = &language.alias_sequences[action.reduce.production_id * width];
      for (std::uint32_t i = 0; i < std::min(width, count); ++i) {
        aliases.push_back(row[i] != 0 ? symbols.kind(row[i]) : std::uint8_t{0});
      }
      if (std::all_of(aliases.begin(), aliases.end(), [](std::uint8_t kind) { return kind == 0; }))
        aliases.clear();
      else
        aliases.resize(count, 0);
    }
    const auto key = std::make_tuple(symbol, count, action.reduce.dynamic_precedence, fields, aliases);
    const auto [found, is_new] = numbers.emplace(key, static_cast<std::uint16_t>(rows.size()));
    if (!is_new) return found->second;

    const std::int64_t kind = symbols.kind(symbol);
    rows.push_back({symbols.ours[symbol] - std::int64_t{kNonterminal}, count, static_cast<std::int64_t>(fields.size()),
                    kind, symbols.language->symbol_metadata[symbol].visible ? 1 : 0,
                    count == 0 || !aliases.empty() ? 1 : 0, aliases.empty() ? 0 : 1, action.reduce.dynamic_precedence,
                    static_cast<std::int64_t>(field_entries.size()), static_cast<std::int64_t>(all_aliases.size()), 0});
    for (const auto& [child, field] : fields) field_entries.push_back({child, field});
    all_aliases.insert(all_aliases.end(), aliases.begin(), aliases.end());
    return found->second;
  }
  std::int64_t nonterminal(std::uint16_t rule) const { return rows[rule][0]; }
  // One child, hidden, without fields or names: nothing of it is seen in the tree.
  bool is_unit(std::uint16_t rule) const {
    return rows[rule][1] == 1 && rows[rule][2] == 0 && rows[rule][4] == 0 && rows[rule][6] == 0;
  }

  const Symbols& symbols;
  std::map<std::tuple<std::uint16_t, std::uint32_t, int, std::vector<std::pair<std::uint8_t, std::uint8_t>>,
                      std::vector<std::uint8_t>>,
           std::uint16_t>
      numbers;
  std::vector<std::vector<std::int64_t>> rows;  // the members of Rule; 0 is unused
  std::vector<std::vector<std::int64_t>> field_entries;
  std::vector<std::uint8_t> all_aliases;
};

// Entries of the grammar's list of actions as our codes.
struct Codes {
  std::uint16_t code(std::uint32_t entry) {
    if (entry == 0) return kNoAction;
    const auto known = codes.find(entry);
    if (known != codes.end()) return known->second;
    const TSParseActionEntry* list = &rules.symbols.language->parse_actions[entry];
    std::vector<std::uint16_t> actions;
    for (int i = 0; i < list->entry.count; ++i) {
      const TSParseAction& action = list[1 + i].action;
      if (action.type == TSParseActionTypeShift) {
        // A repetition's shift is only a hint for incremental parsing.
        if (!action.shift.repetition) {
          actions.push_back(action.shift.extra ? std::uint16_t{kExtra}
                                               : static_cast<std::uint16_t>(kShift | action.shift.state));
        }
      } else if (action.type == TSParseActionTypeReduce) {
        actions.push_back(static_cast<std::uint16_t>(kReduce | rules.add(action)));
      } else if (action.type == TSParseActionTypeAccept) {
        actions.push_back(kAccept);
      }
    }
    std::uint16_t code = actions.empty() ? std::uint16_t{kNoAction} : actions.front();
    if (actions.size() > 1) {
      code = static_cast<std::uint16_t>(kConflict | conflict_begin.size());
      conflict_begin.push_back(static_cast<std::uint16_t>(conflict_actions.size()));
      conflict_actions.insert(conflict_actions.end(), actions.begin(), actions.end());
    }
    return codes[entry] = code;
  }

  Rules& rules;
  std::map<std::uint32_t, std::uint16_t> codes;
  std::vector<std::uint16_t> conflict_begin, conflict_actions;
};

Entries expand(const TSLanguage& language, std::uint32_t state) {
  Entries row(language.symbol_count, 0);
  if (state < language.large_state_count) {
    std::copy_n(&language.parse_table[state * language.symbol_count], language.symbol_count, row.begin());
    return row;
  }
  const std::uint16_t* data =
      &language.small_parse_table[language.small_parse_table_map[state - language.large_state_count]];
  for (std::uint16_t groups = *data++; groups > 0; --groups) {
    const std::uint16_t value = *data++;
    for (std::uint16_t n = *data++; n > 0; --n) row[*data++] = value;
  }
  return row;
}

std::uint16_t external(const TSLanguage& language, std::uint32_t state) {
  const std::uint32_t set = language.lex_modes[state].external_lex_state;
  const bool* may = &language.external_scanner.states[set * language.external_token_count];
  // In the order of the scanner's own enum.
  return static_cast<std::uint16_t>((may[0] ? kMayNewline : 0) | (may[1] ? kMayIndent : 0) | (may[2] ? kMayDedent : 0) |
                                    (may[3] ? kMayString : 0) | (may[4] ? kMayContent : 0) |
                                    (may[11] ? kMayExcept : 0) | (set != 0 ? kMayScan : 0));
}

// The rule by which every token that is not an extra reduces in this state, or 0.
std::uint16_t default_rule(const std::vector<std::uint16_t>& row) {
  std::uint16_t found = kNoAction;
  for (std::uint32_t terminal = 0; terminal < kTerminals; ++terminal) {
    const std::uint16_t action = row[terminal];
    if (terminal == kComment || terminal == kLineContinuation || action == kNoAction) continue;
    if ((action & kActionClass) != kReduce || (found != kNoAction && found != action)) return 0;
    found = action;
  }
  return found & kActionValue;
}

}  // namespace

void print_parse_tables(const Symbols& symbols, const Automaton& lexer, Printer& out) {
  const TSLanguage& language = *symbols.language;
  const std::uint32_t terminals = language.token_count;
  Rules rules(symbols);
  Codes codes{.rules = rules};
  std::uint32_t reserved_sets = 0;
  std::vector<std::uint16_t> actions, gotos, default_unit, unit_rule(symbols.nonterminals, 0);
  std::vector<std::uint32_t> goto_row;
  std::map<Entries, std::uint32_t> goto_rows;
  if (language.state_count > kActionValue) refuse("too many states");

  for (std::uint32_t state = 0; state < language.state_count; ++state) {
    const Entries all = expand(language, state);
    std::vector<std::uint16_t> row(kTerminals, kNoAction);
    for (std::uint32_t t = 0; t < terminals && state != 0; ++t) row[symbols.ours[t]] = codes.code(all[t]);
    const std::uint16_t rule = default_rule(row);
    default_unit.push_back(rule != 0 && rules.is_unit(rule) ? static_cast<std::uint16_t>(rules.nonterminal(rule) + 1)
                                                            : std::uint16_t{0});
    for (std::uint16_t& action : row) {
      if ((action & kActionClass) != kReduce || !rules.is_unit(action & kActionValue)) continue;
      const auto nonterminal = static_cast<std::size_t>(rules.nonterminal(action & kActionValue));
      std::uint16_t& known = unit_rule[nonterminal];
      if (known == 0) known = action & kActionValue;
      if (known == (action & kActionValue)) action = static_cast<std::uint16_t>(kUnit | nonterminal);
    }
    const TSLexerMode& mode = language.lex_modes[state];
    reserved_sets = std::max(reserved_sets, mode.reserved_word_set_id + 1u);
    row.resize(kRow, kNoAction);
    row[0] =
        static_cast<std::uint16_t>((mode.lex_state & 0xFF) | mode.reserved_word_set_id << 8);  // a State, little-endian
    row[1] = static_cast<std::uint16_t>(external(language, state) | (lexer.plain[mode.lex_state] ? kPlain : 0));
    actions.insert(actions.end(), row.begin(), row.end());

    const Entries nonterminals(all.begin() + terminals, all.end());
    const auto [found, is_new] = goto_rows.emplace(nonterminals, static_cast<std::uint32_t>(gotos.size()));
    if (is_new) gotos.insert(gotos.end(), nonterminals.begin(), nonterminals.end());
    goto_row.push_back(found->second);
  }
  // After a reduction the look-ahead is there already, so unit reductions that every token causes can be followed at
  // once.
  std::vector<std::uint16_t> closed = gotos;
  for (std::size_t row = 0; row < closed.size(); row += symbols.nonterminals) {
    for (std::uint32_t n = 0; n < symbols.nonterminals; ++n) {
      while (closed[row + n] != 0 && default_unit[closed[row + n]] != 0) {
        closed[row + n] = gotos[row + default_unit[closed[row + n]] - 1u];
      }
    }
  }
  if (rules.rows.size() > kActionValue >> 1 || codes.conflict_begin.size() > kConflictValue) refuse("too many rules");
  codes.conflict_begin.push_back(static_cast<std::uint16_t>(codes.conflict_actions.size()));

  std::vector<std::uint8_t> reserved(std::size_t{reserved_sets} * kTerminals, 0);
  for (std::size_t set = 0; set < reserved_sets; ++set) {
    for (std::uint32_t i = 0; i < language.max_reserved_word_set_size; ++i) {
      const std::uint16_t word = language.reserved_words[set * language.max_reserved_word_set_size + i];
      if (word == 0) break;
      reserved[set * kTerminals + symbols.ours[word]] = 1;
    }
  }
  std::vector<std::uint32_t> leaf_meta;
  std::vector<std::uint8_t> visible;
  for (std::size_t i = 0; i < symbols.theirs.size(); ++i) {
    const bool used = symbols.theirs[i] != UINT16_MAX;
    visible.push_back(used && language.symbol_metadata[symbols.theirs[i]].visible);
    if (i < kTerminals)
      leaf_meta.push_back(used ? symbols.kind(symbols.theirs[i]) | std::uint32_t{visible.back()} << 16 : 0);
  }

  out.array("uint16_t", "kActions", actions);
  out.array("uint16_t", "kGoto", closed);
  out.array("uint16_t", "kGotoPlain", gotos);
  out.array("uint32_t", "kGotoRow", goto_row);
  out.array("uint16_t", "kDefaultUnit", default_unit);
  out.array("uint16_t", "kUnitRule", unit_rule);
  out.rows("Rule", "kRules", rules.rows);
  out.rows("FieldEntry", "kFieldEntries", rules.field_entries);
  out.array("uint8_t", "kAliases", rules.all_aliases);
  out.array("uint16_t", "kConflictBegin", codes.conflict_begin);
  out.array("uint16_t", "kConflictActions", codes.conflict_actions);
  out.array("uint8_t", "kReserved", reserved);
  out.array("uint32_t", "kLeafMeta", leaf_meta);
  out.array("uint8_t", "kVisible", visible);
  out.array("uint16_t", "kGrammarSymbol", symbols.theirs);
}

}  // namespace whip::fast
