#include "rules/free_threading/unfinished_object.h"

#include <string>
#include <vector>

#include "core/syntax/expression.h"
#include "rules/shared/access_paths.h"
#include "rules/shared/guards.h"

namespace whip::rules {
namespace {

// Whether the condition asks if the object has an attribute yet, and says no.
bool asks_for_attribute(const File& file, Node condition, std::string_view self) {
  condition = without_parentheses(condition);
  if (condition.is(Kind::comparison_operator)) {
    const std::string_view text = condition.text();
    // `self.__dict__`, `vars(self)`
    const auto ends_with_self = [&](std::string_view before, std::string_view behind) {
      if (!text.ends_with(behind)) return false;
      std::string_view rest = text.substr(0, text.size() - behind.size());
      if (!rest.ends_with(self)) return false;
      rest.remove_suffix(self.size());
      return rest.ends_with(before);
    };
    return (ends_with_self("", ".__dict__") || ends_with_self("vars(", ")")) &&
           text.find(" not in ") != std::string_view::npos;
  }
  if (!condition.is(Kind::not_operator)) return false;
  const Node call = without_parentheses(condition.operands()[0]);
  return call.is(Kind::call) && file.names.is_builtin(call[Field::function], "hasattr") &&
         positional_argument(call, 0).text() == self;
}

// `self.m()`, `self.x = self.m()`, `x = self.m()`: the call.
Node own_call(Node statement, std::string_view self) {
  Node value = expression_of(statement);
  if (value.is(Kind::assignment)) value = assigned_value(value);
  value = without_parentheses(value);
  if (!value.is(Kind::call)) return {};
  const Node method = value[Field::function];
  return method.is(Kind::attribute) && method[Field::object].text() == self ? value : Node{};
}

}  // namespace

bool asks_whether_made(Node guard) {
  const Node condition = without_parentheses(guard[Field::condition]);
  if (condition.is(Kind::comparison_operator)) {
    const std::string_view text = condition.text();
    return text.ends_with("__dict__") || text.ends_with(')');
  }
  return condition.is(Kind::not_operator);
}

void report_unfinished_object(const File& file, Node guard, FunctionId function, Report& report) {
  const std::string_view self = file.concurrency[function].self;
  if (self.empty() || !asks_for_attribute(file, guard[Field::condition], self)) return;
  std::vector<Node> calls;
  for (const Node statement : statements_of(guard[Field::consequence])) {
    const Node call = own_call(statement, self);
    if (call && file.concurrency.held_at(call.id()) == 0) calls.push_back(call);
  }
  if (calls.size() < 2) return;
  Finding finding = report.at(guard[Field::condition],
                              "Another thread that comes here after the first step goes on before the others are done");
  one_thread(file, function, 0, finding);
  finding.note(calls.front().span(), "the first step may be what the test asks for")
      .note(calls.back().span(), "and this one is not done yet")
      .help("Make all of it under local names and store it last, or hold a lock")
      .only_if({.function = function, .gate = Gate::threads, .partners = {function}});
}

}  // namespace whip::rules
