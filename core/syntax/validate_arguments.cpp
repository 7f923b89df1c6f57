// Arguments of calls and parameters of functions: their order, their names, and what may stand between them.
#include <algorithm>
#include <vector>

#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

// A name and its place. Few names are compared one by one, many are sorted.
struct Name {
  std::string_view text;
  Span span;
};

// Calls `duplicate` for each name that has occurred before, in order of position.
template <class Duplicate>
void find_duplicates(std::vector<Name>& names, Duplicate duplicate) {
  constexpr std::size_t kFew = 16;
  if (names.size() <= kFew) {
    for (std::size_t i = 1; i < names.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (names[j].text != names[i].text) continue;
        duplicate(names[i]);
        break;
      }
    }
    return;
  }
  std::ranges::stable_sort(names, {}, &Name::text);
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i - 1].text == names[i].text) duplicate(names[i]);
  }
}

// What a parameter list has had so far.
struct ParameterState {
  bool any = false;  // a parameter
  bool slash = false;
  bool star = false;      // `*` or `*args`
  bool default_ = false;  // a default before any star
  Node bare_star;         // a `*` that waits for a name
  bool keywords = false;  // `**kwargs`
};

// What kind of parameter a node is, `*args: int` looked through.
Kind parameter_kind(Node parameter) {
  if (!parameter.is(Kind::typed_parameter)) return parameter.kind();
  const Kind name = parameter[Field::name].kind();
  return name == Kind::identifier ? Kind::typed_parameter : name;
}

// The identifier that a parameter binds; absent for separators and what is no name.
Node parameter_name(Node parameter) {
  Node name = parameter;
  if (parameter.is_any({Kind::typed_parameter, Kind::default_parameter, Kind::typed_default_parameter})) {
    name = parameter[Field::name];
  }
  if (name.is_any({Kind::list_splat_pattern, Kind::dictionary_splat_pattern})) name = name.operands()[0];
  return name.is(Kind::identifier) ? name : Node{};
}

void check_star(Run& run, Node parameter, ParameterState& state) {
  if (state.star) run.parse(parameter, "Only one '*' parameter allowed");
  state.star = true;
}

// Returns false where nothing sensible can follow.
bool check_parameter(Run& run, Node parameter, ParameterState& state) {
  const Kind kind = parameter_kind(parameter);
  if (state.keywords) {
    run.parse(parameter, "Parameter cannot follow var-keyword parameter");
    return false;
  }
  switch (kind) {
    case Kind::positional_separator:
      if (state.slash) {
        run.parse(parameter, "Only one '/' separator allowed");
      } else if (state.star) {
        run.parse(parameter, "'/' parameter must appear before '*' parameter");
      } else if (!state.any) {
        run.parse(parameter, "Position-only parameter separator not allowed as first parameter");
      }
      run.added(parameter, "Cannot use positional-only parameter separator", PythonVersion::py38);
      state.slash = true;
      return true;
    case Kind::keyword_separator:
      check_star(run, parameter, state);
      state.bare_star = parameter;
      return true;
    case Kind::list_splat_pattern:
      check_star(run, parameter, state);
      break;
    case Kind::dictionary_splat_pattern:
      if (state.bare_star) run.parse(parameter, "Expected one or more keyword parameter after `*` separator");
      state.keywords = true;
      break;
    case Kind::default_parameter:
    case Kind::typed_default_parameter:
      if (!state.star) state.default_ = true;
      break;
    default:
      if (state.default_ && !state.star) {
        run.parse(parameter, "Parameter without a default cannot follow a parameter with a default");
      }
  }
  state.any = true;
  state.bare_star = {};
  return true;
}

constexpr KindSet kParameters = {Kind::identifier,
                                 Kind::typed_parameter,
                                 Kind::default_parameter,
                                 Kind::typed_default_parameter,
                                 Kind::list_splat_pattern,
                                 Kind::tuple_pattern,
                                 Kind::keyword_separator,
                                 Kind::positional_separator,
                                 Kind::dictionary_splat_pattern};

}  // namespace

void arguments(Run& run, Node list) {
  const Tree& tree = run.tree;
  std::vector<Name> names;
  bool unpacking = false;  // `**mapping` seen
  bool any = false;
  for (std::uint32_t n = index(list.id()) + 1; n < list.after(); n = tree.after[n]) {
    switch (tree.kind[n]) {
      case Kind::lparen:
      case Kind::rparen:
      case Kind::comment:
      case Kind::line_continuation:
        continue;
      case Kind::comma:
        if (!any) run.parse(tree.span[n], "Expected an expression or a ')'");
        continue;
      case Kind::keyword_argument: {
        const Node name = run.node(n + 1);
        binding(run, name);
        names.push_back({name.text(), name.span()});
        break;
      }
      case Kind::dictionary_splat:
        unpacking = true;
        break;
      case Kind::list_splat:
        if (unpacking) {
          run.parse(tree.span[n], "Iterable argument unpacking cannot follow keyword argument unpacking");
        }
        break;
      default:
        if (unpacking) {
          run.parse(tree.span[n], "Positional argument cannot follow keyword argument unpacking");
        } else if (!names.empty()) {
          run.parse(tree.span[n], "Positional argument cannot follow keyword argument");
        }
    }
    any = true;
  }
  if (names.size() < 2) return;
  find_duplicates(names, [&run](const Name& name) {
    run.semantic(name.span, "Duplicate keyword argument `" + std::string(name.text) + "`");
  });
}

void parameters(Run& run, Node list) {
  std::vector<Name> names;
  ParameterState state;
  for (const Node parameter : list.children()) {
    if (!kParameters.contains(parameter.kind())) continue;
    if (!check_parameter(run, parameter, state)) break;
    const Node name = parameter_name(parameter);
    if (!name && is_named(parameter.kind()) &&
        !parameter.is_any({Kind::keyword_separator, Kind::positional_separator})) {
      run.parse(parameter, "Expected a parameter or the end of the parameter list");
      continue;
    }
    if (!name) continue;
    binding(run, name);
    names.push_back({name.text(), name.span()});
  }
  if (state.bare_star) {
    run.parse(state.bare_star, "Expected one or more keyword parameter after `*` separator");
  }
  if (names.size() < 2) return;
  find_duplicates(names, [&run](const Name& name) {
    run.semantic(name.span, "Duplicate parameter \"" + std::string(name.text) + "\"");
  });
}

}  // namespace whip::validation
