// The imports of one block, taken apart: each module once, each member of a module once, with the comments that go with
// them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/isort/id_table.h"

namespace whip::rules::isort {

// A list of comments: a chain through Imports::comments.
struct CommentList {
  std::uint32_t first = UINT32_MAX;
  std::uint32_t last = UINT32_MAX;
  bool empty() const { return first == UINT32_MAX; }
};

struct Comment {
  std::string_view text;
  std::uint32_t next = UINT32_MAX;
};

// `name`, `name as alias` or `*` of a `from` import.
struct Member {
  // In isort's order: CONSTANTS, Classes, variables.
  enum class Type : std::uint8_t { star, constant, class_, variable };

  std::uint32_t import = 0;  // index into Imports::imports
  std::string_view name;
  std::string_view alias;  // empty: none
  CommentList above;       // on lines of their own
  CommentList beside;      // at the end of its line
  CommentList below;       // between the last member and the closing parenthesis
  std::uint32_t next = UINT32_MAX;
  std::uint32_t length = 0;  // for length-sort: columns
  Type type = Type::variable;
};

// One import statement of the sorted block.
struct Import {
  enum class Shape : std::uint8_t {
    straight,  // import module, import module as alias
    members,   // from module import a, b: all members without an alias (with combine-as-imports: all)
    single,    // from module import a as b: a statement of its own
    star,      // from module import *
  };

  std::string_view module;  // as written; empty in `from . import a`
  std::string_view alias;   // of a straight import; empty: none
  CommentList above;
  CommentList beside;                       // behind the opening parenthesis, or at the end of a single line
  CommentList behind;                       // behind the closing parenthesis
  std::uint32_t first_member = UINT32_MAX;  // while collected: a chain through Imports::members;
  std::uint32_t last_member = UINT32_MAX;
  std::uint32_t member_count = 0;
  std::uint32_t members_begin = 0;  // when sorted: a range of Imports::member_order
  std::uint32_t level = 0;          // leading dots
  std::uint32_t length = 0;         // for length-sort: columns
  std::uint32_t section = 0;        // index into section-order
  std::uint32_t separation = 0;     // which of the parts that forced-separate makes
  Shape shape = Shape::straight;
  bool lazy = false;
  bool trailing_comma = false;
  bool not_on_top = true;  // force-to-top

  bool is_from() const { return shape != Shape::straight; }
};

struct Imports {
  std::vector<Import> imports;
  std::vector<Member> members;
  std::vector<Comment> comments;
  std::vector<std::uint32_t> member_order;  // sorted members of each import
  std::vector<std::uint32_t> order;         // sorted imports
  IdTable import_ids;
  IdTable member_ids;

  // Room for what most blocks hold.
  Imports() {
    imports.reserve(32), members.reserve(64);
    member_order.reserve(64), order.reserve(32);
  }

  // Empties all, keeping the memory for the next block.
  void clear() {
    imports.clear(), members.clear(), comments.clear(), member_order.clear(), order.clear();
    import_ids.clear(), member_ids.clear();
  }
};

}  // namespace whip::rules::isort
