#include "core/syntax/reparse.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "core/syntax/node.h"
#include "core/text/source.h"

namespace whip {
namespace {

constexpr std::string_view kLastStatement = "pass\n";

// Whether what begins at `at` begins a line that no backslash joins to the one before.
bool begins_line(std::string_view text, std::uint32_t at) {
  if (at == 0) return true;
  if (text[at - 1] != '\n' && text[at - 1] != '\r') return false;
  std::uint32_t end = at - 1;
  if (text[end] == '\n' && end > 0 && text[end - 1] == '\r') --end;
  return end == 0 || text[end - 1] != '\\';
}

// Whether a child of the module is a statement, rather than what stands between two.
bool is_statement_of_module(Kind kind) { return !is_extra(kind) && kind != Kind::semicolon; }

// The part to be parsed again: nodes [first, end) of the old tree, bytes of the new text.
struct Part {
  std::uint32_t first = 1;
  std::uint32_t end = 1;
  Span text;
  bool to_the_end = false;
};

// One statement more on each side than the edit touches: what it makes of its neighbours (`else:` behind an `if`) shows
// there.
Part part_around(const Tree& tree, std::string_view text, const TextChange& change) {
  const auto size = static_cast<std::uint32_t>(text.size());
  Part part{.first = 1, .end = tree.own_size, .text = {0, size}, .to_the_end = true};
  std::uint32_t touched = 1;  // the last statement that begins before the edit
  std::uint32_t n = 1;
  for (; n < tree.own_size && tree.span[n].begin < change.begin; n = tree.after[n]) {
    const std::uint32_t begin = tree.span[n].begin;
    if (!is_statement_of_module(tree.kind[n]) || !begins_line(text, begin)) continue;
    part.first = touched;
    touched = n;
  }
  if (part.first > 1) part.text.begin = tree.span[part.first].begin;

  // Two bytes before a place behind the edit say what it is; both must have been the same before.
  constexpr std::uint32_t kLooksBack = 3;
  bool is_second = false;
  for (; n < tree.own_size; n = tree.after[n]) {
    const std::uint32_t begin = tree.span[n].begin;
    if (begin < change.old_end + kLooksBack || !is_statement_of_module(tree.kind[n])) continue;
    if (!begins_line(text, begin + change.growth())) continue;
    if (!is_second) {
      is_second = true;
      continue;
    }
    part.end = n;
    part.text.end = begin + change.growth();
    part.to_the_end = false;
    break;
  }
  return part;
}

KindSet kinds_of(const Tree& tree, std::uint32_t begin, std::uint32_t end) {
  bool seen[256] = {};
  for (std::uint32_t n = begin; n < end; ++n) seen[static_cast<std::size_t>(tree.kind[n])] = true;
  KindSet kinds;
  for (std::size_t k = 0; k < kKindCount; ++k) {
    if (seen[k]) kinds.insert(static_cast<Kind>(k));
  }
  return kinds;
}

// Puts items [1, 1 + count) of `from` into the place of [first, end) of `into`.
template <class T>
void put(std::vector<T>& into, std::uint32_t first, std::uint32_t end, const std::vector<T>& from,
         std::uint32_t count) {
  const std::uint32_t old = end - first;
  const auto at = into.begin() + static_cast<std::ptrdiff_t>(end);
  if (count > old) {
    into.insert(at, count - old, T{});
  } else {
    into.erase(at - static_cast<std::ptrdiff_t>(old - count), at);
  }
  std::copy_n(from.begin() + 1, count, into.begin() + first);
}

void splice(Tree& tree, const Part& where, const Tree& part, std::uint32_t count, std::uint32_t text_growth,
            std::uint32_t text_size) {
  put(tree.kind, where.first, where.end, part.kind, count);
  put(tree.field, where.first, where.end, part.field, count);
  put(tree.span, where.first, where.end, part.span, count);
  put(tree.after, where.first, where.end, part.after, count);
  put(tree.parent, where.first, where.end, part.parent, count);
  tree.own_size = tree.size();
  const std::uint32_t behind = where.first + count;
  const std::uint32_t moved = where.first - 1;  // from ids of the part
  for (std::uint32_t n = where.first; n < behind; ++n) {
    tree.span[n].begin += where.text.begin;
    tree.span[n].end += where.text.begin;
    tree.after[n] += moved;
    if (tree.parent[n] != 0) tree.parent[n] += moved;
  }
  if (text_growth != 0) {
    for (std::uint32_t n = behind; n < tree.own_size; ++n) {
      tree.span[n].begin += text_growth;
      tree.span[n].end += text_growth;
    }
  }
  if (const std::uint32_t growth = behind - where.end; growth != 0) {
    for (std::uint32_t n = behind; n < tree.own_size; ++n) tree.after[n] += growth;
    for (std::uint32_t n = behind; n < tree.own_size; ++n) tree.parent[n] += tree.parent[n] != 0 ? growth : 0;
  }
  tree.after[0] = tree.own_size;
  tree.span[0] = {tree.own_size > 1 ? tree.span[1].begin : text_size, text_size};
}

void update_present(Tree& tree, const KindSet& gone, const KindSet& come) {
  KindSet present;
  for (std::size_t k = 0; k < kKindCount; ++k) {
    const auto kind = static_cast<Kind>(k);
    if (come.contains(kind) ||
        (tree.present.contains(kind) &&
         (!gone.contains(kind) || std::memchr(tree.kind.data(), static_cast<int>(k), tree.own_size) != nullptr))) {
      present.insert(kind);
    }
  }
  tree.present = present;
}

}  // namespace

std::optional<TreeChange> Reparser::reparse(fast::FastParser& parser, std::string_view text, const TextChange& change,
                                            Tree& tree) {
  if (tree.has_errors || tree.own_size == 0 || tree.kind[0] != Kind::module) return std::nullopt;
  const Part where = part_around(tree, text, change);
  const auto size = static_cast<std::uint32_t>(text.size());
  // Not at the beginning of a file it is no byte order mark.
  if (where.text.begin > 0 && byte_order_mark(text.substr(where.text.begin)) != 0) return std::nullopt;

  part_text_.assign(text.substr(where.text.begin, where.text.size()));
  if (!where.to_the_end) part_text_.append(kLastStatement);
  const std::size_t part_size = part_text_.size();
  part_text_.append(Source::kPadding, '\0');
  if (!parser.parse(std::string_view(part_text_).substr(0, part_size), part_)) return std::nullopt;

  std::uint32_t end = part_.own_size;
  if (!where.to_the_end) {
    end = 1;
    while (end < part_.own_size && part_.span[end].begin < where.text.size()) end = part_.after[end];
    if (end == part_.own_size || part_.kind[end] != Kind::pass_statement ||
        part_.span[end].begin != where.text.size()) {
      return std::nullopt;
    }
  }

  const std::uint32_t own = tree.own_size;
  TreeChange out{.first = where.first,
                 .old_end = where.end,
                 .new_end = where.first + end - 1,
                 .text = where.text,
                 .text_growth = change.growth()};
  out.gone = kinds_of(tree, where.first, where.end);
  out.come = kinds_of(part_, 1, end);
  KindSet left_out = kinds_of(tree, own, tree.size());  // of string annotations
  left_out |= out.gone;
  for (std::vector<std::uint32_t>* ids : {&tree.after, &tree.parent}) ids->resize(own);
  tree.kind.resize(own), tree.field.resize(own), tree.span.resize(own);
  splice(tree, where, part_, end - 1, change.growth(), size);
  update_present(tree, left_out, out.come);
  return out;
}

}  // namespace whip
