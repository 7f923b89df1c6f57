// The lexer of the generated parser as a function of one step: (state, character) -> next state, accepted symbol, skip.
// Compiling parser.c with its lexer macros replaced (table_source.c) makes one of it, without copying anything from the
// package.
#pragma once

#include <tree_sitter/parser.h>

typedef struct StepLexer StepLexer;
struct StepLexer {
  int32_t lookahead;  // in: the character
  int32_t accept;     // out: the symbol accepted in this state, or -1
  int32_t next;       // out: the next state, or -1
  bool skip;          // out: the character is not part of the token
  bool at_eof;        // in
  bool (*eof)(const StepLexer* lexer);
};
