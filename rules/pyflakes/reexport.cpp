#include "rules/pyflakes/reexport.h"

#include <algorithm>

#include "core/syntax/expression.h"
#include "core/syntax/string_literal.h"

namespace whip::rules {
namespace {

// The quotes that the file prefers: those of its first string that is no docstring in triple quotes.
char preferred_quote(const File& file) {
  for (std::uint32_t n = 0; n < file.tree.own_size; ++n) {
    if (file.tree.kind[n] != Kind::string) continue;
    const StringLiteral literal = string_literal(file.node(NodeId{n}));
    if (literal && !literal.triple) return literal.quote;
  }
  return '"';
}

std::vector<Edit> add_to_list(const File& file, std::span<const std::string> names, Node list) {
  const bool bracketed = list.is_any({Kind::list, Kind::tuple});
  if (!bracketed && !list.is(Kind::expression_list)) return {};
  std::uint32_t count = list.operands().count();
  const std::uint32_t at = count != 0 ? list.operands().back().end() : list.end() - 1;
  const char quote = preferred_quote(file);
  std::vector<Edit> edits;
  for (const std::string& name : names) {
    edits.push_back(Edit::insert(at, (count++ == 0 ? "" : ", ") + (quote + name) + quote));
  }
  if (list.is(Kind::tuple) && count == 1) edits.push_back(Edit::insert(at, ","));
  return edits;
}

}  // namespace

std::vector<Node> find_export_lists(const File& file) {
  const Names& names = file.names;
  std::vector<Node> lists;
  for (BindingId id = names.bound(kModuleScope, "__all__"); id != kNoBinding; id = names[id].shadowed) {
    if (!names[id].is(BindingKind::export_)) continue;
    Node value = file.node(names[id].statement).first_child();
    while (value.is_any({Kind::assignment, Kind::augmented_assignment})) value = value[Field::right];
    if (value) lists.push_back(without_parentheses(value));
  }
  return lists;
}

std::vector<Edit> reexport_edits(const File& file, Node statement, std::vector<std::string> names, std::span<const Node> lists) {
  std::ranges::sort(names);
  if (lists.size() > 1) return {};
  if (lists.size() == 1) return add_to_list(file, names, lists[0]);
  std::vector<Edit> edits;
  for (const std::string& name : names) {
    for (const Node member : statement.operands()) {
      if (member.field() != Field::name || !member.is(Kind::dotted_name) || member.text() != name) continue;
      edits.push_back(Edit::replace(member.span(), name + " as " + name));
      break;
    }
  }
  return edits;
}

}  // namespace whip::rules
