// Import statements are found by a scan over the kinds of all nodes, not by walking the statements: most files have a
// few among thousands.

#include "rules/isort/blocks.h"

#include <algorithm>
#include <array>

#include "rules/isort/lines.h"
#include "rules/shared/module_start.h"

namespace whip::rules::isort {
namespace {

constexpr bool is_import(Kind kind) {
  return kind == Kind::import_statement || kind == Kind::import_from_statement || kind == Kind::future_import_statement;
}

// Whether any of 64 kinds is an import's. Without branches, so that the compiler compares them in wide registers.
bool any_import(const Kind* kinds) {
  unsigned char any = 0;
  for (int i = 0; i < 64; ++i) {
    const Kind kind = kinds[i];
    any |= static_cast<unsigned char>(static_cast<unsigned char>(kind == Kind::import_statement) |
                                      static_cast<unsigned char>(kind == Kind::import_from_statement) |
                                      static_cast<unsigned char>(kind == Kind::future_import_statement));
  }
  return any != 0;
}

// Calls f(id) for each import statement of the file, in order.
template <class Function>
void for_each_import(const Tree& tree, Function&& f) {
  const Kind* const kinds = tree.kind.data();
  for (std::uint32_t base = 0; base < tree.own_size; base += 64) {
    const std::uint32_t end = std::min(base + 64, tree.own_size);
    if (end - base == 64 && !any_import(kinds + base)) continue;
    for (std::uint32_t n = base; n < end; ++n) {
      if (is_import(kinds[n])) f(NodeId{n});
    }
  }
}

// Whether a comment stands above a blank line above the definition: then the comment is what follows the imports.
//     import os
//
//     # about something else
//
//     # about f
//     def f(): ...
bool has_detached_comment(std::string_view text, std::uint32_t begin) {
  bool seen_blank = false;
  std::string_view above = text.substr(0, begin);
  if (!above.empty() && is_line_end(above.back())) above.remove_suffix(above.ends_with("\r\n") ? 2 : 1);
  for (;;) {
    const std::uint32_t start = line_begin(above, static_cast<std::uint32_t>(above.size()));
    const std::string_view line = without_leading_blanks(above.substr(start));
    if (seen_blank) {
      if (!line.empty()) return line.front() == '#';
    } else if (line.empty()) {
      seen_blank = true;
    } else if (line.front() != '#' && line.front() != '@') {
      return false;
    }
    if (start <= byte_order_mark(text)) return false;
    above = above.substr(0, start - (above.substr(0, start).ends_with("\r\n") ? 2 : 1));
  }
}

// Ruff visits the handlers of a `try` before its body, and splits are used up in that order: those in the body of a
// `try` with handlers have no effect.
bool splits_are_used_up(Node statement) {
  for (Node inner = statement, outer = statement.parent(); outer; inner = outer, outer = outer.parent()) {
    if (outer.is(Kind::try_statement) && inner.field() == Field::body && outer.child(Kind::except_clause)) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(const File& file, const Actions& actions) : file_(file), actions_(actions) {}

  void see(Node import) {
    if (is_excluded(actions_, import.begin())) return;
    if (last_ && !continues(import)) finish();
    if (!last_) out.blocks.push_back({static_cast<std::uint32_t>(out.statements.size()), 0, Follower::nothing});
    out.statements.push_back(import.id());
    ++out.blocks.back().count;
    last_ = import;
  }

  void finish() {
    if (!last_) return;
    out.blocks.back().follower = follower();
    last_ = {};
  }

  Blocks out;

 private:
  bool continues(Node import) const {
    if (next_statement(last_) != import || cell_begins_before(import)) return false;
    return !split_before(import) || splits_are_used_up(import);
  }

  // Whether a position lies behind the begin of the last import and not behind that of the statement.
  bool between(std::uint32_t position, Node statement) const {
    return last_.begin() < position && position <= statement.begin();
  }
  bool split_before(Node statement) const {
    return std::ranges::any_of(actions_.splits, [&](std::uint32_t split) { return between(split, statement); });
  }
  bool cell_begins_before(Node statement) const {
    return std::ranges::any_of(file_.facts.cells,
                               [&](const Cell& cell) { return between(cell.span.begin, statement); });
  }

  Follower follower() const {
    if (!last_.parent().is(Kind::module)) return Follower::nothing;
    const Node next = next_statement(last_);
    if (!next || (cell_begins_before(next) && !split_before(next))) return Follower::nothing;
    const bool defines = next.is_any({Kind::function_definition, Kind::class_definition, Kind::decorated_definition});
    if (!defines || file_.is_stub() || has_detached_comment(file_.text, next.begin())) return Follower::statement;
    return Follower::definition;
  }

  const File& file_;
  const Actions& actions_;
  Node last_;  // of the block being filled
};

}  // namespace

Blocks find_blocks(const File& file, const Actions& actions) {
  Finder finder(file, actions);
  for_each_import(file.tree, [&](NodeId id) { finder.see(file.node(id)); });
  finder.finish();
  return std::move(finder.out);
}

}  // namespace whip::rules::isort
