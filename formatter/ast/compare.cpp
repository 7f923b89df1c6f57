// Both trees are walked at once. Nodes that formatting may add or take away are looked through: tuples of `del`, the
// empty brackets of a class, the pieces of joined strings.
#include "formatter/ast/compare.h"

#include <string>
#include <vector>

#include "core/syntax/string_literal.h"
#include "formatter/literal/number.h"
#include "formatter/one_line/one_line.h"

namespace whip::fmt {
namespace {

constexpr auto kKeptFlags = static_cast<std::uint8_t>(static_cast<int>(Flag::async) | static_cast<int>(Flag::star) |
                                                      static_cast<int>(Flag::lazy));

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r'; }

// One of the two trees, and where the walk is in it.
struct Side {
  const AstTree& tree;
  std::uint32_t at = 0;
  std::string text{};  // of strings, decoded; reused

  bool done() const { return at >= tree.size(); }
  AstNode node() const { return {tree, at}; }
  Span place() const { return tree.span[at < tree.size() ? at : 0]; }
  Ast parent_kind() const { return node().parent().kind(); }

  bool is_looked_through() const {
    switch (tree.kind[at]) {
      case Ast::tuple: {
        AstNode parent = node().parent();
        while (parent.is(Ast::tuple)) parent = parent.parent();
        return parent.is(Ast::delete_);
      }
      case Ast::arguments:
        return tree.after[at] == at + 1 && parent_kind() == Ast::class_def;
      default:
        return false;
    }
  }
  void look_through() {
    while (!done() && is_looked_through()) ++at;
  }
  void append_part(AstNode part);
  void append_interpolated_text(AstNode text_node);
  void take_text(std::uint32_t end);
  void take_string();
};

void Side::append_part(AstNode part) {
  const StringLiteral literal = string_literal(tree.text, part.span());
  decode_escapes(tree.text.substr(literal.content.begin, literal.content.size()), escapes(literal), text);
}

// Text of an f-string: doubled braces are one.
void Side::append_interpolated_text(AstNode text_node) {
  AstNode part = text_node.parent();
  while (part && !part.is_any({Ast::f_string_part, Ast::t_string_part})) part = part.parent();
  const StringLiteral literal = string_literal(tree.text, part.span());
  std::string source;
  const std::string_view raw = text_node.text();
  for (std::size_t i = 0; i < raw.size(); ++i) {
    source += raw[i];
    if (i + 1 < raw.size() && (raw[i] == '{' || raw[i] == '}') && raw[i + 1] == raw[i]) ++i;
  }
  decode_escapes(source, escapes(literal), text);
}

// The text up to the next replacement field of an f-string, or up to its end.
void Side::take_text(std::uint32_t end) {
  text.clear();
  for (; at < end; ++at) {
    switch (tree.kind[at]) {
      case Ast::string_part:
        append_part(node());
        break;
      case Ast::interpolated_text:
        append_interpolated_text(node());
        break;
      case Ast::f_string_part:
      case Ast::t_string_part:
        break;
      default:
        return;
    }
  }
}

void Side::take_string() {
  text.clear();
  for (const AstNode part : node().all(Role::part)) append_part(part);
}

// Docstrings are indented anew: what their lines say without the blanks around it, and without empty lines at the ends.
bool same_docstring(std::string_view a, std::string_view b) {
  const auto next_line = [](std::string_view& text) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    return line;
  };
  const auto trim = [](std::string_view& text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  };
  trim(a), trim(b);
  while (!a.empty() && !b.empty()) {
    if (next_line(a) != next_line(b)) return false;
  }
  return a.empty() && b.empty();
}

// A name that may have blanks around its dots: `a . b`.
bool same_words(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (;;) {
    while (i < a.size() && (is_blank(a[i]) || a[i] == '\\')) ++i;
    while (j < b.size() && (is_blank(b[j]) || b[j] == '\\')) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (a[i++] != b[j++]) return false;
  }
}

bool same_comparisons(AstNode a, AstNode b) {
  auto left = a.comparisons();
  auto right = b.comparisons();
  const auto left_end = a.tree()->comparisons.end();
  const auto right_end = b.tree()->comparisons.end();
  for (;; ++left, ++right) {
    const bool left_done = left == left_end || left->node != a.id();
    const bool right_done = right == right_end || right->node != b.id();
    if (left_done || right_done) return left_done && right_done;
    if (left->op != right->op) return false;
  }
}

// The dots of a relative import, which may be more than `data` can count.
std::size_t dots(AstNode statement) {
  if (statement.data() < 255) return statement.data();
  const AstNode behind = statement[Role::module] ? statement[Role::module] : statement[Role::name];
  std::size_t count = 0;
  for (const char c : statement.tree()->text.substr(statement.begin(), behind.begin() - statement.begin())) {
    count += c == '.' ? 1 : 0;
  }
  return count;
}

// A target of `del` may be an element of a tuple.
bool same_role(Role a, Role b) {
  const auto plain = [](Role role) { return role == Role::element ? Role::target : role; };
  return plain(a) == plain(b);
}

// What the node itself says, its children aside.
bool same_node(AstNode a, AstNode b) {
  if (a.kind() != b.kind() || !same_role(a.role(), b.role()) || a.data() != b.data()) return false;
  const std::uint8_t flags = a.tree()->flags[a.id()] ^ b.tree()->flags[b.id()];
  if ((flags & kKeptFlags) != 0) return false;
  switch (a.kind()) {
    case Ast::name:
    case Ast::boolean:
    case Ast::match_singleton:
      // `(a): int` declares nothing.
      if (a.role() == Role::target && a.parent().is(Ast::ann_assign) && a.parenthesized() != b.parenthesized()) {
        return false;
      }
      return a.text() == b.text();
    case Ast::identifier:
      return same_words(a.text(), b.text());
    case Ast::number:
      return same_number(a.text(), b.text());
    case Ast::compare:
      return same_comparisons(a, b);
    case Ast::import_from:
      return dots(a) == dots(b);
    case Ast::interpolation:
      // `{x = }` shows its text.
      return (a.data() & kSelfDocumenting) == 0 || a[Role::value].text() == b[Role::value].text();
    default:
      return true;
  }
}

// What was not taken apart: the concrete trees say the same.
bool same_one_line(AstNode a, AstNode b) {
  const AstTree& before = *a.tree();
  const AstTree& after = *b.tree();
  return a.has(Flag::one_line) && b.has(Flag::one_line) &&
         same_tokens({*before.concrete, before.text, before.source[a.id()]},
                     {*after.concrete, after.text, after.source[b.id()]});
}

struct Frame {
  std::uint32_t before_end, after_end;
  bool interpolated;  // an f-string, t-string or format specification: text is compared piece by piece
};

bool is_interpolated(Ast kind) { return kind == Ast::f_string || kind == Ast::t_string || kind == Ast::format_spec; }

class Comparison {
 public:
  Comparison(const AstTree& before, const AstTree& after, Docstrings docstrings)
      : a_{before}, b_{after}, docstrings_(docstrings) {}

  std::optional<TreeDifference> run() {
    for (;;) {
      if (!settle()) return TreeDifference{a_.place(), b_.place()};
      if (frames_.empty() && !first_) return std::nullopt;
      first_ = false;
      if (!step()) return TreeDifference{a_.place(), b_.place()};
    }
  }

 private:
  // Leaves what ends here; both must end together.
  bool settle() {
    for (;;) {
      if (frames_.empty()) return true;
      const Frame& frame = frames_.back();
      if (frame.interpolated) {
        a_.take_text(frame.before_end);
        b_.take_text(frame.after_end);
        if (a_.text != b_.text) return false;
      }
      if (a_.at < frame.before_end && !frame.interpolated) a_.look_through();
      if (b_.at < frame.after_end && !frame.interpolated) b_.look_through();
      const bool a_ends = a_.at >= frame.before_end;
      const bool b_ends = b_.at >= frame.after_end;
      if (a_ends != b_ends) return false;
      if (!a_ends) return true;
      frames_.pop_back();
    }
  }

  bool step() {
    const AstNode a = a_.node();
    const AstNode b = b_.node();
    if (!same_node(a, b)) return false;
    if ((a.has(Flag::one_line) || b.has(Flag::one_line)) && !same_one_line(a, b)) return false;
    if (a.is_any({Ast::string, Ast::bytes})) {
      // Most strings are as they were.
      if (a.text() == b.text()) {
        a_.at = a.after();
        b_.at = b.after();
        return true;
      }
      const bool docstring = a.is(Ast::string) && a.parent().is(Ast::expr);
      a_.take_string();
      b_.take_string();
      const bool same =
          docstring ? docstrings_ == Docstrings::may_change || same_docstring(a_.text, b_.text) : a_.text == b_.text;
      if (!same) return false;
      a_.at = a.after();
      b_.at = b.after();
      return true;
    }
    frames_.push_back({a.after(), b.after(), is_interpolated(a.kind())});
    ++a_.at;
    ++b_.at;
    return true;
  }

  Side a_, b_;
  Docstrings docstrings_;
  bool first_ = true;
  std::vector<Frame> frames_;
};

}  // namespace

std::optional<TreeDifference> compare_trees(const AstTree& before, const AstTree& after, Docstrings docstrings) {
  return Comparison(before, after, docstrings).run();
}

}  // namespace whip::fmt
