// Arguments of calls and parameters of functions: their order, their names, and what may stand between them.
#include <algorithm>
#include <vector>

#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

// Calls `duplicate` for each name that has occurred before, in order of position.
// Few names are compared one by one, many are sorted.
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
  bool star = false;            // `*` or `*args`
  bool default_ = false;        // a default before any star
  bool keywords = false;        // `**kwargs`
  std::uint32_t bare_star = 0;  // a `*` that waits for a name
};

void check_star(Run& run, std::uint32_t parameter, ParameterState& state) {
  if (state.star) run.parse(run.tree.span[parameter], "Only one '*' parameter allowed");
  state.star = true;
}

void check_slash(Run& run, std::uint32_t parameter, ParameterState& state) {
  const Span span = run.tree.span[parameter];
  if (state.slash) {
    run.parse(span, "Only one '/' separator allowed");
  } else if (state.star) {
    run.parse(span, "'/' parameter must appear before '*' parameter");
  } else if (!state.any) {
    run.parse(span, "Position-only parameter separator not allowed as first parameter");
  }
  run.added(span, "Cannot use positional-only parameter separator", PythonVersion::py38);
  state.slash = true;
}

// `def f((a, b))` as in Python 2, `def f(*a.b)`.
void no_parameter(Run& run, std::uint32_t pattern) {
  if (run.tree.kind[pattern] == Kind::tuple_pattern)
    return run.parse(run.tree.span[pattern + 1], "Expected `)`, found `(`");
  // The first token behind the name.
  std::uint32_t n = pattern + 1;
  while (n + 1 < run.tree.after[pattern] && (is_named(run.tree.kind[n]) || run.tree.after[n] != n + 1)) ++n;
  run.parse(run.tree.span[n], "Expected `,`, found `" + std::string(to_string(run.tree.kind[n])) + "`");
}

// Positional arguments after keywords, and what is unpacked after a mapping.
void check_arguments(Run& run, std::uint32_t list) {
  const Tree& tree = run.tree;
  run.names.clear();
  bool unpacking = false;  // `**mapping` seen
  for (std::uint32_t n = list + 1; n < tree.after[list]; n = tree.after[n]) {
    const Kind kind = tree.kind[n];
    if (!is_named(kind) || is_extra(kind)) continue;
    if (kind == Kind::keyword_argument) {
      const Node name = run.node(n + 1);
      binding(run, name);
      run.names.push_back({name.text(), tree.span[n]});
    } else if (kind == Kind::dictionary_splat) {
      unpacking = true;
    } else if (kind == Kind::list_splat) {
      if (unpacking) run.parse(tree.span[n], "Iterable argument unpacking cannot follow keyword argument unpacking");
    } else if (unpacking) {
      run.parse(tree.span[n], "Positional argument cannot follow keyword argument unpacking");
    } else if (!run.names.empty()) {
      run.parse(tree.span[n], "Positional argument cannot follow keyword argument");
    }
  }
  if (run.names.size() < 2) return;
  find_duplicates(run.names, [&run](const Name& name) {
    run.semantic(name.span, "Duplicate keyword argument `" + std::string(name.text) + "`");
  });
}

}  // namespace

// A list without keywords and `**` cannot be wrong; the first of these has its list looked at.
void argument(Run& run, Node argument) {
  const std::uint32_t n = index(argument.id());
  const std::uint32_t list = run.tree.parent[n];
  if (run.tree.kind[list] != Kind::argument_list) return;
  while (!run.lists.empty() && run.tree.after[run.lists.back()] <= n) run.lists.pop_back();
  if (!run.lists.empty() && run.lists.back() == list) return;
  run.lists.push_back(list);
  check_arguments(run, list);
}

void parameters(Run& run, Node list) {
  const Tree& tree = run.tree;
  run.names.clear();
  ParameterState state;
  for (std::uint32_t n = index(list.id()) + 1; n < list.after(); n = tree.after[n]) {
    const Kind whole = tree.kind[n];
    if (!is_named(whole) || is_extra(whole)) continue;
    // `a: int = 1` and `*args: int` begin with what they name.
    const bool wrapped =
        whole == Kind::typed_parameter || whole == Kind::default_parameter || whole == Kind::typed_default_parameter;
    std::uint32_t name = wrapped ? n + 1 : n;
    const Kind kind = tree.kind[name];
    if (state.keywords) {
      const bool stars = kind == Kind::list_splat_pattern || kind == Kind::dictionary_splat_pattern;
      run.parse(tree.span[stars ? name + 1 : n], "Parameter cannot follow var-keyword parameter");
      break;
    }
    if (kind == Kind::positional_separator) {
      check_slash(run, n, state);
      continue;
    }
    if (kind == Kind::keyword_separator) {
      check_star(run, n, state);
      state.bare_star = n;
      continue;
    }
    if (kind == Kind::list_splat_pattern) {
      check_star(run, n, state);
    } else if (kind == Kind::dictionary_splat_pattern) {
      if (state.bare_star != 0) run.parse(tree.span[n], "Expected one or more keyword parameter after `*` separator");
      state.keywords = true;
    } else if (whole == Kind::default_parameter || whole == Kind::typed_default_parameter) {
      state.default_ = state.default_ || !state.star;
    } else if (state.default_ && !state.star) {
      run.parse(tree.span[n], "Parameter without a default cannot follow a parameter with a default");
    }
    state.any = true;
    state.bare_star = 0;
    if (kind == Kind::list_splat_pattern || kind == Kind::dictionary_splat_pattern) {
      name += 2;
      while (is_extra(tree.kind[name])) name = tree.after[name];
    }
    if (tree.kind[name] != Kind::identifier) {
      no_parameter(run, name);
      break;
    }
    const Node identifier = run.node(name);
    binding(run, identifier);
    run.names.push_back({identifier.text(), identifier.span()});
  }
  if (state.bare_star != 0) {
    run.parse(tree.span[state.bare_star], "Expected one or more keyword parameter after `*` separator");
  }
  if (run.names.size() < 2) return;
  find_duplicates(run.names, [&run](const Name& name) {
    run.semantic(name.span, "Duplicate parameter \"" + std::string(name.text) + "\"");
  });
}

}  // namespace whip::validation
