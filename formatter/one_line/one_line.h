// Most statements fit on their line, hold no comment and none of the constructs whose parentheses come and go. For
// those there is nothing to choose: whatever the document would be, all its groups are flat, and flat they are the
// tokens of the statement with or without a space between. They are written here, straight from the concrete tree;
// everything else, and everything that is in doubt, goes the long way (lowering, document, printer), which says what is
// right: the two are held against each other by a test over real code. The same holds for lists that have a comma
// behind their last element (broken.cpp): what is around them and each element is such a line.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/node.h"
#include "core/text/source.h"
#include "formatter/one_line/shape.h"
#include "formatter/options.h"

namespace whip::fmt {

enum class Written : std::uint8_t { no, one_line, lines };

class OneLine {
 public:
  OneLine(std::string_view text, const Tree& tree, const Options& options)
      : text_(text),
        tree_(tree),
        line_width_(options.line_width),
        indent_width_(options.indent_width),
        tabs_(options.indent_style == IndentStyle::tab),
        magic_commas_(options.magic_trailing_comma == MagicTrailingComma::respect),
        breaks_(!options.preview),
        quote_style_(options.quote_style),
        drops_handler_parentheses_(options.target_version >= PythonVersion::py314) {}

  // Each appends to `out` what its subject is on one line that begins at `column`, or on several: they end with "\n"
  // and bring their indentation, but for the first. Nothing is appended, and the answer is no, where it does not fit
  // there, with the comment behind it, or is not among what is handled here.
  //
  // A simple statement.
  Written write_statement(Node statement, std::uint32_t column, std::string& out);
  // From the keyword of a clause to its colon. Not if anything stands behind that on the line.
  Written write_header(Node clause, std::uint32_t column, std::string& out);
  Written write_decorator(Node decorator, std::uint32_t column, std::string& out);

 private:
  struct Range;
  bool write(Range nodes, std::uint32_t column, std::uint32_t reserved, std::string& out);
  bool begin_line(std::uint32_t column, std::uint32_t reserved);
  bool take_line(std::string& out);
  bool end_line(std::string& out);

  bool write_broken_statement(Node statement, std::uint32_t column, std::string& out);
  bool write_broken_decorator(Range nodes, std::uint32_t column, std::string& out);
  bool write_broken_header(Range nodes, std::uint32_t column, std::string& out);
  bool write_broken_import(Range statement, std::uint32_t column, std::string& out);
  bool write_broken(Range nodes, std::uint32_t list, std::uint32_t column, std::string& out, std::uint32_t depth);
  bool write_content(std::uint32_t list, std::uint32_t column, std::string& out, std::uint32_t depth);
  bool write_elements(std::uint32_t list, std::uint32_t first, std::uint32_t column, std::string& out,
                      std::uint32_t depth);
  bool write_clauses(std::uint32_t comprehension, std::uint32_t column, std::string& out, std::uint32_t depth);
  bool write_element(Range element, std::uint32_t column, std::uint32_t reserved, std::string& out,
                     std::uint32_t depth);
  bool write_parts(Range element, std::uint32_t string, std::uint32_t column, std::uint32_t reserved, std::string& out);
  bool write_operands(Range element, std::uint32_t value, std::uint32_t column, std::uint32_t reserved,
                      std::string& out, std::uint32_t depth);
  bool end_broken(Range nodes, std::uint32_t column, std::string& out);
  void indent(std::uint32_t column, std::string& out) const;
  bool may_be_returned(Range nodes) const;
  bool may_be_called(std::uint32_t call, bool comma) const;
  bool is_empty_call(std::uint32_t n) const;
  bool may_end_with_list(std::uint32_t n) const;
  std::uint32_t list_at_end(std::uint32_t n) const;
  // Whether the last token before a node is a bracket with a comma before it.
  bool ends_with_comma(std::uint32_t end) const {
    return magic_commas_ && is_closing(kind(end - 1)) && kind(end - 2) == Kind::comma;
  }

  bool write_tokens(Range nodes);
  bool accepts(std::uint32_t n, Accepted accepted) const;
  bool write_number(std::string_view number);
  bool write_string(std::uint32_t n);
  bool write_fields(std::uint32_t string);
  std::uint32_t gap_before(std::uint32_t n);
  std::uint32_t gap_in_slice(std::uint32_t n) const;
  bool append(std::string_view text);
  bool append(char c);
  bool is_simple_operand(std::uint32_t n) const;
  bool is_tight_power(std::uint32_t power) const;
  bool is_simple_bound(std::uint32_t n) const;
  bool has_simple_bounds(std::uint32_t slice) const;
  bool keeps_tuple(Kind parent) const;

  Kind kind(std::uint32_t n) const { return tree_.kind[n]; }
  std::string_view text_of(std::uint32_t n) const { return text_.substr(tree_.span[n].begin, tree_.span[n].size()); }

  std::string_view text_;
  const Tree& tree_;
  std::uint32_t line_width_;
  std::uint32_t indent_width_;
  bool tabs_;
  bool magic_commas_;
  bool breaks_;  // in preview, brackets of a sole argument stand within those of the call
  QuoteStyle quote_style_;
  bool drops_handler_parentheses_;  // `except A, B:`
  static constexpr std::size_t kCopied = 16;
  static_assert(kCopied <= Source::kPadding);
  std::vector<char> line_;    // what is being written
  char* at_ = nullptr;        // where it goes on
  char* end_ = nullptr;       // where it must end
  bool tight_power_ = false;  // whether the `**` that was met last stands without spaces
};

// Whether what was written so from two nodes is the same program: the same nodes, the same tokens, but for the quotes
// around strings, what is not told apart in numbers, and commas behind last elements.
struct WrittenNode {
  const Tree& tree;
  std::string_view text;
  NodeId node;
};
bool same_tokens(WrittenNode before, WrittenNode after);

}  // namespace whip::fmt
