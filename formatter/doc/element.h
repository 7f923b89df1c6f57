// A document between tree and text: what may break, and together with what. One flat array; a construct with content is
// a begin and an end element, the begin holding the index of its end. The meaning of each is that of Ruff's (and
// Prettier's) intermediate form, so that the same choices of line breaks follow.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace whip::fmt {

// A group whose mode (flat or broken) others ask for. kNoGroup: the innermost enclosing group.
enum class GroupId : std::uint32_t {};
inline constexpr GroupId kNoGroup{0};

enum class Tag : std::uint8_t {
  // Leaves.
  token,         // text that lives for ever, ASCII, one line: pointer in a and b, length in x
  source_text,   // text [a, a + b) of the source
  scratch_text,  // text [a, a + b) of Doc::scratch
  space,
  soft_line,             // nothing where the group is flat, a line break where it is broken
  soft_line_or_space,    // a space where the group is flat
  hard_line,             // always a line break
  empty_line,            // a line break and an empty line
  expand_parent,         // breaks all enclosing groups
  line_suffix_boundary,  // line suffixes before it are written here, followed by a line break
  reference,             // elements [a, b) of the same document are printed here
  // Begins: a is the index of the end. Every end follows its begin in this list, with a as the index of the begin.
  begin_group,  // b: its GroupId or kNoGroup; kExpanded: must break
  end_group,
  begin_conditional_group,  // a group where the condition holds, nothing of its own where not
  end_conditional_group,
  begin_indent,
  end_indent,
  begin_dedent,  // x: 0 by one level, 1 to the margin
  end_dedent,
  begin_align,  // x: columns
  end_align,
  begin_conditional,  // content that is left out where the condition does not hold
  end_conditional,
  begin_indent_if_broken,  // indents its content where group b is broken
  end_indent_if_broken,
  begin_line_suffix,  // content that is held back until the next line break; x: columns it counts for when measuring
                      // what fits
  end_line_suffix,
  begin_fits_expanded,  // may be broken without what surrounds it counting as not fitting; with a condition: only where
                        // that holds
  end_fits_expanded,
  begin_best_fitting,  // variants, the flattest first, the most expanded last; kAllLines: every line of a variant must
                       // fit, not only its first
  end_best_fitting,
  begin_variant,
  end_variant,
  begin_best_fit_parenthesize,  // puts "(", an indent and ")" around its content where that makes it fit; b: GroupId
  end_best_fit_parenthesize,
  begin_detached,  // printed only where a reference asks for it
  end_detached,
};

inline constexpr std::uint8_t kAscii = 1;      // of texts: columns == bytes
inline constexpr std::uint8_t kMultiline = 2;  // of texts: holds line breaks, all of them "\n"
inline constexpr std::uint8_t kExpanded =
    4;  // of groups, conditional groups, fits_expanded, variants, detached: something in it breaks, always
inline constexpr std::uint8_t kConditional =
    8;  // there is a condition: group b (kNoGroup: the enclosing one) is flat, or broken with kIfBroken
inline constexpr std::uint8_t kIfBroken = 16;
inline constexpr std::uint8_t kAllLines = 32;
inline constexpr std::uint8_t kMeasured = 64;  // of texts: x is the width in columns, whatever a tab counts for
inline constexpr std::uint8_t kSimple =
    128;  // of groups: printed flat, it is x columns of text on one line, whatever other groups are

struct Element {
  Tag tag;
  std::uint8_t flags = 0;
  std::uint16_t x = 0;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};

struct Doc {
  std::vector<Element> elements;
  std::string scratch;  // texts that are not in the source as they are written
  std::string_view source;
  std::uint32_t group_count = 1;  // ids in use are below; 0 is kNoGroup

  std::string_view text_of(const Element& element) const {
    switch (element.tag) {
      case Tag::token:
        return {std::bit_cast<const char*>(std::uint64_t{element.a} | std::uint64_t{element.b} << 32), element.x};
      case Tag::source_text:
        return source.substr(element.a, element.b);
      case Tag::scratch_text:
        return std::string_view(scratch).substr(element.a, element.b);
      default:
        return {};
    }
  }
  void clear() {
    elements.clear(), scratch.clear();
    group_count = 1;
  }
};

static_assert(sizeof(Element) == 12);

}  // namespace whip::fmt
