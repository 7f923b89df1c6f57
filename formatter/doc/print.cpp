// The loop that prints. What a begin sets (mode, indentation) is a frame on a stack until its end; what is printed in
// place of something else (a variant, captured content, a line suffix that waited) is a slice on the queue.

#include "formatter/doc/print.h"

#include <iterator>

namespace whip::fmt {
namespace {

constexpr Element kHardLine{Tag::hard_line};
// What best_fit_parenthesize puts before its content, for measuring: a column for "(", and the marked indent.
constexpr Element kOpenParenthesis[] = {{Tag::space}, {Tag::begin_indent, 0, 1}, {Tag::hard_line}};

}  // namespace

void Printer::print(const Doc& doc, const PrintOptions& options, std::string& out) {
  doc_ = &doc;
  options_ = options;
  out_ = &out;
  line_start_ = out.size();
  column_ = 0;
  pending_ = {};
  measured_fits_ = false;
  frames_.assign(1, Frame{});
  suffixes_.clear();
  group_modes_.assign(doc.group_count, Mode::flat);
  const Element* first = doc.elements.data();
  queue_.assign(1, Slice{first, first + doc.elements.size()});
  for (;;) {
    if (queue_.empty()) {
      if (!flush_suffixes(nullptr)) return;
    }
    Slice& slice = queue_.back();
    if (slice.at == slice.end) {
      queue_.pop_back();
    } else {
      print_element(*slice.at++);
    }
  }
}

void Printer::print_element(const Element& element) {
  Frame frame = frames_.back();
  switch (element.tag) {
    case Tag::token:
    case Tag::source_text:
    case Tag::scratch_text:
      return print_text(element);
    case Tag::space:
      return print_string(" ");
    case Tag::soft_line:
    case Tag::soft_line_or_space:
      if (frame.mode == Mode::flat) {
        if (element.tag == Tag::soft_line_or_space) print_string(" ");
        return;
      }
      return print_line(element);
    case Tag::hard_line:
    case Tag::empty_line:
      return print_line(element);
    case Tag::expand_parent:
    case Tag::end_best_fitting:
    case Tag::end_detached:
      return;
    case Tag::line_suffix_boundary:
      flush_suffixes(&kHardLine);
      return;
    case Tag::reference: {
      const Element* elements = doc_->elements.data();
      queue_.push_back({elements + element.a, elements + element.b});
      return;
    }
    case Tag::begin_group:
      frame.mode = mode_of_group(element, GroupId{element.b});
      if (element.b != 0) group_modes_[element.b] = frame.mode;
      if (frame.mode == Mode::flat && (element.flags & kSimple) != 0) return print_simple(element);
      return push(frame);
    case Tag::begin_conditional_group:
      if (condition_holds(element, frame.mode)) frame.mode = mode_of_group(element, kNoGroup);
      return push(frame);
    case Tag::begin_indent:
      frame.indentation.increment(options_.tabs);
      frame.parenthesizing = false;
      return push(frame);
    case Tag::begin_dedent:
      if (element.x == 0) {
        frame.indentation.decrement();
      } else {
        frame.indentation = {};
      }
      return push(frame);
    case Tag::begin_align:
      frame.indentation.set_align(element.x);
      return push(frame);
    case Tag::begin_conditional:
      if (!condition_holds(element, frame.mode)) return skip_content(element);
      return push(frame);
    case Tag::begin_indent_if_broken:
      if (group_modes_[element.b] == Mode::broken) frame.indentation.increment(options_.tabs);
      return push(frame);
    case Tag::begin_line_suffix:
      column_ += element.x;
      suffixes_.push_back({frame, {&element + 1, doc_->elements.data() + element.a + 1}});
      return skip_content(element);
    case Tag::begin_fits_expanded:
      // It was measured as broken: what it holds is to be measured again.
      if (condition_holds(element, frame.mode)) measured_fits_ = false;
      return push(frame);
    case Tag::begin_best_fitting:
      return print_best_fitting(element);
    case Tag::begin_variant:
      return push(frame);
    case Tag::begin_best_fit_parenthesize:
      return print_best_fit_parenthesize(element);
    case Tag::end_best_fit_parenthesize:
      return end_best_fit_parenthesize();
    case Tag::begin_detached:
      return skip_content(element);
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
      frames_.pop_back();
      return;
  }
}

bool Printer::condition_holds(const Element& element, Mode enclosing) const {
  if ((element.flags & kConditional) == 0) return true;
  const Mode mode = element.b == 0 ? enclosing : group_modes_[element.b];
  return (mode == Mode::broken) == ((element.flags & kIfBroken) != 0);
}

Mode Printer::mode_of_group(const Element& group, GroupId id) {
  if ((group.flags & kExpanded) != 0) return Mode::broken;
  Frame frame = frames_.back();
  if (frame.mode == Mode::flat && measured_fits_) return Mode::flat;
  measured_fits_ = true;
  if (id != kNoGroup) group_modes_[static_cast<std::uint32_t>(id)] = Mode::flat;
  frame.mode = Mode::flat;
  const bool fit = (group.flags & kSimple) != 0 ? fits_simple(group) : fits({}, frame);
  return fit ? Mode::flat : Mode::broken;
}

// The text that a flat group is.
void Printer::print_simple(const Element& group) {
  const Element* const end = doc_->elements.data() + group.a;
  if (group.x > 0) print_indentation();
  for (const Element* at = &group + 1; at != end; ++at) {
    switch (at->tag) {
      case Tag::token:
      case Tag::source_text:
      case Tag::scratch_text:
        out_->append(doc_->text_of(*at));
        break;
      case Tag::space:
      case Tag::soft_line_or_space:
        out_->push_back(' ');
        break;
      case Tag::begin_conditional:
        if ((at->flags & kIfBroken) != 0) at = doc_->elements.data() + at->a;
        break;
      case Tag::begin_detached:
        at = doc_->elements.data() + at->a;
        break;
      default:
        break;
    }
  }
  column_ += group.x;
  skip_content(group);
}

void Printer::print_text(const Element& element) {
  print_indentation();
  const std::string_view text = doc_->text_of(element);
  if ((element.flags & kMultiline) != 0) return print_lines_of(text);
  out_->append(text);
  if ((element.flags & kAscii) != 0) {
    column_ += static_cast<std::uint32_t>(text.size());
  } else if ((element.flags & kMeasured) != 0) {
    column_ += element.x;
  } else {
    column_ += columns_of(text, options_.indent_width);
  }
}

// Text of several lines: only the first is indented by us.
void Printer::print_lines_of(std::string_view text) {
  const std::size_t last = text.rfind('\n') + 1;
  if (last > 0 && options_.line_end == "\n") {
    line_start_ = out_->size() + last;
    out_->append(text);
    column_ = columns_of(text.substr(last), options_.indent_width);
    measured_fits_ = false;
    return;
  }
  for (std::size_t begin = 0;;) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) {
      out_->append(text.substr(begin));
      column_ += columns_of(text.substr(begin), options_.indent_width);
      return;
    }
    out_->append(text.substr(begin, end - begin));
    out_->append(options_.line_end);
    line_start_ = out_->size();
    column_ = 0;
    measured_fits_ = false;
    begin = end + 1;
  }
}

void Printer::print_string(std::string_view text) {
  print_indentation();
  out_->append(text);
  column_ += static_cast<std::uint32_t>(text.size());
}

void Printer::print_indentation() {
  if (pending_.empty()) return;
  if (options_.tabs) {
    out_->append(pending_.level, '\t');
  } else {
    out_->append(std::size_t{pending_.level} * options_.indent_width, ' ');
  }
  out_->append(pending_.align, ' ');
  column_ += pending_.level * options_.indent_width + pending_.align;
  pending_ = {};
}

void Printer::print_line(const Element& line) {
  // The suffixes come first, then the line once more.
  if (!suffixes_.empty()) {
    flush_suffixes(&line);
    return;
  }
  const auto end_line = [&] {
    out_->append(options_.line_end);
    line_start_ = out_->size();
    column_ = 0;
    measured_fits_ = false;
  };
  // Nothing to end on an empty line.
  if (out_->size() > line_start_) end_line();
  if (line.tag == Tag::empty_line) end_line();
  pending_ = frames_.back().indentation;
}

// Queues the line suffixes, and `line` behind them; false if there are none.
bool Printer::flush_suffixes(const Element* line) {
  if (suffixes_.empty()) return false;
  if (line != nullptr) queue_.push_back({line, line + 1});
  while (!suffixes_.empty()) {
    const Suffix& suffix = suffixes_.back();
    frames_.push_back(suffix.frame);  // left at the end element, the last of the slice
    queue_.push_back(suffix.content);
    suffixes_.pop_back();
  }
  return true;
}

void Printer::print_best_fitting(const Element& element) {
  const Element* elements = doc_->elements.data();
  const Element* const last = elements + elements[element.a - 1].a;
  const Element* variant = &element + 1;
  skip_content(element);

  Frame frame = frames_.back();
  if (frame.mode != Mode::flat || !measured_fits_) {
    measured_fits_ = true;
    Frame measured = frame;
    measured.mode = Mode::flat;
    measured.measure = (element.flags & kAllLines) != 0 ? Measure::all_lines : Measure::first_line;
    frame.mode = Mode::flat;
    while (variant != last && !fits({variant + 1, elements + variant->a + 1}, measured)) {
      variant = elements + variant->a + 1;
    }
    if (variant == last) frame.mode = Mode::broken;
  }
  push(frame);
  queue_.push_back({variant + 1, elements + variant->a + 1});
}

void Printer::print_best_fit_parenthesize(const Element& element) {
  const GroupId id{element.b};
  Mode mode = mode_of_group(element, id);
  if (mode == Mode::broken) {
    // Parentheses only where they help.
    if (element.b != 0) group_modes_[element.b] = Mode::broken;
    Frame measured = frames_.back();
    measured.measure = Measure::all_lines;
    measured.parenthesizing = false;
    if (!fits({std::begin(kOpenParenthesis), std::end(kOpenParenthesis)}, measured)) mode = Mode::flat;
  }
  if (element.b != 0) group_modes_[element.b] = mode;
  Frame frame = frames_.back();
  frame.mode = mode;
  frame.parenthesizing = false;
  push(frame);
  if (mode == Mode::flat) return;
  print_string("(");
  frame.indentation.increment(options_.tabs);
  frame.parenthesizing = true;
  push(frame);
  print_line(kHardLine);
}

void Printer::end_best_fit_parenthesize() {
  if (frames_.back().mode == Mode::broken) {
    frames_.pop_back();  // the indent
    queue_.push_back({close_parenthesis_.data(), close_parenthesis_.data() + close_parenthesis_.size()});
  }
  frames_.pop_back();
}

std::array<Element, 2> Printer::close_parenthesis() {
  static constexpr char kText[] = ")";
  const auto address = std::bit_cast<std::uint64_t>(&kText[0]);
  return {Element{Tag::hard_line}, Element{Tag::token, kAscii, 1, static_cast<std::uint32_t>(address),
                                           static_cast<std::uint32_t>(address >> 32)}};
}

}  // namespace whip::fmt
