// An operator-precedence parser with a stack of its own: parentheses may nest as deep as the text is long.

#include "resolver/standards/marker_reader.h"

#include <optional>

#include "core/base/characters.h"
#include "resolver/standards/name.h"
#include "resolver/standards/text_error.h"

namespace whip::resolver {
namespace {

struct VariableSpelling {
  std::string_view text;
  MarkerVariable variable;
};

// With the spellings that PEP 345 had.
constexpr VariableSpelling kVariables[] = {
    {"python_version", MarkerVariable::python_version},
    {"python_full_version", MarkerVariable::python_full_version},
    {"os_name", MarkerVariable::os_name},
    {"os.name", MarkerVariable::os_name},
    {"sys_platform", MarkerVariable::sys_platform},
    {"sys.platform", MarkerVariable::sys_platform},
    {"platform_release", MarkerVariable::platform_release},
    {"platform_system", MarkerVariable::platform_system},
    {"platform_version", MarkerVariable::platform_version},
    {"platform.version", MarkerVariable::platform_version},
    {"platform_machine", MarkerVariable::platform_machine},
    {"platform.machine", MarkerVariable::platform_machine},
    {"platform_python_implementation", MarkerVariable::platform_python_implementation},
    {"platform.python_implementation", MarkerVariable::platform_python_implementation},
    {"python_implementation", MarkerVariable::platform_python_implementation},
    {"implementation_name", MarkerVariable::implementation_name},
    {"implementation_version", MarkerVariable::implementation_version},
    {"extra", MarkerVariable::extra},
    {"extras", MarkerVariable::extras},
    {"dependency_groups", MarkerVariable::dependency_groups},
};

struct OperatorSpelling {
  std::string_view text;
  MarkerOperator op;
};

constexpr OperatorSpelling kOperators[] = {
    {"===", MarkerOperator::identical}, {"==", MarkerOperator::equal},      {"~=", MarkerOperator::compatible},
    {"!=", MarkerOperator::not_equal},  {"<=", MarkerOperator::less_equal}, {">=", MarkerOperator::greater_equal},
    {"<", MarkerOperator::less},        {">", MarkerOperator::greater},
};

bool is_word(char c) { return is_alphanumeric(c) || c == '_'; }
bool is_set(MarkerVariable variable) {
  return variable == MarkerVariable::extras || variable == MarkerVariable::dependency_groups;
}

struct Operand {
  std::optional<MarkerVariable> variable;
  std::string_view literal;
};

class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  Result<Marker> marker() {
    std::vector<Marker::Step> waiting;  // words and open parentheses
    std::vector<std::size_t> opened;    // where the latter are
    for (;;) {
      skip_blanks();
      if (peek() == '(') {
        opened.push_back(at_++);
        waiting.push_back(kOpen);
        continue;
      }
      if (auto done = term(); !done) return done.error();
      skip_blanks();
      while (peek() == ')' && !opened.empty()) {
        ++at_;
        opened.pop_back();
        for (; waiting.back() != kOpen; waiting.pop_back()) marker_.steps.push_back(waiting.back());
        waiting.pop_back();
        skip_blanks();
      }
      if (!word("and") && !word("or")) break;
      const bool is_and = word("and");
      at_ += is_and ? 3 : 2;
      // What binds as tightly or tighter is complete.
      while (!waiting.empty() && waiting.back() != kOpen && (!is_and || waiting.back() == Marker::kAnd)) {
        marker_.steps.push_back(waiting.back());
        waiting.pop_back();
      }
      waiting.push_back(is_and ? Marker::kAnd : Marker::kOr);
    }
    if (!opened.empty()) {
      if (at_ == text_.size()) return failure(opened.back(), "this `(` is not closed");
      return failure(at_, "expected `)`, `and` or `or`, found " + found());
    }
    for (; !waiting.empty(); waiting.pop_back()) marker_.steps.push_back(waiting.back());
    return std::move(marker_);
  }

  std::size_t at() const { return at_; }

 private:
  static constexpr Marker::Step kOpen = 0xFFFFFFFD;

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }
  // Whether this word stands here, whole.
  bool word(std::string_view expected) const {
    if (!text_.substr(at_).starts_with(expected)) return false;
    const std::size_t end = at_ + expected.size();
    return (at_ == 0 || !is_word(text_[at_ - 1])) && (end == text_.size() || !is_word(text_[end]));
  }
  Error failure(std::size_t at, std::string message) const {
    return text_error(ErrorCode::syntax, text_, at, std::move(message));
  }
  std::string found() const {
    if (at_ >= text_.size()) return "the end";
    std::size_t end = at_ + 1;
    if (is_word(text_[at_])) {
      while (end < text_.size() && (is_word(text_[end]) || text_[end] == '.')) ++end;
    }
    return "`" + std::string(text_.substr(at_, end - at_)) + "`";
  }

  Result<Operand> operand() {
    skip_blanks();
    if (peek() == '"' || peek() == '\'') {
      const std::size_t close = text_.find(peek(), at_ + 1);
      if (close == std::string_view::npos) return failure(at_, "this text has no closing quote");
      const std::string_view literal = text_.substr(at_ + 1, close - at_ - 1);
      at_ = close + 1;
      return Operand{std::nullopt, literal};
    }
    for (const VariableSpelling& spelling : kVariables) {
      if (!word(spelling.text)) continue;
      at_ += spelling.text.size();
      return Operand{spelling.variable, {}};
    }
    return failure(
        at_, "expected a marker variable (`python_version`, `sys_platform`, `extra`, ...) or a quoted text, found " +
                 found());
  }

  Result<MarkerOperator> comparison() {
    skip_blanks();
    if (word("in")) {
      at_ += 2;
      return MarkerOperator::in;
    }
    if (word("not")) {
      const std::size_t begin = at_;
      at_ += 3;
      skip_blanks();
      if (at_ == begin + 3 || !word("in")) return failure(at_, "expected `in` after `not`");
      at_ += 2;
      return MarkerOperator::not_in;
    }
    for (const OperatorSpelling& spelling : kOperators) {
      if (!text_.substr(at_).starts_with(spelling.text)) continue;
      at_ += spelling.text.size();
      return spelling.op;
    }
    return failure(at_, "expected a comparison (`==`, `<`, `in`, ...), found " + found());
  }

  Done term() {
    skip_blanks();
    const std::size_t begin = at_;
    const auto left = operand();
    if (!left) return left.error();
    const auto op = comparison();
    if (!op) return op.error();
    const auto right = operand();
    if (!right) return right.error();
    if (left->variable.has_value() == right->variable.has_value()) {
      return failure(begin, "a marker compares a variable with a quoted text, not two of a kind");
    }
    MarkerTerm term{.variable = left->variable ? *left->variable : *right->variable,
                    .op = *op,
                    .is_reversed = right->variable.has_value()};
    const std::string_view literal = left->variable ? right->literal : left->literal;
    const bool is_membership = *op == MarkerOperator::in || *op == MarkerOperator::not_in;
    if (is_set(term.variable) && (!term.is_reversed || !is_membership)) {
      return failure(begin, "`" + std::string(text_of(term.variable)) + "` is a set: write `\"name\" in " +
                                std::string(text_of(term.variable)) + "`");
    }
    const bool is_name = is_set(term.variable) || (term.variable == MarkerVariable::extra && !is_membership);
    term.value = is_name ? normalized(literal) : std::string(literal);
    marker_.steps.push_back(static_cast<Marker::Step>(marker_.terms.size()));
    marker_.terms.push_back(std::move(term));
    return Unit{};
  }

  std::string_view text_;
  std::size_t at_;
  Marker marker_;
};

}  // namespace

Result<Marker> read_marker(std::string_view text, std::size_t& at) {
  Reader reader(text, at);
  auto marker = reader.marker();
  at = reader.at();
  return marker;
}

std::string_view text_of(MarkerVariable variable) {
  constexpr std::string_view kTexts[] = {
      "os_name",
      "sys_platform",
      "platform_system",
      "platform_machine",
      "platform_python_implementation",
      "platform_release",
      "platform_version",
      "implementation_name",
      "implementation_version",
      "python_full_version",
      "python_version",
      "extra",
      "extras",
      "dependency_groups",
  };
  return kTexts[static_cast<std::size_t>(variable)];
}

std::string_view text_of(MarkerOperator op) {
  constexpr std::string_view kTexts[] = {"<", "<=", "==", "!=", ">=", ">", "~=", "===", "in", "not in"};
  return kTexts[static_cast<std::size_t>(op)];
}

}  // namespace whip::resolver
