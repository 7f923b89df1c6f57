// The generated parser with its lexer macros replaced; see step_lexer.h. Only make_tables links it, under a name of its own. The file is
// given as WHIP_PARSER_C.
#include "step_lexer.h"

#undef START_LEXER
#undef ADVANCE
#undef ADVANCE_MAP
#undef SKIP
#undef ACCEPT_TOKEN
#undef END_STATE

#define START_LEXER()                                             \
  bool result = false, skip = false;                              \
  UNUSED bool eof = false;                                         \
  int32_t lookahead = lexer->lookahead;                           \
  lexer->accept = -1, lexer->next = -1, lexer->skip = false;      \
  goto start;                                                     \
  next_state:                                                     \
  lexer->next = (int32_t)state, lexer->skip = skip;               \
  return result;                                                  \
  start:
#define ADVANCE(target) \
  {                     \
    state = target;     \
    goto next_state;    \
  }
#define ADVANCE_MAP(...)                                                \
  {                                                                     \
    static const uint16_t map[] = {__VA_ARGS__};                        \
    for (uint32_t i = 0; i < sizeof map / sizeof *map; i += 2) {        \
      if (map[i] == lookahead) {                                        \
        state = map[i + 1];                                             \
        goto next_state;                                                \
      }                                                                 \
    }                                                                   \
  }
#define SKIP(target)  \
  {                   \
    skip = true;      \
    state = target;   \
    goto next_state;  \
  }
#define ACCEPT_TOKEN(symbol) \
  result = true;             \
  lexer->accept = symbol;
#define END_STATE() return result;

#define TSLexer StepLexer
#define tree_sitter_python whip_table_source
#include WHIP_PARSER_C
