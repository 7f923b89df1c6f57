// What tests ask of syntax trees: a picture of one, the first difference of two, the laws that each must keep.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/syntax/tree.h"

namespace whip::test {

// Named nodes as nested brackets with their fields: (module (expression_statement (assignment left:identifier
// right:integer))). Nodes without named children are words.
inline std::string picture(const Tree& tree, std::uint32_t root = 0) {
  std::string out;
  struct Open {
    std::uint32_t after;
    bool bracket;
  };
  std::string closing;
  std::vector<Open> open;
  for (std::uint32_t n = root; n < tree.after[root]; ++n) {
    while (!open.empty() && open.back().after <= n) {
      if (open.back().bracket) out += ')';
      open.pop_back();
    }
    if (!is_named(tree.kind[n])) continue;
    bool has_named = false;
    for (std::uint32_t c = n + 1; c < tree.after[n]; c = tree.after[c]) has_named = has_named || is_named(tree.kind[c]);
    if (n != root) out += ' ';
    if (n != root && tree.field[n] != Field::none) out.append(to_string(tree.field[n])).append(":");
    if (has_named) out += '(';
    out += to_string(tree.kind[n]);
    open.push_back({tree.after[n], has_named});
  }
  while (!open.empty()) {
    if (open.back().bracket) out += ')';
    open.pop_back();
  }
  return out;
}

inline std::string describe(const Tree& tree, std::uint32_t n) {
  return std::string(to_string(tree.kind[n])) + " [" + std::to_string(tree.span[n].begin) + "," +
         std::to_string(tree.span[n].end) + ") field=" + std::string(to_string(tree.field[n])) +
         " after=" + std::to_string(tree.after[n]) + " parent=" + std::to_string(tree.parent[n]);
}

// The first difference in words; empty if the trees are the same.
inline std::string difference(const Tree& a, const Tree& b) {
  for (std::uint32_t n = 0; n < a.size() && n < b.size(); ++n) {
    if (a.kind[n] != b.kind[n] || a.field[n] != b.field[n] || a.span[n] != b.span[n] || a.after[n] != b.after[n] ||
        a.parent[n] != b.parent[n]) {
      return "node " + std::to_string(n) + ": " + describe(a, n) + " | " + describe(b, n);
    }
  }
  if (a.size() != b.size()) return "sizes " + std::to_string(a.size()) + " | " + std::to_string(b.size());
  if (!(a.present == b.present)) return "present";
  if (a.own_size != b.own_size) return "own_size";
  if (a.has_errors != b.has_errors) return "has_errors";
  return {};
}

// The first broken law in words; empty if there is none. Laws: one root; subtrees are ranges; children lie inside their
// parents and follow each other; parents, `after` and `present` agree with all that.
inline std::string broken_law(const Tree& tree, std::uint32_t text_size) {
  const std::uint32_t size = tree.size();
  if (size == 0 || tree.kind[0] != Kind::module) {
    if (size == 0 || !tree.has_errors || tree.kind[0] != Kind::error) return "no root";
  }
  if (tree.field.size() != size || tree.span.size() != size || tree.after.size() != size ||
      tree.parent.size() != size) {
    return "arrays of different sizes";
  }
  if (tree.own_size != size || tree.after[0] != size || tree.parent[0] != UINT32_MAX) return "not one root";
  if (tree.span[0].end > text_size) return "root past the end";
  KindSet present;
  for (std::uint32_t n = 0; n < size; ++n) {
    present.insert(tree.kind[n]);
    if (tree.span[n].begin > tree.span[n].end) return "a span that ends before it begins: " + describe(tree, n);
    if (tree.after[n] <= n || tree.after[n] > size) return "after: " + describe(tree, n);
    std::uint32_t place = tree.span[n].begin;
    std::uint32_t child = n + 1;
    for (; child < tree.after[n]; child = tree.after[child]) {
      if (tree.parent[child] != n) return "parent: " + describe(tree, child);
      if (tree.span[child].begin < place) return "overlap: " + describe(tree, child);
      if (tree.after[child] <= child) return "after: " + describe(tree, child);
      place = tree.span[child].end;
    }
    if (child != tree.after[n]) return "a child beyond its parent: " + describe(tree, n);
    if (place > tree.span[n].end) return "children longer than their parent: " + describe(tree, n);
  }
  if (!(present == tree.present)) return "present";
  return {};
}

}  // namespace whip::test
