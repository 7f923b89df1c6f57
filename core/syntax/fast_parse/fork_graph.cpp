#include "core/syntax/fast_parse/fork_graph.h"

#include <algorithm>

namespace whip::fast {

void ForkGraph::begin(const Stack& stack, std::uint32_t at) {
  stack_ = &stack;
  top_ = stack.top;
  lowest_ = top_ + 1;
  nodes_.resize(lowest_);
  pieces.resize(lowest_);
  child_list.clear();
  undecided = false;
  node(top_).position = at;
}

void ForkGraph::make_older(std::uint32_t id) {
  while (lowest_ > id) {
    --lowest_;
    const Entry& entry = stack_->entries[lowest_];
    GraphNode& made = nodes_[lowest_];
    made.state = entry.state;
    made.position = entry.end;
    made.precedence = 0;
    made.links = lowest_ > 0 ? 1 : 0;
    made.link[0] = {lowest_ - 1, lowest_};
    pieces[lowest_] = {
        .symbol = static_cast<std::uint16_t>(stack_->symbol(lowest_)), .begin = entry.begin, .end = entry.end};
  }
}

std::uint32_t ForkGraph::add_node(std::uint32_t below, std::uint32_t piece, std::uint32_t state) {
  GraphNode made;
  made.state = state;
  made.position = pieces[piece].end;
  made.precedence = nodes_[below].precedence + pieces[piece].precedence;
  made.links = 1;
  made.link[0] = {below, piece};
  nodes_.push_back(made);
  return static_cast<std::uint32_t>(nodes_.size() - 1);
}

std::uint32_t ForkGraph::add_inner(std::uint32_t rule, const std::vector<std::uint32_t>& children) {
  Piece piece{.symbol = static_cast<std::uint16_t>(kRules[rule].nonterminal + kNonterminal),
              .sort = Piece::Sort::inner,
              .rule = static_cast<std::uint16_t>(rule),
              .children = static_cast<std::uint32_t>(children.size()),
              .first_child = static_cast<std::uint32_t>(child_list.size()),
              .begin = pieces[children.front()].begin,
              .end = pieces[children.back()].end};
  for (const std::uint32_t child : children) {
    child_list.push_back(child);
    piece.precedence += pieces[child].precedence;
  }
  return add_piece(piece);
}

bool ForkGraph::same_text(std::uint32_t a, std::uint32_t b) {
  if (a == b) return true;
  const Piece &first = pieces[a], &second = pieces[b];
  if (first.symbol != second.symbol || first.begin != second.begin || first.end != second.end) return false;
  undecided |= first.sort == Piece::Sort::older || second.sort == Piece::Sort::older;  // children unknown
  return first.children == second.children && (first.sort == Piece::Sort::extra) == (second.sort == Piece::Sort::extra);
}

void ForkGraph::add_links_of(std::uint32_t to, std::uint32_t from) {
  const GraphNode& source = node(from);
  for (std::uint32_t i = source.links; i-- > 0;) link_tasks_.emplace_back(to, source.link[i]);
  while (!link_tasks_.empty()) {
    const auto [target, link] = link_tasks_.back();
    link_tasks_.pop_back();
    add_link(target, link);
  }
}

// Where the link only doubles another, what lies below is joined instead: left behind as tasks.
void ForkGraph::add_link(std::uint32_t to, Link link) {
  if (link.node == to) return;
  GraphNode& target = nodes_[to];  // the calls of node() below fill places that
                                   // exist, they move nothing
  const std::int32_t precedence = node(link.node).precedence + pieces[link.piece].precedence;
  for (std::uint32_t i = 0; i < target.links; ++i) {
    Link& other = target.link[i];
    if (!same_text(other.piece, link.piece)) continue;
    if (other.node == link.node) {
      if (pieces[link.piece].precedence > pieces[other.piece].precedence) {
        other.piece = link.piece;
        target.precedence = precedence;
      }
      return;
    }
    const GraphNode &below = node(link.node), &other_below = node(other.node);
    if (other_below.state == below.state && other_below.position == below.position) {
      for (std::uint32_t j = below.links; j-- > 0;) link_tasks_.emplace_back(other.node, below.link[j]);
      target.precedence = std::max(target.precedence, precedence);
      return;
    }
  }
  if (target.links == GraphNode::kMaxLinks) return;
  target.link[target.links++] = link;
  target.precedence = std::max(target.precedence, precedence);
}

std::vector<ForkGraph::Path> ForkGraph::paths(std::uint32_t from, std::uint32_t count) {
  struct Walk {
    std::uint32_t node;
    std::uint32_t counted;
    std::vector<std::uint32_t> pieces;
  };
  constexpr std::size_t kMaxWalks = 64;
  std::vector<Path> found;
  std::vector<Walk> walks{{from, 0, {}}};
  while (!walks.empty()) {
    for (std::size_t i = 0, size = walks.size(); i < size; ++i) {
      const std::uint32_t id = walks[i].node;
      const GraphNode here = node(id);
      if (walks[i].counted == count || here.links == 0) {
        if (walks[i].counted == count) {
          std::reverse(walks[i].pieces.begin(), walks[i].pieces.end());
          // Ways to the same node stand together.
          std::size_t place = found.size();
          while (place > 0 && found[place - 1].node != id) --place;
          if (place == 0) place = found.size();
          found.insert(found.begin() + static_cast<std::ptrdiff_t>(place), Path{id, std::move(walks[i].pieces)});
        }
        walks.erase(walks.begin() + static_cast<std::ptrdiff_t>(i));
        --i, --size;
        continue;
      }
      // The first link goes on with this walk, after the others have copied it.
      for (std::uint32_t j = 1; j <= here.links; ++j) {
        const bool last = j == here.links;
        if (!last && walks.size() >= kMaxWalks) continue;
        const Link link = here.link[last ? 0 : j];
        if (!last) walks.push_back(walks[i]);
        Walk& walk = last ? walks[i] : walks.back();
        walk.node = link.node;
        node(link.node);
        walk.pieces.push_back(link.piece);
        if (pieces[link.piece].sort != Piece::Sort::extra) ++walk.counted;
      }
    }
  }
  return found;
}

int ForkGraph::compare(std::uint32_t a, std::uint32_t b) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs{{a, b}};
  while (!pairs.empty()) {
    const auto [left, right] = pairs.back();
    pairs.pop_back();
    if (left == right) continue;
    const Piece &first = pieces[left], &second = pieces[right];
    if (first.symbol != second.symbol) return kGrammarSymbol[first.symbol] < kGrammarSymbol[second.symbol] ? -1 : 1;
    if (first.sort == Piece::Sort::older || second.sort == Piece::Sort::older) {
      undecided = true;
      return -1;
    }
    if (first.children != second.children) return first.children < second.children ? -1 : 1;
    for (std::uint32_t i = first.children; i-- > 0;) {
      pairs.emplace_back(child_list[first.first_child + i], child_list[second.first_child + i]);
    }
  }
  return 0;
}

}  // namespace whip::fast
