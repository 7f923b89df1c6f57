#include "resolver/lock/tree_text.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "core/base/json_writer.h"

namespace whip::resolver {
namespace {

// A lock, what is selected of it, and the edges between.
class Part {
 public:
  Part(const LockFile& lock, const LockSelection& selection, MarkerAlgebra& algebra)
      : lock_(lock), algebra_(algebra), graph_(lock, algebra) {
    const std::vector<MarkerId> where = needed_where(lock, graph_, selection, algebra);
    for (const MarkerId marker : where) is_there_.push_back(!algebra.are_disjoint(marker, graph_.environment));
    // From the project along what is asked for: an extra's edges count only where somebody asks for the extra.
    std::set<std::pair<std::size_t, std::string>> asked;
    std::vector<std::pair<std::size_t, std::string>> open;
    const auto ask = [&](std::size_t package, const std::string& extra) {
      if (asked.emplace(package, extra).second) open.emplace_back(package, extra);
    };
    for (std::size_t i = 0; i < lock.packages.size(); ++i) {
      if (is_there_[i]) ask(i, {});
    }
    std::vector<bool> is_taken(graph_.edges.size(), false);
    const auto take = [&](std::size_t i) {
      const LockEdge& edge = graph_.edges[i];
      if (!is_there_[edge.to]) return;
      is_taken[i] = true;
      for (const std::string& extra : edge.extras) ask(edge.to, extra);
    };
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
      if (graph_.edges[i].from == LockEdge::kProject && (!graph_.has_roots || selection.takes(graph_.edges[i])))
        take(i);
    }
    while (!open.empty()) {
      const auto [package, extra] = open.back();
      open.pop_back();
      for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
        if (graph_.edges[i].from == package && graph_.edges[i].of_extra == extra) take(i);
      }
    }
    for (std::size_t i = 0; i < graph_.edges.size(); ++i) {
      if (is_taken[i]) edges_.push_back(&graph_.edges[i]);
    }
  }

  const LockFile& lock() const { return lock_; }
  bool is_there(std::size_t package) const { return is_there_[package]; }
  const std::vector<const LockEdge*>& edges() const { return edges_; }

  std::string project() const { return lock_.record ? lock_.record->name : std::string(); }
  std::string named(std::size_t package, const std::vector<std::string>& extras) const {
    const LockedRelease& release = lock_.packages[package];
    std::string out = release.name;
    for (std::size_t i = 0; i < extras.size(); ++i) out += (i == 0 ? "[" : ",") + extras[i];
    if (!extras.empty()) out += "]";
    return release.version.empty() ? out : out + " " + release.version;
  }
  // Where the edge does not hold everywhere.
  std::string marker(const LockEdge& edge) const {
    return algebra_.implies(graph_.environment, edge.marker) ? std::string()
                                                             : marker_text(lock_, edge.marker, algebra_);
  }
  std::string whose(const LockEdge& edge) const {
    if (!edge.of_extra.empty()) return "extra: " + edge.of_extra;
    return edge.of_group.empty() ? std::string() : "group: " + edge.of_group;
  }

 private:
  const LockFile& lock_;
  MarkerAlgebra& algebra_;
  LockGraph graph_;
  std::vector<bool> is_there_;
  std::vector<const LockEdge*> edges_;
};

class Tree {
 public:
  Tree(const Part& part, const TreeStyle& style) : part_(part), style_(style) {}

  std::string text() {
    if (!style_.packages.empty()) {
      for (std::size_t i = 0; i < part_.lock().packages.size(); ++i) {
        if (part_.is_there(i) && is_among(style_.packages, part_.lock().packages[i].name)) begin(i);
      }
    } else if (!part_.project().empty()) {
      out_ += part_.project() + "\n";
      draw({"", children(LockEdge::kProject, {})});
    } else {
      for (const LockEdge* root : children(LockEdge::kProject, {})) begin(root->to, root->extras);
    }
    if (has_repeated_) out_ += "(*) shown above\n";
    return std::move(out_);
  }

 private:
  struct Level {
    std::string margin;
    std::vector<const LockEdge*> edges;
    std::size_t next = 0;
  };

  static bool is_among(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
  }

  void begin(std::size_t package, const std::vector<std::string>& extras = {}) {
    if (is_among(style_.prune, part_.lock().packages[package].name)) return;
    out_ += part_.named(package, extras) + "\n";
    draw({"", children(package, extras)});
  }

  std::string name_at_end(const LockEdge& edge) const {
    if (!style_.is_inverted) return part_.lock().packages[edge.to].name;
    return edge.from == LockEdge::kProject ? part_.project() : part_.lock().packages[edge.from].name;
  }

  // Below a package, sorted by name: those it needs, with its extras; or those who need it.
  std::vector<const LockEdge*> children(std::size_t package, const std::vector<std::string>& extras) const {
    std::vector<const LockEdge*> found;
    for (const LockEdge* edge : part_.edges()) {
      if (is_among(style_.prune, name_at_end(*edge))) continue;
      if (style_.is_inverted) {
        if (edge->to == package) found.push_back(edge);
        continue;
      }
      const bool is_on = package == LockEdge::kProject || edge->of_extra.empty() || is_among(extras, edge->of_extra);
      if (edge->from == package && is_on) found.push_back(edge);
    }
    // The project's own requirements first, then those of its extras and groups.
    std::ranges::stable_sort(found, {}, [&](const LockEdge* edge) {
      return std::pair(package == LockEdge::kProject ? part_.whose(*edge) : std::string(), name_at_end(*edge));
    });
    return found;
  }

  std::string label(const LockEdge& edge) const {
    const bool is_project = style_.is_inverted && edge.from == LockEdge::kProject;
    std::string out = is_project           ? (part_.project().empty() ? "the project" : part_.project())
                      : style_.is_inverted ? part_.named(edge.from, {})
                                           : part_.named(edge.to, edge.extras);
    if (const std::string whose = part_.whose(edge);
        !whose.empty() && (edge.from == LockEdge::kProject || style_.is_inverted))
      out += " (" + whose + ")";
    if (style_.is_inverted && !edge.text.empty()) out += " needs " + edge.text;
    if (const std::string marker = part_.marker(edge); !marker.empty()) out += " ; " + marker;
    return out;
  }

  // Without recursion: a level of edges on a stack for each generation.
  void draw(Level first) {
    std::vector<Level> levels;
    if (style_.depth > 0) levels.push_back(std::move(first));
    while (!levels.empty()) {
      Level& level = levels.back();
      if (level.next == level.edges.size()) {
        levels.pop_back();
        continue;
      }
      const LockEdge& edge = *level.edges[level.next++];
      const bool is_last = level.next == level.edges.size();
      out_ += level.margin + (is_last ? "└── " : "├── ") + label(edge);
      const std::string margin = level.margin + (is_last ? "    " : "│   ");
      const std::size_t end = style_.is_inverted ? edge.from : edge.to;
      std::vector<const LockEdge*> below;
      if (end != LockEdge::kProject)
        below = children(end, style_.is_inverted ? std::vector<std::string>() : edge.extras);
      // The same package with the same extras has the same below; one within itself always.
      const bool is_new = seen_.insert({end, edge.extras}).second || (style_.repeats && !is_within(levels, end));
      const bool is_deeper = !below.empty() && levels.size() < style_.depth;
      if (is_deeper && !is_new) out_ += " (*)", has_repeated_ = true;
      out_ += "\n";
      if (is_deeper && is_new) levels.push_back({margin, std::move(below)});
    }
  }

  bool is_within(const std::vector<Level>& levels, std::size_t package) const {
    for (std::size_t i = 0; i + 1 < levels.size(); ++i) {
      const LockEdge& open = *levels[i].edges[levels[i].next - 1];
      if ((style_.is_inverted ? open.from : open.to) == package) return true;
    }
    return false;
  }

  const Part& part_;
  const TreeStyle& style_;
  std::string out_;
  std::set<std::pair<std::size_t, std::vector<std::string>>> seen_;
  bool has_repeated_ = false;
};

// From the requirement down to a package, breadth first; nothing if it does not lead there.
std::vector<const LockEdge*> shortest_way(const Part& part, const LockEdge& root, const std::string& package) {
  using Node = std::pair<std::size_t, std::string>;  // package, extra
  std::map<Node, std::pair<const LockEdge*, Node>> from;
  std::deque<Node> open;
  const Node nowhere{LockEdge::kProject, {}};
  const auto reach = [&](const LockEdge& edge, const Node& by) {
    if (from.emplace(Node{edge.to, {}}, std::pair(&edge, by)).second) open.push_back({edge.to, {}});
    for (const std::string& extra : edge.extras) {
      if (from.emplace(Node{edge.to, extra}, std::pair(&edge, by)).second) open.push_back({edge.to, extra});
    }
  };
  reach(root, nowhere);
  while (!open.empty()) {
    const Node at = open.front();
    open.pop_front();
    if (part.lock().packages[at.first].name == package) {
      std::vector<const LockEdge*> way;
      for (Node node = at; node != nowhere; node = from.at(node).second) way.push_back(from.at(node).first);
      std::ranges::reverse(way);
      return way;
    }
    for (const LockEdge* edge : part.edges()) {
      if (edge->from == at.first && edge->of_extra == at.second) reach(*edge, at);
    }
  }
  return {};
}

}  // namespace

std::string tree_text(const LockFile& lock, const LockSelection& selection, const TreeStyle& style,
                      MarkerAlgebra& algebra) {
  const Part part(lock, selection, algebra);
  return Tree(part, style).text();
}

std::string ways_text(const LockFile& lock, const LockSelection& selection, const std::string& package,
                      MarkerAlgebra& algebra) {
  const Part part(lock, selection, algebra);
  std::string out;
  for (const LockEdge* root : part.edges()) {
    if (root->from != LockEdge::kProject) continue;
    const auto way = shortest_way(part, *root, package);
    if (way.empty()) continue;
    out += part.project().empty() ? "the project" : part.project();
    if (const std::string whose = part.whose(*root); !whose.empty()) out += " (" + whose + ")";
    for (const LockEdge* edge : way) {
      out += " -> " + part.named(edge->to, edge->extras);
      const std::string marker = part.marker(*edge);
      if (edge->text.find_first_of("<>=!~@") != std::string::npos) out += " (" + edge->text + ")";
      if (!marker.empty()) out += " ; " + marker;
    }
    out += "\n";
  }
  return out;
}

std::string tree_json(const LockFile& lock, const LockSelection& selection, MarkerAlgebra& algebra) {
  const Part part(lock, selection, algebra);
  std::string out;
  JsonWriter json(out, JsonWriter::Style::pretty);
  const auto text = [&](std::string_view key, const std::string& value) {
    json.key(key);
    value.empty() ? json.null() : json.string(value);
  };
  const auto needs = [&](std::size_t of) {
    json.key("requires").begin_array();
    for (const LockEdge* edge : part.edges()) {
      if (edge->from != of) continue;
      const LockedRelease& target = lock.packages[edge->to];
      json.begin_object().member("name", target.name);
      text("version", target.version);
      text("requirement", edge->text);
      text("marker", part.marker(*edge));
      text("of_extra", edge->of_extra);
      text("of_group", edge->of_group);
      json.end_object();
    }
    json.end_array();
  };
  json.begin_object().member("schema", std::uint64_t{1}).key("project").begin_object();
  text("name", part.project());
  needs(LockEdge::kProject);
  json.end_object().key("packages").begin_array();
  for (std::size_t i = 0; i < lock.packages.size(); ++i) {
    if (!part.is_there(i)) continue;
    json.begin_object().member("name", lock.packages[i].name);
    text("version", lock.packages[i].version);
    needs(i);
    json.end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace whip::resolver
