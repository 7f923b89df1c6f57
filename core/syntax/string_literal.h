// What a string literal says: its prefix, quotes, content, and the value that Python makes of it.
//
//   rb'\n'   prefix "rb" (raw, bytes), quote ', content [3, 5)
//
// Views are taken from the source; nothing is copied unless a value has escapes or several pieces.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/syntax/node.h"
#include "core/text/span.h"

namespace whip {

struct StringLiteral {
  Span span;       // prefix to closing quotes
  Span content;    // between the quotes
  char quote = 0;  // ' or "; 0 for what is no string
  bool triple = false;
  bool bytes = false;
  bool raw = false;
  bool format = false;     // f-string
  bool template_ = false;  // t-string
  bool unicode = false;    // the prefix u, which means nothing
  std::uint8_t prefix_size = 0;

  explicit operator bool() const { return quote != 0; }
  // May hold replacement fields: `{...}` and doubled braces are special.
  bool interpolated() const { return format || template_; }
  // A plain text literal: neither bytes nor interpolated.
  bool plain() const { return !bytes && !interpolated(); }
  std::uint32_t quote_size() const { return triple ? 3 : 1; }
  Span prefix() const { return {span.begin, span.begin + prefix_size}; }
  Span opening() const { return {span.begin, content.begin}; }
  Span closing() const { return {content.end, span.end}; }
};

// The literal of a `string` node; of any other node the empty one (false).
StringLiteral string_literal(Node string);
// The literal that text[span] is, from prefix to closing quotes; empty if it is none.
StringLiteral string_literal(std::string_view text, Span span);

// The `string` nodes of a string or of a concatenated string, in order; none for other nodes.
//   for (Node part : string_parts(node)) ...
class StringParts {
 public:
  class Iterator {
   public:
    explicit Iterator(Node part) : part_(part) {}
    Node operator*() const { return part_; }
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return part_ == other.part_; }

   private:
    Node part_;
  };
  explicit StringParts(Node node);
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(Node{}); }

 private:
  Node first_;
};
inline StringParts string_parts(Node node) { return StringParts(node); }

// Whether all parts are plain text (or all bytes): a value that is known without running the program.
bool is_text_constant(Node node);   // 'a' "b"
bool is_bytes_constant(Node node);  // b'a' b"b"

// The value of a text or bytes constant (single or concatenated): as UTF-8, or the bytes. A view of the source where
// that is the value already, of `buffer` otherwise. Lone surrogates are encoded as if they were characters (WTF-8);
// `\N{name}` becomes U+FFFD, since no table of names is carried. Line ends within the literal count as "\n", as in
// Python.
std::string_view string_value(Node node, std::string& buffer);

// Appends the value of `content` (source text between quotes) to `out`.
enum class Escapes : std::uint8_t { text, bytes, raw };
void decode_escapes(std::string_view content, Escapes escapes, std::string& out);

// Whether source text between quotes differs from its value: escapes, or line ends other than "\n".
bool needs_decoding(std::string_view content, Escapes escapes);
inline Escapes escapes(const StringLiteral& literal) {
  return literal.raw ? Escapes::raw : literal.bytes ? Escapes::bytes : Escapes::text;
}

}  // namespace whip
