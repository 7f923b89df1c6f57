// What can be assigned to, deleted, augmented, annotated. The grammar's patterns are nearly that; targets after `as`
// and `del` are any expression to it.
#include "core/syntax/validate_checks.h"

namespace whip::validation {
namespace {

// `(a)` as a target is a tuple pattern without a comma to the grammar.
bool has_comma(Node node) { return static_cast<bool>(node.child(Kind::comma)); }

Node without_grouping(Node pattern) {
  while (pattern.is(Kind::tuple_pattern) && !has_comma(pattern) && pattern.operands().count() == 1) {
    pattern = pattern.operands()[0];
  }
  return pattern;
}

// More than one star in one list of targets, or more names than bytecode can count.
void check_stars(Run& run, Node list) {
  std::uint32_t stars = 0;
  std::uint32_t before = 0;
  std::uint32_t after = 0;
  for (const Node element : list.operands()) {
    if (element.is_any({Kind::list_splat_pattern, Kind::list_splat})) {
      ++stars;
    } else {
      ++(stars == 0 ? before : after);
    }
  }
  if (stars > 1) {
    run.error(SyntaxErrorKind::multiple_starred_expressions, list.span(), "Two starred expressions in assignment");
  } else if (stars == 1 && (before >= 1U << 8 || after >= 1U << 24)) {
    run.error(SyntaxErrorKind::expressions_in_star_assignment, list.span(),
              "Too many expressions in star-unpacking assignment");
  }
}

enum class Use : std::uint8_t { store, erase };

// A target that was parsed as an expression: with, except, del.
void expression_target(Run& run, Node root, Use use) {
  constexpr KindSet kLists = {Kind::tuple, Kind::list, Kind::expression_list, Kind::parenthesized_expression,
                              Kind::list_splat};
  const std::uint32_t first = index(root.id());
  for (std::uint32_t n = first; n < root.after();) {
    const Node node = run.node(n);
    const Kind kind = node.kind();
    // Into lists of targets, past everything else.
    const bool list = kLists.contains(kind);
    const std::uint32_t next = list ? n + 1 : node.after();
    if (kind == Kind::identifier) {
      if (use == Use::store) binding(run, node);
      if (use == Use::erase && node.text() == "__debug__" && run.target >= PythonVersion::py39) {
        run.semantic(node, "cannot delete `__debug__` on Python " + std::string(dotted_name(run.target)) +
                               " (syntax was removed in 3.9)");
      }
    } else if (kind == Kind::attribute) {
      if (use == Use::store) binding(run, node);
    } else if (kind == Kind::list_splat) {
      const bool element = node.parent().is_any({Kind::tuple, Kind::list, Kind::expression_list}) && n != first;
      if (use == Use::erase) {
        run.parse(node, "Invalid delete target");
      } else if (!element) {
        run.semantic(node, "starred assignment target must be in a list or tuple");
      }
    } else if (is_named(kind) && !is_extra(kind) && !list && kind != Kind::subscript) {
      run.parse(node, use == Use::erase ? "Invalid delete target" : "Invalid assignment target");
    } else if (list && use == Use::store && kind != Kind::parenthesized_expression) {
      check_stars(run, node);
    }
    n = next;
  }
}

}  // namespace

void binding(Run& run, Node name) {
  // An attribute ends with its name.
  const Span span = run.tree.span[name.after() - 1];
  if (span.size() != kDebug.size() || run.text.substr(span.begin, span.size()) != kDebug) return;
  run.semantic(name, "cannot assign to `__debug__`");
}

void target(Run& run, Node pattern) {
  constexpr KindSet kLists = {Kind::tuple_pattern, Kind::list_pattern, Kind::pattern_list, Kind::list_splat_pattern};
  const Kind root = pattern.kind();
  if (!kLists.contains(root)) return binding(run, pattern);
  for (std::uint32_t n = index(pattern.id()); n < pattern.after();) {
    const Node node = run.node(n);
    const Kind kind = node.kind();
    if (kind == Kind::list_splat_pattern) {
      // `(*a) = x`; alone at the top, the caller speaks.
      const Node parent = node.parent();
      if (parent.is(Kind::tuple_pattern) && !has_comma(parent)) {
        run.parse(node, "Starred expression cannot be used here");
      }
    } else if (kLists.contains(kind)) {
      check_stars(run, node);
    } else if (kind == Kind::identifier || kind == Kind::attribute) {
      binding(run, node);
    }
    n = kLists.contains(kind) ? n + 1 : node.after();
  }
}

void assignment(Run& run, Node assignment) {
  const Tree& tree = run.tree;
  const std::uint32_t first = index(assignment.id()) + 1;
  const bool plain = tree.kind[first] == Kind::identifier || tree.kind[first] == Kind::attribute;
  if (plain && tree.kind[tree.parent[first - 1]] == Kind::expression_statement) return binding(run, run.node(first));
  const Node left = run.node(index(assignment.id()) + 1);
  target(run, left);
  std::uint32_t operator_ = left.after();
  while (is_extra(tree.kind[operator_])) operator_ = tree.after[operator_];
  const bool annotated = tree.kind[operator_] == Kind::colon;
  const Node parent = assignment.parent();
  if (annotated) {
    const Node single = without_grouping(left);
    if (single.is_any({Kind::tuple_pattern, Kind::pattern_list})) {
      run.parse(left, "Only single target (not tuple) can be annotated");
    } else if (single.is(Kind::list_pattern)) {
      run.parse(left, "Only single target (not list) can be annotated");
    } else if (single.is(Kind::list_splat_pattern)) {
      run.parse(left, "Invalid annotated assignment target");
    }
    // `a = b: int`
    if (parent.is_any({Kind::assignment, Kind::augmented_assignment})) {
      return run.parse(tree.span[operator_], "Expected a statement");
    }
  } else {
    if (left.is(Kind::list_splat_pattern)) {
      run.semantic(left, "starred assignment target must be in a list or tuple");
    }
    // `a: int = b = c`, `a += b = c`
    const bool chained = parent.is(Kind::assignment) && !parent.child(Kind::colon);
    if (!chained && parent.is_any({Kind::assignment, Kind::augmented_assignment})) {
      run.parse(tree.span[operator_], "Expected a statement");
    }
  }
}

void augmented_assignment(Run& run, Node assignment) {
  const Node left = run.node(index(assignment.id()) + 1);
  if (assignment.parent().is_any({Kind::assignment, Kind::augmented_assignment})) {
    run.parse(assignment[Field::operator_], "Expected a statement");
    return;
  }
  if (left.is(Kind::pattern_list)) {
    run.parse(assignment[Field::operator_],
              "Expected `,`, found `" + std::string(to_string(assignment[Field::operator_].kind())) + "`");
  } else if (!without_grouping(left).is_any({Kind::identifier, Kind::attribute, Kind::subscript})) {
    run.parse(left, "Invalid augmented assignment target");
  } else {
    binding(run, without_grouping(left));
  }
}

void deletion(Run& run, Node statement) { expression_target(run, statement[Field::value], Use::erase); }

void as_pattern(Run& run, Node pattern) {
  const Node as = pattern.child(Kind::kw_as);
  const Node target = pattern[Field::alias];
  if (!target.is(Kind::as_pattern_target)) return;  // of a match pattern
  Node parent = pattern.parent();
  if (parent.is(Kind::except_clause)) {
    const Node name = target.first_child();
    if (name.is(Kind::identifier)) {
      binding(run, name);
    } else {
      run.parse(name, "Expected name after `as`");
    }
    return;
  }
  // `with (open(x) as f):`
  Node group;
  if (parent.is(Kind::parenthesized_expression)) {
    group = parent.first_child();
    parent = parent.parent();
    const Node clause = parent.parent();
    if (parent.is(Kind::with_item) && clause.operands().count() != 1) parent = {};
  }
  if (parent.is(Kind::with_item)) {
    expression_target(run, target.first_child(), Use::store);
    if (group) run.added(group, "Cannot use parentheses within a `with` statement", PythonVersion::py39);
    return;
  }
  run.parse(as, parent.is(Kind::argument_list) ? "Expected `,`, found `as`" : "Expected a statement");
}

}  // namespace whip::validation
