// Statements and headers that end with a list, and break nowhere but there: because they do not fit on a line, or
// because a comma stands behind the last element. What stands between the brackets of arguments, parameters and
// comprehensions goes to one line if it fits there; else each element has a line of its own, and lists in it break in
// the same way.
//
//     name = call(                     name = call(
//         element, keyword=1               element,
//     )                                    keyword=[
//                                              element,
//                                          ],
//                                      )
#include "formatter/one_line/range.h"

namespace whip::fmt {
namespace {

// Lists within lists; what is deeper goes the long way.
constexpr std::uint32_t kMaxLists = 16;

enum class Content : std::uint8_t {
  none,      // it is no list
  elements,  // on lines of their own
  grouped,   // together on one line, if they fit there
  clauses,   // the same, of a comprehension
};

constexpr Content content_of(Kind list) {
  switch (list) {
    case Kind::list:
    case Kind::set:
    case Kind::dictionary:
    case Kind::tuple:
      return Content::elements;
    case Kind::argument_list:
    case Kind::parameters:
      return Content::grouped;
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
    case Kind::generator_expression:
      return Content::clauses;
    default:
      return Content::none;
  }
}

}  // namespace

bool OneLine::end_line(std::string& out) {
  if (!take_line(out)) return false;
  out.push_back('\n');
  return true;
}

void OneLine::indent(std::uint32_t column, std::string& out) const {
  if (tabs_) {
    out.append(column / indent_width_, '\t');
  } else {
    out.append(column, ' ');
  }
}

// Whether what is called can break nowhere. With a comma in the arguments it need not: they break anyway, unless
// attributes of calls and subscripts stand there so often that these may begin lines.
bool OneLine::may_be_called(std::uint32_t call, bool comma) const {
  std::uint32_t attributes = 0;
  for (std::uint32_t n = call + 1;; ++n) {
    switch (kind(n)) {
      case Kind::call:
      case Kind::subscript:
        if (!comma && !is_empty_call(n)) return false;
        if (kind(tree_.parent[n]) == Kind::attribute && ++attributes == 2) return false;
        break;
      case Kind::attribute:
        break;
      case Kind::identifier:
      case Kind::string:
        return true;
      default:
        return false;
    }
  }
}

bool OneLine::is_empty_call(std::uint32_t n) const {
  const std::uint32_t end = tree_.after[n];
  return kind(n) == Kind::call && kind(end - 1) == Kind::rparen && kind(end - 2) == Kind::lparen;
}

// Whether nothing but the list at the end of a node may break: what stands before it neither can nor depends on it.
bool OneLine::may_end_with_list(std::uint32_t n) const {
  switch (kind(n)) {
    case Kind::expression_statement:
    case Kind::return_statement:
    case Kind::raise_statement:
    case Kind::decorator:
    case Kind::await:
    case Kind::keyword_argument:
    case Kind::pair:
    case Kind::list_splat:
    case Kind::dictionary_splat:
      return true;
    case Kind::assignment:  // of one target, without annotation
      if (kind(tree_.after[n + 1]) != Kind::equal || kind(tree_.parent[n]) == Kind::assignment) return false;
      [[fallthrough]];
    case Kind::augmented_assignment:
      return kind(n + 1) == Kind::identifier || kind(n + 1) == Kind::attribute || kind(n + 1) == Kind::subscript;
    default:
      return false;
  }
}

// The list that a node ends with; 0 if anything between the node and the list could make a difference.
std::uint32_t OneLine::list_at_end(std::uint32_t n) const {
  const std::uint32_t closing = tree_.after[n] - 1;
  if (!is_closing(kind(closing)) || is_opening(kind(closing - 1))) return 0;
  const std::uint32_t list = tree_.parent[closing];
  if (content_of(kind(list)) == Content::none) return 0;
  // `(x,)` is a tuple for its comma.
  if (kind(list) == Kind::tuple && tree_.after[list + 2] == closing - 1) return 0;
  const bool comma = kind(closing - 1) == Kind::comma;
  if (comma && !magic_commas_) return 0;
  std::uint32_t around = list;
  if (kind(list) == Kind::argument_list || kind(list) == Kind::generator_expression) {
    around = tree_.parent[list];
    if (kind(around) != Kind::call || !may_be_called(around, comma)) return 0;
  }
  while (around != n) {
    around = tree_.parent[around];
    if (!may_end_with_list(around)) return 0;
  }
  return list;
}

bool OneLine::write_broken_statement(Node statement, std::uint32_t column, std::string& out) {
  if (!breaks_) return false;
  const Range nodes{index(statement.id()), statement.after()};
  const std::size_t size = out.size();
  bool written = false;
  if (statement.is(Kind::import_from_statement)) {
    written = ends_with_comma(nodes.end) && write_broken_import(nodes, column, out);
  } else if (const std::uint32_t list = list_at_end(nodes.first)) {
    written = write_broken(nodes, list, column, out, 0);
  }
  if (!written) out.resize(size);
  return written;
}

bool OneLine::write_broken_decorator(Range nodes, std::uint32_t column, std::string& out) {
  if (!breaks_) return false;
  const std::uint32_t list = list_at_end(nodes.first + 1);
  const std::size_t size = out.size();
  if (list != 0 && write_broken(nodes, list, column, out, 0)) return true;
  out.resize(size);
  return false;
}

// `from a import (...)`.
bool OneLine::write_broken_import(Range statement, std::uint32_t column, std::string& out) {
  std::uint32_t opening = statement.first + 1;
  while (kind(opening) != Kind::lparen) opening = tree_.after[opening];
  if (!begin_line(column, 0) || !write_tokens({statement.first, opening}) || !append(' ') || !append('(') ||
      !end_line(out)) {
    return false;
  }
  return write_elements(statement.first, opening + 1, column, out, 0) &&
         end_broken({statement.end - 1, statement.end}, column, out);
}

// Whether what a function returns has nothing to break before the parameters have: names, and what is in the brackets
// behind them.
bool OneLine::may_be_returned(Range nodes) const {
  for (std::uint32_t n = nodes.first; n < nodes.end; ++n) {
    switch (kind(n)) {
      case Kind::type:
      case Kind::identifier:
      case Kind::attribute:
      case Kind::dot:
      case Kind::binary_operator:
      case Kind::bar:
      case Kind::none:
      case Kind::arrow:
      case Kind::colon:
        break;
      case Kind::string:
        n = tree_.after[n] - 1;
        break;
      case Kind::subscript:
        break;
      case Kind::lbracket:
        if (kind(tree_.parent[n]) != Kind::subscript) return false;
        n = tree_.after[tree_.parent[n]] - 1;
        break;
      default:
        return false;
    }
  }
  return true;
}

bool OneLine::write_broken_header(Range nodes, std::uint32_t column, std::string& out) {
  if (!breaks_) return false;
  std::uint32_t list = nodes.first;
  while (list < nodes.end && kind(list) != Kind::parameters && kind(list) != Kind::argument_list) {
    list = tree_.after[list];
  }
  if (list >= nodes.end || tree_.after[list] - list < 4) return false;
  const std::uint32_t closing = tree_.after[list] - 1;
  if (kind(closing - 1) == Kind::comma ? !magic_commas_ : !may_be_returned({closing + 1, nodes.end})) return false;
  // The comma behind a single parameter depends on more than that.
  if (kind(list) == Kind::parameters && tree_.after[list + 2] == closing) return false;
  const std::size_t size = out.size();
  const bool written = begin_line(column, 0) && write_tokens({nodes.first, list + 2}) && end_line(out) &&
                       write_content(list, column, out, 0) && end_broken({closing, nodes.end}, column, out);
  if (!written) out.resize(size);
  return written;
}

// Nodes that end with a list.
bool OneLine::write_broken(Range nodes, std::uint32_t list, std::uint32_t column, std::string& out,
                           std::uint32_t depth) {
  return depth < kMaxLists && begin_line(column, 0) && write_tokens({nodes.first, list + 2}) && end_line(out) &&
         write_content(list, column, out, depth) && end_broken({nodes.end - 1, nodes.end}, column, out);
}

// What stands between the brackets of a list that breaks.
bool OneLine::write_content(std::uint32_t list, std::uint32_t column, std::string& out, std::uint32_t depth) {
  const std::uint32_t end = tree_.after[list];
  const Content content = content_of(kind(list));
  if (content != Content::elements && !ends_with_comma(end)) {
    const std::size_t size = out.size();
    indent(column + indent_width_, out);
    if (write({list + 2, end - 1}, column + indent_width_, 0, out)) {
      out.push_back('\n');
      return true;
    }
    out.resize(size);
  }
  if (content == Content::clauses) return write_clauses(list, column, out, depth);
  return write_elements(list, list + 2, column, out, depth);
}

// The line of the closing bracket, which is the first node.
bool OneLine::end_broken(Range nodes, std::uint32_t column, std::string& out) {
  indent(column, out);
  const Range behind{nodes.first + 1, nodes.end};
  return begin_line(column, 0) && append(text_of(nodes.first)) &&
         (behind.first == behind.end || gap_before(behind.first) == 0 || append(' ')) && write_tokens(behind) &&
         take_line(out);
}

}  // namespace whip::fmt
