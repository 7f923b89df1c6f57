// Type expressions: what in them is a type and what is a value, what is put off, and strings that are types.

#include <algorithm>
#include <array>

#include "core/syntax/string_literal.h"
#include "linter/file.h"
#include "linter/semantic/resolver.h"
#include "linter/semantic/typing_names.h"

namespace whip {
namespace {

// Keywords that no expression begins with.
constexpr auto kStatementWords = std::to_array<std::string_view>(
    {"and", "as", "assert", "async", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from",
     "global", "if", "import", "in", "is", "nonlocal", "or", "pass", "raise", "return", "try", "while", "with"});

}  // namespace

std::uint32_t Resolver::unparenthesized(std::uint32_t n) const {
  while (kind(n) == Kind::parenthesized_expression) {
    const std::uint32_t inner = child(n, Field::value);
    if (inner == UINT32_MAX) break;
    n = inner;
  }
  return n;
}

std::uint16_t Resolver::typing_mark(std::string_view root) const {
  return all_interesting_ || has_typing_names(root) ? kMayBeTyping : 0;
}

bool Resolver::match_typing(std::uint32_t expression, std::string_view member, ScopeId scope, Context context) const {
  if (!seen_typing_ && settings_.typing_modules.empty() && own_mark_ == 0) return false;
  const QualifiedName name = out_.resolve(node(expression), scope, context.in_forward_reference());
  return name && out_.is_typing(name, member);
}

// --- Putting off.

void Resolver::type_definition(const Part& part) {
  const Context context = part.context.with(Context::type_definition);
  const bool late = (context.any(Context::future_annotations) || stub_ || defers_annotations_) && (context.in_annotation() || stub_);
  if (!late || context.any(Context::typing_literal | Context::deferred_definition)) {
    parts_.push_back({part.begin, part.end, part.scope, context, Part::load});
    return;
  }
  if (is_text_constant(node(unparenthesized(part.begin)))) {
    defer_string(unparenthesized(part.begin), part.scope, context);
    return;
  }
  Place place = here_;
  place.scope = part.scope;
  place.context = context;
  place.exceptions = {};
  scratch_.future.push_back({part.begin, place, source_});
}

void Resolver::defer_string(std::uint32_t string, ScopeId scope, Context context) {
  Place place = here_;
  place.scope = scope;
  place.context = context;
  place.exceptions = {};
  scratch_.strings.push_back({string, place, source_});
}

void Resolver::read_from(std::uint32_t source) {
  source_ = source;
  base_ = source == kFile ? text_.data() : out_.texts_[source].data();
}

// Parses the string as an expression; UINT32_MAX if it is none.
std::uint32_t Resolver::parse_string(const Deferred& deferred, Context& context) {
  const std::uint32_t n = deferred.node;
  const Node string = node(n);
  const StringLiteral literal = kind(n) == Kind::string ? string_literal(string) : StringLiteral{};
  if (literal && !needs_decoding({base_ + literal.content.begin, literal.content.size()}, escapes(literal))) {
    context = context.with(Context::simple_string);
    const char first = literal.content.empty() ? ' ' : base_[literal.content.begin];
    if (!literal.triple && (first == ' ' || first == '\t' || first == '\f')) return UINT32_MAX;  // read as indentation
    const std::string_view all = source_ == kFile ? text_ : std::string_view(out_.texts_[source_]);
    const std::uint32_t begin = tree_.size();
    const NodeId parsed = parser_.parse_expression(all, literal.content, NodeId{n}, tree_);
    if (source_ != kFile && parsed != kNoNode) scratch_.decoded.push_back({begin, tree_.size(), scratch_.origins[source_]});
    return parsed == kNoNode ? UINT32_MAX : index(parsed);
  }
  // Escapes or several parts: the nodes lie in the value, of which no byte can be pointed at in the file.
  context = context.with(Context::complex_string);
  const Span origin = span(n);
  std::string value(string_value(string, scratch_.value));
  if (value.empty() || value.front() == ' ' || value.front() == '\t') return UINT32_MAX;
  scratch_.origins.push_back(origin);
  read_from(static_cast<std::uint32_t>(out_.texts_.size()));
  out_.texts_.push_back(std::move(value));
  read_from(source_);
  const std::string_view all = out_.texts_.back();
  const std::uint32_t begin = tree_.size();
  const NodeId parsed = parser_.parse_expression(all, Span{0, static_cast<std::uint32_t>(all.size())}, NodeId{n}, tree_);
  if (parsed == kNoNode) return UINT32_MAX;
  scratch_.decoded.push_back({begin, tree_.size(), origin});
  return index(parsed);
}

// What keeps the string from being an expression, in Ruff's words, as far as a look at it tells; empty if nothing does.
std::string Resolver::problem_of(const Deferred& deferred, std::uint32_t root) {
  if (root != UINT32_MAX) {
    const bool triple = kind(deferred.node) == Kind::string && string_literal(Node(tree_, text_, NodeId{deferred.node})).triple;
    switch (kind(root)) {
      case Kind::yield: return "Yield expression cannot be used here";
      case Kind::list_splat: return "Starred expression cannot be used here";
      case Kind::named_expression: return triple ? "" : "Unexpected token at the end of an expression";
      default: return {};
    }
  }
  read_from(deferred.source);
  const std::string_view value = string_value(node(deferred.node), scratch_.value);
  if (value.starts_with('*')) return "Starred expression cannot be used here";
  int open = 0;
  for (const char c : value) open += c == '(' || c == '[' || c == '{' ? 1 : c == ')' || c == ']' || c == '}' ? -1 : 0;
  if (open > 0) return "unexpected EOF while parsing";
  std::size_t word = 0;
  while (word < value.size() && (value[word] == '_' || (value[word] >= 'a' && value[word] <= 'z'))) ++word;
  if (std::ranges::find(kStatementWords, value.substr(0, word)) != kStatementWords.end()) {
    return "Expected an identifier, but found a keyword `" + std::string(value.substr(0, word)) + "` that cannot be used here";
  }
  const char first = value.empty() ? ' ' : value.front();
  const bool begins = word != 0 || first == '[' || first == '(' || first == '"' || first == '\'' || (first >= 'A' && first <= 'Z') ||
                      (first >= '0' && first <= '9') || (first & 0x80) != 0;
  return begins ? "Unexpected token at the end of an expression" : "Expected an expression";
}

void Resolver::visit_string(const Deferred& deferred) {
  resume(deferred);
  Place place = deferred.place;
  const std::uint32_t root = parse_string(deferred, place.context);
  out_.facts_.resize(tree_.size(), UINT32_MAX);
  if (const std::string problem = problem_of(deferred, root); !problem.empty()) {
    if (!place.context.any(Context::no_type_check)) out_.bad_annotations_.push_back({NodeId{deferred.node}, problem});
    return;
  }
  place.context = place.context.with(Context::type_definition);
  evaluate(root, place);
}

// --- Calls and subscripts of typing's names.

Resolver::Typing Resolver::typing_callable(std::uint32_t function) const {
  const QualifiedName name = out_.resolve(node(function), kModuleScope, false);
  if (!name) return Typing::none;
  constexpr auto kCallables = std::to_array<std::pair<std::string_view, Typing>>({
      {"cast", Typing::cast},
      {"NewType", Typing::new_type},
      {"TypeVar", Typing::type_var},
      {"TypeAliasType", Typing::type_alias_type},
      {"NamedTuple", Typing::named_tuple},
      {"TypedDict", Typing::typed_dict},
      {"TypeForm", Typing::type_form},
  });
  for (const auto& [member, callable] : kCallables) {
    if (name.last() == member && out_.is_typing(name, member)) return callable;
  }
  if (name.size() == 2 && name[0] == "mypy_extensions") {
    constexpr auto kArguments =
        std::to_array<std::string_view>({"Arg", "DefaultArg", "NamedArg", "DefaultNamedArg", "VarArg", "KwArg"});
    if (std::ranges::find(kArguments, name[1]) != kArguments.end()) return Typing::mypy_extension;
  }
  return Typing::none;
}

bool Resolver::is_typing_module_member(const QualifiedName& name, bool (*accepts)(std::string_view)) const {
  return accepts(name.last()) &&
         std::ranges::any_of(settings_.typing_modules, [&](const std::string& module) { return name.starts_with(module); });
}

Resolver::Subscript Resolver::typing_subscript(std::uint32_t value) const {
  const QualifiedName name = out_.resolve(node(value), kModuleScope, false);
  if (!name) return Subscript::none;
  const bool typing = name.size() == 2 && (name[0] == "typing" || name[0] == "typing_extensions");
  if (typing && name[1] == "Literal") return Subscript::literal;
  if (is_standard_generic(name)) return Subscript::generic;
  for (const std::string& generic : settings_.pyflakes.extend_generics) {
    if (name.is(generic)) return Subscript::generic;
  }
  if (typing && name[1] == "Annotated") return Subscript::annotated;
  if (typing && name[1] == "TypedDict") return Subscript::typed_dict;
  if (settings_.typing_modules.empty()) return Subscript::none;
  if (is_typing_module_member(name, [](std::string_view m) { return m == "Literal"; })) return Subscript::literal;
  if (is_typing_module_member(name, is_generic_member)) return Subscript::generic;
  if (is_typing_module_member(name, [](std::string_view m) { return m == "Annotated"; })) return Subscript::annotated;
  return Subscript::none;
}

// Pushes the arguments, each as type or value.
void Resolver::typing_call(Typing callable, std::uint32_t call, const Part& part) {
  const std::size_t first = parts_.size();
  const std::uint32_t arguments = child(call, Field::arguments);
  if (arguments == UINT32_MAX) return;
  if (kind(arguments) != Kind::argument_list) {
    push_value(arguments, part);
    return;
  }
  std::uint32_t nth = 0;
  bool positional = false;
  for (const Node argument : node(arguments).operands()) {
    const bool keyword = argument.is_any({Kind::keyword_argument, Kind::dictionary_splat});
    positional |= !keyword;
    typing_argument(callable, index(argument.id()), nth, keyword && !positional, part);
    if (!keyword) ++nth;
  }
  std::reverse(parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end());
}

// The argument, the nth of those without a keyword; `only_keywords`: nothing positional stands before it.
void Resolver::typing_argument(Typing callable, std::uint32_t argument, std::uint32_t nth, bool only_keywords, const Part& part) {
  if (kind(argument) == Kind::keyword_argument) {
    const std::string_view name = text(child(argument, Field::name));
    const std::uint32_t value = child(argument, Field::value);
    bool type = false;
    switch (callable) {
      case Typing::cast: type = name == "typ"; break;
      case Typing::new_type: type = name == "tp"; break;
      case Typing::type_var: type = name == "bound" || name == "default"; break;
      case Typing::type_alias_type: type = name == "value" || name == "type_params"; break;
      case Typing::named_tuple:
      case Typing::typed_dict: type = true; break;
      case Typing::mypy_extension: type = only_keywords && name == "type"; break;
      case Typing::type_form:
      case Typing::none: break;
    }
    type ? push_type(value, part) : push_value(value, part);
    return;
  }
  if (kind(argument) == Kind::dictionary_splat) {
    const std::uint32_t value = child(argument, Field::value);
    if (callable == Typing::named_tuple && kind(value) == Kind::dictionary) {
      dictionary_types(value, false, part);
    } else if (callable == Typing::typed_dict) {
      push_type(value, part);
    } else {
      push_value(value, part);
    }
    return;
  }
  const std::uint32_t plain = unparenthesized(argument);
  bool type = false;
  switch (callable) {
    case Typing::cast:
    case Typing::type_form:
    case Typing::mypy_extension: type = nth == 0; break;
    case Typing::new_type:
    case Typing::type_alias_type: type = nth == 1; break;
    case Typing::type_var: type = nth != 0; break;
    case Typing::named_tuple:
      if (nth != 0 && (kind(plain) == Kind::list || kind(plain) == Kind::tuple)) return named_tuple_fields(plain, part);
      break;
    case Typing::typed_dict:
      if (nth != 0 && kind(plain) == Kind::dictionary) return dictionary_types(plain, true, part);
      break;
    case Typing::none: break;
  }
  type ? push_type(argument, part) : push_value(argument, part);
}

// NamedTuple("a", [("a", int)])
void Resolver::named_tuple_fields(std::uint32_t list, const Part& part) {
  for (const Node element : node(list).operands()) {
    const Node pair = node(unparenthesized(index(element.id())));
    if (pair.is_any({Kind::list, Kind::tuple}) && pair.operands().count() == 2) {
      push_value(index(pair.operands()[0].id()), part);
      push_type(index(pair.operands()[1].id()), part);
    } else {
      push_value(index(element.id()), part);
    }
  }
}

// {"a": int}: the values are types; `**other` is one only where `splats_too`.
void Resolver::dictionary_types(std::uint32_t dictionary, bool splats_too, const Part& part) {
  for (const Node element : node(dictionary).operands()) {
    const Node value = element[Field::value];
    if (!value) continue;
    if (element.is(Kind::pair)) push_value(index(element[Field::key].id()), part);
    element.is(Kind::pair) || splats_too ? push_type(index(value.id()), part) : push_value(index(value.id()), part);
  }
}

void Resolver::typing_subscripts(Subscript subscript, std::uint32_t n, const Part& part) {
  const std::size_t first = parts_.size();
  bool leading = true;
  const std::uint32_t only = child(n, Field::subscript);
  std::uint32_t count = 0;
  bool comma = false;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    count += tree_.field[c] == Field::subscript ? 1U : 0U;
    comma |= kind(c) == Kind::comma;
  }
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] != Field::subscript) continue;
    switch (subscript) {
      case Subscript::literal: push(c, part.scope, part.context.with(Context::typing_literal)); break;
      case Subscript::generic: push_type(c, part); break;
      case Subscript::annotated:
        // The first argument is a type, the others are whatever they are.
        if (count == 1 && !comma) {
          push(c, part.scope, part.context);
        } else {
          leading ? push_type(c, part) : push_value(c, part);
        }
        break;
      case Subscript::typed_dict:
        if (c == only && count == 1 && !comma && kind(unparenthesized(c)) == Kind::dictionary) {
          dictionary_types(unparenthesized(c), false, part);
        } else {
          push_value(c, part);
        }
        break;
      case Subscript::none: break;
    }
    leading = false;
  }
  std::reverse(parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end());
}

}  // namespace whip
