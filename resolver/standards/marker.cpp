#include "resolver/standards/marker.h"

#include <algorithm>

#include "resolver/standards/marker_reader.h"
#include "resolver/standards/specifier.h"
#include "resolver/standards/text_error.h"

namespace whip::resolver {
namespace {

// Compared as versions where both sides are such (the specification's list).
bool is_version_like(MarkerVariable variable) {
  return variable == MarkerVariable::implementation_version || variable == MarkerVariable::platform_release ||
         variable == MarkerVariable::python_full_version || variable == MarkerVariable::python_version;
}

bool is_membership(MarkerOperator op) { return op == MarkerOperator::in || op == MarkerOperator::not_in; }

// Texts have no order: `<` and `>` never hold, `<=` and `>=` ask for equality.
bool compare_texts(std::string_view left, MarkerOperator op, std::string_view right) {
  switch (op) {
    case MarkerOperator::equal:
    case MarkerOperator::less_equal:
    case MarkerOperator::greater_equal:
      return left == right;
    case MarkerOperator::not_equal:
      return left != right;
    case MarkerOperator::in:
      return right.find(left) != std::string_view::npos;
    case MarkerOperator::not_in:
      return right.find(left) == std::string_view::npos;
    case MarkerOperator::less:
    case MarkerOperator::greater:
    case MarkerOperator::compatible:
    case MarkerOperator::identical:
      return false;
  }
  return false;
}

bool compare(std::string_view left, MarkerOperator op, std::string_view right, MarkerVariable variable) {
  if (is_version_like(variable) && !is_membership(op)) {
    const auto specifier = Specifier::parse(std::string(text_of(op)) + std::string(right));
    if (specifier) {
      if (specifier->op == Operator::identical) return specifier->identity == left;
      const auto version = Version::read(left);
      return version && specifier->contains(*version);
    }
  }
  return compare_texts(left, op, right);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool extra_holds(const MarkerTerm& term, const std::vector<std::string>& extras) {
  const bool is_negative = term.op == MarkerOperator::not_equal || term.op == MarkerOperator::not_in;
  const auto positive = [&](std::string_view extra) {
    const std::string_view left = term.is_reversed ? std::string_view(term.value) : extra;
    const std::string_view right = term.is_reversed ? extra : std::string_view(term.value);
    const MarkerOperator op = term.op == MarkerOperator::not_equal ? MarkerOperator::equal
                              : term.op == MarkerOperator::not_in  ? MarkerOperator::in
                                                                   : term.op;
    return compare_texts(left, op, right);
  };
  // Without any extra, `extra` is the empty text.
  const bool any = extras.empty() ? positive("") : std::ranges::any_of(extras, positive);
  return any != is_negative;
}

struct TextPart {
  std::string text;
  bool is_or = false;
};

}  // namespace

Result<Marker> Marker::parse(std::string_view text) {
  std::size_t at = 0;
  auto marker = read_marker(text, at);
  if (!marker || at == text.size()) return marker;
  return text_error(ErrorCode::syntax, text, at,
                    "expected `and`, `or` or the end of the marker, found `" + std::string(text.substr(at)) + "`");
}

bool holds_in(const MarkerTerm& term, const MarkerEnvironment& environment) {
  switch (term.variable) {
    case MarkerVariable::extra:
      return extra_holds(term, environment.extras);
    case MarkerVariable::extras:
      return contains(environment.extras, term.value) == (term.op == MarkerOperator::in);
    case MarkerVariable::dependency_groups:
      return contains(environment.dependency_groups, term.value) == (term.op == MarkerOperator::in);
    default:
      break;
  }
  const std::string& value = environment[term.variable];
  return term.is_reversed ? compare(term.value, term.op, value, term.variable)
                          : compare(value, term.op, term.value, term.variable);
}

bool Marker::holds_in(const MarkerEnvironment& environment) const {
  std::vector<bool> stack;
  for (const Step step : steps) {
    if (step != kAnd && step != kOr) {
      stack.push_back(resolver::holds_in(terms[step], environment));
      continue;
    }
    const bool right = stack.back();
    stack.pop_back();
    stack.back() = step == kAnd ? stack.back() && right : stack.back() || right;
  }
  return stack.empty() || stack.back();
}

std::string quoted_literal(std::string_view value) {
  const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
  return quote + std::string(value) + quote;
}

std::string text_of(const MarkerTerm& term) {
  const std::string variable(text_of(term.variable));
  const std::string literal = quoted_literal(term.value);
  return (term.is_reversed ? literal : variable) + " " + std::string(text_of(term.op)) + " " +
         (term.is_reversed ? variable : literal);
}

std::string Marker::text() const {
  std::vector<TextPart> stack;
  for (const Step step : steps) {
    if (step != kAnd && step != kOr) {
      stack.push_back({text_of(terms[step])});
      continue;
    }
    TextPart right = std::move(stack.back());
    stack.pop_back();
    TextPart& left = stack.back();
    if (step == kAnd) {
      if (left.is_or) left.text = "(" + left.text + ")";
      if (right.is_or) right.text = "(" + right.text + ")";
    }
    left.text += step == kAnd ? " and " : " or ";
    left.text += right.text;
    left.is_or = step == kOr;
  }
  return stack.empty() ? std::string() : std::move(stack.back().text);
}

}  // namespace whip::resolver
