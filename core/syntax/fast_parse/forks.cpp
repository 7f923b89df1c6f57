#include "core/syntax/fast_parse/forks.h"

#include <algorithm>

namespace whip::fast {
namespace {

constexpr std::size_t kMaxVersions = 6;
constexpr std::size_t kMaxReductionVersions = 10;

std::uint16_t rule_of(std::uint32_t action) {
  return (action & kUnitClass) == kUnit ? kUnitRule[action & kUnitValue]
                                        : static_cast<std::uint16_t>(action & kActionValue);
}
bool is_reduction(std::uint32_t action) { return (action & kActionClass) == kReduce || (action & kUnitClass) == kUnit; }

std::uint32_t plain_goto(std::uint32_t state, std::uint32_t rule) {
  return kGotoPlain[kGotoRow[state] + kRules[rule].nonterminal];
}

}  // namespace

bool Forks::take_token(Version& version) {
  if (layout_ != version.layout) lexer_->layout = layouts_[version.layout];
  version.token = next_token(*lexer_, &kActions[graph_.node(version.node).state * kRow], version.position);
  version.layout_after = version.layout;
  if (!lexer_->layout.equals(layouts_[version.layout])) {
    version.layout_after = static_cast<std::uint32_t>(layouts_.size());
    layouts_.push_back(lexer_->layout);
  }
  layout_ = version.layout_after;
  return version.token.terminal != kNoToken;
}

bool Forks::mergeable(std::size_t a, std::size_t b) {
  const Version &first = versions_[a], &second = versions_[b];
  return first.alive && second.alive && !first.accepted && !second.accepted && first.position == second.position &&
         graph_.node(first.node).state == graph_.node(second.node).state &&
         (first.layout == second.layout || layouts_[first.layout].equals(layouts_[second.layout]));
}

bool Forks::merge(std::size_t into, std::size_t from) {
  if (!mergeable(into, from)) return false;
  graph_.add_links_of(versions_[into].node, versions_[from].node);
  versions_.erase(versions_.begin() + static_cast<std::ptrdiff_t>(from));
  return true;
}

// The usual reduction: one way down, the version goes on in its place.
Forks::Reduced Forks::reduce_single_path(std::size_t number, std::uint32_t rule_number) {
  const Rule& rule = kRules[rule_number];
  if (rule.count == 0) return Reduced::no;
  Version& version = versions_[number];
  path_.clear();
  std::uint32_t id = version.node;
  for (std::uint32_t counted = 0; counted < rule.count;) {
    const ForkGraph::GraphNode& node = graph_.node(id);
    if (node.links != 1) return Reduced::no;
    const ForkGraph::Link link = node.link[0];
    graph_.node(link.node);
    if (graph_.pieces[link.piece].sort != Piece::Sort::extra) {
      ++counted;
    } else if (counted == 0) {
      return Reduced::no;  // trailing extras stay outside
    }
    path_.push_back(link.piece);
    id = link.node;
  }
  std::reverse(path_.begin(), path_.end());
  const std::uint32_t piece = graph_.add_inner(rule_number, path_);
  graph_.pieces[piece].precedence += rule.precedence;
  version.node = graph_.add_node(id, piece, plain_goto(graph_.node(id).state, rule_number));
  for (std::size_t other = 0; other < versions_.size(); ++other) {
    if (other == number || !mergeable(other, number)) continue;
    graph_.add_links_of(versions_[other].node, version.node);
    return Reduced::merged;
  }
  return Reduced::yes;
}

// Any reduction: a new version for each node reached; of several ways to one node the best reading is kept.
Forks::Outcome Forks::reduce(std::size_t number, std::uint32_t rule_number) {
  const Rule& rule = kRules[rule_number];
  if (rule.count == 0) return Outcome::too_much;
  std::vector<ForkGraph::Path> paths = graph_.paths(versions_[number].node, rule.count);
  const auto split_extras = [&](std::vector<std::uint32_t>& pieces) {
    std::size_t kept = pieces.size();
    while (kept > 0 && graph_.pieces[pieces[kept - 1]].sort == Piece::Sort::extra) --kept;
    std::vector<std::uint32_t> extras(pieces.begin() + static_cast<std::ptrdiff_t>(kept), pieces.end());
    pieces.resize(kept);
    return extras;
  };
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (versions_.size() > kMaxReductionVersions) return Outcome::too_much;
    const std::uint32_t below = paths[i].node;
    std::vector<std::uint32_t> extras = split_extras(paths[i].pieces);
    std::uint32_t best = graph_.add_inner(rule_number, paths[i].pieces);
    while (i + 1 < paths.size() && paths[i + 1].node == below) {
      ++i;
      std::vector<std::uint32_t> other_extras = split_extras(paths[i].pieces);
      const std::uint32_t other = graph_.add_inner(rule_number, paths[i].pieces);
      const std::int32_t ours = graph_.pieces[best].precedence, theirs = graph_.pieces[other].precedence;
      if (theirs > ours || (theirs == ours && graph_.compare(best, other) > 0)) {
        best = other;
        extras.swap(other_extras);
      }
    }
    graph_.pieces[best].precedence += rule.precedence;
    const std::uint32_t next = plain_goto(graph_.node(below).state, rule_number);
    Version made = versions_[number];
    made.alive = true;
    made.node = graph_.add_node(below, best, next);
    for (const std::uint32_t extra : extras) made.node = graph_.add_node(made.node, extra, next);
    versions_.push_back(made);
    const std::size_t last = versions_.size() - 1;
    for (std::size_t other = 0; other < last; ++other) {
      if (other != number && merge(other, last)) break;
    }
  }
  return Outcome::done;
}

// All that a version's token causes, up to its shift.
Forks::Outcome Forks::advance(std::size_t number) {
  const Token token = versions_[number].token;
  std::uint32_t terminal = token.terminal;
  for (;;) {
    const std::uint32_t state = graph_.node(versions_[number].node).state;
    const std::uint16_t action = kActions[state * kRow + terminal];
    const std::uint16_t* list = &action;
    std::size_t length = 1;
    if (action >= kConflict) {
      const std::uint32_t conflict = action & kConflictValue;
      list = &kConflictActions[kConflictBegin[conflict]];
      length = kConflictBegin[conflict + 1] - kConflictBegin[conflict];
    } else if (is_reduction(action)) {
      const Reduced reduced = reduce_single_path(number, rule_of(action));
      if (reduced == Reduced::yes) continue;
      if (reduced == Reduced::merged) {
        versions_[number].alive = false;
        return Outcome::done;
      }
    }
    const std::size_t versions_before = versions_.size();
    bool reduced_any = false;
    std::size_t last_made = 0;  // the last reduction that left a version: it takes this one's place
    for (std::size_t i = 0; i < length; ++i) {
      const std::uint16_t each = list[i];
      if (each == kNoAction) break;
      Version& version = versions_[number];
      if (each == kAccept) {
        version.accepted = true;
        return Outcome::done;
      }
      if (each == kExtra || (each & kActionClass) == kShift) {
        const bool extra = each == kExtra;
        const std::uint32_t next = extra ? state : each & kActionValue;
        const std::uint32_t piece = graph_.add_piece({.symbol = static_cast<std::uint16_t>(terminal),
                                                      .sort = extra ? Piece::Sort::extra : Piece::Sort::leaf,
                                                      .rule = static_cast<std::uint16_t>(next),
                                                      .begin = token.begin(),
                                                      .end = token.end()});
        version.node = graph_.add_node(version.node, piece, next);
        version.position = token.end();
        version.layout = version.layout_after;
        return Outcome::done;
      }
      const std::size_t before = versions_.size();
      if (reduce(number, rule_of(each)) == Outcome::too_much) return Outcome::too_much;
      reduced_any = true;
      if (versions_.size() > before) last_made = before;
    }
    if (last_made >= versions_before) {
      Version made = versions_[last_made];
      made.token = versions_[number].token;
      made.layout_after = versions_[number].layout_after;
      versions_[number] = made;
      versions_.erase(versions_.begin() + static_cast<std::ptrdiff_t>(last_made));
      continue;
    }
    const bool name = !reduced_any && terminal != kIdentifier && terminal == token.word && kKeyword[terminal] != 0 &&
                      kReserved[state_at(&kActions[state * kRow]).reserved * kTerminals + terminal] == 0 &&
                      kActions[state * kRow + kIdentifier] != kNoAction;
    if (!name) {
      versions_[number].alive = false;  // merged into another, or at its end
      return Outcome::done;
    }
    terminal = kIdentifier;
  }
}

// Drops the dead, joins those that agree, puts the higher precedence first.
void Forks::condense() {
  for (std::size_t i = 0; i < versions_.size();) {
    if (!versions_[i].alive) {
      versions_.erase(versions_.begin() + static_cast<std::ptrdiff_t>(i));
      continue;
    }
    bool gone = false;
    for (std::size_t j = 0; j < i && !gone; ++j) {
      const std::int32_t first = graph_.node(versions_[j].node).precedence;
      const std::int32_t second = graph_.node(versions_[i].node).precedence;
      gone = merge(j, i);
      if (!gone && second > first) std::swap(versions_[i], versions_[j]);
    }
    if (!gone) ++i;
  }
}

// Several readings of the whole text.
void Forks::choose_accepted() {
  const auto root = [&](std::size_t i) { return graph_.node(versions_[i].node).link[0].piece; };
  std::size_t best = 0;
  for (std::size_t i = 1; i < versions_.size(); ++i) {
    const std::int32_t ours = graph_.pieces[root(best)].precedence, theirs = graph_.pieces[root(i)].precedence;
    if (theirs > ours || (theirs == ours && graph_.compare(root(best), root(i)) > 0)) best = i;
  }
  const Version chosen = versions_[best];
  versions_.assign(1, chosen);
}

bool Forks::single_path(std::vector<std::uint32_t>& path) {
  path.clear();
  for (std::uint32_t id = versions_[0].node; !graph_.is_older(id);) {
    const ForkGraph::GraphNode& node = graph_.node(id);
    if (node.links != 1) return false;
    path.push_back(node.link[0].piece);
    id = node.link[0].node;
  }
  return true;
}

bool Forks::make_real(std::uint32_t root) {
  pending_.assign(1, {root, 0});
  while (!pending_.empty()) {
    Pending& here = pending_.back();
    const Piece& piece = graph_.pieces[here.piece];
    if (piece.sort == Piece::Sort::inner && here.done < piece.children) {
      pending_.push_back({graph_.child_list[piece.first_child + here.done++], 0});
      continue;
    }
    if (!stack_->make_room()) return false;
    if (piece.sort == Piece::Sort::leaf) {
      stack_->shift(piece.symbol, piece.begin, piece.end, piece.rule);
    } else if (piece.sort == Piece::Sort::extra) {
      stack_->extra(piece.symbol, piece.begin, piece.end);
    } else if (piece.sort == Piece::Sort::inner) {
      stack_->reduce(kRules[piece.rule], piece.end);
    }
    pending_.pop_back();
  }
  return true;
}

bool Forks::run(Lexer& lexer, Stack& stack, const Token& ahead, std::uint32_t at) {
  lexer_ = &lexer;
  stack_ = &stack;
  graph_.begin(stack, at);
  // Only tokens of strings and blocks change the layout, and no conflict is on one of them: before `ahead` it was the
  // same.
  layouts_.assign(1, lexer.layout);
  layout_ = 0;
  versions_.assign(1, Version{.node = stack.top, .position = at, .token = ahead});
  bool has_token = true;
  std::uint32_t furthest = at;
  for (;;) {
    for (std::size_t i = 0; i < versions_.size(); ++i) {
      while (versions_[i].alive && !versions_[i].accepted) {
        if (!has_token && !take_token(versions_[i])) {
          versions_[i].alive = false;
          break;
        }
        has_token = false;
        if (advance(i) == Outcome::too_much) return false;
        if (!versions_[i].alive || versions_[i].accepted) break;
        const std::uint32_t position = versions_[i].position;
        if (position > furthest || (i > 0 && position == furthest)) {
          furthest = position;
          break;
        }
      }
    }
    condense();
    if (graph_.undecided || versions_.empty() || versions_.size() > kMaxVersions) return false;
    const auto accepted = [](const Version& version) { return version.accepted; };
    const bool all_accepted = std::all_of(versions_.begin(), versions_.end(), accepted);
    const auto one_way = [&](const Version& version) { return graph_.node(version.node).links == 1; };
    if (all_accepted && versions_.size() > 1 && std::all_of(versions_.begin(), versions_.end(), one_way))
      choose_accepted();
    if (graph_.undecided) return false;
    if (versions_.size() == 1 && single_path(path_)) break;
    if (all_accepted) return false;
  }
  lexer.layout = layouts_[versions_[0].layout];
  reached_ = versions_[0].position;
  for (std::size_t i = path_.size(); i-- > 0;) {
    if (!make_real(path_[i])) return false;
  }
  return true;
}

}  // namespace whip::fast
