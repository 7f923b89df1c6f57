// Which part of a file is formatted where only a part was asked for.
#pragma once

#include <cstdint>
#include <optional>

#include "core/text/span.h"
#include "formatter/ast/node.h"
#include "formatter/comments/comments.h"
#include "formatter/options.h"

namespace whip::fmt {

// A place where a part may begin or end: one that can be found again in the formatted text.
struct Border {
  enum class Kind : std::uint8_t {
    file_begin,
    file_end,
    line_begin,  // of the logical line `ordinal`: a statement, decorator, `elif`, `except`, `case` ...
    line_end,
    comment_begin,  // of the comment `ordinal`
    comment_end,
    colon,  // behind the colon before the body that begins with the logical line `ordinal`
  };
  Kind kind = Kind::file_begin;
  std::uint32_t ordinal = 0;
  std::uint32_t offset = 0;  // in the source
};

struct Borders {
  Border begin;
  Border end;
};

// The narrowest borders around `range` (not empty) such that what is between them can be formatted by itself: whole
// logical lines, or the header of a compound statement; more where the indentation is not what the options say.
Borders borders_around(Span range, const AstTree& ast, const CommentMap& comments, const Options& options);

// Where a border is in the formatted text; nothing if it cannot be told.
std::optional<std::uint32_t> find_border(const Border& border, const AstTree& formatted);

}  // namespace whip::fmt
