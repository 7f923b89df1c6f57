// The pattern is read once, left to right, with an explicit stack of open groups. Steps are written as they are read; a
// repetition copies the steps of what it repeats, which is always the tail of the program, so moving it is a matter of
// adding an offset to the targets inside.
#include "core/base/regex.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/code_points.h"

namespace whip {
namespace {

using Op = Automaton::Op;
using Ranges = CodePointRanges;

constexpr std::size_t kMostSteps = 20000;
constexpr std::uint32_t kMostRepeats = 1000;

class Compiler {
 public:
  explicit Compiler(std::string_view pattern) : pattern_(pattern) { program.unit = Automaton::Unit::code_point; }

  // Empty if all is well, else what is wrong.
  std::string run() {
    open_group();
    while (at_ < pattern_.size() && problem_.empty()) {
      read_one();
      if (program.steps.size() > kMostSteps) problem_ = "the pattern is too large";
    }
    if (problem_.empty() && groups_.size() != 1) problem_ = "`(` without a `)` after it";
    if (problem_.empty()) close_group();
    program.add(Op::match);
    return problem_;
  }

  Automaton program;

 private:
  struct Group {
    std::uint32_t begin;               // first step
    std::uint32_t branch;              // first step of the alternative being read
    std::vector<std::uint32_t> exits;  // jumps to patch to the end
    bool ignore_case;
  };

  void open_group() {
    groups_.push_back({program.size(), program.size(), {}, ignore_case_});
    atom_ = kNoAtom;
  }

  // Room for one step before `place`: everything behind it moves by one.
  void insert_step(std::uint32_t place, Automaton::Step step) {
    for (std::uint32_t i = place; i < program.size(); ++i) shift(program.steps[i], place, 1);
    program.steps.insert(program.steps.begin() + place, step);
  }

  static bool has_targets(Op op) { return op == Op::split || op == Op::jump; }
  static void shift(Automaton::Step& step, std::uint32_t from, std::uint32_t by) {
    if (!has_targets(step.op)) return;
    if (step.a >= from) step.a += by;
    if (step.op == Op::split && step.b >= from) step.b += by;
  }

  void alternative() {
    Group& group = groups_.back();
    insert_step(group.branch, {Op::split, group.branch + 1, 0});
    group.exits.push_back(program.add(Op::jump, 0));
    program.steps[group.branch].b = program.size();
    group.branch = program.size();
    atom_ = kNoAtom;
  }

  void close_group() {
    for (const std::uint32_t exit : groups_.back().exits) program.steps[exit].a = program.size();
    atom_ = groups_.back().begin;
    ignore_case_ = groups_.back().ignore_case;
    groups_.pop_back();
  }

  void read_one() {
    const char c = pattern_[at_];
    switch (c) {
      case '(':
        return read_group();
      case ')':
        ++at_;
        if (groups_.size() == 1) return fail("`)` without a `(` before it");
        return close_group();
      case '|':
        ++at_;
        return alternative();
      case '*':
      case '+':
      case '?':
      case '{':
        return read_repeat();
      case '^':
        ++at_;
        return add_step(Op::text_begin);
      case '$':
        ++at_;
        return add_step(Op::text_end);
      case '.':
        ++at_;
        return add_set({{'\n', '\n'}}, true);
      case '[': {
        Ranges ranges;
        if (read_class(ranges)) add_set(std::move(ranges), false);
        return;
      }
      case '\\':
        return read_escape();
      default:
        return add_literal(read_code_point());
    }
  }

  void read_group() {
    ++at_;
    if (at_ >= pattern_.size() || pattern_[at_] != '?') return open_group();
    ++at_;
    if (take("P<") || take("<")) {  // a named group: its name says nothing about matching
      const std::size_t end = pattern_.find('>', at_);
      if (end == std::string_view::npos) return fail("a group name without a `>`");
      at_ = end + 1;
      return open_group();
    }
    const bool before = ignore_case_;
    bool on = true;
    bool wanted = ignore_case_;
    for (; at_ < pattern_.size() && pattern_[at_] != ':' && pattern_[at_] != ')'; ++at_) {
      const char flag = pattern_[at_];
      if (flag == '-') {
        on = false;
      } else if (flag == 'i') {
        wanted = on;
      } else if (std::string_view("uU").find(flag) == std::string_view::npos) {
        return fail(std::string("a group of the kind `(?") + flag + "`, which is not understood");
      }
    }
    if (at_ >= pattern_.size()) return fail("`(?` without an end");
    if (pattern_[at_++] == ')') {
      ignore_case_ = wanted;  // until the enclosing group ends
      atom_ = kNoAtom;
      return;
    }
    open_group();
    groups_.back().ignore_case = before;
    ignore_case_ = wanted;
  }

  bool take(std::string_view text) {
    if (!pattern_.substr(at_).starts_with(text)) return false;
    at_ += text.size();
    return true;
  }

  std::optional<std::uint32_t> read_number() {
    std::optional<std::uint32_t> number;
    for (; at_ < pattern_.size() && pattern_[at_] >= '0' && pattern_[at_] <= '9'; ++at_) {
      number =
          std::min<std::uint32_t>(number.value_or(0) * 10 + static_cast<std::uint32_t>(pattern_[at_] - '0'), 100000);
    }
    return number;
  }

  void read_repeat() {
    if (atom_ == kNoAtom) return fail("a repetition of nothing");
    std::uint32_t least = 0;
    std::optional<std::uint32_t> most;
    const char c = pattern_[at_++];
    if (c == '+') {
      least = 1;
    } else if (c == '?') {
      most = 1;
    } else if (c == '{') {
      const auto first = read_number();
      if (!first) return fail("`{` without a number after it");
      least = *first;
      if (take(",")) {
        most = read_number();
      } else {
        most = least;
      }
      if (!take("}")) return fail("`{` without a `}` after it");
      if (most && *most < least) return fail("a repetition that runs backwards");
    }
    if (least > kMostRepeats || most.value_or(0) > kMostRepeats) return fail("a repetition beyond 1000 times");
    if (at_ < pattern_.size() && pattern_[at_] == '?') ++at_;  // lazy
    repeat(least, most);
  }

  void repeat(std::uint32_t least, std::optional<std::uint32_t> most) {
    const std::uint32_t begin = atom_;
    const std::vector<Automaton::Step> body(program.steps.begin() + begin, program.steps.end());
    const auto size = static_cast<std::uint32_t>(body.size());
    if (body.size() * std::max<std::size_t>(1, most.value_or(least + 1)) > kMostSteps)
      return fail("the pattern is too large");
    program.steps.resize(begin);
    const auto copy = [&] {
      const std::uint32_t moved = program.size() - begin;
      for (Automaton::Step step : body) {
        shift(step, 0, moved);
        program.steps.push_back(step);
      }
    };
    for (std::uint32_t i = 0; i < least; ++i) copy();
    if (!most) {
      const std::uint32_t loop = program.add(Op::split, program.size() + 1, program.size() + size + 2);
      copy();
      program.add(Op::jump, loop);
    } else {
      for (std::uint32_t i = least; i < *most; ++i) {
        program.add(Op::split, program.size() + 1, program.size() + 1 + size);
        copy();
      }
    }
  }

  void read_escape() {
    if (take("\\b")) return add_step(Op::word_edge);
    if (take("\\B")) return add_step(Op::no_word_edge);
    if (take("\\A")) return add_step(Op::text_begin);
    if (take("\\z")) return add_step(Op::text_end);
    Ranges ranges;
    bool single = false;
    if (!read_escaped_class(ranges, single)) return;
    if (single) return add_literal(ranges.front().first);
    add_set(std::move(ranges), false);
  }

  // `\` and what follows, as a set; `single` if it stands for one character.
  bool read_escaped_class(Ranges& ranges, bool& single) {
    ++at_;
    if (at_ >= pattern_.size()) return fail("a backslash at the end"), false;
    const char c = pattern_[at_];
    if (auto known = class_escape(c)) {
      ++at_;
      ranges = std::move(*known);
      return true;
    }
    if (c == 'p' || c == 'P') return read_property(c == 'P', ranges);
    single = true;
    if (c == 'x' || c == 'u') {
      ++at_;
      const bool braces = take("{");
      std::uint32_t value = 0;
      const std::size_t digits = braces ? 8 : c == 'x' ? 2 : 4;
      std::size_t count = 0;
      for (; count < digits && at_ < pattern_.size(); ++count, ++at_) {
        const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(pattern_[at_] | 0x20));
        if (digit == std::string_view::npos) break;
        value = value * 16 + static_cast<std::uint32_t>(digit);
      }
      if (count == 0 || (braces && !take("}"))) return fail("a bad hexadecimal escape"), false;
      ranges = {{value, value}};
      return true;
    }
    constexpr std::array<std::pair<char, char>, 5> kControls = {
        {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'f', '\f'}, {'v', '\v'}}};
    for (const auto& [letter, control] : kControls) {
      if (c != letter) continue;
      ++at_;
      ranges = {{static_cast<std::uint32_t>(control), static_cast<std::uint32_t>(control)}};
      return true;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      return fail(std::string("the escape `\\") + c + "`, which is not understood"), false;
    }
    const std::uint32_t literal = read_code_point();
    ranges = {{literal, literal}};
    return true;
  }

  bool read_property(bool negated, Ranges& ranges) {
    ++at_;
    std::string_view name = pattern_.substr(at_, 1);
    if (take("{")) {
      const std::size_t end = pattern_.find('}', at_);
      if (end == std::string_view::npos) return fail("`\\p{` without a `}` after it"), false;
      name = pattern_.substr(at_, end - at_);
      at_ = end + 1;
    } else {
      at_ += name.size();
    }
    auto known = named_class(name);
    if (!known) return fail("the class `\\p{" + std::string(name) + "}`, which is not understood"), false;
    ranges = negated ? complement(std::move(*known)) : std::move(*known);
    return true;
  }

  bool read_class(Ranges& result) {
    ++at_;
    const bool negated = take("^");
    Ranges ranges;
    Ranges minuend;  // what stood before `--`
    bool subtracting = false;
    for (bool first = true;; first = false) {
      if (at_ >= pattern_.size()) return fail("`[` without a `]` after it"), false;
      if (pattern_[at_] == ']' && !first) break;
      if (!first && take("--")) {
        minuend = subtracting ? difference(minuend, ranges) : std::move(ranges);
        subtracting = true;
        ranges.clear();
        continue;
      }
      if (pattern_[at_] == '[') return fail("a class inside a class, which is not understood"), false;
      if (!read_member(ranges)) return false;
    }
    ++at_;
    if (subtracting) ranges = difference(minuend, ranges);
    result = negated ? complement(std::move(ranges)) : std::move(ranges);
    return true;
  }

  // One character, escape or range of a class.
  bool read_member(Ranges& ranges) {
    Ranges low;
    bool single = true;
    if (pattern_[at_] == '\\') {
      single = false;
      if (!read_escaped_class(low, single)) return false;
    } else {
      const std::uint32_t c = read_code_point();
      low = {{c, c}};
    }
    const std::string_view rest = pattern_.substr(at_);
    if (single && rest.size() > 1 && rest[0] == '-' && rest[1] != ']' && rest[1] != '-') {
      ++at_;
      Ranges high;
      bool high_single = true;
      if (pattern_[at_] == '\\') {
        high_single = false;
        if (!read_escaped_class(high, high_single)) return false;
      } else {
        const std::uint32_t c = read_code_point();
        high = {{c, c}};
      }
      if (!high_single || high.front().first < low.front().first) return fail("a range that runs backwards"), false;
      low.front().second = high.front().first;
    }
    ranges.insert(ranges.end(), low.begin(), low.end());
    return true;
  }

  std::uint32_t read_code_point() {
    const auto lead = static_cast<unsigned char>(pattern_[at_]);
    const std::size_t size = std::min<std::size_t>(lead >= 0xF0   ? 4
                                                   : lead >= 0xE0 ? 3
                                                   : lead >= 0xC0 ? 2
                                                                  : 1,
                                                   pattern_.size() - at_);
    std::uint32_t value = size == 1 ? lead : lead & (0x7FU >> size);
    for (std::size_t i = 1; i < size; ++i)
      value = (value << 6) | (static_cast<unsigned char>(pattern_[at_ + i]) & 0x3FU);
    at_ += size;
    return value;
  }

  void add_step(Op op) {
    atom_ = program.size();
    program.add(op);
  }

  void add_literal(std::uint32_t c) {
    if (ignore_case_ && c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')) {
      return add_set({{c & ~0x20U, c & ~0x20U}, {c | 0x20U, c | 0x20U}}, false);
    }
    atom_ = program.size();
    program.add(Op::unit, c);
  }

  void add_set(Ranges ranges, bool negated) {
    if (ignore_case_) add_other_case(ranges);
    normalise(ranges);
    atom_ = program.size();
    program.add(Automaton::Set{std::move(ranges), negated});
  }

  static void add_other_case(Ranges& ranges) {
    const Ranges given = ranges;
    for (const auto& [first, last] : given) {
      for (const std::uint32_t base : {std::uint32_t{'A'}, std::uint32_t{'a'}}) {
        const std::uint32_t low = std::max(first, base);
        const std::uint32_t high = std::min(last, base + 25);
        if (low <= high) ranges.emplace_back(low ^ 0x20U, high ^ 0x20U);
      }
    }
  }

  void fail(std::string problem) {
    if (problem_.empty()) problem_ = std::move(problem);
  }

  static constexpr std::uint32_t kNoAtom = UINT32_MAX;
  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  std::uint32_t atom_ = kNoAtom;  // first step of what a repetition would repeat
  bool ignore_case_ = false;
  std::string problem_;
};

}  // namespace

Result<Regex> Regex::compile(std::string_view pattern) {
  Compiler compiler(pattern);
  if (std::string problem = compiler.run(); !problem.empty()) {
    return Error{.code = ErrorCode::configuration,
                 .message = "regular expression `" + std::string(pattern) + "`: " + problem,
                 .path = {}};
  }
  Regex regex;
  regex.pattern_ = pattern;
  regex.program_ = std::move(compiler.program);
  return regex;
}

}  // namespace whip
