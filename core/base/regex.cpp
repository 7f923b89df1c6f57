// The pattern is read once, left to right, with an explicit stack of open groups. Steps are written as they are read; a
// repetition copies the steps of what it repeats, which is always the tail of the program, so moving it is a matter of
// adding an offset to the targets inside.
#include "core/base/regex.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/code_points.h"
#include "core/base/regex_reader.h"

namespace whip {
namespace {

using Op = Automaton::Op;
using Ranges = CodePointRanges;

constexpr std::size_t kMostSteps = 20000;
constexpr std::uint32_t kMostRepeats = 1000;

class Compiler {
 public:
  explicit Compiler(std::string_view pattern) : in_{.pattern = pattern, .at = 0, .problem = {}} {
    program.unit = Automaton::Unit::code_point;
  }

  // Empty if all is well, else what is wrong.
  std::string run() {
    open_group();
    while (in_.at < in_.pattern.size() && in_.problem.empty()) {
      read_one();
      if (program.steps.size() > kMostSteps) in_.problem = "the pattern is too large";
    }
    if (in_.problem.empty() && groups_.size() != 1) in_.problem = "`(` without a `)` after it";
    if (in_.problem.empty()) close_group();
    program.add(Op::match);
    return in_.problem;
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
    const char c = in_.peek();
    switch (c) {
      case '(':
        return read_group();
      case ')':
        ++in_.at;
        if (groups_.size() == 1) return in_.fail("`)` without a `(` before it");
        return close_group();
      case '|':
        ++in_.at;
        return alternative();
      case '*':
      case '+':
      case '?':
      case '{':
        return read_repeat();
      case '^':
        ++in_.at;
        return add_step(Op::text_begin);
      case '$':
        ++in_.at;
        return add_step(Op::text_end);
      case '.':
        ++in_.at;
        return add_set({{'\n', '\n'}}, true);
      case '[': {
        Ranges ranges;
        if (in_.read_class(ranges)) add_set(std::move(ranges), false);
        return;
      }
      case '\\':
        return read_escape();
      default:
        return add_literal(in_.read_code_point());
    }
  }

  void read_group() {
    ++in_.at;
    if (in_.at >= in_.pattern.size() || in_.peek() != '?') return open_group();
    ++in_.at;
    if (in_.take("P<") || in_.take("<")) {  // a named group: its name says nothing about matching
      const std::size_t end = in_.pattern.find('>', in_.at);
      if (end == std::string_view::npos) return in_.fail("a group name without a `>`");
      in_.at = end + 1;
      return open_group();
    }
    const bool before = ignore_case_;
    bool on = true;
    bool wanted = ignore_case_;
    for (; in_.at < in_.pattern.size() && in_.peek() != ':' && in_.peek() != ')'; ++in_.at) {
      const char flag = in_.peek();
      if (flag == '-') {
        on = false;
      } else if (flag == 'i') {
        wanted = on;
      } else if (std::string_view("uU").find(flag) == std::string_view::npos) {
        return in_.fail(std::string("a group of the kind `(?") + flag + "`, which is not understood");
      }
    }
    if (in_.at >= in_.pattern.size()) return in_.fail("`(?` without an end");
    if (in_.pattern[in_.at++] == ')') {
      ignore_case_ = wanted;  // until the enclosing group ends
      atom_ = kNoAtom;
      return;
    }
    open_group();
    groups_.back().ignore_case = before;
    ignore_case_ = wanted;
  }

  void read_repeat() {
    if (atom_ == kNoAtom) return in_.fail("a repetition of nothing");
    std::uint32_t least = 0;
    std::optional<std::uint32_t> most;
    const char c = in_.pattern[in_.at++];
    if (c == '+') {
      least = 1;
    } else if (c == '?') {
      most = 1;
    } else if (c == '{') {
      const auto first = in_.read_number();
      if (!first) return in_.fail("`{` without a number after it");
      least = *first;
      if (in_.take(",")) {
        most = in_.read_number();
      } else {
        most = least;
      }
      if (!in_.take("}")) return in_.fail("`{` without a `}` after it");
      if (most && *most < least) return in_.fail("a repetition that runs backwards");
    }
    if (least > kMostRepeats || most.value_or(0) > kMostRepeats) return in_.fail("a repetition beyond 1000 times");
    if (in_.at < in_.pattern.size() && in_.peek() == '?') ++in_.at;  // lazy
    repeat(least, most);
  }

  void repeat(std::uint32_t least, std::optional<std::uint32_t> most) {
    const std::uint32_t begin = atom_;
    const std::vector<Automaton::Step> body(program.steps.begin() + begin, program.steps.end());
    const auto size = static_cast<std::uint32_t>(body.size());
    if (body.size() * std::max<std::size_t>(1, most.value_or(least + 1)) > kMostSteps)
      return in_.fail("the pattern is too large");
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
    if (in_.take("\\b")) return add_step(Op::word_edge);
    if (in_.take("\\B")) return add_step(Op::no_word_edge);
    if (in_.take("\\A")) return add_step(Op::text_begin);
    if (in_.take("\\z")) return add_step(Op::text_end);
    Ranges ranges;
    bool single = false;
    if (!in_.read_escape(ranges, single)) return;
    if (single) return add_literal(ranges.front().first);
    add_set(std::move(ranges), false);
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

  static constexpr std::uint32_t kNoAtom = UINT32_MAX;
  RegexReader in_;
  std::vector<Group> groups_;
  std::uint32_t atom_ = kNoAtom;  // first step of what a repetition would repeat
  bool ignore_case_ = false;
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
