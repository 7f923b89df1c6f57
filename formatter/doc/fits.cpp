// Does it fit? Elements are walked as if they were printed, without writing anything, until something decides: the line
// is too long (no), or a line break comes that will certainly be one (yes). The walk does not stop at the end of the
// construct in question: what follows it on the same line must fit too, `)` and `:` and all. So the queue and the
// frames of the printing are looked at, but not changed; of what is taken from them only the count is kept.

#include <algorithm>

#include "core/text/width.h"
#include "formatter/doc/print.h"

namespace whip::fmt {

class Printer::Measurer {
 public:
  Measurer(Printer& printer, Slice first, Frame frame)
      : printer_(printer),
        elements_(printer.doc_->elements.data()),
        limit_(printer.options_.line_width),
        column_(printer.column_),
        pending_(printer.pending_),
        has_suffix_(!printer.suffixes_.empty()),
        frame_(frame),
        slice_(first),
        rest_queue_(printer.queue_.size()),
        rest_frames_(printer.frames_.size()) {
    printer.measured_frames_.clear();
    printer.measured_queue_.clear();
  }

  // Of a simple group that is measured flat: its text, then what is behind it.
  bool fits_with(const Element& group) {
    if (group.x > 0 && short_text(group.x) == Verdict::no) return false;
    slice_ = printer_.queue_[--rest_queue_];
    skip_content(group);
    frame_ = printer_.frames_[--rest_frames_];
    return fits();
  }

  bool fits() {
    for (;;) {
      while (slice_.at == slice_.end) {
        if (!next_slice()) return true;
      }
      switch (measure(*slice_.at++)) {
        case Verdict::yes:
          return true;
        case Verdict::no:
          return false;
        case Verdict::open:
          break;
      }
    }
  }

 private:
  enum class Verdict : std::uint8_t { yes, no, open };

  bool next_slice() {
    std::vector<Slice>& queue = printer_.measured_queue_;
    if (!queue.empty()) {
      slice_ = queue.back();
      queue.pop_back();
      return true;
    }
    if (rest_queue_ == 0) return false;
    slice_ = printer_.queue_[--rest_queue_];
    return true;
  }
  void enter(Slice slice) {
    printer_.measured_queue_.push_back(slice_);
    slice_ = slice;
  }
  void skip_content(const Element& begin) { slice_.at = elements_ + begin.a + 1; }

  void push(Frame frame) {
    printer_.measured_frames_.push_back(frame_);
    frame_ = frame;
  }
  void pop() {
    std::vector<Frame>& frames = printer_.measured_frames_;
    if (!frames.empty()) {
      frame_ = frames.back();
      frames.pop_back();
    } else if (rest_frames_ > 0) {
      frame_ = printer_.frames_[--rest_frames_];
    }
  }
  Mode& group_mode(std::uint32_t id) { return printer_.group_modes_[id]; }
  Verdict by_width() const {
    return column_ > limit_ && frame_.measure != Measure::around ? Verdict::no : Verdict::open;
  }
  void add_indentation() {
    column_ += pending_.level * printer_.options_.indent_width + pending_.align;
    pending_ = {};
  }
  Verdict short_text(std::uint32_t columns) {
    add_indentation();
    column_ += columns;
    return by_width();
  }

  Verdict text(const Element& element) {
    if ((element.flags & kAscii) != 0) return short_text(element.b);
    if ((element.flags & kMeasured) != 0) return short_text(element.x);
    const std::string_view text = printer_.doc_->text_of(element);
    if ((element.flags & kMultiline) == 0) return short_text(columns_of(text, printer_.options_.indent_width));
    add_indentation();
    for (std::size_t begin = 0;;) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      column_ += columns_of(text.substr(begin, end - begin), printer_.options_.indent_width);
      if (end == text.size()) return by_width();
      if (frame_.measure == Measure::first_line) return by_width() == Verdict::no ? Verdict::no : Verdict::yes;
      // The widths of lines that end within the text are not looked at: nothing could make them fit.
      column_ = 0;
      begin = end + 1;
    }
  }

  Verdict line(Tag tag) {
    if (frame_.mode == Mode::flat) {
      if (tag == Tag::soft_line) return Verdict::open;
      if (tag == Tag::soft_line_or_space) return short_text(1);
      return Verdict::yes;
    }
    // Broken here means: outside of what is measured, or within something that is measured as broken.
    if (frame_.measure == Measure::first_line) return Verdict::yes;
    column_ = 0;
    pending_ = frame_.indentation;
    return Verdict::open;
  }

  void group(const Element& element, std::uint32_t id) {
    Frame frame = frame_;
    if ((element.flags & kExpanded) != 0) frame.mode = Mode::broken;
    if (id != 0) group_mode(id) = frame.mode;
    push(frame);
  }

  Verdict fits_expanded(const Element& element) {
    Frame frame = frame_;
    if (frame.mode == Mode::flat) {
      if (printer_.condition_holds(element, frame.mode)) {
        frame.mode = Mode::broken;
        frame.measure = Measure::around;
      } else if ((element.flags & kExpanded) != 0) {
        return Verdict::no;
      }
    }
    push(frame);
    return Verdict::open;
  }

  void best_fitting(const Element& element) {
    Frame frame = frame_;
    const Element* variant = &element + 1;
    if (frame.mode == Mode::flat) {
      frame.measure = (element.flags & kAllLines) != 0 ? Measure::all_lines : Measure::first_line;
    } else {
      variant = elements_ + elements_[element.a - 1].a;
    }
    skip_content(element);
    enter({variant + 1, elements_ + variant->a + 1});
    push(frame);
  }

  Verdict end_parenthesize() {
    // The end of the parentheses in question, not of such as are met on the way.
    const bool adds_parentheses = frame_.mode == Mode::broken && frame_.parenthesizing;
    if (!adds_parentheses) {
      pop();
      return Verdict::open;
    }
    pop();
    // A line break that decides nothing: a comment behind the `)` must fit too.
    column_ = 0;
    pending_ = frame_.indentation;
    const Frame inside = frame_;
    pop();
    add_indentation();
    column_ += 1;
    return column_ > limit_ && inside.measure != Measure::around ? Verdict::no : Verdict::open;
  }

  Verdict measure(const Element& element) {
    switch (element.tag) {
      case Tag::token:
        return short_text(element.x);
      case Tag::space:
        return short_text(1);
      case Tag::source_text:
      case Tag::scratch_text:
        return text(element);
      case Tag::soft_line:
      case Tag::soft_line_or_space:
      case Tag::hard_line:
      case Tag::empty_line:
        return line(element.tag);
      case Tag::expand_parent:
        return Verdict::open;
      case Tag::line_suffix_boundary:
        return has_suffix_ ? Verdict::no : Verdict::open;
      case Tag::reference:
        enter({elements_ + element.a, elements_ + element.b});
        return Verdict::open;
      case Tag::begin_group:
        if ((element.flags & kSimple) != 0 && frame_.mode == Mode::flat) {
          if (element.b != 0) group_mode(element.b) = Mode::flat;
          skip_content(element);
          return element.x == 0 ? Verdict::open : short_text(element.x);
        }
        group(element, element.b);
        return Verdict::open;
      case Tag::begin_conditional_group:
        if (printer_.condition_holds(element, frame_.mode)) {
          group(element, 0);
        } else {
          push(frame_);
        }
        return Verdict::open;
      case Tag::begin_indent: {
        Frame frame = frame_;
        frame.indentation.increment(printer_.options_.tabs);
        frame.parenthesizing = element.x != 0;
        push(frame);
        return Verdict::open;
      }
      case Tag::begin_dedent: {
        Frame frame = frame_;
        if (element.x == 0) {
          frame.indentation.decrement();
        } else {
          frame.indentation = {};
        }
        push(frame);
        return Verdict::open;
      }
      case Tag::begin_align: {
        Frame frame = frame_;
        frame.indentation.set_align(element.x);
        push(frame);
        return Verdict::open;
      }
      case Tag::begin_conditional:
        if (printer_.condition_holds(element, frame_.mode)) {
          push(frame_);
        } else {
          skip_content(element);
        }
        return Verdict::open;
      case Tag::begin_indent_if_broken: {
        Frame frame = frame_;
        if (group_mode(element.b) == Mode::broken) frame.indentation.increment(printer_.options_.tabs);
        push(frame);
        return Verdict::open;
      }
      case Tag::begin_line_suffix:
        has_suffix_ = true;
        skip_content(element);
        if (element.x == 0) return Verdict::open;
        column_ += element.x;
        return column_ > limit_ ? Verdict::no : Verdict::open;
      case Tag::begin_fits_expanded:
        return fits_expanded(element);
      case Tag::begin_best_fitting:
        best_fitting(element);
        return Verdict::open;
      case Tag::begin_best_fit_parenthesize:
        if (element.b != 0) group_mode(element.b) = frame_.mode;
        push(frame_);
        // Not within parentheses of its own: it is the outermost that are asked about.
        frame_.parenthesizing = false;
        return Verdict::open;
      case Tag::end_best_fit_parenthesize:
        return end_parenthesize();
      case Tag::begin_variant:
        push(frame_);
        return Verdict::open;
      case Tag::begin_detached:
        skip_content(element);
        return Verdict::open;
      case Tag::end_group:
      case Tag::end_conditional_group:
      case Tag::end_indent:
      case Tag::end_dedent:
      case Tag::end_align:
      case Tag::end_conditional:
      case Tag::end_indent_if_broken:
      case Tag::end_line_suffix:
      case Tag::end_fits_expanded:
      case Tag::end_variant:
        pop();
        return Verdict::open;
      case Tag::end_best_fitting:
      case Tag::end_detached:
        return Verdict::open;
    }
    return Verdict::open;
  }

  Printer& printer_;
  const Element* elements_;
  std::uint32_t limit_;
  std::uint32_t column_;
  Indentation pending_;
  bool has_suffix_;
  Frame frame_;
  Slice slice_;
  std::size_t rest_queue_;   // slices of the printer's queue that were not yet reached
  std::size_t rest_frames_;  // frames of the printer's that were not yet left
};

bool Printer::fits_simple(const Element& group) {
  Frame frame = frames_.back();
  frame.mode = Mode::flat;
  return Measurer(*this, {}, frame).fits_with(group);
}

bool Printer::fits(Slice first, Frame frame) { return Measurer(*this, first, frame).fits(); }

std::uint32_t columns_of(std::string_view text, std::uint32_t indent_width) {
  std::uint32_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x7F) {
      ++columns;
      ++i;
    } else if (byte == '\t') {
      columns += indent_width;
      ++i;
    } else {
      const Utf8Character character = first_character(text.substr(i));
      columns += character_width(character.value, 0);
      i += character.size;
    }
  }
  return columns;
}

}  // namespace whip::fmt
