#include "rules/shared/import_removal.h"

#include <algorithm>
#include <vector>

#include "rules/shared/statement_removal.h"

namespace whip::rules {
namespace {

struct Member {
  Node node;
  Span tail;              // the comma and all that follows it, up to the next member or the closing parenthesis
  bool comment = false;   // on the line of the comma
};

std::string plain_name(Node member) {
  const Node dotted = member.is(Kind::aliased_import) ? member[Field::name] : member;
  std::string name;
  for (const Node part : dotted.operands()) {
    if (!name.empty()) name += '.';
    name += part.text();
  }
  return name;
}

bool comment_behind(std::string_view text, std::uint32_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')) ++at;
  return at < text.size() && text[at] == '#';
}

}  // namespace

Edit remove_imports(const File& file, Node statement, std::span<const std::string> members) {
  std::vector<Member> all;
  Node closing;
  for (const Node child : statement.children()) {
    if (child.field() == Field::name) {
      if (!all.empty()) all.back().tail.end = child.begin();
      all.push_back({child, {child.end(), child.end()}});
    } else if (child.is(Kind::comma) && !all.empty()) {
      all.back().comment = comment_behind(file.text, child.end());
      all.back().tail.end = child.end();
    } else if (child.is(Kind::rparen)) {
      closing = child;
    }
  }
  if (all.empty()) return remove_statement(file, statement);
  // A trailing comma owns what stands before the parenthesis; without one, the parenthesis does.
  const bool trailing_comma = !all.back().tail.empty();
  if (trailing_comma && closing) all.back().tail.end = closing.begin();
  const Span last_tail = all.back().tail;
  const Span rest = {last_tail.end, statement.end()};

  std::vector<std::string> unwanted(members.begin(), members.end());
  std::erase_if(all, [&](const Member& member) {
    const auto found = std::ranges::find(unwanted, plain_name(member.node));
    if (found == unwanted.end()) return false;
    unwanted.erase(found);
    return true;
  });
  if (all.empty()) return remove_statement(file, statement);

  const Node first = statement[Field::name];
  std::string out(file.slice({statement.begin(), first.begin()}));
  for (const Member& member : all) {
    out += member.node.text();
    const bool last = &member == &all.back();
    out += file.slice(last && !member.comment ? last_tail : member.tail);
  }
  out += file.slice(rest);
  return Edit::replace(statement.span(), out);
}

}  // namespace whip::rules
