// One pattern, as git's wildmatch reads it (with WM_PATHNAME where it has a slash):
//   * and ?   anything but a slash;   **/  /**  /**/   any depth;   [a-z] [!a-z] [[:digit:]]  never a slash;   \x  x
//   itself
#include <algorithm>
#include <array>

#include "cli/pipeline/ignore.h"

namespace whip {
namespace {

using Op = Automaton::Op;

bool is_plain(std::string_view text) { return text.find_first_of("*?[\\") == std::string_view::npos; }

struct PosixClass {
  std::string_view name;
  std::string_view ranges;  // pairs of first and last
};
constexpr std::array<PosixClass, 12> kClasses = {{{"alnum", "azAZ09"},
                                                  {"alpha", "azAZ"},
                                                  {"blank", "\t\t  "},
                                                  {"cntrl", "\x01\x1f\x7f\x7f"},
                                                  {"digit", "09"},
                                                  {"graph", "!~"},
                                                  {"lower", "az"},
                                                  {"print", " ~"},
                                                  {"punct", "!/:@[`{~"},
                                                  {"space", "\t\r  "},
                                                  {"upper", "AZ"},
                                                  {"xdigit", "09afAF"}}};

class Compiler {
 public:
  Compiler(std::string_view pattern, bool with_slashes) : pattern_(pattern), with_slashes_(with_slashes) {}

  // False: a pattern that can match nothing (an open bracket, a backslash at the end).
  bool run() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      if (c == '*') {
        star();
      } else if (c == '?') {
        ++at_;
        program.add(Op::any_but, '/');
      } else if (c == '[') {
        if (!bracket()) return false;
      } else {
        if (c == '\\' && ++at_ == pattern_.size()) return false;
        program.add(Op::unit, static_cast<unsigned char>(pattern_[at_++]));
      }
    }
    program.add(Op::match);
    return true;
  }

  Automaton program;

 private:
  void run_of(Op op) {
    const std::uint32_t loop = program.add(Op::split, program.size() + 1, program.size() + 3);
    program.add(op, '/');
    program.add(Op::jump, loop);
  }

  void star() {
    const std::size_t begin = at_;
    while (at_ < pattern_.size() && pattern_[at_] == '*') ++at_;
    const bool double_star = at_ - begin >= 2;
    if (!with_slashes_) return run_of(Op::any);  // asked of a name: no slash in it
    const bool opens = begin == 0 || pattern_[begin - 1] == '/';
    const std::string_view rest = pattern_.substr(at_);
    const bool closes = rest.empty() || rest[0] == '/' || rest.starts_with("\\/");
    if (!double_star || !opens || !closes) return run_of(Op::any_but);
    if (!rest.starts_with('/')) return run_of(Op::any);
    // "**/": nothing at all, or anything up to a slash.
    const std::uint32_t choice = program.add(Op::split, program.size() + 1, 0);
    run_of(Op::any);
    program.add(Op::unit, '/');
    program.steps[choice].b = program.size();
    ++at_;
  }

  bool posix_class(Automaton::Set& set) {
    const std::size_t end = pattern_.find(']', at_ + 2);
    if (end == std::string_view::npos) return false;
    if (pattern_[end - 1] != ':' || end - 1 < at_ + 2) {  // "[:" without ":]" is an ordinary bracket
      set.ranges.emplace_back('[', '[');
      ++at_;
      return true;
    }
    const std::string_view name = pattern_.substr(at_ + 2, end - 1 - (at_ + 2));
    at_ = end + 1;
    for (const PosixClass& known : kClasses) {
      if (known.name != name) continue;
      for (std::size_t i = 0; i < known.ranges.size(); i += 2) {
        set.ranges.emplace_back(static_cast<unsigned char>(known.ranges[i]),
                                static_cast<unsigned char>(known.ranges[i + 1]));
      }
      return true;
    }
    return false;
  }

  bool bracket() {
    ++at_;
    Automaton::Set set;
    if (at_ < pattern_.size() && (pattern_[at_] == '!' || pattern_[at_] == '^')) {
      set.negated = true;
      ++at_;
    }
    std::uint32_t previous = 0;  // 0: no character that a range could start from
    for (bool first = true; first || at_ >= pattern_.size() || pattern_[at_] != ']'; first = false) {
      if (at_ >= pattern_.size()) return false;
      if (pattern_.substr(at_).starts_with("[:")) {
        if (!posix_class(set)) return false;
        previous = 0;
        continue;
      }
      if (pattern_[at_] == '-' && previous != 0 && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        ++at_;
        if (pattern_[at_] == '\\' && ++at_ >= pattern_.size()) return false;
        const auto last = static_cast<unsigned char>(pattern_[at_++]);
        if (previous <= last) set.ranges.emplace_back(previous, last);
        previous = 0;
        continue;
      }
      if (pattern_[at_] == '\\' && ++at_ >= pattern_.size()) return false;
      previous = static_cast<unsigned char>(pattern_[at_++]);
      set.ranges.emplace_back(previous, previous);
    }
    ++at_;
    without_slash(set);
    program.add(std::move(set));
    return true;
  }

  // A bracket never matches a slash, negated or not.
  static void without_slash(Automaton::Set& set) {
    if (set.negated) {
      set.ranges.emplace_back('/', '/');
      return;
    }
    const auto given = set.ranges;
    set.ranges.clear();
    for (const auto& [first, last] : given) {
      if (first > '/' || last < '/') {
        set.ranges.emplace_back(first, last);
        continue;
      }
      if (first < '/') set.ranges.emplace_back(first, '/' - 1);
      if (last > '/') set.ranges.emplace_back('/' + 1, last);
    }
  }

  std::string_view pattern_;
  bool with_slashes_;
  std::size_t at_ = 0;
};

// Blanks at the end do not count, unless the last of them is escaped. (Tabs do.)
std::string_view without_trailing_blanks(std::string_view line) {
  std::size_t keep = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      i += 1;
      keep = std::min(i + 1, line.size());
    } else if (line[i] != ' ') {
      keep = i + 1;
    }
  }
  return line.substr(0, keep);
}

}  // namespace

IgnorePattern::IgnorePattern(std::string_view line) {
  if (line.empty() || line[0] == '#') {
    blank_ = true;
    return;
  }
  line = without_trailing_blanks(line);
  if (line.starts_with('!')) {
    negated_ = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    folders_only_ = true;
    line.remove_suffix(1);
  }
  name_only_ = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (line.empty()) {
    blank_ = true;
    return;
  }
  if (is_plain(line)) {
    text_ = line;
  } else if (name_only_ && line[0] == '*' && is_plain(line.substr(1))) {
    shape_ = Shape::suffix;
    text_ = line.substr(1);
  } else {
    Compiler compiler(line, !name_only_);
    shape_ = compiler.run() ? Shape::program : Shape::never;
    program_ = std::move(compiler.program);
  }
}

bool IgnorePattern::matches_text(std::string_view text) const {
  switch (shape_) {
    case Shape::literal:
      return text == text_;
    case Shape::suffix:
      return text.ends_with(text_);
    case Shape::program:
      return program_.matches(text);
    case Shape::never:
      return false;
  }
  return false;
}

bool IgnorePattern::matches(std::string_view path, std::string_view name, bool is_folder) const {
  if (folders_only_ && !is_folder) return false;
  return matches_text(name_only_ ? name : path);
}

}  // namespace whip
