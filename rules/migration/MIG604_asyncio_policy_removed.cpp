// What asyncio's event loop policies leave behind.

#include <algorithm>
#include <array>
#include <string>

#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/module_uses.h"

namespace whip::rules {
namespace {

constexpr std::string_view kHint = "Give `asyncio.run` or `asyncio.Runner` a `loop_factory`";

struct Deprecated {
  std::string_view member;
  std::string_view instead;
};
// Of `asyncio`; deprecated in 3.14, to be removed in 3.16 (gh-127949; iscoroutinefunction: gh-122858).
constexpr std::array kDeprecated = {
    Deprecated{"get_event_loop_policy", kHint},
    Deprecated{"set_event_loop_policy", kHint},
    Deprecated{"AbstractEventLoopPolicy", kHint},
    Deprecated{"DefaultEventLoopPolicy", kHint},
    Deprecated{"WindowsProactorEventLoopPolicy", kHint},
    Deprecated{"WindowsSelectorEventLoopPolicy", kHint},
    Deprecated{"iscoroutinefunction", "Use `inspect.iscoroutinefunction`"},
};

bool is_in_coroutine(Node node) {
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is(Kind::lambda)) return false;
    if (outer.is(Kind::function_definition)) return static_cast<bool>(outer.child(Kind::kw_async));
  }
  return false;
}

// `asyncio.get_event_loop()` at module level: no loop runs there. In a plain function one may.
bool is_at_module_level(Node node) {
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is_any({Kind::lambda, Kind::function_definition})) return false;
  }
  return true;
}

// Code, or an import, that only some versions of Python run: whoever wrote the test knows.
bool depends_on_version(Node node) {
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is_any({Kind::if_statement, Kind::conditional_expression}) &&
        outer.text()
                .substr(0, outer.is(Kind::if_statement) ? outer[Field::consequence].begin() - outer.begin()
                                                        : std::string_view::npos)
                .find("version_info") != std::string_view::npos)
      return true;
  }
  return false;
}

bool is_import_for_some_versions(const File& file, Node expression) {
  Node first = expression;
  while (first.is(Kind::attribute)) first = first[Field::object];
  const BindingId id = file.names.binding_of(first);
  return id != kNoBinding && file.names[id].is_any_import() && depends_on_version(file.node(file.names[id].node));
}

// By the last name alone, unless an import gave it another: nearly none is.
bool may_be_one(const File& file, Node expression) {
  const bool is_name = expression.is(Kind::identifier);
  const std::string_view last = is_name ? expression.text() : expression[Field::attribute].text();
  if (last == "install" || last == "get_event_loop" ||
      std::ranges::find(kDeprecated, last, &Deprecated::member) != kDeprecated.end())
    return true;
  const BindingId id = is_name ? file.names.binding_of(expression) : kNoBinding;
  return id != kNoBinding && file.names[id].has(Binding::alias);
}

void policy_named(const File& file, Node expression, Report& report) {
  const Node parent = expression.parent();
  if (!may_be_one(file, expression)) return;
  const QualifiedName name = file.names.qualified_name(expression);
  if (name.size() < 2) return;
  if (name.is("uvloop.install") && parent.is(Kind::call)) {
    report.at(expression, "`uvloop.install` sets an event loop policy, which Python 3.16 no longer has")
        .help("Use `uvloop.run`, or give `asyncio.Runner` the factory `uvloop.new_event_loop`");
    return;
  }
  if (name.first() != "asyncio") return;
  if (name.size() != 2 && !(name.size() == 3 && name[1] == "events")) return;
  const std::string member(name.last());
  if (member == "get_event_loop" && parent.is(Kind::call) && is_at_module_level(expression) &&
      !is_in_coroutine(expression)) {
    Finding finding =
        report.at(expression, "`asyncio.get_event_loop` without a running loop raises from Python 3.14 on");
    if (expression.is(Kind::attribute)) {
      finding.fix(Safety::unsafe, "Make a loop with `asyncio.new_event_loop`",
                  Edit::replace(expression[Field::attribute].span(), "new_event_loop"));
    } else {
      finding.help("Run a coroutine with `asyncio.run`, or make a loop with `asyncio.new_event_loop`");
    }
    return;
  }
  const auto row = std::ranges::find(kDeprecated, name.last(), &Deprecated::member);
  if (row == kDeprecated.end() || depends_on_version(expression) || is_import_for_some_versions(file, expression))
    return;
  Finding finding =
      report.at(expression, "`asyncio." + member + "` is deprecated from Python 3.14 on and gone in 3.16");
  const BindingId inspect = file.names.lookup("inspect", file.names.scope_of(expression));
  if (member == "iscoroutinefunction" && inspect != kNoBinding && file.names[inspect].is(BindingKind::import)) {
    finding.fix(Safety::unsafe, std::string(row->instead),
                Edit::replace(expression.span(), "inspect.iscoroutinefunction"));
  } else {
    finding.help(std::string(row->instead));
  }
}

// Files that import neither, nearly all, have nothing to look at.
void asyncio_policy_removed(const File& file, Report& report) {
  if (!file.names.imports_module("asyncio") && !file.names.imports_module("uvloop")) return;
  for_each_import_use(file, {"asyncio", "uvloop"}, [&](Node name) { policy_named(file, name, report); });
}

}  // namespace

extern constexpr Rule MIG604_asyncio_policy_removed{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
Event loop policies are deprecated since Python 3.14 and are to be removed in 3.16, with everything that gets, sets or is one;
`uvloop.install()` sets one. `asyncio.get_event_loop()` no longer makes a loop: where none runs it raises `RuntimeError` from 3.14
on. `asyncio.iscoroutinefunction` goes the same way, in favour of the one in `inspect`.

```py bad
import asyncio

asyncio.set_event_loop_policy(asyncio.DefaultEventLoopPolicy())
loop = asyncio.get_event_loop()
```
```py good
import asyncio


async def main(): ...


with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
    runner.run(main())
```

`get_event_loop` is reported at module level only: a function may be called by a running loop. Code and imports below a test of
`sys.version_info` are left alone.

Python's documentation: "Policies" (<https://docs.python.org/3.14/library/asyncio-policy.html>); CPython issue 127949.
)md",
    .listens = on_file(asyncio_policy_removed),
};

}  // namespace whip::rules
