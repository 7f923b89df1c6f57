// Comments of one node taken apart by where they stand.
#pragma once

#include <cstddef>
#include <functional>

#include "formatter/comments/comments.h"

namespace whip::fmt {

// Comments before a place and those behind it. Where comments of both sorts alternate, which happens around `/` and `*`
// and in lambdas, the layout depends on where the search for the border looks: it looks where Ruff's does, which
// halves.
struct SplitComments {
  CommentSpan before, after;
};
template <class F>
SplitComments split_comments(CommentSpan comments, F is_before) {
  if (comments.empty()) return {};
  std::size_t begin = 0;
  for (std::size_t size = comments.size(); size > 1; size -= size / 2) {
    if (std::invoke(is_before, comments[begin + size / 2])) begin += size / 2;
  }
  const std::size_t border = begin + (std::invoke(is_before, comments[begin]) ? 1 : 0);
  return {comments.first(border), comments.subspan(border)};
}
// As above, but what is before ends at the first own-line comment.
inline SplitComments split_at_own_line(CommentSpan comments) {
  std::size_t n = 0;
  while (n < comments.size() && !comments[n].own_line()) ++n;
  return {comments.first(n), comments.subspan(n)};
}

}  // namespace whip::fmt
