// From document to text: one loop with an explicit stack, each group flat where it fits and broken where not.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "formatter/doc/element.h"
#include "formatter/doc/frame.h"

namespace whip::fmt {

struct PrintOptions {
  std::uint32_t line_width = 88;   // columns
  std::uint32_t indent_width = 4;  // columns of one level of indentation, and of a tab when measuring
  bool tabs = false;               // indent with tabs
  std::string_view line_end = "\n";
};

// Memory of one printing at a time, reused from file to file; one per thread.
class Printer {
 public:
  // Appends the printed document to `out`.
  void print(const Doc& doc, const PrintOptions& options, std::string& out);

 private:
  // A line suffix that waits for the end of its line: its content and its end element.
  struct Suffix {
    Frame frame;
    Slice content;
  };

  void print_element(const Element& element);
  void print_text(const Element& element);
  void print_simple(const Element& group);
  void print_string(std::string_view text);
  void print_indentation();
  void print_line(const Element& line);
  void print_best_fitting(const Element& element);
  void print_best_fit_parenthesize(const Element& element);
  void end_best_fit_parenthesize();
  void print_lines_of(std::string_view text);
  bool flush_suffixes(const Element* line);
  Mode mode_of_group(const Element& group, GroupId id);
  bool condition_holds(const Element& element, Mode enclosing) const;
  void skip_content(const Element& begin) { queue_.back().at = doc_->elements.data() + begin.a + 1; }
  // A line break and ")".
  static std::array<Element, 2> close_parenthesis();
  void push(Frame frame) { frames_.push_back(frame); }

  // Whether `first` and what follows it in the queue fit on the line (fits.cpp). `frame` is that of the construct that
  // is being measured: it goes with the end of that construct.
  bool fits(Slice first, Frame frame);
  // The same for a group that is one piece of text when flat.
  bool fits_simple(const Element& group);
  class Measurer;

  const std::array<Element, 2> close_parenthesis_ = close_parenthesis();
  const Doc* doc_ = nullptr;
  PrintOptions options_;
  std::string* out_ = nullptr;
  std::size_t line_start_ = 0;  // where the current line begins in out_
  std::uint32_t column_ = 0;    // width of the current line, in columns
  Indentation pending_;         // to be written before the next text
  bool measured_fits_ = false;  // what is up to the next line break was measured and fits
  std::vector<Frame> frames_;   // never empty while printing
  std::vector<Slice> queue_;    // what is to be printed
  std::vector<Suffix> suffixes_;
  std::vector<Mode> group_modes_;
  std::vector<Frame> measured_frames_;
  std::vector<Slice> measured_queue_;
};

// The columns of a text without line breaks: wide characters count two, tabs as much as an indent, control characters
// nothing.
std::uint32_t columns_of(std::string_view text, std::uint32_t indent_width);

}  // namespace whip::fmt
