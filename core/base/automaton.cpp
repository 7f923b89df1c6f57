#include "core/base/automaton.h"

#include <array>
#include <cstddef>

namespace whip {
namespace {

using Op = Automaton::Op;

bool is_word(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool at_word_edge(std::string_view text, std::size_t at) {
  const bool before = at > 0 && is_word(static_cast<unsigned char>(text[at - 1]));
  const bool after = at < text.size() && is_word(static_cast<unsigned char>(text[at]));
  return before != after;
}

struct Decoded {
  std::uint32_t unit;
  std::size_t size;
};

// Malformed UTF-8 is read as one unit per byte, above the code points, so that it never equals a real one.
Decoded decode(std::string_view text, std::size_t at, Automaton::Unit unit) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
  const std::uint32_t lead = byte(at);
  if (unit == Automaton::Unit::byte || lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (size == 1 || at + size > text.size()) return {0x110000 + lead, 1};
  std::uint32_t value = lead & (0x7FU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {0x110000 + lead, 1};
    value = (value << 6) | (byte(at + i) & 0x3F);
  }
  return {value, size};
}

// The states alive at one place of the text, in a sparse set: insertion and membership in constant time, nothing to
// clear.
class States {
 public:
  States(std::uint32_t* dense, std::uint32_t* sparse) : dense_(dense), sparse_(sparse) {}
  bool insert(std::uint32_t state) {
    if (sparse_[state] < size_ && dense_[sparse_[state]] == state) return false;
    sparse_[state] = size_;
    dense_[size_++] = state;
    return true;
  }
  void clear() { size_ = 0; }
  bool empty() const { return size_ == 0; }
  const std::uint32_t* begin() const { return dense_; }
  const std::uint32_t* end() const { return dense_ + size_; }

 private:
  std::uint32_t* dense_;
  std::uint32_t* sparse_;
  std::uint32_t size_ = 0;
};

class Run {
 public:
  Run(const Automaton& program, std::string_view text, std::uint32_t* memory)
      : program_(program),
        text_(text),
        now_(memory, memory + program.size()),
        next_(memory + 2 * program.size(), memory + 3 * program.size()),
        pending_(memory + 4 * program.size()) {}

  bool whole() {
    enter(now_, 0, 0);
    for (std::size_t at = 0; at < text_.size();) {
      if (now_.empty()) return false;
      at = advance(at);
    }
    return accepts(now_);
  }

  bool anywhere() {
    for (std::size_t at = 0;;) {
      enter(now_, 0, at);
      if (accepts(now_)) return true;
      if (at >= text_.size()) return false;
      at = advance(at);
    }
  }

 private:
  bool accepts(const States& states) const {
    for (const std::uint32_t state : states) {
      if (program_.steps[state].op == Op::match) return true;
    }
    return false;
  }

  // Adds a state and all that it reaches without consuming. Each state is pending at most once: 2 entries a split
  // suffice.
  void enter(States& states, std::uint32_t first, std::size_t at) {
    std::size_t depth = 0;
    pending_[depth++] = first;
    while (depth > 0) {
      const std::uint32_t state = pending_[--depth];
      if (!states.insert(state)) continue;
      const Automaton::Step& step = program_.steps[state];
      switch (step.op) {
        case Op::split:
          pending_[depth++] = step.a;
          pending_[depth++] = step.b;
          break;
        case Op::jump:
          pending_[depth++] = step.a;
          break;
        case Op::text_begin:
          if (at == 0) pending_[depth++] = state + 1;
          break;
        case Op::text_end:
          if (at == text_.size()) pending_[depth++] = state + 1;
          break;
        case Op::word_edge:
          if (at_word_edge(text_, at)) pending_[depth++] = state + 1;
          break;
        case Op::no_word_edge:
          if (!at_word_edge(text_, at)) pending_[depth++] = state + 1;
          break;
        case Op::unit:
        case Op::any:
        case Op::any_but:
        case Op::set:
        case Op::match:
        case Op::fail:
          break;
      }
    }
  }

  bool consumes(const Automaton::Step& step, std::uint32_t unit) const {
    switch (step.op) {
      case Op::unit:
        return step.a == unit;
      case Op::any:
        return true;
      case Op::any_but:
        return step.a != unit;
      case Op::set:
        return program_.sets[step.a].holds(unit);
      case Op::split:
      case Op::jump:
      case Op::text_begin:
      case Op::text_end:
      case Op::word_edge:
      case Op::no_word_edge:
      case Op::match:
      case Op::fail:
        return false;
    }
    return false;
  }

  std::size_t advance(std::size_t at) {
    const Decoded decoded = decode(text_, at, program_.unit);
    next_.clear();
    for (const std::uint32_t state : now_) {
      if (consumes(program_.steps[state], decoded.unit)) enter(next_, state + 1, at + decoded.size);
    }
    std::swap(now_, next_);
    return at + decoded.size;
  }

  const Automaton& program_;
  std::string_view text_;
  States now_;
  States next_;
  std::uint32_t* pending_;
};

// Two sparse sets (4n words) and the pending stack: every step is expanded once and pushes at most two.
constexpr std::size_t kWordsPerStep = 7;
constexpr std::size_t kSmallProgram = 128;

template <class Question>
bool ask(const Automaton& program, std::string_view text, Question question) {
  if (program.steps.empty()) return text.empty();
  if (program.steps.size() <= kSmallProgram) {
    std::array<std::uint32_t, kWordsPerStep * kSmallProgram> memory{};
    return question(Run(program, text, memory.data()));
  }
  std::vector<std::uint32_t> memory(kWordsPerStep * program.steps.size());
  return question(Run(program, text, memory.data()));
}

}  // namespace

bool Automaton::Set::holds(std::uint32_t wanted) const {
  for (const auto& [first, last] : ranges) {
    if (first <= wanted && wanted <= last) return !negated;
  }
  return negated;
}

std::uint32_t Automaton::add(Op op, std::uint32_t a, std::uint32_t b) {
  steps.push_back({op, a, b});
  return size() - 1;
}

std::uint32_t Automaton::add(Set set) {
  sets.push_back(std::move(set));
  return add(Op::set, static_cast<std::uint32_t>(sets.size() - 1));
}

bool Automaton::matches(std::string_view text) const {
  return ask(*this, text, [](Run run) { return run.whole(); });
}

bool Automaton::finds(std::string_view text) const {
  return ask(*this, text, [](Run run) { return run.anywhere(); });
}

}  // namespace whip
