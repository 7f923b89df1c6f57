#include "resolver/standards/marker_writer.h"

#include <algorithm>
#include <optional>

namespace whip::resolver {
namespace {

// Beyond it (crafted input) the text would be of no use, and the algebra's failure() is set.
constexpr std::size_t kMaxAlternatives = 512;

std::optional<MarkerOperator> opposite(MarkerOperator op) {
  switch (op) {
    case MarkerOperator::less:
      return MarkerOperator::greater_equal;
    case MarkerOperator::less_equal:
      return MarkerOperator::greater;
    case MarkerOperator::equal:
      return MarkerOperator::not_equal;
    case MarkerOperator::not_equal:
      return MarkerOperator::equal;
    case MarkerOperator::greater_equal:
      return MarkerOperator::less;
    case MarkerOperator::greater:
      return MarkerOperator::less_equal;
    case MarkerOperator::in:
      return MarkerOperator::not_in;
    case MarkerOperator::not_in:
      return MarkerOperator::in;
    case MarkerOperator::compatible:
    case MarkerOperator::identical:
      return std::nullopt;
  }
  return std::nullopt;
}

bool are_opposite(const MarkerTerm& left, const MarkerTerm& right) {
  return left.variable == right.variable && left.is_reversed == right.is_reversed && left.value == right.value &&
         opposite(left.op) == right.op;
}

// Where uv sorts a variable: versions, texts by name, members, extras.
int rank(MarkerVariable variable) {
  switch (variable) {
    case MarkerVariable::implementation_version:
      return 0;
    case MarkerVariable::python_full_version:
      return 1;
    case MarkerVariable::python_version:
      return 2;
    case MarkerVariable::implementation_name:
      return 3;
    case MarkerVariable::os_name:
      return 4;
    case MarkerVariable::platform_machine:
      return 5;
    case MarkerVariable::platform_python_implementation:
      return 6;
    case MarkerVariable::platform_release:
      return 7;
    case MarkerVariable::platform_system:
      return 8;
    case MarkerVariable::platform_version:
      return 9;
    case MarkerVariable::sys_platform:
      return 10;
    case MarkerVariable::extras:
      return 11;
    case MarkerVariable::dependency_groups:
      return 12;
    case MarkerVariable::extra:
      return 13;
  }
  return 14;
}

bool sorts_before(const MarkerTerm& left, const MarkerTerm& right) {
  return rank(left.variable) < rank(right.variable);
}

// `3.10.*` for [3.10, 3.11), and nothing where there is no such text. A lone number is its `.0`: `3.0.*` for [3, 3.1).
std::optional<std::string> wildcard(const Version& from, const Version& to, std::size_t least) {
  if (from.release_size() > 2 || from.release_size() < least || to.release_size() != 2) return std::nullopt;
  if (from.release(0) != to.release(0) || from.release(1) + 1 != to.release(1)) return std::nullopt;
  return std::to_string(from.release(0)) + "." + std::to_string(from.release(1)) + ".*";
}

std::string quoted(const std::string& value) {
  const char quote = value.find('\'') == std::string::npos ? '\'' : '"';
  return quote + value + quote;
}

std::string written(const MarkerTerm& term) {
  const std::string variable(text_of(term.variable));
  const std::string op = " " + std::string(text_of(term.op)) + " ";
  return term.is_reversed ? quoted(term.value) + op + variable : variable + op + quoted(term.value);
}

}  // namespace

void MarkerWriter::push_range(const Node& node, const Branch& branch, std::size_t depth,
                              std::vector<Step>& found) const {
  const MarkerAlgebra::Variable& about = algebra_.variables_[node.variable];
  const bool is_version = about.kind == MarkerAlgebra::Kind::version;
  const auto bounds = algebra_.boundaries(node);
  const auto value = [&](MarkerAlgebra::Boundary boundary) {
    return is_version ? algebra_.versions_[boundary >> 1].text() : algebra_.texts_[boundary >> 1];
  };
  const auto term = [&](MarkerOperator op, std::string text) {
    return MarkerTerm{.variable = about.about, .op = op, .value = std::move(text)};
  };
  // Runs of neighbouring children: [first, last] each.
  std::vector<std::pair<std::size_t, std::size_t>> at;
  for (const std::size_t child : branch.children) {
    if (!at.empty() && at.back().second + 1 == child) {
      at.back().second = child;
    } else {
      at.emplace_back(child, child);
    }
  }
  const bool is_unbounded = at.front().first == 0 && at.back().second == bounds.size();

  // All but some values.
  bool all_but_values = is_unbounded;
  Alternative excluded;
  for (std::size_t i = 1; i < at.size() && all_but_values; ++i) {
    const auto below = bounds[at[i - 1].second];
    const auto above = bounds[at[i].first - 1];
    all_but_values = (below & 1) == 0 && above == (below | 1);
    excluded.push_back(term(MarkerOperator::not_equal, value(below)));
  }
  if (all_but_values) {
    found.push_back({branch.target, depth, std::move(excluded)});
    return;
  }
  // All but one minor release.
  if (is_version && is_unbounded && at.size() == 2) {
    const auto below = bounds[at[0].second];
    const auto above = bounds[at[1].first - 1];
    if ((below & 1) == 0 && (above & 1) == 0) {
      if (auto text = wildcard(algebra_.versions_[below >> 1], algebra_.versions_[above >> 1], 1)) {
        found.push_back({branch.target, depth, {term(MarkerOperator::not_equal, std::move(*text))}});
        return;
      }
    }
  }
  for (const auto& [first, last] : at) {
    Alternative terms;
    const bool has_lower = first > 0;
    const bool has_upper = last < bounds.size();
    const auto lower = has_lower ? bounds[first - 1] : 0;
    const auto upper = has_upper ? bounds[last] : 0;
    const bool closed_open = has_lower && has_upper && (lower & 1) == 0 && (upper & 1) == 0;
    std::optional<std::string> star;
    if (is_version && closed_open) star = wildcard(algebra_.versions_[lower >> 1], algebra_.versions_[upper >> 1], 2);
    if (star) {
      terms.push_back(term(MarkerOperator::equal, std::move(*star)));
    } else if (has_lower && has_upper && upper == (lower | 1) && lower != upper) {
      terms.push_back(term(MarkerOperator::equal, value(lower)));
    } else {
      if (has_lower) {
        terms.push_back(term((lower & 1) != 0 ? MarkerOperator::greater : MarkerOperator::greater_equal, value(lower)));
      }
      if (has_upper) {
        terms.push_back(term((upper & 1) != 0 ? MarkerOperator::less_equal : MarkerOperator::less, value(upper)));
      }
    }
    found.push_back({branch.target, depth, std::move(terms)});
  }
}

// Where another branch holds anyway when this one does, this one need not exclude its values: `a or b` is not
// `a or (not a and b)`.
void MarkerWriter::widen(std::vector<Branch>& branches) {
  const std::vector<Branch> narrow = branches;
  for (std::size_t i = 0; i < branches.size(); ++i) {
    if (branches[i].target.is_false()) continue;
    for (std::size_t j = 0; j < branches.size(); ++j) {
      if (i == j || !algebra_.implies(narrow[i].target, narrow[j].target)) continue;
      auto& children = branches[i].children;
      children.insert(children.end(), narrow[j].children.begin(), narrow[j].children.end());
    }
    std::ranges::sort(branches[i].children);
  }
}

// The edges out of a node, the first on top.
void MarkerWriter::push_branches(MarkerId marker, std::size_t depth, std::vector<Step>& open) {
  // Copies: asking what implies what adds nodes.
  const Node node = algebra_.node(marker);
  const MarkerAlgebra::Variable about = algebra_.variables_[node.variable];
  const auto below = algebra_.children(node);
  const std::vector<MarkerId> children(below.begin(), below.end());
  std::vector<Step> found;
  if (algebra_.boundaries(node).empty()) {
    const bool is_extra = about.kind == MarkerAlgebra::Kind::extra;
    const bool is_reversed = about.kind == MarkerAlgebra::Kind::contains || about.kind == MarkerAlgebra::Kind::member;
    for (std::size_t i = 0; i < 2; ++i) {
      const MarkerOperator yes = is_extra ? MarkerOperator::equal : MarkerOperator::in;
      const MarkerId target = MarkerAlgebra::follow(marker, children[i]);
      MarkerTerm term{about.about, i == 0 ? yes : *opposite(yes), is_reversed, about.value};
      const bool is_needless = algebra_.implies(target, MarkerAlgebra::follow(marker, children[1 - i]));
      found.push_back({target, depth, {}});
      if (!is_needless) found.back().terms.push_back(std::move(term));
    }
  } else {
    std::vector<Branch> branches;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const MarkerId target = MarkerAlgebra::follow(marker, children[i]);
      const auto same = std::ranges::find(branches, target, &Branch::target);
      if (same == branches.end()) {
        branches.push_back({target, {i}});
      } else {
        same->children.push_back(i);
      }
    }
    widen(branches);
    for (const Branch& branch : branches) push_range(node, branch, depth, found);
  }
  std::ranges::move(found.rbegin(), found.rend(), std::back_inserter(open));
}

void MarkerWriter::collect(MarkerId marker) {
  std::vector<Step> open{{marker, 0, {}}};
  Alternative path;
  while (!open.empty()) {
    if (alternatives_.size() > kMaxAlternatives) {
      algebra_.fail();
      return;
    }
    Step step = std::move(open.back());
    open.pop_back();
    path.resize(step.depth);
    std::ranges::move(step.terms, std::back_inserter(path));
    if (step.target.is_true() && !path.empty()) alternatives_.push_back(path);
    if (!MarkerAlgebra::is_leaf(step.target)) push_branches(step.target, path.size(), open);
  }
}

// A term is needless if another alternative, apart from having the opposite of it, asks for nothing more.
bool MarkerWriter::drop_needless_terms() {
  bool any = false;
  for (std::size_t i = 0; i < alternatives_.size(); ++i) {
    Alternative& terms = alternatives_[i];
    std::vector<bool> needless(terms.size(), false);
    for (std::size_t skipped = 0; skipped < terms.size(); ++skipped) {
      const auto makes_needless = [&](const Alternative& other) {
        if (&other == &terms) return false;
        return std::ranges::all_of(other, [&](const MarkerTerm& term) {
          if (term == terms[skipped]) return false;
          if (are_opposite(term, terms[skipped])) return true;
          const auto found = std::ranges::find(terms, term);
          return found != terms.end() && !needless[static_cast<std::size_t>(found - terms.begin())];
        });
      };
      needless[skipped] = std::ranges::any_of(alternatives_, makes_needless);
    }
    Alternative kept;
    for (std::size_t j = 0; j < terms.size(); ++j) {
      if (!needless[j]) kept.push_back(std::move(terms[j]));
    }
    any |= kept.size() < terms.size();
    terms = std::move(kept);
  }
  return any;
}

// An alternative is covered if the others together hold wherever it does.
void MarkerWriter::drop_covered() {
  std::vector<MarkerId> ids;
  for (const Alternative& terms : alternatives_) {
    MarkerId all = kAlways;
    for (const MarkerTerm& term : terms) all = algebra_.conjunction(all, algebra_.term(term).value_or(kAlways));
    ids.push_back(all);
  }
  for (std::size_t i = 0; i < alternatives_.size();) {
    MarkerId others = kNever;
    for (std::size_t j = 0; j < ids.size(); ++j) {
      if (i != j) others = algebra_.disjunction(others, ids[j]);
    }
    if (!algebra_.implies(ids[i], others)) {
      ++i;
      continue;
    }
    alternatives_.erase(alternatives_.begin() + static_cast<std::ptrdiff_t>(i));
    ids.erase(ids.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void MarkerWriter::sort() {
  for (Alternative& terms : alternatives_) std::ranges::stable_sort(terms, sorts_before);
  std::ranges::stable_sort(alternatives_, [](const Alternative& left, const Alternative& right) {
    return std::ranges::lexicographical_compare(left, right, sorts_before);
  });
}

std::string MarkerWriter::text(MarkerId marker) {
  if (marker.is_true()) return {};
  if (algebra_.is_excluded(marker)) return "python_version < '0'";
  collect(marker);
  if (algebra_.failure()) return {};
  while (drop_needless_terms()) {
  }
  if (alternatives_.size() > 1) drop_covered();
  sort();
  std::string text;
  for (const Alternative& terms : alternatives_) {
    if (!text.empty()) text += " or ";
    const bool is_enclosed = terms.size() > 1 && alternatives_.size() > 1;
    if (is_enclosed) text += '(';
    for (std::size_t i = 0; i < terms.size(); ++i) text += (i > 0 ? " and " : "") + written(terms[i]);
    if (is_enclosed) text += ')';
  }
  return text;
}

std::string MarkerAlgebra::text(MarkerId marker) { return MarkerWriter(*this).text(marker); }

}  // namespace whip::resolver
