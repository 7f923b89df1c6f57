// The tables that the fast parser runs on, made at build time from the generated parser.c (make_tables.cpp): plain
// constant data without pointers, so that nothing is computed and nothing relocated when a process starts.
//
// Terminals are renumbered (the frequent ones share the first cache line of a row of actions); nonterminals count from
// 0. Where both can stand, a `symbol` is a terminal, or kNonterminal + a nonterminal.
#pragma once

#include <cstdint>

namespace whip::fast {

// The terminals that the code speaks of. Their order is that of kFirstTerminals in make_tables.cpp. The first numbers
// are left to the State at the head of each row of actions.
inline constexpr std::uint32_t kFirstTerminal = 2;
enum Terminal : std::uint8_t {
  kEnd = kFirstTerminal,
  kIdentifier,
  kComment,
  kLineContinuation,
  kNewline,
  kIndent,
  kDedent,
  kStringStart,
  kStringContent,
  kStringEnd,
  kEscapeInterpolation,
};
inline constexpr std::uint32_t kTerminals = 128;  // a power of two above the last
inline constexpr std::uint32_t kNonterminal = 128;
inline constexpr std::uint32_t kRow = 128;  // stride of the rows of actions

// Actions, in 16 bits. A reduction of one child to a hidden nonterminal without fields leaves no trace in the tree: it
// is only a goto, and has a code of its own.
enum Action : std::uint16_t {
  kNoAction = 0,
  kShift = 0x4000,   // | state
  kReduce = 0x8000,  // | rule
  kUnit = 0xC000,    // | nonterminal
  kExtra = 0xE000,
  kAccept = 0xE001,
  kConflict = 0xF000,  // | list
  kActionClass = 0xC000,
  kUnitClass = 0xE000,
  kActionValue = 0x3FFF,
  kUnitValue = 0xFF,
  kConflictValue = 0x0FFF,
};

// What the hand-written scanner may answer in a state.
enum External : std::uint8_t {
  kMayNewline = 1,
  kMayIndent = 2,
  kMayDedent = 4,
  kMayString = 8,
  kMayContent = 16,
  kMayExcept = 32,
  kMayScan = 64,  // the scanner is asked at all
  kPlain = 128,   // not of the scanner: the lexer skips white space, and knows names and signs as everywhere
};

struct State {
  std::uint8_t lexer;     // where its lexer begins
  std::uint8_t reserved;  // its set of reserved words
  std::uint8_t external;  // External
  std::uint8_t unused;
};
static_assert(sizeof(State) == kFirstTerminal * sizeof(std::uint16_t));

struct Rule {
  std::uint16_t nonterminal;
  std::uint8_t count;  // of children
  std::uint8_t fields;
  std::uint8_t kind;  // Kind of the node, if visible
  bool visible;
  bool slow;  // empty, or renames children
  bool renames;
  std::int16_t precedence;  // dynamic
  std::uint16_t field_begin;
  std::uint16_t alias_begin;
  std::uint16_t unused;
};
static_assert(sizeof(Rule) == 16);

struct FieldEntry {
  std::uint8_t child;
  std::uint8_t field;  // Field
};

// A step of the lexer: a state, kSkip if the character is not part of the token, or kStop.
inline constexpr std::uint16_t kSkip = 0x8000;
inline constexpr std::uint16_t kStop = 0x7FFF;
inline constexpr std::uint8_t kNothing = 0xFF;  // accepts no terminal
// Columns of the lexer's rows: ASCII (0 being the end of the text), then the classes of wide characters.
inline constexpr std::uint32_t kLexerColumns = 136;
// The first byte of a token: next state, whether a token is then complete, its terminal << 16. 0: take the slow way.
inline constexpr std::uint32_t kFirstState = 0x7FFF;
inline constexpr std::uint32_t kFirstFinal = 0x8000;

// Characters from `first` on are of this class (a column of the lexer's rows).
struct WideClass {
  std::uint32_t first;
  std::uint32_t column;
};

// Classes of bytes, for the first look at a token.
enum ByteClass : std::uint8_t {
  kSpecialByte = 1,    // line ends, tabs, comments, backslashes, NUL: asks the layout
  kStringByte = 2,     // can begin a string
  kSpaceByte = 4,      // white space between tokens
  kNameByte = 8,       // begins a name
  kJoinableByte = 16,  // a sign that may go on with one of the next
  kJoiningByte = 32,   // goes on with a sign: `=` in `+=`, digits after `.`
};

extern const std::uint16_t kActions[];    // [state * kRow + terminal], the State first
extern const std::uint16_t kGoto[];       // [kGotoRow[state] + nonterminal], default
                                          // unit reductions already followed
extern const std::uint16_t kGotoPlain[];  // the same without following them
extern const std::uint32_t kGotoRow[];
extern const std::uint16_t kDefaultUnit[];  // [state]: nonterminal + 1 of the unit reduction that every
                                            // token causes, or 0
extern const std::uint16_t kUnitRule[];     // [nonterminal]: the rule of a unit reduction
extern const Rule kRules[];
extern const FieldEntry kFieldEntries[];
extern const std::uint8_t kAliases[];  // [alias_begin + child]: Kind, or 0
extern const std::uint16_t kConflictBegin[];
extern const std::uint16_t kConflictActions[];
extern const std::uint8_t kReserved[];         // [set << 7 | terminal]
extern const std::uint32_t kLeafMeta[];        // [terminal]: Kind | visible << 16, a Record's last word
extern const std::uint8_t kVisible[];          // [symbol]: 1 if it is a node
extern const std::uint16_t kGrammarSymbol[];   // [symbol]: the grammar's own number, which decides ties
extern const std::uint8_t kKeyword[];          // [terminal]: 1 if a keyword
extern const std::uint16_t kLexer[];           // [state * kLexerColumns + column]
extern const std::uint8_t kLexerAccepts[];     // [state]: terminal or kNothing
extern const std::uint8_t kLexerSkipsSpace[];  // [state]
extern const std::uint32_t kLexerFirst[];      // [state << 7 | byte]
extern const std::uint32_t kIdentifierState;   // inside an ASCII identifier
extern const WideClass kWideClasses[];
extern const std::uint32_t kWideClassCount;
extern const std::uint8_t kByteClass[256];
extern const std::uint8_t kSigns[256];  // the terminal of a sign that stands alone, the same in all plain states; or 0
// Keywords of up to 8 bytes: perfect hash of the bytes. The one longer keyword, __future__, stands apart.
extern const std::uint64_t kKeywordFactor;
extern const std::uint64_t kKeywordBytes[128];
extern const std::uint8_t kKeywordTerminal[128];
extern const std::uint8_t kFutureTerminal;

using Row = const std::uint16_t*;  // of actions
inline State state_at(Row row) {
  State state;
  __builtin_memcpy(&state, row, sizeof state);
  return state;
}

}  // namespace whip::fast
