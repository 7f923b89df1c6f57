#include "core/syntax/string_literal.h"

#include "core/base/characters.h"
#include "core/base/utf8.h"

namespace whip {
namespace {

bool is_octal(char c) { return c >= '0' && c <= '7'; }

// A cursor over the text between the quotes.
struct Decoder {
  std::string_view content;
  Escapes kind;
  std::string& out;
  std::size_t at = 0;

  void append(std::uint32_t value) {
    if (kind == Escapes::bytes) {
      out.push_back(static_cast<char>(value));
    } else {
      append_utf8(value, out);
    }
  }

  // CR and CR LF are one "\n".
  void line_end() {
    out.push_back('\n');
    skip_line_end();
  }
  void skip_line_end() { at += content[at] == '\r' && at + 1 < content.size() && content[at + 1] == '\n' ? 2 : 1; }

  void octal() {
    std::uint32_t value = 0;
    for (int n = 0; n < 3 && at < content.size() && is_octal(content[at]); ++n, ++at) {
      value = value * 8 + static_cast<std::uint32_t>(content[at] - '0');
    }
    append(value);
  }

  // `\x41`: the digits after the letter. What is too short stays as written (it does not compile either).
  void hexadecimal(std::size_t digits) {
    std::uint32_t value = 0;
    for (std::size_t n = 1; n <= digits; ++n) {
      const int digit = at + n < content.size() ? hex_value(content[at + n]) : -1;
      if (digit < 0) return out.push_back('\\');
      value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    at += digits + 1;
    append(value <= 0x10FFFF ? value : 0xFFFD);
  }

  void name() {
    const std::size_t close = content.find('}', at);
    if (at + 1 >= content.size() || content[at + 1] != '{' || close == std::string_view::npos)
      return out.push_back('\\');
    at = close + 1;
    append_utf8(0xFFFD, out);
  }

  // `at` is past the backslash.
  void escape() {
    const auto one = [this](char c) {
      out.push_back(c);
      ++at;
    };
    const bool text = kind == Escapes::text;
    if (at == content.size()) return out.push_back('\\');
    switch (content[at]) {
      case '\r':
      case '\n':
        return skip_line_end();
      case '\\':
      case '\'':
      case '"':
        return one(content[at]);
      case 'a':
        return one('\a');
      case 'b':
        return one('\b');
      case 'f':
        return one('\f');
      case 'n':
        return one('\n');
      case 'r':
        return one('\r');
      case 't':
        return one('\t');
      case 'v':
        return one('\v');
      case 'x':
        return hexadecimal(2);
      case 'u':
        return text ? hexadecimal(4) : out.push_back('\\');
      case 'U':
        return text ? hexadecimal(8) : out.push_back('\\');
      case 'N':
        return text ? name() : out.push_back('\\');
      default:
        return is_octal(content[at]) ? octal() : out.push_back('\\');
    }
  }

  void run() {
    const std::string_view special = kind == Escapes::raw ? "\r" : "\\\r";
    while (at < content.size()) {
      const std::size_t next = std::min(content.find_first_of(special, at), content.size());
      out.append(content.substr(at, next - at));
      at = next;
      if (at == content.size()) return;
      if (content[at] == '\r') {
        line_end();
      } else {
        ++at;
        escape();
      }
    }
  }
};

bool all_parts(Node node, bool (*accept)(const StringLiteral&)) {
  bool any = false;
  for (const Node part : string_parts(node)) {
    if (!accept(string_literal(part))) return false;
    any = true;
  }
  return any;
}

}  // namespace

StringLiteral string_literal(std::string_view text, Span span) {
  StringLiteral literal;
  literal.span = span;
  std::uint32_t at = span.begin;
  for (; at < span.end && text[at] != '\'' && text[at] != '"'; ++at) {
    switch (text[at] | 0x20) {
      case 'b':
        literal.bytes = true;
        break;
      case 'r':
        literal.raw = true;
        break;
      case 'f':
        literal.format = true;
        break;
      case 't':
        literal.template_ = true;
        break;
      case 'u':
        literal.unicode = true;
        break;
      default:
        return {};
    }
  }
  if (at == span.end) return {};
  literal.prefix_size = static_cast<std::uint8_t>(at - span.begin);
  literal.quote = text[at];
  literal.triple = span.end - at >= 6 && text[at + 1] == literal.quote && text[at + 2] == literal.quote;
  literal.content = {at + literal.quote_size(), span.end - literal.quote_size()};
  if (literal.content.begin > literal.content.end) return {};
  return literal;
}

StringLiteral string_literal(Node string) {
  if (!string.is(Kind::string)) return {};
  const Span span = string.span();
  return string_literal({string.text().data() - span.begin, span.end}, span);
}

StringParts::StringParts(Node node) {
  if (node.is(Kind::string)) first_ = node;
  if (node.is(Kind::concatenated_string)) first_ = node.child(Kind::string);
}

StringParts::Iterator& StringParts::Iterator::operator++() {
  if (!part_.parent().is(Kind::concatenated_string)) {
    part_ = {};
    return *this;
  }
  do {
    part_ = part_.next_sibling();
  } while (part_ && !part_.is(Kind::string));
  return *this;
}

bool is_text_constant(Node node) {
  return all_parts(node, [](const StringLiteral& literal) { return literal && literal.plain(); });
}
bool is_bytes_constant(Node node) {
  return all_parts(node, [](const StringLiteral& literal) { return literal.bytes; });
}

bool needs_decoding(std::string_view content, Escapes escapes) {
  return content.find_first_of(escapes == Escapes::raw ? "\r" : "\\\r") != std::string_view::npos;
}

void decode_escapes(std::string_view content, Escapes escapes, std::string& out) {
  Decoder{.content = content, .kind = escapes, .out = out}.run();
}

std::string_view string_value(Node node, std::string& buffer) {
  const auto content = [](Node part, const StringLiteral& literal) {
    return part.text().substr(literal.content.begin - literal.span.begin, literal.content.size());
  };
  if (node.is(Kind::string)) {
    const StringLiteral literal = string_literal(node);
    if (!needs_decoding(content(node, literal), escapes(literal))) return content(node, literal);
  }
  buffer.clear();
  for (const Node part : string_parts(node)) {
    const StringLiteral literal = string_literal(part);
    decode_escapes(content(part, literal), escapes(literal), buffer);
  }
  return buffer;
}

}  // namespace whip
