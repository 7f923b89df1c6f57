#include "formatter/python/verbatim_lines.h"

#include <algorithm>

#include "formatter/comments/trivia.h"

namespace whip::fmt {
namespace {

constexpr bool is_line_break(char c) { return c == '\n' || c == '\r'; }

std::uint32_t behind_line_break(std::string_view text, std::uint32_t at) {
  return at + (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1);
}

// Finds the ends of logical lines: brackets, strings and backslashes hold lines together. Strings are those of the
// concrete tree, since one may hold another.
class LogicalLines {
 public:
  LogicalLines(const Context& context, Span range)
      : text_(context.source), tree_(*context.ast.concrete), range_(range) {
    const auto first = std::lower_bound(tree_.span.begin(), tree_.span.begin() + tree_.own_size, range.begin,
                                        [](const Span& span, std::uint32_t at) { return span.begin < at; });
    node_ = static_cast<std::uint32_t>(first - tree_.span.begin());
    at_ = range.begin;
  }

  struct Line {
    Span span;
    bool ended = false;  // by a line break
  };
  // False behind the last.
  bool next(Line& line) {
    if (at_ >= range_.end) return false;
    line.span.begin = at_;
    std::uint32_t depth = 0;
    while (at_ < range_.end) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        skip_string();
      } else if (c == '#') {
        at_ = line_end(text_, at_);
      } else if (c == '\\' && at_ + 1 < range_.end && is_line_break(text_[at_ + 1])) {
        at_ = behind_line_break(text_, at_ + 1);
      } else if (is_line_break(c)) {
        const std::uint32_t end = at_;
        at_ = behind_line_break(text_, at_);
        if (depth != 0) continue;
        line.span.end = end;
        line.ended = true;
        return true;
      } else {
        if (c == '(' || c == '[' || c == '{') ++depth;
        if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
        ++at_;
      }
    }
    line.span.end = range_.end;
    line.ended = false;
    return true;
  }

 private:
  // The string whose quote is at at_: its node begins there or at its prefix.
  void skip_string() {
    for (; node_ < tree_.own_size && tree_.span[node_].begin <= at_; ++node_) {
      if (tree_.kind[node_] != Kind::string || tree_.span[node_].end <= at_) continue;
      at_ = tree_.span[node_].end;
      node_ = tree_.after[node_];
      return;
    }
    ++at_;
  }

  std::string_view text_;
  const Tree& tree_;
  Span range_;
  std::uint32_t at_ = 0;
  std::uint32_t node_ = 0;
};

}  // namespace

std::uint32_t indentation_of(std::string_view text, std::uint32_t offset) {
  const std::uint32_t begin = line_begin(text, offset);
  std::uint32_t end = begin;
  while (end < offset && (text[end] == ' ' || text[end] == '\t')) ++end;
  return end - begin;
}

void write_verbatim_lines(Context& context, Span range, std::uint32_t indentation) {
  context.comments.mark_formatted(range);
  LogicalLines lines(context, range);
  bool first = true;
  for (LogicalLines::Line line; lines.next(line); first = false) {
    Span rest = line.span;
    for (std::uint32_t n = 0; n < indentation && rest.begin < rest.end; ++n) {
      const char c = context.source[rest.begin];
      if (c != ' ' && c != '\t') break;
      ++rest.begin;
    }
    if (rest.begin < rest.end) {
      context.writer.source(rest);
      if (line.ended) context.writer.hard_line();
    } else if (line.ended && first) {
      context.writer.hard_line();
    } else if (line.ended) {
      context.writer.empty_line();
    }
  }
}

bool has_logical_line_break(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t at = begin; at < end;) {
    if (text[at] == '\\' && at + 1 < end && is_line_break(text[at + 1])) {
      at = behind_line_break(text, at + 1);
    } else if (is_line_break(text[at])) {
      return true;
    } else {
      ++at;
    }
  }
  return false;
}

std::uint32_t end_with_semicolon(std::string_view text, AstNode statement) {
  for (std::uint32_t at = statement.end(); at < text.size();) {
    const char c = text[at];
    if (c == ';') return at + 1;
    if (c == '\\' && at + 1 < text.size() && is_line_break(text[at + 1])) {
      at = behind_line_break(text, at + 1);
    } else if (c == ' ' || c == '\t' || c == '\f') {
      ++at;
    } else {
      break;
    }
  }
  return statement.end();
}

}  // namespace whip::fmt
