// Writes a document. Constructs with content take a function that writes the content:
//
//   writer.group([&] {
//     writer.token("[");
//     writer.soft_block_indent([&] { ... });
//     writer.token("]");
//   });
//
// What must break is known when the content is written: a hard line marks every enclosing group, up to a best_fitting
// or fits_expanded, which keep it to themselves.
#pragma once

#include <string_view>
#include <vector>

#include "core/text/span.h"
#include "formatter/doc/element.h"

namespace whip::fmt {

// Whether a group is flat or broken; kNoGroup: the innermost enclosing one.
struct Condition {
  bool broken = true;
  GroupId group = kNoGroup;
};
constexpr Condition if_broken(GroupId group = kNoGroup) { return {true, group}; }
constexpr Condition if_flat(GroupId group = kNoGroup) { return {false, group}; }

// Content written once and printed in several places: elements [begin, end).
struct Captured {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool expanded = false;  // something in it breaks, always
  bool empty() const { return begin == end; }
};

class Writer {
 public:
  explicit Writer(Doc& doc) : doc_(doc) {}

  // Text. `token` takes literals: ASCII, without line breaks, for ever valid.
  void token(std::string_view literal);
  // A piece of the source. Line breaks in it are kept (written as "\n") and break the groups around it.
  void source(Span span);
  // Text made by us; copied.
  void text(std::string_view text);
  // Lines with "\n" between them, indented as they are to be, but for the first; copied. What encloses them breaks.
  void lines(std::string_view text) {
    begin_lines() += text;
    end_lines();
  }
  // The same in pieces, which are appended to what begin_lines() gives.
  std::string& begin_lines();
  void end_lines();
  void space() { put({Tag::space}), ++columns_; }

  void soft_line();
  void soft_line_or_space();
  void hard_line() { put_complex({Tag::hard_line}), expand(); }
  void empty_line() { put_complex({Tag::empty_line}), expand(); }
  void expand_parent() { put_complex({Tag::expand_parent}), expand(); }
  void line_suffix_boundary() { put_complex({Tag::line_suffix_boundary}); }

  GroupId new_group() { return GroupId{doc_.group_count++}; }

  template <class F>
  void group(F content, GroupId id = kNoGroup, bool expanded = false) {
    const std::uint32_t begin = open(Tag::begin_group, index(id));
    if (expanded) expand();
    content();
    close(begin, Tag::end_group);
  }
  template <class F>
  void conditional_group(Condition condition, F content) {
    const std::uint32_t begin = open(Tag::begin_conditional_group, condition);
    content();
    close(begin, Tag::end_conditional_group);
  }
  template <class F>
  void indent(F content) {
    const std::uint32_t begin = open(Tag::begin_indent);
    content();
    close(begin, Tag::end_indent);
  }
  template <class F>
  void dedent(F content) {
    const std::uint32_t begin = open(Tag::begin_dedent);
    content();
    close(begin, Tag::end_dedent);
  }
  template <class F>
  void dedent_to_margin(F content) {
    const std::uint32_t begin = open(Tag::begin_dedent);
    doc_.elements[begin].x = 1;
    content();
    close(begin, Tag::end_dedent);
  }
  template <class F>
  void align(std::uint16_t columns, F content) {
    const std::uint32_t begin = open(Tag::begin_align);
    doc_.elements[begin].x = columns;
    content();
    close(begin, Tag::end_align);
  }
  // Content only where the condition holds: `conditional(if_broken(), [&] { writer.token(","); })`.
  template <class F>
  void conditional(Condition condition, F content) {
    if (drops_soft_lines_) {
      // No group is broken here: what is for broken ones is written (its comments count as written) and thrown away.
      const std::uint32_t dropped = condition.broken ? open(Tag::begin_detached) : 0;
      content();
      if (condition.broken) discard(dropped);
      return;
    }
    const std::uint32_t begin = open(Tag::begin_conditional, condition);
    content();
    close(begin, Tag::end_conditional);
  }
  template <class F>
  void indent_if_broken(GroupId id, F content) {
    const std::uint32_t begin = open(Tag::begin_indent_if_broken, index(id));
    content();
    close(begin, Tag::end_indent_if_broken);
  }
  // `columns`: what the suffix counts for when measuring whether the line fits.
  template <class F>
  void line_suffix(std::uint16_t columns, F content) {
    const std::uint32_t begin = open(Tag::begin_line_suffix);
    doc_.elements[begin].x = columns;
    content();
    close(begin, Tag::end_line_suffix);
  }
  template <class F>
  void fits_expanded(F content) {
    const std::uint32_t begin = open(Tag::begin_fits_expanded);
    content();
    close(begin, Tag::end_fits_expanded);
  }
  template <class F>
  void fits_expanded(Condition condition, F content) {
    const std::uint32_t begin = open(Tag::begin_fits_expanded, condition);
    content();
    close(begin, Tag::end_fits_expanded);
  }
  template <class F>
  void best_fit_parenthesize(GroupId id, F content) {
    const std::uint32_t begin = open(Tag::begin_best_fit_parenthesize, index(id));
    content();
    close(begin, Tag::end_best_fit_parenthesize);
  }
  enum class Fits : std::uint8_t { first_line, all_lines };
  // Each function writes a variant, the flattest first; two at least.
  template <class... F>
  void best_fitting(Fits fits, F... variants) {
    const std::uint32_t begin = open(Tag::begin_best_fitting);
    if (fits == Fits::all_lines) doc_.elements[begin].flags |= kAllLines;
    // Ruff's buffer without soft lines does not reach into variants; nor does this.
    const bool saved = drops_soft_lines_;
    drops_soft_lines_ = false;
    (variant(variants), ...);
    drops_soft_lines_ = saved;
    close(begin, Tag::end_best_fitting);
  }
  // Indented content on lines of its own: always; where the group breaks; where it breaks, with a space before it where
  // not.
  template <class F>
  void block_indent(F content) {
    indent([&] {
      hard_line();
      content();
    });
    hard_line();
  }
  template <class F>
  void soft_block_indent(F content) {
    indent([&] {
      soft_line();
      content();
    });
    soft_line();
  }
  template <class F>
  void soft_space_or_block_indent(F content) {
    indent([&] {
      soft_line_or_space();
      content();
    });
    soft_line_or_space();
  }

  // Writes content without printing it here; `put` prints it, as often as wanted. A group within it has one mode: the
  // last that was printed.
  template <class F>
  Captured capture(F content) {
    const std::uint32_t begin = open(Tag::begin_detached);
    content();
    return close_detached(begin);
  }
  void put(const Captured& captured);
  // Whether something in it must break: `will_break` of Ruff.
  bool will_break(const Captured& captured) const;

  // Within `content`, soft lines are left out (those that are a space when flat become one), and what is only for
  // broken groups too: for f-strings' replacement fields.
  template <class F>
  void without_soft_lines(F content) {
    const bool saved = drops_soft_lines_;
    drops_soft_lines_ = true;
    content();
    drops_soft_lines_ = saved;
  }

  // The document so far.
  Doc& doc() { return doc_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(doc_.elements.size()); }

 private:
  static constexpr std::uint32_t index(GroupId id) { return static_cast<std::uint32_t>(id); }
  // A begin without an end yet, and what was counted before it.
  struct Open {
    std::uint32_t begin;
    std::uint32_t columns;
    std::uint32_t complex;
  };
  void put(Element element) { doc_.elements.push_back(element); }
  void put_complex(Element element) { put(element), ++complex_; }
  void count(std::uint8_t flags, std::uint16_t columns, std::uint32_t bytes);
  void open_at(std::uint32_t begin) { open_.push_back({begin, columns_, complex_}); }
  std::uint32_t open(Tag tag, std::uint32_t b = 0);
  std::uint32_t open(Tag tag, Condition condition);
  void close(std::uint32_t begin, Tag end);
  Captured close_detached(std::uint32_t begin);
  void discard(std::uint32_t begin);
  void put_without_soft_lines(std::uint32_t begin, std::uint32_t end);
  bool will_break(std::uint32_t begin, std::uint32_t end) const;
  // Something that always breaks was written: marks what encloses it.
  void expand();
  template <class F>
  void variant(F& content) {
    const std::uint32_t begin = open(Tag::begin_variant);
    content();
    close(begin, Tag::end_variant);
  }

  Doc& doc_;
  std::size_t lines_ = 0;  // where those that are put together begin in doc_.scratch
  std::vector<Open> open_;
  // Counted over the whole document: columns of all that is printed when everything is flat, and things that make a
  // group more than that text (kSimple).
  std::uint32_t columns_ = 0;
  std::uint32_t complex_ = 0;
  bool drops_soft_lines_ = false;
};

}  // namespace whip::fmt
