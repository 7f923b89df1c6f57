// Walks expressions: loads, stores, and the few constructs that open scopes or change the order.

#include <algorithm>
#include <array>

#include "core/syntax/string_literal.h"
#include "linter/semantic/resolver.h"

namespace whip {
namespace {

// What a node means to the scan of an expression.
enum class Meaning : std::uint8_t {
  plain,    // nothing of its own: go on with its children
  leaf,     // nothing in it either
  name,     // an identifier
  special,  // see Resolver::split
};

constexpr std::array<Meaning, kKindCount> kMeanings = [] {
  std::array<Meaning, kKindCount> table{};
  const auto set = [&table](Kind kind, Meaning meaning) { table[static_cast<std::size_t>(kind)] = meaning; };
  set(Kind::identifier, Meaning::name);
  set(Kind::string_content, Meaning::leaf);
  for (const Kind kind : {Kind::lambda, Kind::list_comprehension, Kind::set_comprehension, Kind::dictionary_comprehension,
                          Kind::generator_expression, Kind::named_expression, Kind::conditional_expression, Kind::call,
                          Kind::subscript, Kind::as_pattern, Kind::string, Kind::concatenated_string}) {
    set(kind, Meaning::special);
  }
  return table;
}();

}  // namespace

std::uint32_t Resolver::child(std::uint32_t n, Field field) const {
  if (n == UINT32_MAX) return UINT32_MAX;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] == field) return c;
  }
  return UINT32_MAX;
}

std::uint32_t Resolver::child_of_kind(std::uint32_t n, Kind wanted) const {
  if (n == UINT32_MAX) return UINT32_MAX;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.kind[c] == wanted) return c;
  }
  return UINT32_MAX;
}

void Resolver::push_child(std::uint32_t n, Field field, ScopeId scope, Context context, Part::Kind kind) {
  const std::uint32_t found = child(n, field);
  if (found != UINT32_MAX) push(found, scope, context, kind);
}

void Resolver::evaluate(std::uint32_t n, const Place& place, Part::Kind kind) {
  push(n, place.scope, place.context, kind);
  run_parts();
}

void Resolver::run_parts() {
  while (!parts_.empty()) {
    const Part part = parts_.back();
    parts_.pop_back();
    switch (part.kind) {
      case Part::load: scan(part); break;
      case Part::store:
      case Part::named:
      case Part::deletion: scan_store(part); break;
      case Part::type: type_definition(part); break;
    }
  }
}

void Resolver::scan(const Part& part) {
  const Kind* kinds = tree_.kind.data();
  for (std::uint32_t n = part.begin; n < part.end;) {
    switch (kMeanings[static_cast<std::size_t>(kinds[n])]) {
      case Meaning::plain: ++n; break;
      case Meaning::leaf: n = tree_.after[n]; break;
      case Meaning::name:
        // Attributes and keywords are no names of this scope.
        if (tree_.field[n] != Field::attribute && tree_.field[n] != Field::name) load(n, part.scope, part.context);
        ++n;
        break;
      case Meaning::special:
        if (split(n, part)) return;
        break;
    }
  }
}

// Targets: names in tuples and lists are stored to, the objects of attributes and subscripts are loaded.
void Resolver::scan_store(const Part& part) {
  for (std::uint32_t n = part.begin; n < part.end;) {
    switch (kind(n)) {
      case Kind::identifier:
        if (part.kind == Part::deletion) {
          delete_name(n, part.scope, part.context);
        } else if (part.kind == Part::named) {
          const std::uint16_t flags = part.context.any(Context::unpacking) ? Binding::unpacked : 0;
          bind({intern(n), span(n), n, BindingKind::named_expression, flags}, part.scope, part.context, here_.branch);
        } else {
          store(n, part.scope, part.context);
        }
        ++n;
        break;
      case Kind::attribute:
      case Kind::subscript: {
        const std::uint32_t behind = tree_.after[n];
        if (behind < part.end) parts_.push_back({behind, part.end, part.scope, part.context, part.kind});
        const Context context = kind(n) == Kind::subscript ? part.context.with(Context::subscript_target) : part.context;
        parts_.push_back({n + 1, behind, part.scope, context, Part::load});
        return;
      }
      case Kind::call:  // not a target: CPython rejects it, and so does validate
        n = tree_.after[n];
        break;
      default: ++n; break;
    }
  }
}

// Handles the special node at n. Either pushes what is left of the part (and the node's own parts above it) and answers true, or moves n
// to where the scan goes on.
bool Resolver::split(std::uint32_t& n, const Part& part) {
  const std::uint32_t here = n;
  const auto push_rest = [&] {
    if (tree_.after[here] < part.end) parts_.push_back({tree_.after[here], part.end, part.scope, part.context, Part::load});
  };
  switch (kind(here)) {
    case Kind::call: return call(n, part);
    case Kind::subscript: return subscript(n, part);
    case Kind::lambda:
      push_rest();
      lambda(here, part);
      return true;
    case Kind::conditional_expression:
      push_rest();
      push_child(here, Field::alternative, part.scope, part.context);
      push_child(here, Field::body, part.scope, part.context);
      push_child(here, Field::condition, part.scope, part.context);
      return true;
    case Kind::named_expression:
      push_rest();
      push_child(here, Field::name, part.scope, part.context, Part::named);
      push_child(here, Field::value, part.scope, part.context);
      return true;
    case Kind::as_pattern:  // `with x as y`: the value first, then the target
      push_rest();
      push_child(here, Field::alias, part.scope, part.context, Part::store);
      push_child(here, Field::value, part.scope, part.context);
      return true;
    case Kind::string:
    case Kind::concatenated_string:
      if (part.context.in_type_definition() && !part.context.any(Context::typing_literal) && is_text_constant(node(here))) {
        defer_string(here, part.scope, part.context);
        n = tree_.after[here];
      } else {
        ++n;  // replacement fields
      }
      return false;
    default:
      push_rest();
      comprehension(here, part);
      return true;
  }
}

// The first iterable is evaluated outside; everything else in the comprehension's own scope, clause by clause, the element last.
void Resolver::comprehension(std::uint32_t n, const Part& part) {
  const ScopeId scope = push_scope(ScopeKind::generator, n, part.scope);
  const std::size_t first = parts_.size();
  bool outermost = true;
  std::uint32_t body = UINT32_MAX;
  for (std::uint32_t c = n + 1, end = tree_.after[n]; c < end; c = tree_.after[c]) {
    if (tree_.field[c] == Field::body) {
      body = c;
    } else if (kind(c) == Kind::if_clause) {
      push_child(c, Field::condition, scope, part.context);
    } else if (kind(c) == Kind::for_in_clause) {
      // `right` may be several expressions: everything behind the target.
      const std::uint32_t left = child(c, Field::left);
      if (left == UINT32_MAX) continue;
      parts_.push_back({tree_.after[left], tree_.after[c], outermost ? part.scope : scope, part.context, Part::load});
      push(left, scope, part.context, Part::store);
      outermost = false;
    }
  }
  if (body != UINT32_MAX) push(body, scope, part.context);
  std::reverse(parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end());
}

// Defaults are evaluated outside and at once, the body later.
void Resolver::lambda(std::uint32_t n, const Part& part) {
  const std::size_t first = parts_.size();
  if (const std::uint32_t parameters = child(n, Field::parameters); parameters != UINT32_MAX) {
    for (std::uint32_t p = parameters + 1, end = tree_.after[parameters]; p < end; p = tree_.after[p]) {
      if (kind(p) == Kind::default_parameter) push_child(p, Field::value, part.scope, part.context);
    }
  }
  std::reverse(parts_.begin() + static_cast<std::ptrdiff_t>(first), parts_.end());
  Place place = here_;
  place.scope = push_scope(ScopeKind::lambda, n, part.scope);
  place.context = part.context;
  place.exceptions = {};
  scratch_.lambdas.push_back({n, place, source_});
}

// Loads the name at the head of a chain of attributes that begins at n, and moves n behind that name. Gives what it is bound to;
// where there is no such head, n stays.
BindingId Resolver::load_head(std::uint32_t& n, const Part& part) {
  std::uint32_t head = n;
  while (kind(head) == Kind::attribute) ++head;
  if (kind(head) != Kind::identifier) return kNoBinding;
  n = head + 1;
  return load(head, part.scope, part.context);
}

bool Resolver::call(std::uint32_t& n, const Part& part) {
  const std::uint32_t here = n;
  const std::uint32_t function = here + 1;
  const std::uint32_t behind = tree_.after[here];
  const std::uint32_t behind_function = tree_.after[function];
  n = function;
  const BindingId head = load_head(n, part);
  Typing callable = Typing::none;
  if (head != kNoBinding) {
    if (n == function + 1 && out_[head].name == well_known::kLocals) out_.scopes_[index(part.scope)].uses_locals = true;
    if (out_[head].has(kMayBeTyping)) callable = typing_callable(function);
  }
  if (callable != Typing::none) {
    if (behind < part.end) parts_.push_back({behind, part.end, part.scope, part.context, Part::load});
    typing_call(callable, here, part);
    return true;
  }
  if (!part.context.in_type_definition()) return false;  // the arguments are as plain as what is around them
  // In a type expression, the arguments of other callables are values.
  if (behind < part.end) parts_.push_back({behind, part.end, part.scope, part.context, Part::load});
  parts_.push_back({behind_function, behind, part.scope, part.context.without(Context::type_definition), Part::load});
  if (n < behind_function) parts_.push_back({n, behind_function, part.scope, part.context, Part::load});
  return true;
}

bool Resolver::subscript(std::uint32_t& n, const Part& part) {
  const std::uint32_t here = n;
  const std::uint32_t value = here + 1;
  n = value;
  if (part.context.any(Context::subscript_target)) return false;
  const BindingId head = load_head(n, part);
  if (head == kNoBinding || !out_[head].has(kMayBeTyping)) return false;
  const Subscript meaning = typing_subscript(value);
  if (meaning == Subscript::none) return false;
  if (tree_.after[here] < part.end) parts_.push_back({tree_.after[here], part.end, part.scope, part.context, Part::load});
  typing_subscripts(meaning, here, part);
  return true;
}

}  // namespace whip
