// CommentRange are handed out in the order of the file, each to the first place that claims it:
//
//     # above the statement
//     from a import (  # beside the statement, if it has several members or begins them on another line
//         # above b
//         b,  # beside b
//         c,
//         # below c
//     )  # behind the statement
//
// Statements that become one share their comments; a statement that becomes several keeps them at its first.

#include "rules/isort/collect.h"

#include <string_view>
#include <vector>

#include "rules/isort/headings.h"
#include "rules/isort/lines.h"

namespace whip::rules::isort {
namespace {

// CommentRange of the block, [begin, end) of the list that the collector goes through.
struct CommentRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

struct WrittenName {
  Node node;  // of the whole `name as alias`
  std::string_view name;
  std::string_view alias;
  CommentRange above;
  CommentRange beside;
  CommentRange below;
};

struct WrittenFrom {
  std::string_view module;
  std::uint32_t level = 0;
  bool lazy = false;
  bool trailing_comma = false;
  CommentRange above;
  CommentRange beside;
  CommentRange behind;
};

bool contains_line_end(std::string_view text) { return text.find_first_of("\r\n") != std::string_view::npos; }

bool has_trailing_comma(Node statement) {
  Kind last = Kind::absent;
  for (const Node child : statement.children()) {
    if (child.is(Kind::rparen)) return last == Kind::comma;
    if (!is_extra(child.kind())) last = child.kind();
  }
  return false;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  for (const std::string& each : names) {
    if (each == name) return true;
  }
  return false;
}

class Collector {
 public:
  Collector(const File& file, Imports& out, Span range)
      : file_(file), settings_(file.settings.isort), out_(out), comments_(file.comments.inside(range)) {}

  void see(Node statement) {
    if (statement.is(Kind::import_statement)) {
      straight(statement);
    } else {
      from(statement);
    }
  }

 private:
  void straight(Node statement) {
    const CommentRange above = take_begun_before(statement.begin());
    const CommentRange beside = take_ended_by(line_end(file_.text, statement.end()));
    const bool lazy = static_cast<bool>(statement.child(Kind::kw_lazy));
    bool first = true;
    for (const Node child : statement.children()) {
      if (child.field() != Field::name) continue;
      const WrittenName name = written_name(child);
      Import& import = out_.imports[straight_id(name, lazy)];
      if (!first) continue;
      first = false;
      append_above(import.above, above);
      append(import.beside, beside);
    }
  }

  void from(Node statement) {
    const WrittenFrom from = read_from(statement);
    if (names_.empty()) return;  // never in a tree without errors
    const bool star = names_.front().name == "*";
    const bool apart = settings_.force_single_line && !star &&
                       (from.module.empty() || !contains(settings_.single_line_exclusions, from.module));
    for (const WrittenName& name : names_) {
      const bool first = &name == &names_.front();
      Import::Shape shape = Import::Shape::members;
      if (star) {
        shape = Import::Shape::star;
      } else if (apart || (!name.alias.empty() && !settings_.combine_as_imports)) {
        shape = Import::Shape::single;
      }
      const std::uint32_t id = from_id(from, shape, name);
      Import& import = out_.imports[id];
      if (first) append_above(import.above, from.above);
      if (first || apart) {
        append(import.beside, from.beside);
        append(import.behind, from.behind);
      }
      if (from.trailing_comma && !apart) import.trailing_comma = true;
      Member& member = out_.members[member_id(id, name)];
      append(member.above, name.above);
      append(member.beside, name.beside);
      append(member.below, name.below);
    }
  }

  // Fills names_.
  WrittenFrom read_from(Node statement) {
    WrittenFrom from;
    read_module(statement, from);
    from.lazy = static_cast<bool>(statement.child(Kind::kw_lazy));
    from.trailing_comma = settings_.split_on_trailing_comma && has_trailing_comma(statement);
    from.above = take_begun_before(statement.begin());
    names_.clear();
    for (const Node child : statement.children()) {
      if (child.field() == Field::name) names_.push_back(written_name(child));
      if (child.is(Kind::wildcard_import)) names_.push_back({.node = child, .name = "*", .alias = {}});
    }
    if (names_.empty()) return from;
    if (comments_.size() == taken_ || comments_[taken_].begin >= line_end(file_.text, statement.end())) return from;

    const std::uint32_t first_name = names_.front().node.begin();
    if (names_.size() > 1 || contains_line_end(file_.slice({statement.begin(), first_name}))) {
      from.beside = take_ended_by(line_end(file_.text, statement.begin()));
    }
    for (WrittenName& name : names_) {
      name.above = take_begun_before(name.node.begin());
      name.beside = take_ended_by(line_end(file_.text, name.node.end()));
    }
    names_.back().below = take_begun_before(statement.end());
    from.behind = take_begun_before(line_end(file_.text, statement.end()));
    return from;
  }

  void read_module(Node statement, WrittenFrom& from) const {
    if (statement.is(Kind::future_import_statement)) {
      from.module = "__future__";
      return;
    }
    const Node module = statement[Field::module_name];
    if (!module.is(Kind::relative_import)) {
      from.module = module.text();
      return;
    }
    const Node name = module.child(Kind::dotted_name);
    const Span dots = {module.begin(), name ? name.begin() : module.end()};
    for (const char c : file_.slice(dots)) from.level += c == '.' ? 1 : 0;
    from.module = name.text();
  }

  static WrittenName written_name(Node node) {
    if (!node.is(Kind::aliased_import)) return {.node = node, .name = node.text(), .alias = {}};
    return {.node = node, .name = node[Field::name].text(), .alias = node[Field::alias].text()};
  }

  std::uint32_t straight_id(const WrittenName& name, bool lazy) {
    const auto fresh = static_cast<std::uint32_t>(out_.imports.size());
    const std::uint32_t hash = hash_of(name.alias, hash_of(name.name, lazy ? 1 : 0));
    const std::uint32_t id = out_.import_ids.find_or_add(hash, fresh, [&](std::uint32_t other) {
      const Import& import = out_.imports[other];
      return import.shape == Import::Shape::straight && import.lazy == lazy && import.module == name.name &&
             import.alias == name.alias;
    });
    if (id == fresh) out_.imports.push_back({.module = name.name, .alias = name.alias, .lazy = lazy});
    return id;
  }

  std::uint32_t from_id(const WrittenFrom& from, Import::Shape shape, const WrittenName& name) {
    const auto fresh = static_cast<std::uint32_t>(out_.imports.size());
    const bool single = shape == Import::Shape::single;
    std::uint32_t hash = hash_of(from.module, 4 * from.level + static_cast<std::uint32_t>(shape));
    if (single) hash = hash_of(name.alias, hash_of(name.name, hash));
    const std::uint32_t id = out_.import_ids.find_or_add(hash, fresh, [&](std::uint32_t other) {
      const Import& import = out_.imports[other];
      if (import.shape != shape || import.lazy != from.lazy || import.level != from.level) return false;
      if (import.module != from.module) return false;
      if (!single) return true;
      const Member& member = out_.members[import.first_member];
      return member.name == name.name && member.alias == name.alias;
    });
    if (id == fresh) {
      out_.imports.push_back({.module = from.module, .level = from.level, .shape = shape, .lazy = from.lazy});
    }
    return id;
  }

  std::uint32_t member_id(std::uint32_t import_id, const WrittenName& name) {
    const auto fresh = static_cast<std::uint32_t>(out_.members.size());
    Import& import = out_.imports[import_id];
    const std::uint32_t hash = hash_of(name.alias, hash_of(name.name, import_id));
    const std::uint32_t id = out_.member_ids.find_or_add(hash, fresh, [&](std::uint32_t other) {
      const Member& member = out_.members[other];
      return member.import == import_id && member.name == name.name && member.alias == name.alias;
    });
    if (id != fresh) return id;
    out_.members.push_back({.import = import_id, .name = name.name, .alias = name.alias});
    if (import.last_member == UINT32_MAX) {
      import.first_member = fresh;
    } else {
      out_.members[import.last_member].next = fresh;
    }
    import.last_member = fresh;
    ++import.member_count;
    return fresh;
  }

  CommentRange take_begun_before(std::uint32_t offset) {
    const std::uint32_t begin = taken_;
    while (taken_ < comments_.size() && comments_[taken_].begin < offset) ++taken_;
    return {begin, taken_};
  }
  CommentRange take_ended_by(std::uint32_t offset) {
    const std::uint32_t begin = taken_;
    while (taken_ < comments_.size() && comments_[taken_].end <= offset) ++taken_;
    return {begin, taken_};
  }

  // Headings are written anew, above the first import of their section.
  void append_above(CommentList& list, CommentRange comments) {
    for (std::uint32_t i = comments.begin; i < comments.end; ++i) {
      if (!is_heading(settings_, file_.slice(comments_[i]))) append(list, {i, i + 1});
    }
  }

  void append(CommentList& list, CommentRange comments) {
    for (std::uint32_t i = comments.begin; i < comments.end; ++i) {
      const auto id = static_cast<std::uint32_t>(out_.comments.size());
      out_.comments.push_back({.text = file_.slice(comments_[i])});
      if (list.empty()) {
        list.first = id;
      } else {
        out_.comments[list.last].next = id;
      }
      list.last = id;
    }
  }

  const File& file_;
  const IsortSettings& settings_;
  Imports& out_;
  std::span<const Span> comments_;
  std::uint32_t taken_ = 0;  // comments handed out so far
  std::vector<WrittenName> names_;
};

}  // namespace

void collect(const File& file, std::span<const NodeId> statements, Imports& imports) {
  const std::uint32_t begin = file.node(statements.front()).begin();
  const std::uint32_t end = next_line(file.text, file.node(statements.back()).end());
  Collector collector(file, imports, {begin, end});
  for (const NodeId id : statements) collector.see(file.node(id));
}

}  // namespace whip::rules::isort
