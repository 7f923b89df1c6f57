// Lines and indentation. The grammar takes white space lightly: it lets a statement stand anywhere to the right of its
// block, a line end anywhere in a statement, and a block be missing. Python's tokenizer does not:
//
//   x =          a line ends where an expression is missing
//   1
//     y = 2      deeper than its block
//   if x:        no block
//   z = 3
// The usual case is decided by comparing bytes: each statement of a block begins as the first one does.
#include "core/syntax/fast_parse/block.h"
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }
bool is_line_end(char c) { return c == '\n' || c == '\r'; }

// Whether a backslash is the end of a comment rather than of a joined line. Rarely asked: most lines without '#'.
bool ends_comment(const Run& run, std::uint32_t backslash) {
  std::uint32_t line = backslash;
  while (line > 0 && !is_line_end(run.text[line - 1])) --line;
  if (run.text.substr(line, backslash - line).find('#') == std::string_view::npos) return false;
  for (std::uint32_t n = 0; n < run.tree.own_size; ++n) {
    if (run.tree.kind[n] == Kind::comment && run.tree.span[n].contains(backslash)) return true;
  }
  return false;
}

// The white space before a statement.
struct Indentation {
  Span span;              // of the white space
  bool own_line = false;  // nothing else stands before the statement on its line
};

Indentation indentation(const Run& run, std::uint32_t statement) {
  std::uint32_t begin = statement;
  Span white_space = {begin, begin};
  for (std::uint32_t end = statement;;) {
    while (begin > 0 && is_blank(run.text[begin - 1])) --begin;
    if (begin < end || white_space.begin == white_space.end) white_space = {begin, end};
    if (begin == 0 || (begin == 3 && run.text.starts_with("\xEF\xBB\xBF"))) return {white_space, true};
    if (!is_line_end(run.text[begin - 1])) return {white_space, false};
    std::uint32_t before = begin - 1;
    if (before > 0 && run.text[before] == '\n' && run.text[before - 1] == '\r') --before;
    if (before == 0 || run.text[before - 1] != '\\' || ends_comment(run, before - 1)) return {white_space, true};
    // A joined line: the indentation is that of the first of them that has any.
    begin = end = before - 1;
  }
}

// The two columns that CPython compares: with tabs of eight and of one. Indentation is consistent if both agree.
struct Columns {
  std::uint32_t eight = 0;
  std::uint32_t one = 0;
  bool operator==(const Columns&) const = default;
};

Columns columns(const Run& run, Span white_space) {
  Columns result;
  for (std::uint32_t i = white_space.begin; i < white_space.end; ++i) {
    const char c = run.text[i];
    if (c == '\f') {
      result = {};
    } else {
      result.eight = c == '\t' ? (result.eight / 8 + 1) * 8 : result.eight + 1;
      ++result.one;
    }
  }
  return result;
}

bool same_bytes(const Run& run, Span a, Span b) {
  if (a.size() != b.size()) return false;
  // Short as they are, a call takes longer.
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (run.text[a.begin + i] != run.text[b.begin + i]) return false;
  }
  return true;
}

constexpr KindSet kSimpleStatements = {
    Kind::expression_statement,    Kind::return_statement,   Kind::import_statement,     Kind::import_from_statement,
    Kind::future_import_statement, Kind::assert_statement,   Kind::delete_statement,     Kind::raise_statement,
    Kind::global_statement,        Kind::nonlocal_statement, Kind::type_alias_statement, Kind::pass_statement,
    Kind::break_statement,         Kind::continue_statement};

// The statement that a suite belongs to, as Ruff names it.
std::string_view owner_name(Node block) {
  switch (block.parent().kind()) {
    case Kind::if_statement:
      return "`if` statement";
    case Kind::elif_clause:
      return "`elif` clause";
    case Kind::else_clause:
      return "`else` clause";
    case Kind::for_statement:
      return "`for` statement";
    case Kind::while_statement:
      return "`while` statement";
    case Kind::with_statement:
      return "`with` statement";
    case Kind::try_statement:
      return "`try` statement";
    case Kind::except_clause:
      return "`except` clause";
    case Kind::finally_clause:
      return "`finally` clause";
    case Kind::match_statement:
      return "`match` statement";
    case Kind::case_clause:
      return "`case` block";
    case Kind::class_definition:
      return "`class` definition";
    default:
      return "function definition";
  }
}

// The first token at or after `at`, in the rest of the file; empty at the end.
Span next_token(const Run& run, Node block) {
  for (std::uint32_t n = block.after(); n < run.tree.own_size; ++n) {
    if (is_extra(run.tree.kind[n]) || run.tree.after[n] != n + 1) continue;
    return run.tree.span[n];
  }
  const auto end = static_cast<std::uint32_t>(run.text.size());
  return {end, end};
}

std::uint32_t find_line_end(const Run& run, std::uint32_t from, std::uint32_t to) {
  const auto* const text = reinterpret_cast<const std::uint8_t*>(run.text.data());
  const fast::Block feeds = fast::every('\n');
  const fast::Block returns = fast::every(run.lone_carriage_returns ? '\r' : '\n');
  for (std::uint32_t at = from; at < to; at += fast::kWidth) {
    const fast::Block block = fast::load(text + at);
    const std::uint32_t found = fast::first_set(fast::equal(block, feeds) | fast::equal(block, returns));
    if (found != fast::kWidth) return std::min(at + found, to);
  }
  return to;
}

void missing_block(Run& run, Node block) {
  if (block.parent().is(Kind::match_statement) && block.field() != Field::body) return;
  Span place = next_token(run, block);
  // At the end of the file or of a block around: the end of the line that wanted a block.
  const std::uint32_t outer = columns(run, indentation(run, block.parent().begin()).span).eight;
  if (place.begin == run.text.size() || columns(run, indentation(run, place.begin).span).eight < outer) {
    std::uint32_t end = run.tree.span[index(block.id()) - 1].end;
    place.end = static_cast<std::uint32_t>(run.text.size());
    place.begin = find_line_end(run, end, place.end);
    end = place.begin < place.end ? place.begin + 1 : place.end;
    place.end = end < run.text.size() && run.text[end - 1] == '\r' && run.text[end] == '\n' ? end + 1 : end;
  }
  run.parse(place, "Expected an indented block after " + std::string(owner_name(block)));
}

// The column of the last block before a statement, where that block stands on lines of its own.
std::uint32_t last_block_column(const Run& run, Node before) {
  std::uint32_t column = 0;
  for (Node node = before; node;) {
    Node last;
    for (const Node child : node.children()) {
      if (!is_extra(child.kind()) && is_named(child.kind())) last = child;
    }
    if (last.is(Kind::block) && last.first_child()) {
      const Indentation found = indentation(run, last.first_child().begin());
      if (found.own_line) column = columns(run, found.span).eight;
    }
    node = last;
  }
  return column;
}

void wrong_indentation(Run& run, Node before, Columns expected, Span white_space) {
  const Columns found = columns(run, white_space);
  const bool dedent = found.eight < expected.eight || (before && last_block_column(run, before) > found.eight);
  run.parse(white_space, dedent ? "unindent does not match any outer indentation level" : "Unexpected indentation");
}

// Whether a block stands deeper than the suite around it.
bool is_deeper(const Run& run, Span inner, Span outer) {
  const std::uint32_t size = outer.size();
  if (inner.size() > size && same_bytes(run, {inner.begin, inner.begin + size}, outer)) return true;
  const Columns a = columns(run, inner);
  const Columns b = columns(run, outer);
  return a.eight > b.eight && a.one > b.one;
}

// CPython has room for a hundred levels.
void check_depth(Run& run, Node block, Span white_space) {
  constexpr int kMaxLevels = 100;
  if (white_space.size() < kMaxLevels) return;
  int levels = 0;
  for (Node node = block; node; node = node.parent()) levels += node.is(Kind::block) ? 1 : 0;
  if (levels >= kMaxLevels) run.parse(white_space, "too many levels of indentation");
}

// Where the brackets, string or continuation that make a line end harmless come to their end; 0 if nothing does.
std::uint32_t joined_until(const Run& run, Node statement, std::uint32_t line_end) {
  Node node = statement;
  for (bool descend = true; descend;) {
    descend = false;
    int depth = 0;
    bool inside = false;  // the line end is between the brackets open now
    Node before;
    for (const Node child : node.children()) {
      const Kind kind = child.kind();
      if (!inside && child.begin() > line_end && depth > 0) inside = true;
      if (!inside && child.begin() > line_end) break;
      if (!inside && child.end() > line_end) {
        if (depth > 0) {
          inside = true;
        } else if (kind == Kind::string || kind == Kind::line_continuation) {
          return child.end();
        } else {
          node = child;
          descend = true;
          break;
        }
      }
      if (kind == Kind::lparen || kind == Kind::lbracket || kind == Kind::lbrace) ++depth;
      if (kind == Kind::rparen || kind == Kind::rbracket || kind == Kind::rbrace) {
        if (--depth == 0 && inside) return child.end();
      }
      before = child;
    }
    if (!descend && before.is(Kind::comment) && before.end() >= line_end) return 0;
  }
  std::uint32_t before = line_end;
  if (before > 0 && run.text[before] == '\n' && run.text[before - 1] == '\r') --before;
  return before > 0 && run.text[before - 1] == '\\' ? line_end + 1 : 0;
}

void unexpected_line_end(Run& run, Node statement, std::uint32_t line_end) {
  Kind next = Kind::absent;
  Kind before = Kind::absent;
  for (std::uint32_t n = index(statement.id()); n < statement.after(); ++n) {
    if (run.tree.after[n] != n + 1 || is_extra(run.tree.kind[n])) continue;
    if (run.tree.span[n].begin >= line_end) {
      next = run.tree.kind[n];
      break;
    }
    before = run.tree.kind[n];
  }
  const Span span = {line_end, std::min(line_end + 1, static_cast<std::uint32_t>(run.text.size()))};
  if (next == Kind::colon || next == Kind::lparen || next == Kind::kw_import || next == Kind::kw_in ||
      next == Kind::kw_else) {
    run.parse(span, "Expected `" + std::string(to_string(next)) + "`, found newline");
  } else if (before == Kind::kw_import) {
    run.parse(span, "Expected one or more symbol names after import");
  } else if (before == Kind::dot || before == Kind::kw_def || before == Kind::kw_class || before == Kind::kw_as) {
    run.parse(span, "Expected an identifier");
  } else {
    run.parse(span, "Expected an expression");
  }
}

// Every line end in [statement, end) must be inside brackets or a string, or continued.
void joined_lines(Run& run, Node statement, std::uint32_t end) {
  std::uint32_t at = statement.begin();
  while ((at = find_line_end(run, at, end)) < end) {
    const std::uint32_t next = joined_until(run, statement, at);
    if (next == 0) return unexpected_line_end(run, statement, at);
    at = next;
  }
}

// What stands before a statement, compared with what stands before the first one of its block: a line feed and the same
// white space. Sixteen bytes at once; what is longer, or stands at the beginning of the file, is for `indentation`.
class Margin {
 public:
  Margin(const Run& run, Span white_space) : text_(reinterpret_cast<const std::uint8_t*>(run.text.data())) {
    constexpr fast::Block kLanes = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    const std::uint32_t size = white_space.size();
    if (size == 0) {
      wanted_ = fast::every('\n');
    } else if (size + 2 > fast::kWidth || white_space.end < fast::kWidth || text_[white_space.begin - 1] != '\n') {
      return;
    } else {
      wanted_ = fast::load(text_ + white_space.end - fast::kWidth);
    }
    skipped_ = fast::kWidth - 1 - size;
    ignored_ = reinterpret_cast<fast::Block>(kLanes < fast::every(static_cast<std::uint8_t>(skipped_)));
  }
  // Whether the statement surely begins a line of its own, as the first one does.
  bool precedes(std::uint32_t statement) const {
    if (skipped_ == 0 || statement < fast::kWidth) return false;
    const std::uint8_t* const before = text_ + statement - fast::kWidth;
    // Not behind a backslash, nor behind a CR that one may stand before.
    const std::uint8_t last = before[skipped_ - 1];
    return fast::first_set(~(fast::equal(fast::load(before), wanted_) | ignored_)) == fast::kWidth && last != '\\' &&
           last != '\r';
  }

 private:
  const std::uint8_t* text_;
  std::uint32_t skipped_ = 0;  // bytes of the sixteen that do not matter; 0: never the same
  fast::Block wanted_ = {};
  fast::Block ignored_ = {};
};

// A backslash before the last line end joins the last line to nothing.
void joined_to_nothing(Run& run) {
  std::string_view text = run.text;
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  if (!text.ends_with('\\') || text.size() == run.text.size()) return;
  const std::uint32_t last = run.tree.own_size - 1;
  if (run.tree.kind[last] == Kind::comment && run.tree.span[last].end >= text.size()) return;
  text.remove_suffix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  const Span span = {static_cast<std::uint32_t>(text.size()), static_cast<std::uint32_t>(run.text.size())};
  run.parse(span, "unexpected EOF while parsing");
}

// The first statement of a suite; absent if there is none.
Node first_statement(Node suite) {
  for (const Node child : suite.children()) {
    if (!is_extra(child.kind())) return child;
  }
  return {};
}

}  // namespace

void suite(Run& run, Node block) { suite_between(run, block, index(block.id()) + 1, block.after()); }
void suite_between(Run& run, Node block, std::uint32_t from, std::uint32_t to) {
  const Tree& tree = run.tree;
  if (block.is(Kind::module)) joined_to_nothing(run);
  const Node first = first_statement(block);
  if (!first) {
    if (block.is(Kind::block)) missing_block(run, block);
    return;
  }
  const Indentation expected = indentation(run, first.begin());
  std::vector<Run::Suite>& suites = run.suites;
  while (!suites.empty() && suites.back().after <= index(block.id())) suites.pop_back();
  if (expected.own_line && suites.empty()) {
    if (columns(run, expected.span) != Columns{}) return run.parse(expected.span, "Unexpected indentation");
  } else if (expected.own_line) {
    if (suites.back().own_lines && !is_deeper(run, expected.span, suites.back().white_space)) {
      return run.parse(expected.span, "inconsistent use of tabs and spaces in indentation");
    }
    check_depth(run, block, expected.span);
  }
  suites.push_back({.after = block.after(), .white_space = expected.span, .own_lines = expected.own_line});

  const Margin margin(run, expected.span);
  const std::uint32_t begin = std::max(index(first.id()), from);
  std::uint32_t before = begin == index(first.id()) ? 0 : begin;  // the first is what the others are compared with
  for (std::uint32_t n = begin; n < to; n = tree.after[n]) {
    const Kind kind = tree.kind[n];
    if (is_extra(kind) || kind == Kind::semicolon) continue;
    const Span span = tree.span[n];
    if (before != 0 && expected.own_line && !margin.precedes(span.begin)) {
      const Indentation found = indentation(run, span.begin);
      const Columns wanted = columns(run, expected.span);
      if (found.own_line && columns(run, found.span) != wanted) {
        return wrong_indentation(run, run.node(before), wanted, found.span);
      }
    }
    if (kSimpleStatements.contains(kind)) {
      joined_lines(run, run.node(n), span.end);
    }
    before = n;
  }
}

void header_lines(Run& run, Node statement) {
  const Tree& tree = run.tree;
  std::uint32_t n = index(statement.id()) + 1;
  while (n < statement.after() && tree.kind[n] != Kind::colon) n = tree.after[n];
  if (n < statement.after()) joined_lines(run, statement, tree.span[n].end);
}

void clause(Run& run, Node clause) {
  header_lines(run, clause);
  const Indentation found = indentation(run, clause.begin());
  const Indentation expected = indentation(run, clause.parent().begin());
  if (!found.own_line || !expected.own_line || same_bytes(run, found.span, expected.span)) return;
  if (columns(run, found.span) != columns(run, expected.span)) {
    run.parse(found.span, "unindent does not match any outer indentation level");
  }
}

void decorated(Run& run, Node definition) {
  const Indentation expected = indentation(run, definition.begin());
  if (!expected.own_line) return;
  for (const Node child : definition.children()) {
    if (is_extra(child.kind())) continue;
    if (child.is(Kind::decorator)) joined_lines(run, child, child.end());
    const Indentation found = indentation(run, child.begin());
    if (found.own_line && !same_bytes(run, found.span, expected.span) &&
        columns(run, found.span) != columns(run, expected.span)) {
      run.parse(found.span, "Unexpected indentation");
    }
  }
}

}  // namespace whip::validation
