// The tokens of the hand-written scanner: newline, indent, dedent, and the parts of strings.
#include "core/syntax/fast_parse/take_token.h"

namespace whip::fast {
namespace {

// White space and what counts as such between lines, from `at` on.
void scan_blank(Lexer& lexer, std::uint32_t at, bool skips_comments) {
  Blank blank{.from = at, .skips_comments = skips_comments, .plain = true};
  const std::uint8_t* p = lexer.text + at;
  const std::uint8_t* const end = lexer.text + lexer.size;
  std::uint16_t indent = 0;
  std::uint16_t joined = 0;  // of the first line with white space that a backslash joins to this one
  bool more = true;
  blank.usable = true;
  while (more) {
    switch (*p) {
      case ' ': {
        std::uint32_t run;
        do {
          run = first_set(~equal(load(p), every(' ')));
          p += run;
          indent = static_cast<std::uint16_t>(indent + run);
        } while (run == kWidth);
        break;
      }
      case '\n':
      case '\r':
        blank.ends_line = true;
        indent = joined = 0;
        ++p;
        break;
      case '\f':
        indent = 0;
        ++p;
        break;
      case '\t':
        indent = static_cast<std::uint16_t>((indent / 8 + 1) * 8);
        ++p;
        break;
      case '#':
        if (!skips_comments) {
          more = false;
          break;
        }
        if (!blank.ends_line) {
          more = blank.usable = false;
          break;
        }
        blank.plain = false;
        if (blank.comment_indent == -1) blank.comment_indent = joined != 0 ? joined : indent;
        while (*p != 0 && *p != '\n' && *p != '\r') ++p;
        p += *p != 0;
        indent = joined = 0;
        break;
      case '\\':
        blank.plain = false;
        if (joined == 0) joined = indent;
        ++p;
        if (*p == '\r') {
          p += p[1] == '\n' ? 2 : 1;
        } else if (*p == '\n') {
          ++p;
        } else if (p != end) {
          more = blank.usable = false;
        }
        break;
      case 0:
        more = false;
        indent = joined = 0;
        blank.usable = p == end;  // a NUL inside the text is not for us
        blank.ends_line = true;
        break;
      default:
        more = false;
    }
  }
  blank.end = static_cast<std::uint32_t>(p - lexer.text);
  blank.indent = joined != 0 ? joined : indent;
  lexer.blank = blank;
}

}  // namespace

// Where white space, a comment or the end of the text follows: what of the layout it means, else the token behind it.
Token after_blank(Lexer& lexer, State about, Row row, std::uint32_t at) {
  const std::uint8_t* const text = lexer.text;
  if (about.external & kMayScan) {
    const bool skips_comments = (about.external & (kMayIndent | kMayDedent | kMayNewline | kMayExcept)) != 0;
    if (lexer.blank.from != at || lexer.blank.skips_comments != skips_comments) scan_blank(lexer, at, skips_comments);
    const Blank& blank = lexer.blank;
    if (blank.usable) {
      Layout& layout = lexer.layout;
      const std::uint8_t next = text[blank.end];
      if (blank.ends_line) {
        const std::uint16_t current = layout.indent[layout.indents - 1];
        if ((about.external & kMayIndent) && blank.indent > current) {
          if (layout.indents == Layout::kMaxIndents) return {};
          layout.indent[layout.indents++] = blank.indent;
          return {at, at, kIndent, kIndent};
        }
        // A dedent waits until the comments of its block have been read.
        if ((about.external & kMayDedent) && blank.indent < current && !layout.in_format &&
            blank.comment_indent < current) {
          --layout.indents;
          return {at, at, kDedent, kDedent};
        }
        if (about.external & kMayNewline) return {at, at, kNewline, kNewline};
      }
      if (blank.comment_indent == -1 && (about.external & kMayString) && (kByteClass[next] & kStringByte)) {
        const Token token = begin_string(lexer, text + blank.end);
        if (token.terminal != kNoToken || token.word != kNoToken) return token;
      }
      if (blank.plain && kLexerSkipsSpace[about.lexer] && next != 0) {
        return plain_token(lexer, about, row, at, text + blank.end);
      }
    }
  }
  if (!kLexerSkipsSpace[about.lexer]) return plain_token(lexer, about, row, at, text + at);
  const std::uint8_t* p = text + at;
  while (kByteClass[*p] & kSpaceByte) ++p;
  return plain_token(lexer, about, row, at, p);
}

// Inside a string: its text up to an escape, a hole or its end; or one of these.
Token string_part(Lexer& lexer, State about, Row row, std::uint32_t at) {
  Layout& layout = lexer.layout;
  if (layout.delimiters == 0) return after_blank(lexer, about, row, at);
  const std::uint8_t* const text = lexer.text;
  const std::uint8_t* p = text + at;
  const std::uint8_t flags = layout.delimiter[layout.delimiters - 1];
  const bool triple = (flags & kTriple) != 0;
  const bool format = (flags & kFormat) != 0;
  const std::uint8_t quote = (flags & kSingleQuote) != 0 ? '\'' : '"';
  if (format && (*p == '{' || *p == '}')) {
    if (p[1] == p[0]) return {at, at + 2, kEscapeInterpolation, kEscapeInterpolation};
    return plain_token(lexer, about, row, at, p);
  }
  const auto content = [&](const std::uint8_t* end) {
    return Token{at, static_cast<std::uint32_t>(end - text), kStringContent, kStringContent};
  };
  const auto close = [&](const std::uint8_t* end) {
    --layout.delimiters;
    layout.in_format = false;
    return Token{at, static_cast<std::uint32_t>(end - text), kStringEnd, kStringEnd};
  };
  const Block quotes = every(quote), zeros = every(0), backslashes = every('\\');
  const Block line_feeds = every(triple ? quote : '\n'), returns = every(triple ? quote : '\r');
  const Block opening = every(format ? '{' : quote), closing = every(format ? '}' : quote);
  bool any = false;  // text before p
  for (;;) {
    const std::uint8_t* const from = p;
    for (;;) {
      const Block block = load(p);
      const std::uint32_t run =
          first_set(equal(block, quotes) | equal(block, zeros) | equal(block, backslashes) | equal(block, line_feeds) |
                    equal(block, returns) | equal(block, opening) | equal(block, closing));
      p += run;
      if (run != kWidth) break;
    }
    any = any || p != from;
    if (*p == '\\') {
      if (flags & kRaw) {
        ++p;
        if (*p == quote || *p == '\\') ++p;
        if (*p == '\r') {
          p += p[1] == '\n' ? 2 : 1;
        } else if (*p == '\n') {
          ++p;
        }
        any = true;
        continue;
      }
      // In bytes, \N and \u are no escapes.
      const bool escapes = !(flags & kBytes) || (p[1] != 'N' && p[1] != 'u' && p[1] != 'U');
      if (escapes) return any ? content(p) : plain_token(lexer, about, row, at, text + at);
      p += 2;
      any = true;
    } else if (*p == quote) {
      if (!triple) return any ? content(p) : close(p + 1);
      if (p[1] == quote && p[2] == quote) return any ? content(p) : close(p + 3);
      return content(p[1] == quote ? p + 2 : p + 1);
    } else if (*p == '{' || *p == '}') {
      return any ? content(p) : plain_token(lexer, about, row, at, text + at);
    } else if (*p == 0) {
      return {};
    } else {
      return plain_token(lexer, about, row, at, text + at);  // the line ends
    }
  }
}

}  // namespace whip::fast
