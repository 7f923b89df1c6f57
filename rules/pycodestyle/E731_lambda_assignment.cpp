// `f = lambda: 0`.

#include "core/syntax/expression.h"
#include "linter/file.h"
#include "linter/rule.h"
#include "rules/shared/indentation.h"

namespace whip::rules {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

// Whether the statement has its lines to itself: nothing but blanks before it, nothing but a comment behind.
bool stands_alone(const File& file, Node statement) {
  for (std::uint32_t at = statement.begin(); at > 0 && file.text[at - 1] != '\n' && file.text[at - 1] != '\r'; --at) {
    if (is_blank(file.text[at - 1])) continue;
    // Behind a continuation the statement still begins its logical line, but the text before it is in the way.
    return false;
  }
  std::size_t at = statement.end();
  while (at < file.text.size() && is_blank(file.text[at])) ++at;
  return at == file.text.size() || file.text[at] == '\n' || file.text[at] == '\r' || file.text[at] == '#';
}

// The class whose body holds the statement directly.
bool in_class_body(Node statement) {
  Node owner = statement.parent();
  while (owner && !owner.is_any({Kind::class_definition, Kind::function_definition, Kind::module}))
    owner = owner.parent();
  return owner.is(Kind::class_definition);
}

// Whether `name` is also declared by a bare annotation ("f: Callable") in the same scope.
bool is_annotated_elsewhere(const File& file, Node name) {
  const Names& names = file.names;
  BindingId binding = names.bound(names.scope_of(name), name.text());
  for (; binding != kNoBinding; binding = names[binding].shadowed) {
    if (names[binding].is(BindingKind::annotation)) return true;
  }
  return false;
}

// The types of the parameters and of the result in `Callable[[A, B], R]`.
struct Signature {
  std::vector<Node> parameters;
  Node result;
};

Signature signature_of(const File& file, Node annotation) {
  const Node subscript = without_parentheses(annotation.operands()[0]);
  if (!subscript.is(Kind::subscript)) return {};
  const Node name = subscript[Field::value];
  if (!file.names.qualified_name(name).is("collections.abc.Callable") && !file.names.match_typing(name, "Callable"))
    return {};
  std::vector<Node> arguments;
  for (const Node child : subscript.children()) {
    if (child.field() == Field::subscript) arguments.push_back(child);
  }
  if (arguments.size() != 2 || !arguments[0].is_any({Kind::list, Kind::ellipsis})) return {};
  Signature signature{{}, arguments[1]};
  for (const Node type : arguments[0].operands()) signature.parameters.push_back(type);
  return signature;
}

// Source text on one line: blanks, line ends and all, become one blank.
std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '\n' && c != '\r') {
      out.push_back(c);
    } else if (!out.empty() && !is_blank(out.back())) {
      out.push_back(' ');
    }
  }
  return out;
}

// One parameter as a `def` has it: with its type, if one is known ("a: int = 1"; without one "a=1").
std::string parameter_text(Node parameter, Node type) {
  const bool has_default = parameter.is(Kind::default_parameter);
  std::string text((has_default ? parameter[Field::name] : parameter).text());
  if (type) text.append(": ").append(on_one_line(type.text()));
  if (has_default) text.append(type ? " = " : "=").append(on_one_line(parameter[Field::value].text()));
  return text;
}

// The body with its parentheses. Where the whole lambda is in some, its lines may only go on because of them: they are
// put around the body instead. Further lines move in with the statement, but for those that are the inside of a string.
std::string body_text(const File& file, Node body, bool in_parentheses, std::string_view indent) {
  std::string text;
  for (std::uint32_t at = body.begin(); at < body.end(); ++at) {
    text.push_back(file.text[at]);
    const bool is_line_end = file.text[at] == '\n' || (file.text[at] == '\r' && file.text[at + 1] != '\n');
    if (is_line_end && !file.in_triple_quotes(at)) text.append(indent);
  }
  return in_parentheses ? "(" + text + ")" : text;
}

std::string function_text(const File& file, Node name, Node lambda, Node annotation, std::string_view indent) {
  const Signature signature = annotation ? signature_of(file, annotation) : Signature{};
  std::string text = "def ";
  text.append(name.text()).push_back('(');
  bool is_first = true;
  std::size_t position = 0;
  bool takes_types = true;
  for (const Node parameter : lambda[Field::parameters].operands()) {
    // Types of a Callable are those of the positional parameters.
    takes_types =
        takes_types && parameter.is_any({Kind::identifier, Kind::default_parameter, Kind::positional_separator});
    const bool is_typed =
        takes_types && !parameter.is(Kind::positional_separator) && position < signature.parameters.size();
    text.append(is_first ? "" : ", ")
        .append(parameter_text(parameter, is_typed ? signature.parameters[position++] : Node{}));
    is_first = false;
  }
  text.push_back(')');
  if (signature.result) text.append(" -> ").append(on_one_line(signature.result.text()));
  text.append(":").append(file.newline()).append(indent).append(indentation_step(file)).append("return ");
  return text.append(body_text(file, lambda[Field::body], lambda.parent().is(Kind::parenthesized_expression), indent));
}

void lambda_assignment(const File& file, Node assignment, Report& report) {
  const Node name = assignment[Field::left];
  const Node value = without_parentheses(assignment[Field::right]);
  if (!name.is(Kind::identifier) || !value.is(Kind::lambda)) return;
  const Node statement = assignment.parent();
  if (!statement.is(Kind::expression_statement)) return;  // `a = b = lambda: 0` binds several names
  const Node annotation = assignment[Field::type];
  // An annotated attribute of a class is a field (dataclasses, Pydantic): the lambda is meant as a value.
  if (annotation && in_class_body(statement)) return;

  Finding finding = report.at(statement, "Do not assign a `lambda` expression, use a `def`");
  if (!stands_alone(file, statement)) return;
  const std::uint32_t line = file.lines.line_begin(file.lines.line_of(statement.begin()));
  const std::string_view indent = file.text.substr(line, statement.begin() - line);
  // A function may contradict a declared type: that is for a person to decide.
  finding.fix(is_annotated_elsewhere(file, name) ? Safety::display_only : Safety::unsafe,
              "Rewrite `" + std::string(name.text()) + "` as a `def`",
              Edit::replace(statement.span(), function_text(file, name, value, annotation, indent)));
}

}  // namespace

extern constexpr Rule E731_lambda_assignment{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .doc = R"md(
A `def` gives the function its name, which tracebacks show; a lambda that is assigned to a name is always called `<lambda>`. The one thing
a lambda can do better, standing inside an expression, is not used here.

```py bad
double = lambda x: 2 * x
```
```py good
def double(x):
    return 2 * x
```

The fix is unsafe: whoever looks at the function's name sees another one. In the body of a class, and where the name has a declared type, it
is only shown.
)md",
    .listens = on_node({Kind::assignment}, lambda_assignment),
};

}  // namespace whip::rules
