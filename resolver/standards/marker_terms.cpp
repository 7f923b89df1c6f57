// From the terms of a marker to decision nodes, and what is known of the world.

#include <algorithm>

#include "resolver/standards/marker_algebra.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

MarkerOperator reversed(MarkerOperator op) {
  switch (op) {
    case MarkerOperator::less:
      return MarkerOperator::greater;
    case MarkerOperator::less_equal:
      return MarkerOperator::greater_equal;
    case MarkerOperator::greater:
      return MarkerOperator::less;
    case MarkerOperator::greater_equal:
      return MarkerOperator::less_equal;
    default:
      return op;
  }
}

bool is_version(MarkerVariable variable) {
  return variable >= MarkerVariable::implementation_version && variable <= MarkerVariable::python_version;
}

bool is_membership(MarkerOperator op) { return op == MarkerOperator::in || op == MarkerOperator::not_in; }

Specifier specifier_of(Operator op, Version version, bool is_wildcard = false) {
  Specifier specifier{.op = op, .is_wildcard = is_wildcard, .version = std::move(version)};
  if (op == Operator::identical) specifier.identity = specifier.version.text();
  return specifier;
}

// What a comparison with `python_version`, which has two numbers, asks of `python_full_version`.
VersionIntervals full_version_intervals(const Specifier& specifier) {
  const Version& version = specifier.version;
  bool has_more = false;  // numbers after the second that are not 0
  for (std::size_t i = 2; i < version.release_size(); ++i) has_more |= version.release(i) != 0;
  const auto minor = [&](std::uint64_t step) {
    return Version(VersionParts{.release = {version.release(0), version.release(1) + step}});
  };
  const bool is_negative = specifier.op == Operator::not_equal;
  if (specifier.is_wildcard || specifier.op == Operator::compatible) {
    const std::size_t plain = specifier.is_wildcard ? 1 : 2;  // `== 3.*`, `~= 3.9`: the same question of both
    if (version.release_size() <= plain) return release_intervals(specifier);
    if (has_more) return {};
    return release_intervals(specifier_of(is_negative ? Operator::not_equal : Operator::equal, minor(0), true));
  }
  switch (specifier.op) {
    case Operator::equal:
    case Operator::identical:
      return has_more ? VersionIntervals{} : release_intervals(specifier_of(Operator::equal, minor(0), true));
    case Operator::not_equal:
      return has_more ? VersionIntervals{VersionInterval{}}
                      : release_intervals(specifier_of(Operator::not_equal, minor(0), true));
    case Operator::less:
      return release_intervals(specifier_of(Operator::less, minor(has_more)));
    case Operator::less_equal:
      return release_intervals(specifier_of(Operator::less, minor(1)));
    case Operator::greater:
      return release_intervals(specifier_of(Operator::greater_equal, minor(1)));
    case Operator::greater_equal:
      return release_intervals(specifier_of(Operator::greater_equal, minor(has_more)));
    case Operator::compatible:
      break;
  }
  return {};
}

// `python_version in "3.8 3.9"`: versions separated by blanks; nothing if one of them is none.
std::optional<std::vector<Version>> listed_versions(std::string_view text) {
  std::vector<Version> versions;
  for (std::size_t at = 0; at < text.size();) {
    at = text.find_first_not_of(" \t", at);
    if (at == std::string_view::npos) break;
    const std::size_t end = std::min(text.find_first_of(" \t", at), text.size());
    const auto version = Version::read(text.substr(at, end - at));
    if (!version) return std::nullopt;
    versions.push_back(*version);
    at = end;
  }
  return versions;
}

}  // namespace

MarkerId MarkerAlgebra::question(std::uint32_t variable, bool expected) {
  const std::array<MarkerId, 2> children = {expected ? kAlways : kNever, expected ? kNever : kAlways};
  return make(variable, {}, children);
}

MarkerId MarkerAlgebra::ranges(std::uint32_t variable, const VersionIntervals& intervals) {
  // 0 is the least release: what begins there has no lower bound, and below it there is nothing.
  const Version least;
  std::vector<Boundary> bounds;
  std::vector<MarkerId> below{kNever};
  for (const VersionInterval& interval : intervals) {
    if (interval.upper && !interval.includes_upper && *interval.upper == least) continue;
    if (interval.lower && !(interval.includes_lower && *interval.lower == least)) {
      bounds.push_back(version_value(*interval.lower) << 1 | (interval.includes_lower ? 0U : 1U));
      below.push_back(kAlways);
    } else {
      below.back() = kAlways;
    }
    if (!interval.upper) continue;
    bounds.push_back(version_value(*interval.upper) << 1 | (interval.includes_upper ? 1U : 0U));
    below.push_back(kNever);
  }
  return make(variable, bounds, below);
}

MarkerId MarkerAlgebra::python(const VersionIntervals& intervals) {
  return ranges(variable(Kind::version, MarkerVariable::python_full_version), intervals);
}

std::optional<MarkerId> MarkerAlgebra::version_term(const MarkerTerm& term, MarkerOperator op) {
  const bool is_short = term.variable == MarkerVariable::python_version;
  const std::uint32_t about = variable(Kind::version, is_short ? MarkerVariable::python_full_version : term.variable);
  const auto intervals = [&](const Specifier& specifier) {
    return is_short ? full_version_intervals(specifier) : release_intervals(specifier);
  };
  if (is_membership(op)) {
    const auto versions = listed_versions(term.value);
    if (!versions || term.is_reversed) return std::nullopt;
    VersionIntervals any;
    for (const Version& version : *versions) any = united(any, intervals(specifier_of(Operator::equal, version)));
    return ranges(about, op == MarkerOperator::in ? any : complement(any));
  }
  const auto specifier = Specifier::parse(std::string(text_of(op)) + term.value);
  if (!specifier || (specifier->is_wildcard && term.is_reversed)) return std::nullopt;
  if (specifier->op == Operator::identical && !Version::read(specifier->identity)) return std::nullopt;
  return ranges(about, intervals(*specifier));
}

MarkerId MarkerAlgebra::text_term(MarkerVariable about, MarkerOperator op, std::string_view value) {
  const std::uint32_t asked = variable(Kind::text, about);
  const Boundary before = text_value(value) << 1;
  const Boundary after = before | 1;
  // Releases and versions of platforms are ordered as texts; other texts have no order, see Marker.
  const bool is_ordered = about == MarkerVariable::platform_release || about == MarkerVariable::platform_version;
  const auto split = [&](Boundary at, MarkerId below, MarkerId above) {
    return make(asked, std::array{at}, std::array{below, above});
  };
  switch (op) {
    case MarkerOperator::less:
      return is_ordered ? split(before, kAlways, kNever) : kNever;
    case MarkerOperator::greater:
      return is_ordered ? split(after, kNever, kAlways) : kNever;
    case MarkerOperator::less_equal:
      if (is_ordered) return split(after, kAlways, kNever);
      break;
    case MarkerOperator::greater_equal:
      if (is_ordered) return split(before, kNever, kAlways);
      break;
    default:
      break;
  }
  const MarkerId equal = make(asked, std::array{before, after}, std::array{kNever, kAlways, kNever});
  return op == MarkerOperator::not_equal ? negation(equal) : equal;
}

std::optional<MarkerId> MarkerAlgebra::term(const MarkerTerm& term) {
  const MarkerOperator op = term.is_reversed ? reversed(term.op) : term.op;
  switch (term.variable) {
    case MarkerVariable::extra:
      if (op != MarkerOperator::equal && op != MarkerOperator::not_equal) return std::nullopt;
      if (!is_valid_name(term.value)) return kNever;
      return question(variable(Kind::extra, term.variable, term.value), op == MarkerOperator::equal);
    case MarkerVariable::extras:
    case MarkerVariable::dependency_groups:
      return question(variable(Kind::member, term.variable, term.value), op == MarkerOperator::in);
    default:
      break;
  }
  if (is_version(term.variable)) return version_term(term, op);
  if (op == MarkerOperator::compatible || op == MarkerOperator::identical) return std::nullopt;
  if (is_membership(op)) {
    const Kind kind = term.is_reversed ? Kind::contains : Kind::in;
    return question(variable(kind, term.variable, term.value), op == MarkerOperator::in);
  }
  // Where both say exactly the same, one of them is asked.
  constexpr std::string_view kSystems[][2] = {{"Windows", "win32"},         {"Darwin", "darwin"},
                                              {"Linux", "linux"},           {"AIX", "aix"},
                                              {"Emscripten", "emscripten"}, {"Android", "android"}};
  if (term.variable == MarkerVariable::platform_system) {
    for (const auto& [system, platform] : kSystems) {
      if (term.value == system) return text_term(MarkerVariable::sys_platform, op, platform);
    }
  }
  return text_term(term.variable, op, term.value);
}

MarkerId MarkerAlgebra::compile(const Marker& marker) {
  std::vector<std::optional<MarkerId>> stack;
  for (const Marker::Step step : marker.steps) {
    if (step != Marker::kAnd && step != Marker::kOr) {
      stack.push_back(term(marker.terms[step]));
      continue;
    }
    const std::optional<MarkerId> right = stack.back();
    stack.pop_back();
    std::optional<MarkerId>& left = stack.back();
    if (!left || !right) {
      if (!left) left = right;
      continue;
    }
    left = step == Marker::kAnd ? conjunction(*left, *right) : disjunction(*left, *right);
  }
  return stack.empty() ? kAlways : stack.back().value_or(kAlways);
}

MarkerId MarkerAlgebra::extra(std::string_view name) {
  return question(variable(Kind::extra, MarkerVariable::extra, name), true);
}

MarkerId MarkerAlgebra::in_extras(std::string_view name) {
  return question(variable(Kind::member, MarkerVariable::extras, name), true);
}

MarkerId MarkerAlgebra::in_dependency_groups(std::string_view name) {
  return question(variable(Kind::member, MarkerVariable::dependency_groups, name), true);
}

MarkerId MarkerAlgebra::equals(MarkerVariable about, std::string_view value) {
  return text_term(about, MarkerOperator::equal, value);
}

void MarkerAlgebra::learn_exclusions() {
  const auto exclude = [&](MarkerId left, MarkerId right) {
    const MarkerId both = conjunction(left, right, Knowledge::none);
    allowed_ = conjunction(allowed_, negation(both), Knowledge::none);
  };
  for (const std::string_view platform : {"linux", "darwin", "ios"}) {
    exclude(equals(MarkerVariable::os_name, "nt"), equals(MarkerVariable::sys_platform, platform));
  }
  exclude(equals(MarkerVariable::os_name, "posix"), equals(MarkerVariable::sys_platform, "win32"));
  for (const std::string_view system : {"FreeBSD", "NetBSD", "OpenBSD", "SunOS", "iOS", "iPadOS"}) {
    for (const std::string_view platform :
         {"aix", "android", "emscripten", "ios", "linux", "darwin", "win32", "cygwin", "wasi"}) {
      if (platform == "ios" && (system == "iOS" || system == "iPadOS")) continue;
      exclude(equals(MarkerVariable::platform_system, system), equals(MarkerVariable::sys_platform, platform));
    }
  }
}

}  // namespace whip::resolver
