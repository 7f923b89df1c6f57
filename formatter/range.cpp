// The search is Ruff's (its range.rs): first the innermost logical line that holds the range and stands by itself, then
// the nearest borders within it. Unlike there, the file is formatted as a whole and the part is cut out of the result,
// so that it cannot look different from what formatting the file would have given.

#include "formatter/range.h"

#include <algorithm>

#include "formatter/comments/trivia.h"
#include "formatter/literal/literal.h"

namespace whip::fmt {
namespace {

bool is_logical_line(AstNode node) {
  return node.is_statement() ||
         node.is_any({Ast::decorator, Ast::except_handler, Ast::elif_else_clause, Ast::match_case});
}

// The blanks before `offset` on its line; nothing if something else stands there too.
std::optional<std::string_view> indentation_before(std::string_view text, std::uint32_t offset) {
  const std::uint32_t begin = line_begin(text, offset);
  const std::string_view before = text.substr(begin, offset - begin);
  if (before.find_first_not_of(" \t\f") != std::string_view::npos) return std::nullopt;
  return before;
}

// Whether blanks are so many whole levels as the options have them.
std::optional<std::uint32_t> levels_of(std::string_view blanks, const Options& options) {
  const char wanted = options.indent_style == IndentStyle::tab ? '\t' : ' ';
  const std::uint32_t width = options.indent_style == IndentStyle::tab ? 1 : options.indent_width;
  if (blanks.find_first_not_of(wanted) != std::string_view::npos || blanks.size() % width != 0) return std::nullopt;
  return static_cast<std::uint32_t>(blanks.size()) / width;
}

class Search {
 public:
  Search(Span range, const AstTree& ast, const CommentMap& comments, const Options& options)
      : range_(range), ast_(ast), comments_(comments), options_(options) {
    ordinals_.resize(ast.size(), 0);
    std::uint32_t ordinal = 0;
    for (std::uint32_t n = 0; n < ast.size(); ++n) {
      if (is_logical_line({ast, n})) ordinals_[n] = ordinal++;
    }
  }

  Borders run() {
    const AstNode enclosing = innermost();
    if (enclosing.is(Ast::module)) {
      borders_ = {{Border::Kind::file_begin, 0, 0},
                  {Border::Kind::file_end, 0, static_cast<std::uint32_t>(ast_.text.size())}};
      level_ = 0;
      for_children(enclosing);
    } else {
      borders_ = {{Border::Kind::line_begin, ordinal(enclosing), enclosing.begin()},
                  {Border::Kind::line_end, ordinal(enclosing), enclosing.end()}};
      indentation_ = indentation_before(ast_.text, enclosing.begin()).value_or(std::string_view{});
      level_ = 1;
      visit(enclosing);
    }
    return borders_;
  }

 private:
  std::uint32_t ordinal(AstNode node) const { return ordinals_[node.id()]; }

  AstNode innermost() const {
    AstNode found(ast_, 0);
    for (std::uint32_t n = 1; n < ast_.size();) {
      const AstNode node(ast_, n);
      const bool holds = is_logical_line(node) && node.begin() <= range_.begin && node.end() >= range_.end;
      const auto blanks = holds ? indentation_before(ast_.text, node.begin()) : std::nullopt;
      // A docstring is one only within its body.
      if (!blanks || !levels_of(*blanks, options_) || (node.is(Ast::expr) && is_docstring_candidate(node))) {
        n = node.after();
        continue;
      }
      found = node;
      ++n;
    }
    return found;
  }

  void narrow(const Border& border) {
    if (border.offset <= range_.begin && border.offset > borders_.begin.offset) borders_.begin = border;
    if (border.offset >= range_.end && border.offset < borders_.end.offset) borders_.end = border;
  }
  void narrow(const Comment& comment) {
    const auto all = comments_.all();
    const auto at = std::ranges::lower_bound(all, comment.begin(), {}, &Span::begin);
    const auto index = static_cast<std::uint32_t>(at - all.begin());
    narrow({Border::Kind::comment_begin, index, comment.begin()});
    narrow({Border::Kind::comment_end, index, comment.end()});
  }

  // Recursion: by statements, which Python lets nest a hundred times.
  void visit(AstNode node) {
    const NodeComments comments = comments_.of(node);
    for (const Comment& comment : comments.leading) narrow(comment);
    narrow({Border::Kind::line_begin, ordinal(node), node.begin()});
    narrow({Border::Kind::line_end, ordinal(node), node.end()});
    const bool is_past = borders_.begin.offset > node.begin() && borders_.end.offset <= node.end();
    if (node.end() >= range_.begin && !is_past) for_children(node);
    for (const Comment& comment : comments.trailing) {
      if (comment.own_line()) narrow(comment);
    }
  }

  void for_children(AstNode node) {
    for (AstNode child = node.first_child(); child;) {
      if (!is_logical_line(child)) {
        child = child.next_sibling();
      } else if (child.is_any({Ast::decorator, Ast::elif_else_clause})) {
        visit(child);
        child = child.next_sibling();
      } else {
        child = for_body(child);
      }
    }
  }

  // The body (or the cases, the handlers) that begins with `first`; gives what comes behind it.
  AstNode for_body(AstNode first) {
    const Role role = first.role();
    const bool enters = enter(first);
    AstNode child = first;
    for (; child && child.role() == role; child = child.next_sibling()) {
      if (enters) visit(child);
    }
    if (enters) --level_;
    return child;
  }

  bool enter(AstNode first) {
    const std::uint32_t before = previous_token(ast_.text, first.begin(), 0, comments_.all());
    if (before != UINT32_MAX && ast_.text[before] == ':') {
      narrow({Border::Kind::colon, ordinal(first), before + 1});
    }
    const auto blanks = indentation_before(ast_.text, first.begin());
    // On the header's line: header and body are formatted together.
    if (!blanks || !blanks->starts_with(indentation_)) return false;
    // With other blanks than those that formatting gives, a part would not fit the rest.
    if (levels_of(blanks->substr(indentation_.size()), options_) != level_) return false;
    ++level_;
    return true;
  }

  Span range_;
  const AstTree& ast_;
  const CommentMap& comments_;
  const Options& options_;
  std::vector<std::uint32_t> ordinals_;
  Borders borders_;
  std::string_view indentation_;  // of the enclosing line
  std::uint32_t level_ = 0;       // of the bodies that are met next, relative to it
};

// The logical line with this ordinal; absent if there are fewer.
AstNode logical_line(const AstTree& ast, std::uint32_t ordinal) {
  for (std::uint32_t n = 0; n < ast.size(); ++n) {
    const AstNode node(ast, n);
    if (is_logical_line(node) && ordinal-- == 0) return node;
  }
  return {};
}

std::vector<Span> comments_of(const AstTree& ast) {
  std::vector<Span> spans;
  const Tree& tree = *ast.concrete;
  for (std::uint32_t n = 0; n < tree.own_size; ++n) {
    if (tree.kind[n] == Kind::comment) spans.push_back(tree.span[n]);
  }
  return spans;
}

}  // namespace

Borders borders_around(Span range, const AstTree& ast, const CommentMap& comments, const Options& options) {
  return Search(range, ast, comments, options).run();
}

std::optional<std::uint32_t> find_border(const Border& border, const AstTree& formatted) {
  switch (border.kind) {
    case Border::Kind::file_begin:
      return 0;
    case Border::Kind::file_end:
      return static_cast<std::uint32_t>(formatted.text.size());
    case Border::Kind::comment_begin:
    case Border::Kind::comment_end: {
      const std::vector<Span> comments = comments_of(formatted);
      if (border.ordinal >= comments.size()) return std::nullopt;
      const Span comment = comments[border.ordinal];
      return border.kind == Border::Kind::comment_begin ? comment.begin : comment.end;
    }
    case Border::Kind::line_begin:
    case Border::Kind::line_end:
    case Border::Kind::colon:
      break;
  }
  const AstNode line = logical_line(formatted, border.ordinal);
  if (!line) return std::nullopt;
  if (border.kind == Border::Kind::line_begin) return line.begin();
  if (border.kind == Border::Kind::line_end) return line.end();
  const std::vector<Span> comments = comments_of(formatted);
  const std::uint32_t colon = previous_token(formatted.text, line.begin(), 0, comments);
  if (colon == UINT32_MAX || formatted.text[colon] != ':') return std::nullopt;
  return colon + 1;
}

}  // namespace whip::fmt
