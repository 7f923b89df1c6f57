#include "formatter/doc/writer.h"

#include <algorithm>

#include "core/text/ascii.h"
#include "core/text/width.h"

namespace whip::fmt {
namespace {

// What is to be known of a text before it is printed.
struct TextFacts {
  std::uint8_t flags = 0;
  std::uint16_t columns = 0;
};

TextFacts facts_of(std::string_view text) {
  if (is_printable_ascii(text)) return {kAscii, 0};
  if (text.find('\n') != std::string_view::npos) return {kMultiline, 0};
  if (text.find('\t') != std::string_view::npos) return {};
  std::uint32_t columns = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Utf8Character character = first_character(text.substr(i));
    columns += character_width(character.value, 0);
    i += character.size;
  }
  if (columns > UINT16_MAX) return {};
  return {kMeasured, static_cast<std::uint16_t>(columns)};
}

}  // namespace

void Writer::token(std::string_view literal) {
  const auto address = std::bit_cast<std::uint64_t>(literal.data());
  put({Tag::token, kAscii, static_cast<std::uint16_t>(literal.size()), static_cast<std::uint32_t>(address),
       static_cast<std::uint32_t>(address >> 32)});
  columns_ += static_cast<std::uint32_t>(literal.size());
}

void Writer::source(Span span) {
  if (span.size() == 0) return;
  const std::string_view text = doc_.source.substr(span.begin, span.size());
  const TextFacts facts = facts_of(text);
  if (facts.flags != kAscii && text.find('\r') != std::string_view::npos) {
    this->text(text);
    return;
  }
  put({Tag::source_text, facts.flags, facts.columns, span.begin, static_cast<std::uint32_t>(span.size())});
  count(facts.flags, facts.columns, static_cast<std::uint32_t>(span.size()));
}

void Writer::text(std::string_view text) {
  if (text.empty()) return;
  const std::size_t begin = doc_.scratch.size();
  if (text.find('\r') == std::string_view::npos) {
    doc_.scratch += text;
  } else {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\r') {
        doc_.scratch += text[i];
      } else if (i + 1 == text.size() || text[i + 1] != '\n') {
        doc_.scratch += '\n';
      }
    }
  }
  const TextFacts facts = facts_of(std::string_view(doc_.scratch).substr(begin));
  put({Tag::scratch_text, facts.flags, facts.columns, static_cast<std::uint32_t>(begin),
       static_cast<std::uint32_t>(doc_.scratch.size() - begin)});
  count(facts.flags, facts.columns, static_cast<std::uint32_t>(doc_.scratch.size() - begin));
}

std::string& Writer::begin_lines() {
  lines_ = doc_.scratch.size();
  return doc_.scratch;
}

void Writer::end_lines() {
  put_complex({Tag::scratch_text, kMultiline, 0, static_cast<std::uint32_t>(lines_),
               static_cast<std::uint32_t>(doc_.scratch.size() - lines_)});
  expand();
}

void Writer::count(std::uint8_t flags, std::uint16_t columns, std::uint32_t bytes) {
  if ((flags & kAscii) != 0) {
    columns_ += bytes;
  } else if ((flags & kMeasured) != 0) {
    columns_ += columns;
  } else {
    ++complex_;
  }
  if ((flags & kMultiline) != 0) expand();
}

void Writer::soft_line() {
  if (!drops_soft_lines_) put({Tag::soft_line});
}

void Writer::soft_line_or_space() {
  put({drops_soft_lines_ ? Tag::space : Tag::soft_line_or_space});
  ++columns_;
}

std::uint32_t Writer::open(Tag tag, std::uint32_t b) {
  const std::uint32_t begin = size();
  put({tag, 0, 0, 0, b});
  open_at(begin);
  return begin;
}

std::uint32_t Writer::open(Tag tag, Condition condition) {
  const std::uint32_t begin = open(tag, index(condition.group));
  doc_.elements[begin].flags =
      static_cast<std::uint8_t>(kConditional | (condition.broken ? kIfBroken : std::uint8_t{0}));
  return begin;
}

void Writer::close(std::uint32_t begin, Tag end) {
  const Open opened = open_.back();
  open_.pop_back();
  Element& element = doc_.elements[begin];
  element.a = size();
  switch (element.tag) {
    case Tag::begin_group:
      if ((element.flags & kExpanded) != 0) {
        ++complex_;
      } else if (complex_ == opened.complex && columns_ - opened.columns <= UINT16_MAX) {
        element.flags |= kSimple;
        element.x = static_cast<std::uint16_t>(columns_ - opened.columns);
      }
      // Whoever asks for its mode must find it.
      if (element.b != 0) ++complex_;
      break;
    case Tag::begin_conditional:
      if (element.b != 0) {
        ++complex_;
      } else if ((element.flags & kIfBroken) != 0) {
        columns_ = opened.columns;
        complex_ = opened.complex;
      }
      break;
    case Tag::begin_line_suffix:
    case Tag::begin_fits_expanded:
    case Tag::begin_best_fitting:
    case Tag::begin_best_fit_parenthesize:
      ++complex_;
      break;
    case Tag::begin_detached:
      columns_ = opened.columns;
      complex_ = opened.complex;
      break;
    default:
      break;
  }
  put({end, 0, 0, begin, 0});
}

Captured Writer::close_detached(std::uint32_t begin) {
  close(begin, Tag::end_detached);
  return {begin + 1, size() - 1, (doc_.elements[begin].flags & kExpanded) != 0};
}

void Writer::discard(std::uint32_t begin) {
  columns_ = open_.back().columns;
  complex_ = open_.back().complex;
  open_.pop_back();
  doc_.elements.resize(begin);
}

void Writer::expand() {
  for (std::size_t i = open_.size(); i-- > 0;) {
    Element& element = doc_.elements[open_[i].begin];
    switch (element.tag) {
      case Tag::begin_group:
      case Tag::begin_conditional_group:
        // Marked already: so is what encloses it.
        if ((element.flags & kExpanded) != 0) return;
        element.flags |= kExpanded;
        break;
      case Tag::begin_fits_expanded:
      case Tag::begin_detached:
        element.flags |= kExpanded;
        return;
      case Tag::begin_variant:
      case Tag::begin_best_fit_parenthesize:
        return;
      default:
        break;
    }
  }
}

void Writer::put(const Captured& captured) {
  if (captured.empty()) return;
  ++complex_;
  if (drops_soft_lines_) {
    put_without_soft_lines(captured.begin, captured.end);
  } else {
    put({Tag::reference, 0, 0, captured.begin, captured.end});
  }
  if (captured.expanded) expand();
}

// A copy, for what is captured may be printed with its soft lines elsewhere.
void Writer::put_without_soft_lines(std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = begin; i < end; ++i) {
    Element element = doc_.elements[i];
    switch (element.tag) {
      case Tag::soft_line:
      case Tag::end_conditional:
        break;
      case Tag::soft_line_or_space:
        put({Tag::space});
        break;
      case Tag::begin_conditional:
        if ((element.flags & kIfBroken) != 0) i = element.a;
        break;
      case Tag::reference:
        put_without_soft_lines(element.a, element.b);
        break;
      case Tag::begin_detached:
        i = element.a;
        break;
      case Tag::begin_best_fitting:
        // As it stands: see best_fitting.
        put({Tag::reference, 0, 0, i, element.a + 1});
        i = element.a;
        break;
      default: {
        const bool is_end = element.tag > Tag::reference &&
                            (static_cast<int>(element.tag) - static_cast<int>(Tag::begin_group)) % 2 == 1;
        if (is_end) {
          const std::uint32_t opened = open_.back().begin;
          open_.pop_back();
          doc_.elements[opened].a = size();
          element.a = opened;
        } else if (element.tag > Tag::reference) {
          open_at(size());
        }
        put(element);
      }
    }
  }
}

bool Writer::will_break(const Captured& captured) const { return will_break(captured.begin, captured.end); }

bool Writer::will_break(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t i = begin; i < end; ++i) {
    const Element& element = doc_.elements[i];
    switch (element.tag) {
      case Tag::hard_line:
      case Tag::empty_line:
      case Tag::expand_parent:
        return true;
      case Tag::source_text:
      case Tag::scratch_text:
        if ((element.flags & kMultiline) != 0) return true;
        break;
      case Tag::begin_group:
      case Tag::begin_conditional_group:
        if ((element.flags & kExpanded) != 0) return true;
        break;
      case Tag::reference:
        if (will_break(element.a, element.b)) return true;
        break;
      case Tag::begin_line_suffix:
      case Tag::begin_fits_expanded:
      case Tag::begin_detached:
        i = element.a;
        break;
      case Tag::begin_variant:
        // Only the flattest counts.
        if (doc_.elements[i - 1].tag != Tag::begin_best_fitting) i = element.a;
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace whip::fmt
