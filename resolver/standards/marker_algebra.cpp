#include "resolver/standards/marker_algebra.h"

#include <algorithm>

namespace whip::resolver {

// Two nodes being joined: their children, pair by pair, wait in pairs_.
struct MarkerAlgebra::Frame {
  MarkerId left;
  MarkerId right;
  std::uint32_t variable;
  bool is_range;
  bool may_exclude;
  std::size_t first_pair;  // two entries each
  std::size_t first_bound;
  std::size_t first_child;
};

MarkerAlgebra::MarkerAlgebra() = default;

std::span<const MarkerAlgebra::Boundary> MarkerAlgebra::boundaries(const Node& node) const {
  const Kind kind = variables_[node.variable].kind;
  const bool is_range = kind == Kind::text || kind == Kind::version;
  return std::span(boundaries_).subspan(node.first_boundary, is_range ? node.size - 1 : 0);
}

void MarkerAlgebra::fail() {
  failure_ = Error{.code = ErrorCode::limit, .message = "environment markers are too entangled to be compared"};
}

std::uint32_t MarkerAlgebra::variable(Kind kind, MarkerVariable about, std::string_view value) {
  std::string key{static_cast<char>(kind), static_cast<char>(about)};
  key += value;
  const auto [found, is_new] = variable_ids_.emplace(std::move(key), static_cast<std::uint32_t>(variables_.size()));
  if (is_new) variables_.push_back({kind, about, std::string(value)});
  return found->second;
}

std::uint32_t MarkerAlgebra::text_value(std::string_view text) {
  const auto [found, is_new] = text_ids_.emplace(text, static_cast<std::uint32_t>(texts_.size()));
  if (is_new) texts_.emplace_back(text);
  return found->second;
}

// Few: the releases of Python that someone compares with.
std::uint32_t MarkerAlgebra::version_value(const Version& version) {
  const auto found = std::ranges::find(versions_, version);
  const auto at = static_cast<std::uint32_t>(found - versions_.begin());
  if (found == versions_.end()) versions_.push_back(version);
  return at;
}

bool MarkerAlgebra::is_before(std::uint32_t variable, Boundary left, Boundary right) const {
  if (left >> 1 == right >> 1) return left < right;
  return variables_[variable].kind == Kind::version ? versions_[left >> 1] < versions_[right >> 1]
                                                    : texts_[left >> 1] < texts_[right >> 1];
}

// Joins neighbours that lead to the same marker, and leaves the node out if all do.
MarkerId MarkerAlgebra::make(std::uint32_t variable, std::span<const Boundary> boundaries,
                             std::span<const MarkerId> children) {
  if (std::ranges::all_of(children, [&](MarkerId child) { return child == children[0]; })) return children[0];
  if (boundaries.empty()) return insert(variable, boundaries, children);
  std::vector<Boundary> kept_boundaries;
  std::vector<MarkerId> kept{children[0]};
  for (std::size_t i = 1; i < children.size(); ++i) {
    if (children[i] == kept.back()) continue;
    kept_boundaries.push_back(boundaries[i - 1]);
    kept.push_back(children[i]);
  }
  return insert(variable, kept_boundaries, kept);
}

MarkerId MarkerAlgebra::insert(std::uint32_t variable, std::span<const Boundary> boundaries,
                               std::span<const MarkerId> children) {
  // Of a node and its negation the one is kept whose first child is not negated.
  const std::uint32_t flip = children[0].value & 1;
  std::uint64_t hash = variable + 0x9E3779B97F4A7C15ULL;
  const auto mix = [&](std::uint64_t value) {
    hash = (hash ^ value) * 0xBF58476D1CE4E5B9ULL;
    hash ^= hash >> 29;
  };
  for (const Boundary boundary : boundaries) mix(boundary);
  for (const MarkerId child : children) mix(child.value ^ flip);
  const auto [begin, end] = unique_.equal_range(hash);
  for (auto candidate = begin; candidate != end; ++candidate) {
    const Node& other = nodes_[candidate->second];
    if (other.variable != variable || other.size != children.size()) continue;
    const auto same = [&](MarkerId left, MarkerId right) { return left.value == (right.value ^ flip); };
    if (std::ranges::equal(this->boundaries(other), boundaries) &&
        std::ranges::equal(this->children(other), children, same)) {
      return {(candidate->second + 1) << 1 | flip};
    }
  }
  if (nodes_.size() >= kMaxNodes) {
    fail();
    return kNever;
  }
  const auto at = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back({variable, static_cast<std::uint32_t>(children_.size()),
                    static_cast<std::uint32_t>(boundaries_.size()), static_cast<std::uint32_t>(children.size())});
  boundaries_.insert(boundaries_.end(), boundaries.begin(), boundaries.end());
  for (const MarkerId child : children) children_.push_back({child.value ^ flip});
  unique_.emplace(hash, at);
  return {(at + 1) << 1 | flip};
}

// The conjunction if it needs no work.
std::optional<MarkerId> MarkerAlgebra::known(MarkerId left, MarkerId right, Knowledge knowledge) const {
  if (left.is_false() || right.is_false() || left == negation(right)) return kNever;
  if (left.is_true() || left == right) return right;
  if (right.is_true()) return left;
  const Table& table = knowledge == Knowledge::none ? without_knowledge_ : with_knowledge_;
  const auto found = table.answers.find(std::uint64_t{left.value} << 32 | right.value);
  if (found == table.answers.end()) return std::nullopt;
  return found->second;
}

void MarkerAlgebra::open_frame(MarkerId left, MarkerId right, std::vector<Frame>& frames) {
  const Node* first = &node(left);
  const Node* second = &node(right);
  const bool is_same = first->variable == second->variable;
  if (!is_same && variables_[second->variable] < variables_[first->variable]) {
    std::swap(left, right);
    std::swap(first, second);
  }
  const auto excludes = [&](const Node& one) {
    const Variable& about = variables_[one.variable];
    return about.kind == Kind::text && about.about <= MarkerVariable::platform_system;
  };
  const std::span<const Boundary> bounds = boundaries(*first);
  frames.push_back({left, right, first->variable, !bounds.empty(), excludes(*first) && excludes(*second), pairs_.size(),
                    new_bounds_.size(), new_children_.size()});
  const std::span<const MarkerId> below = children(*first);
  if (!is_same) {
    new_bounds_.insert(new_bounds_.end(), bounds.begin(), bounds.end());
    for (const MarkerId child : below) pairs_.insert(pairs_.end(), {follow(left, child), right});
    return;
  }
  const std::span<const Boundary> other_bounds = boundaries(*second);
  const std::span<const MarkerId> other_below = children(*second);
  if (bounds.empty()) {
    for (std::size_t i = 0; i < 2; ++i) {
      pairs_.insert(pairs_.end(), {follow(left, below[i]), follow(right, other_below[i])});
    }
    return;
  }
  for (std::size_t i = 0, j = 0;;) {
    pairs_.insert(pairs_.end(), {follow(left, below[i]), follow(right, other_below[j])});
    if (i == bounds.size() && j == other_bounds.size()) return;
    const bool is_first =
        j == other_bounds.size() || (i < bounds.size() && !is_before(first->variable, other_bounds[j], bounds[i]));
    const bool is_second =
        i == bounds.size() || (j < other_bounds.size() && !is_before(first->variable, bounds[i], other_bounds[j]));
    new_bounds_.push_back(is_first ? bounds[i] : other_bounds[j]);
    i += is_first;
    j += is_second;
  }
}

MarkerId MarkerAlgebra::conjunction(MarkerId left, MarkerId right, Knowledge knowledge) {
  if (const auto answer = known(left, right, knowledge)) return *answer;
  std::vector<Frame> frames;
  open_frame(left, right, frames);
  for (;;) {
    const Frame frame = frames.back();
    const std::size_t done = new_children_.size() - frame.first_child;
    const std::size_t pair = frame.first_pair + 2 * done;
    if (pair < pairs_.size()) {
      const MarkerId x = pairs_[pair];
      const MarkerId y = pairs_[pair + 1];
      if (const auto answer = known(x, y, knowledge)) {
        new_children_.push_back(*answer);
      } else {
        open_frame(x, y, frames);
      }
      continue;
    }
    const std::vector<Boundary> bounds(new_bounds_.begin() + static_cast<std::ptrdiff_t>(frame.first_bound),
                                       new_bounds_.end());
    const std::vector<MarkerId> below(new_children_.begin() + static_cast<std::ptrdiff_t>(frame.first_child),
                                      new_children_.end());
    pairs_.resize(frame.first_pair);
    new_bounds_.resize(frame.first_bound);
    new_children_.resize(frame.first_child);
    MarkerId result = make(frame.variable, bounds, below);
    if (knowledge == Knowledge::exclusions && frame.may_exclude && is_excluded(result)) result = kNever;
    if (!failure_) {
      Table& table = knowledge == Knowledge::none ? without_knowledge_ : with_knowledge_;
      table.answers[std::uint64_t{frame.left.value} << 32 | frame.right.value] = result;
      table.answers[std::uint64_t{frame.right.value} << 32 | frame.left.value] = result;
    }
    frames.pop_back();
    if (frames.empty()) return result;
    new_children_.push_back(result);
  }
}

bool MarkerAlgebra::is_excluded(MarkerId marker) {
  if (is_leaf(marker)) return marker.is_false();
  // What is excluded is said of texts, and those are asked about first: where the first question is another, none is.
  const Variable& first = variables_[node(marker).variable];
  if (first.kind != Kind::text || first.about > MarkerVariable::platform_system) return false;
  if (allowed_.is_true()) learn_exclusions();
  return conjunction(marker, allowed_, Knowledge::none).is_false();
}

MarkerId MarkerAlgebra::conjunction(MarkerId left, MarkerId right) {
  return conjunction(left, right, Knowledge::exclusions);
}

MarkerId MarkerAlgebra::disjunction(MarkerId left, MarkerId right) {
  return negation(conjunction(negation(left), negation(right)));
}

MarkerId MarkerAlgebra::any_of(std::span<const MarkerId> markers) {
  MarkerId any = kNever;
  for (const MarkerId marker : markers) any = disjunction(any, marker);
  return any;
}

bool MarkerAlgebra::holds_in(MarkerId marker, const MarkerEnvironment& environment) const {
  while (!is_leaf(marker)) {
    const Node& at = node(marker);
    const Variable& about = variables_[at.variable];
    const std::span<const MarkerId> below = children(at);
    std::size_t choice = 0;
    if (about.kind == Kind::text || about.kind == Kind::version) {
      const std::string& value = environment[about.about];
      const std::optional<Version> version = about.kind == Kind::version ? Version::read(value) : std::nullopt;
      if (about.kind == Kind::version && !version) return false;
      for (const Boundary boundary : boundaries(at)) {
        const auto order = version ? *version <=> versions_[boundary >> 1] : value <=> texts_[boundary >> 1];
        if (order < 0 || (order == 0 && (boundary & 1) != 0)) break;
        ++choice;
      }
    } else {
      const MarkerTerm term{.variable = about.about,
                            .op = about.kind == Kind::extra ? MarkerOperator::equal : MarkerOperator::in,
                            .is_reversed = about.kind == Kind::contains || about.kind == Kind::member,
                            .value = about.value};
      choice = resolver::holds_in(term, environment) ? 0 : 1;
    }
    marker = follow(marker, below[choice]);
  }
  return marker.is_true();
}

}  // namespace whip::resolver
