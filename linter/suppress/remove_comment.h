// How a comment, or a part of one, goes without leaving blanks behind.
#pragma once

#include "core/text/edit.h"
#include "linter/file.h"

namespace whip {

//   # noqa                       the whole line goes
//   x = 1  # noqa                the blanks before go too
//   x = 1  # noqa  # type: int   the blanks between the comments go
//   x = 1  # noqa because        the remark goes too
Edit remove_comment(const File& file, Span comment);

}  // namespace whip
