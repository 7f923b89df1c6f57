#include "core/base/glob.h"

#include <algorithm>

namespace whip {
namespace {

struct Token {
  enum class Kind : std::uint8_t {
    byte,          // value
    one,           // ?
    many,          // *
    any_prefix,    // **/ at the start:     (|/|.*/)
    any_suffix,    // /** at the end:       /.*
    any_between,   // /**/ in the middle:   (/|/.*/)
    set,           // sets[value]
    either_begin,  // {
    either_next,   // ,
    either_end,    // }
  };
  Kind kind;
  std::uint32_t value = 0;
};

Error bad_pattern(std::string_view pattern, std::string_view problem) {
  return {.code = ErrorCode::configuration,
          .message = "file pattern `" + std::string(pattern) + "`: " + std::string(problem),
          .path = {}};
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : pattern_(pattern) {}

  Done parse() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_++];
      switch (c) {
        case '?':
          push(Token::Kind::one);
          break;
        case '*':
          star();
          break;
        case '[':
          if (auto done = set(); !done) return done;
          break;
        case '{':
          open_.push_back(tokens.size());
          push(Token::Kind::either_begin);
          branch_.push_back(tokens.size());
          break;
        case '}':
          if (open_.empty()) return bad_pattern(pattern_, "`}` without a `{` before it");
          close();
          break;
        case ',':
          if (open_.empty()) {
            push(Token::Kind::byte, ',');
          } else if (tokens.size() != branch_.back()) {  // an empty alternative is dropped, as globset does
            push(Token::Kind::either_next);
            branch_.back() = tokens.size();
          }
          break;
        case '\\':
          if (at_ == pattern_.size()) return bad_pattern(pattern_, "a backslash at the end");
          push(Token::Kind::byte, static_cast<unsigned char>(pattern_[at_++]));
          break;
        default:
          push(Token::Kind::byte, static_cast<unsigned char>(c));
      }
    }
    if (!open_.empty()) return bad_pattern(pattern_, "`{` without a `}` after it");
    return Unit{};
  }

  std::vector<Token> tokens;
  std::vector<Automaton::Set> sets;

 private:
  void push(Token::Kind kind, std::uint32_t value = 0) { tokens.push_back({kind, value}); }
  bool branch_is_empty() const { return tokens.size() == (branch_.empty() ? 0 : branch_.back()); }

  void close() {
    if (tokens.size() == branch_.back() && tokens.back().kind == Token::Kind::either_next) tokens.pop_back();
    if (tokens.size() == open_.back() + 1) {
      tokens.pop_back();  // nothing but empty alternatives: as if it were not there
    } else {
      push(Token::Kind::either_end);
    }
    open_.pop_back();
    branch_.pop_back();
  }

  // `**` is special only as a whole component; anywhere else it is two `*`.
  void star() {
    const bool after_slash = at_ >= 2 && pattern_[at_ - 2] == '/';
    if (at_ >= pattern_.size() || pattern_[at_] != '*') return push(Token::Kind::many);
    ++at_;
    const char next = at_ < pattern_.size() ? pattern_[at_] : '\0';
    if (branch_is_empty()) {
      if (next != '\0' && next != '/') return push(Token::Kind::many);
      if (next == '/') ++at_;
      return push(Token::Kind::any_prefix);
    }
    const bool ends = next == '\0' || (!open_.empty() && (next == ',' || next == '}'));
    if (!after_slash || (!ends && next != '/')) return push(Token::Kind::many);
    if (!ends) ++at_;
    const Token::Kind before = tokens.back().kind;  // the slash, or a `**` that swallowed it
    if (before == Token::Kind::any_prefix || before == Token::Kind::any_suffix) return;
    tokens.pop_back();
    push(ends ? Token::Kind::any_suffix : Token::Kind::any_between);
  }

  Done set() {
    Automaton::Set members;
    if (at_ < pattern_.size() && (pattern_[at_] == '!' || pattern_[at_] == '^')) {
      members.negated = true;
      ++at_;
    }
    bool in_range = false;
    for (bool first = true;; first = false) {
      if (at_ >= pattern_.size()) return bad_pattern(pattern_, "`[` without a `]` after it");
      const char c = pattern_[at_++];
      const auto byte = static_cast<std::uint32_t>(static_cast<unsigned char>(c));
      if (c == ']' && !first) break;
      if (c == '-' && !first && !in_range) {
        in_range = true;
      } else if (in_range) {
        if (members.ranges.back().first > byte) return bad_pattern(pattern_, "a range that runs backwards");
        members.ranges.back().second = byte;
        in_range = false;
      } else {
        members.ranges.emplace_back(byte, byte);
      }
    }
    if (in_range) members.ranges.emplace_back('-', '-');
    push(Token::Kind::set, static_cast<std::uint32_t>(sets.size()));
    sets.push_back(std::move(members));
    return Unit{};
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;    // index of each `{` token not yet closed
  std::vector<std::size_t> branch_;  // first token of the alternative being read
};

class Writer {
 public:
  using Op = Automaton::Op;
  explicit Writer(Separators separators) : literal_(separators == Separators::literal) {}

  Automaton write(const std::vector<Token>& tokens, std::vector<Automaton::Set> sets) {
    out_.sets = std::move(sets);
    if (tokens.size() == 1 && tokens[0].kind == Token::Kind::any_prefix) {
      run_of(Op::any);  // `**` alone matches everything
    } else {
      for (const Token& token : tokens) write(token);
    }
    out_.add(Op::match);
    return std::move(out_);
  }

 private:
  std::uint32_t next() const { return out_.size(); }

  void run_of(Op op) {
    const std::uint32_t loop = out_.add(Op::split, next() + 1, next() + 3);
    out_.add(op, '/');
    out_.add(Op::jump, loop);
  }

  void write(const Token& token) {
    switch (token.kind) {
      case Token::Kind::byte:
        out_.add(Op::unit, token.value);
        break;
      case Token::Kind::one:
        out_.add(literal_ ? Op::any_but : Op::any, '/');
        break;
      case Token::Kind::many:
        run_of(literal_ ? Op::any_but : Op::any);
        break;
      case Token::Kind::any_prefix: {  // nothing, or anything that ends in a slash
        const std::uint32_t choice = out_.add(Op::split, next() + 1, 0);
        run_of(Op::any);
        out_.add(Op::unit, '/');
        out_.steps[choice].b = next();
        break;
      }
      case Token::Kind::any_suffix:
        out_.add(Op::unit, '/');
        run_of(Op::any);
        break;
      case Token::Kind::any_between: {
        out_.add(Op::unit, '/');
        const std::uint32_t choice = out_.add(Op::split, next() + 1, 0);
        run_of(Op::any);
        out_.add(Op::unit, '/');
        out_.steps[choice].b = next();
        break;
      }
      case Token::Kind::set:
        out_.add(Op::set, token.value);
        break;
      case Token::Kind::either_begin:
        groups_.push_back({out_.add(Op::split, next() + 1, 0), {}});
        break;
      case Token::Kind::either_next:
        groups_.back().exits.push_back(out_.add(Op::jump, 0));
        out_.steps[groups_.back().choice].b = next();
        groups_.back().choice = out_.add(Op::split, next() + 1, 0);
        break;
      case Token::Kind::either_end: {
        groups_.back().exits.push_back(out_.add(Op::jump, 0));
        out_.steps[groups_.back().choice].b = next();  // after the last alternative there is no other
        out_.add(Op::fail);
        for (const std::uint32_t exit : groups_.back().exits) out_.steps[exit].a = next();
        groups_.pop_back();
        break;
      }
    }
  }

  struct Group {
    std::uint32_t choice;
    std::vector<std::uint32_t> exits;
  };
  bool literal_;
  Automaton out_;
  std::vector<Group> groups_;
};

bool all_bytes(std::span<const Token> tokens) {
  return std::all_of(tokens.begin(), tokens.end(), [](const Token& token) { return token.kind == Token::Kind::byte; });
}

// The index of the one token that is no byte; 0 if it is the first, or if there are more.
std::size_t only_special(std::span<const Token> tokens) {
  const auto is_byte = [](const Token& token) { return token.kind == Token::Kind::byte; };
  const auto at = std::find_if_not(tokens.begin(), tokens.end(), is_byte);
  return at != tokens.end() && std::all_of(at + 1, tokens.end(), is_byte)
             ? static_cast<std::size_t>(at - tokens.begin())
             : 0;
}

std::string text_of(std::span<const Token> tokens) {
  std::string text;
  for (const Token& token : tokens) text.push_back(static_cast<char>(token.value));
  return text;
}

}  // namespace

Result<Glob> Glob::compile(std::string_view pattern, Separators separators) {
  Parser parser(pattern);
  if (auto done = parser.parse(); !done) return done.error();
  Glob glob;
  glob.pattern_ = pattern;
  const std::span<const Token> tokens = parser.tokens;
  const auto is = [&](std::size_t i, Token::Kind kind) { return tokens[i].kind == kind; };
  const bool crosses = separators == Separators::ordinary;
  if (all_bytes(tokens)) {
    glob.shape_ = Shape::literal;
    glob.text_ = text_of(tokens);
  } else if (tokens.size() > 1 && is(0, Token::Kind::any_prefix) && all_bytes(tokens.subspan(1))) {
    glob.shape_ = Shape::at_any_depth;
    glob.text_ = text_of(tokens.subspan(1));
  } else if (crosses && is(0, Token::Kind::many) && all_bytes(tokens.subspan(1))) {
    glob.shape_ = Shape::suffix;
    glob.text_ = text_of(tokens.subspan(1));
  } else if (crosses && is(tokens.size() - 1, Token::Kind::many) && all_bytes(tokens.first(tokens.size() - 1))) {
    glob.shape_ = Shape::prefix;
    glob.text_ = text_of(tokens.first(tokens.size() - 1));
  } else if (const std::size_t middle = only_special(tokens);
             middle != 0 && ((crosses && is(middle, Token::Kind::many)) || is(middle, Token::Kind::any_between))) {
    glob.shape_ = is(middle, Token::Kind::many) ? Shape::around : Shape::below;
    glob.text_ = text_of(tokens.first(middle));
    glob.tail_ = text_of(tokens.subspan(middle + 1));
  } else {
    glob.shape_ = Shape::program;
    glob.program_ = Writer(separators).write(parser.tokens, std::move(parser.sets));
  }
  return glob;
}

bool Glob::matches(std::string_view path) const {
  switch (shape_) {
    case Shape::literal:
      return path == text_;
    case Shape::prefix:
      return path.starts_with(text_);
    case Shape::suffix:
      return path.ends_with(text_);
    case Shape::at_any_depth:
      return path.ends_with(text_) && (path.size() == text_.size() || path[path.size() - text_.size() - 1] == '/');
    case Shape::around:
      return path.size() >= text_.size() + tail_.size() && path.starts_with(text_) && path.ends_with(tail_);
    case Shape::below: {
      const std::size_t least = text_.size() + 1 + tail_.size();
      return path.size() >= least && path.starts_with(text_) && path[text_.size()] == '/' && path.ends_with(tail_) &&
             (path.size() == least || path[path.size() - tail_.size() - 1] == '/');
    }
    case Shape::program:
      return program_.matches(path);
  }
  return false;
}

Done GlobSet::add(std::string_view pattern, Separators separators) {
  auto glob = Glob::compile(pattern, separators);
  if (!glob) return glob.error();
  if (glob->shape_ == Glob::Shape::literal) {
    const auto place = std::lower_bound(literals_.begin(), literals_.end(), glob->text_);
    if (place == literals_.end() || *place != glob->text_) literals_.insert(place, std::move(glob->text_));
  } else {
    others_.push_back(std::move(*glob));
  }
  return Unit{};
}

bool GlobSet::matches(std::string_view path) const {
  if (std::binary_search(literals_.begin(), literals_.end(), path)) return true;
  return std::any_of(others_.begin(), others_.end(), [&](const Glob& glob) { return glob.matches(path); });
}

std::string escape_glob(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (std::string_view("?*[]{},\\").find(c) == std::string_view::npos) {
      escaped.push_back(c);
    } else if (c == '\\' || c == ',') {
      escaped.append({'\\', c});
    } else {
      escaped.append({'[', c, ']'});
    }
  }
  return escaped;
}

std::string join_pattern(std::string_view root, std::string_view pattern) {
  std::string joined = pattern.starts_with('/') ? std::string() : escape_glob(root);
  for (std::size_t at = 0; at <= pattern.size();) {
    const std::size_t slash = std::min(pattern.find('/', at), pattern.size());
    const std::string_view part = pattern.substr(at, slash - at);
    at = slash + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      joined.erase(joined.empty() ? 0 : joined.rfind('/'));
    } else {
      joined.append("/").append(part);
    }
  }
  return joined.empty() ? "/" : joined;
}

}  // namespace whip
