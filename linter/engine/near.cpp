#include "linter/engine/near.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "linter/engine/run.h"

namespace whip {
namespace {

// What stands at or behind `end` moves by `growth`.
struct Move {
  std::uint32_t end = 0;
  std::uint32_t growth = 0;  // modulo 2^32
  void operator()(std::uint32_t& place) const {
    if (place >= end) place += growth;
  }
  void operator()(Span& span) const {
    (*this)(span.begin);
    (*this)(span.end);
  }
};

void move(Diagnostic& finding, Move bytes, Move nodes) {
  bytes(finding.span);
  if (finding.parent != UINT32_MAX) bytes(finding.parent);
  for (Note& note : finding.notes) {
    if (!note.is_elsewhere()) bytes(note.span);
  }
  if (!finding.fix) return;
  for (Edit& edit : finding.fix->edits) bytes(edit.span);
  // A group is named after a node (Finding::isolate).
  if (std::uint32_t& group = finding.fix->isolation; group > nodes.end) group += nodes.growth;
}

}  // namespace

void NearFindings::update(const File& file, const Listeners& listeners, const TreeChange* change) {
  const Tree& tree = file.tree;
  const LineEnding ending = line_ending(file.text);
  if (!are_known_ || ending != line_ending_) change = nullptr;
  are_known_ = true;
  line_ending_ = ending;
  const auto size = static_cast<std::uint32_t>(file.text.size());
  const TreeChange all{.old_end = UINT32_MAX, .new_end = tree.own_size, .text = {0, size}};
  const TreeChange& what = change != nullptr ? *change : all;
  const Move bytes{change != nullptr ? what.text.end - what.text_growth : UINT32_MAX, what.text_growth};
  const Move nodes{what.old_end, what.growth()};

  const auto hear = [&](auto&& call) {
    found_.clear();
    Report report(found_);
    call(report);
  };
  const auto keep = [&](std::uint32_t at) {
    for (Diagnostic& finding : found_) fresh_.push_back({at, std::move(finding)});
  };
  // What was at [begin, of.end) gives way to what is new; the rest moves.
  const auto replace = [&](List& list, std::uint32_t begin, Move of) {
    const auto first = std::ranges::lower_bound(list, begin, {}, &Kept::at);
    const auto last = std::ranges::lower_bound(first, list.end(), of.end, {}, &Kept::at);
    if (bytes.growth != 0 || nodes.growth != 0) {
      for (auto kept = last; kept != list.end(); ++kept) {
        kept->at += of.growth;
        move(kept->finding, bytes, nodes);
      }
    }
    const auto gap = list.erase(first, last);
    list.insert(gap, std::make_move_iterator(fresh_.begin()), std::make_move_iterator(fresh_.end()));
    fresh_.clear();
  };

  const Listeners::NodeCalls& calls = listeners.calls(TreeState::whole).near;
  for_each_wanted(tree, what.first, what.new_end, calls.heard, [&](std::uint32_t n) {
    hear([&](Report& report) { hear_nodes(file, calls, n, n + 1, report); });
    keep(n);
  });
  replace(of_nodes_, what.first, nodes);

  if (listeners.lines().empty()) return;
  const std::uint32_t end = what.text.end == size ? count_lines(file) : file.lines.line_of(what.text.end);
  for (std::uint32_t line = file.lines.line_of(what.text.begin); line < end; ++line) {
    hear([&](Report& report) { hear_lines(file, listeners, line, line + 1, report); });
    keep(file.lines.line_begin(line));
  }
  replace(of_lines_, what.text.begin, bytes);
}

void NearFindings::append_to(std::vector<Diagnostic>& out) const {
  for (const List* const list : {&of_nodes_, &of_lines_}) {
    for (const Kept& kept : *list) out.push_back(kept.finding);
  }
}

}  // namespace whip
