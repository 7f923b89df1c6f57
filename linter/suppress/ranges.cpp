// What suppression comments cover. Three questions need more than the comment itself:
//  - `ignore` on a line of its own: which statement is below it, or, between brackets, which line;
//  - `ignore` behind code: which lines are joined to the comment's own by strings and backslashes;
//  - `disable` and `enable`: where the blocks around them begin and end. A comment belongs to the block whose
//  indentation it has; before the first
//    and behind the last statement of a block it may have another.

#include "linter/suppress/ranges.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "core/text/blank.h"

namespace whip {
namespace {

constexpr KindSet kOpening = {Kind::lparen, Kind::lbracket, Kind::lbrace};
constexpr KindSet kClosing = {Kind::rparen, Kind::rbracket, Kind::rbrace};

enum class Joins : std::uint8_t { strings_and_backslashes, brackets_too };

// Whether brackets of `node` itself are open at `offset`.
bool is_between_brackets(Node node, std::uint32_t offset) {
  int depth = 0;
  for (const Node child : node.children()) {
    if (child.begin() >= offset) break;
    if (kOpening.contains(child.kind())) ++depth;
    if (kClosing.contains(child.kind())) --depth;
  }
  return depth > 0;
}

bool is_bracketed(Node node, std::uint32_t offset) {
  for (; node && !node.is_any({Kind::block, Kind::module}); node = node.parent()) {
    if (is_between_brackets(node, offset)) return true;
  }
  return false;
}

// Whether the line end at `offset` does not end what stands on its line. In the replacement field of an f-string lines
// are joined as they are between brackets.
bool is_joined(const File& file, std::uint32_t offset, Joins joins) {
  const Node innermost = file.innermost(offset);
  for (Node node = innermost; node && !node.is_any({Kind::block, Kind::module}); node = node.parent()) {
    if (node.is(Kind::interpolation)) return joins == Joins::brackets_too;
    if (node.is_any({Kind::string, Kind::line_continuation})) return true;
  }
  return joins == Joins::brackets_too && is_bracketed(innermost, offset);
}

// The end of the line that holds `offset`, joined lines counted as one.
std::uint32_t line_end(const File& file, std::uint32_t offset, Joins joins) {
  for (std::uint32_t line = file.lines.line_of(offset);; ++line) {
    const std::uint32_t end = file.lines.line_content(line, file.text).end;
    if (end >= file.text.size() || !is_joined(file, end, joins)) return end;
  }
}

std::uint32_t line_begin(const File& file, std::uint32_t offset) {
  std::uint32_t line = file.lines.line_of(offset);
  while (line > 0 &&
         is_joined(file, file.lines.line_content(line - 1, file.text).end, Joins::strings_and_backslashes)) {
    --line;
  }
  return file.lines.line_begin(line);
}

// The blanks before `offset`; nothing if something else stands before it on its line.
std::optional<std::string_view> indentation(const File& file, std::uint32_t offset) {
  std::uint32_t begin = file.lines.line_begin(file.lines.line_of(offset));
  if (begin == 0) begin = byte_order_mark(file.text);
  const std::string_view before = file.text.substr(begin, offset - begin);
  if (!std::ranges::all_of(before, is_python_blank)) return std::nullopt;
  return before;
}

// Where the first token at or behind `offset` begins that is no comment; the end of the text if there is none.
std::uint32_t next_token(const File& file, std::uint32_t offset) {
  const auto begin = file.tree.span.begin();
  const auto first = std::lower_bound(begin, begin + file.tree.own_size, offset,
                                      [](Span span, std::uint32_t wanted) { return span.begin < wanted; });
  for (auto n = static_cast<std::uint32_t>(first - begin); n < file.tree.own_size; ++n) {
    if (!is_extra(file.tree.kind[n])) return file.tree.span[n].begin;
  }
  return static_cast<std::uint32_t>(file.text.size());
}

// An `ignore` on a line of its own.
Span range_below(const File& file, Span comment) {
  const std::uint32_t token = next_token(file, comment.end);
  const bool is_inner = is_bracketed(file.innermost(comment.begin), comment.begin);
  const Joins joins = is_inner ? Joins::strings_and_backslashes : Joins::brackets_too;
  const auto size = static_cast<std::uint32_t>(file.text.size());
  Span range{comment.begin, token == size ? size : line_end(file, token, joins)};
  // Above it may be the first line of a script, which can hold no comment of its own.
  if (file.text.starts_with("#!") && file.lines.line_of(comment.begin) == 1) range.begin = 0;
  return range;
}

// Blocks begin and end where Python's tokenizer indents and dedents: at the first token of a line.
struct BlockEdge {
  std::uint32_t at;
  bool is_indent;
  std::string_view indentation;
};

std::vector<BlockEdge> block_edges(const File& file) {
  std::vector<BlockEdge> edges;
  const Tree& tree = file.tree;
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    if (tree.kind[n] != Kind::block) continue;
    Node first = file.node(NodeId{n}).first_child();
    while (first && is_extra(first.kind())) first = first.next_sibling();
    if (!first) continue;
    const std::optional<std::string_view> blanks = indentation(file, first.begin());
    if (!blanks) continue;  // `if x: pass`
    edges.push_back({first.begin(), true, *blanks});
    std::uint32_t next = tree.after[n];
    while (next < tree.own_size && is_extra(tree.kind[next])) ++next;
    edges.push_back(
        {next < tree.own_size ? tree.span[next].begin : static_cast<std::uint32_t>(file.text.size()), false, {}});
  }
  std::ranges::stable_sort(edges, {}, [](const BlockEdge& edge) { return std::tuple(edge.at, edge.is_indent); });
  return edges;
}

}  // namespace

// Pairs `disable` and `enable` while going through the blocks.
class RangePairs {
 public:
  RangePairs(const File& file, RangeComments& out) : file_(file), out_(out), edges_(block_edges(file)) {}

  void run() {
    while (next_ < out_.comments.size()) {
      if (is_pairable(next_)) {
        walk_blocks();
      } else {
        ++next_;
      }
    }
    match({}, static_cast<std::uint32_t>(file_.text.size()));
  }

 private:
  struct Pending {
    std::uint32_t comment;
    std::string_view indentation;
  };

  bool is_pairable(std::uint32_t comment) const {
    const RangeAction action = out_.comments[comment].action;
    return action == RangeAction::disable || action == RangeAction::enable;
  }

  // From the next comment on to the end of its block, or until nothing is open.
  void walk_blocks() {
    const std::uint32_t begin = out_.comments[next_].token.begin;
    std::vector<std::string_view> open{std::string_view()};
    std::size_t edge = 0;
    for (; edge < edges_.size() && edges_[edge].at <= begin; ++edge) {
      if (edges_[edge].is_indent) {
        open.push_back(edges_[edge].indentation);
      } else if (open.size() > 1) {
        open.pop_back();
      }
    }
    open = {open.back()};
    for (; edge < edges_.size(); ++edge) {
      take_comments(edges_[edge].at, open.back());
      if (edges_[edge].is_indent) {
        open.push_back(edges_[edge].indentation);
        continue;
      }
      match(open.back(), edges_[edge].at);
      open.pop_back();
      if (open.empty() || pending_.empty()) return;
    }
    take_comments(UINT32_MAX, open.back());
  }

  // Comments before `end`, in a block of that indentation.
  void take_comments(std::uint32_t end, std::string_view block) {
    for (; next_ < out_.comments.size() && out_.comments[next_].token.begin < end; ++next_) {
      if (!is_pairable(next_)) continue;
      const Span span = out_.comments[next_].span;
      const std::optional<std::string_view> own = indentation(file_, span.begin);
      if (own && (*own == block || is_at_edge(span.end))) pending_.push_back({next_, *own});
    }
  }

  // Whether a block begins or ends with the next token.
  bool is_at_edge(std::uint32_t offset) const {
    const std::uint32_t token = next_token(file_, offset);
    return std::ranges::binary_search(edges_, token, {}, &BlockEdge::at);
  }

  bool is_pair(const Pending& first, const Pending& second) const {
    const RangeComment& disable = out_.comments[first.comment];
    const RangeComment& enable = out_.comments[second.comment];
    const auto text = [&](Span span) { return file_.slice(span); };
    return disable.action == RangeAction::disable && enable.action == RangeAction::enable &&
           first.indentation == second.indentation &&
           std::ranges::equal(out_.codes_of(disable), out_.codes_of(enable), {}, text, text);
  }

  // A block of that indentation ends: its comments find their partners, or hold to the end.
  void match(std::string_view block, std::uint32_t end) {
    for (std::size_t i = 0; i < pending_.size();) {
      const Pending first = pending_[i];
      if (first.indentation.size() < block.size()) {
        ++i;
        continue;
      }
      const Span span = out_.comments[first.comment].span;
      const auto second = std::find_if(pending_.begin() + static_cast<std::ptrdiff_t>(i) + 1, pending_.end(),
                                       [&](const Pending& other) { return is_pair(first, other); });
      if (second != pending_.end()) {
        add(first.comment, {span.begin, out_.comments[second->comment].span.end}, second->comment);
        pending_.erase(second);
      } else if (out_.comments[first.comment].action == RangeAction::disable) {
        add(first.comment, {span.begin, end}, RangeSuppression::kNone);
      }
      pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  void add(std::uint32_t comment, Span range, std::uint32_t enable) { out_.add(file_, comment, range, enable); }

  const File& file_;
  RangeComments& out_;
  std::vector<BlockEdge> edges_;
  std::vector<Pending> pending_;
  std::uint32_t next_ = 0;
};

void RangeComments::add(const File& file, std::uint32_t comment, Span range, std::uint32_t enable) {
  for (const Span code : codes_of(comments[comment])) {
    suppressions.push_back({.code = file.slice(code), .range = range, .comment = comment, .enable = enable});
  }
}

void RangeComments::resolve(const File& file) {
  suppressions.clear();
  bool has_pairs = false;
  for (std::uint32_t i = 0; i < comments.size(); ++i) {
    const RangeComment& comment = comments[i];
    const std::optional<std::string_view> own = indentation(file, comment.span.begin);
    if (comment.action == RangeAction::file_ignore) {
      const auto size = static_cast<std::uint32_t>(file.text.size());
      if (own && own->empty()) add(file, i, {0, size}, RangeSuppression::kNone);
    } else if (comment.action == RangeAction::ignore) {
      const Span behind{line_begin(file, comment.token.begin),
                        file.lines.line_content(file.lines.line_of(comment.token.end), file.text).end};
      add(file, i, own ? range_below(file, comment.span) : behind, RangeSuppression::kNone);
    } else {
      has_pairs = true;
    }
  }
  if (has_pairs) RangePairs(file, *this).run();
  std::ranges::stable_sort(suppressions, {}, [&](const RangeSuppression& suppression) {
    const RangeComment& comment = comments[suppression.comment];
    return std::tuple(comment.action, comment.span.begin, suppression.code);
  });
}

bool RangeComments::covers(const RangeSuppression& suppression, Span span, std::uint32_t parent) const {
  const Span range = suppression.range;
  if (comments[suppression.comment].action != RangeAction::ignore) return range.contains(span);
  return range.contains(span.begin) || (span.empty() && range.end == span.begin) ||
         (parent != UINT32_MAX && range.contains(parent));
}

}  // namespace whip
