#include "rules/free_threading/half_filled_entry.h"

#include <string>
#include <vector>

#include "core/syntax/expression.h"
#include "rules/free_threading/shared_containers.h"
#include "rules/shared/access_paths.h"

namespace whip::rules {
namespace {

// `cache[key]` on the left of an assignment, and the other name of what is stored there.
struct Entry {
  Node target;
  Node alias;
  Node value;
};

// `alias = cache[key] = value`, in either order.
Entry read_chain(Node assignment) {
  Entry entry;
  for (; assignment.is(Kind::assignment); assignment = assignment[Field::right]) {
    const Node left = assignment[Field::left];
    if (left.is(Kind::subscript)) {
      entry.target = left;
    } else if (left.is_any({Kind::identifier, Kind::attribute})) {
      entry.alias = left;
    }
    entry.value = assignment[Field::right];
  }
  return entry;
}

// `cache[key] = alias`, where the statements before gave the alias a new container.
void resolve_alias(const std::vector<Node>& statements, std::size_t store, Entry& entry) {
  if (entry.alias || !entry.value.is(Kind::identifier)) return;
  for (std::size_t i = 0; i < store; ++i) {
    const Node assignment = expression_of(statements[i]);
    if (!assignment.is(Kind::assignment) || !is_same(assignment[Field::left], entry.value)) continue;
    entry.alias = entry.value;
    entry.value = assigned_value(assignment);
    return;
  }
}

Node change_behind(const File& file, const std::vector<Node>& statements, std::size_t store, Node alias, Node block) {
  Node found;
  for (std::size_t i = store + 1; i < statements.size() && !found; ++i) {
    for_each_same(file, statements[i], alias, [&](Node name) {
      if (found || is_in_nested_function(file, name, block)) return;
      const AccessShape shape = shape_of(name);
      if (shape.kind == AccessKind::mutate || (shape.kind == AccessKind::update && !shape.operation.empty()))
        found = name;
    });
  }
  return found;
}

}  // namespace

bool stores_entry(Node block) {
  for (const Node statement : block.operands()) {
    if (!statement.is(Kind::expression_statement)) continue;
    for (Node at = statement.first_child(); at.is(Kind::assignment); at = at[Field::right]) {
      if (at[Field::left].is(Kind::subscript)) return true;
    }
  }
  return false;
}

void half_filled_entry(const File& file, Node block, FunctionId function, Report& report) {
  const Concurrency& facts = file.concurrency;
  const std::vector<Node> statements = statements_of(block);
  for (std::size_t i = 0; i + 1 < statements.size(); ++i) {
    const Node assignment = expression_of(statements[i]);
    if (!assignment.is(Kind::assignment)) continue;
    Entry entry = read_chain(assignment);
    if (!entry.target) continue;
    resolve_alias(statements, i, entry);
    if (!entry.alias || !is_empty_container(file, entry.value)) continue;
    const Location* const location = location_of(file, entry.target[Field::value]);
    if (location == nullptr || location->kind == LocationKind::attribute || !is_container(location->container) ||
        !is_shared(file, *location) || facts.held_at(entry.target.id()) != 0)
      continue;
    const Node change = change_behind(file, statements, i, entry.alias, block);
    if (!change) continue;
    Finding finding = report.at(
        entry.target, "`" + std::string(entry.target.text()) + "` is visible to other threads before it is filled");
    one_thread(file, function, 0, finding);
    finding.note(change.span(), "filled here, when others may have it already")
        .help("Fill it under a local name and store it when it is complete")
        .only_if({.function = function, .gate = Gate::none, .partners = {function}});
    return;
  }
}

}  // namespace whip::rules
