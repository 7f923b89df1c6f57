#include "resolver/standards/specifier.h"

#include <algorithm>

#include "core/base/characters.h"
#include "resolver/standards/specifier_reader.h"
#include "resolver/standards/text_error.h"

namespace whip::resolver {
namespace {

// The first version of the next release with one number fewer or as many: 1.2 -> 1.3.dev0.
Version next_prefix(const Version& version, std::size_t size) {
  VersionParts parts{.epoch = version.epoch()};
  for (std::size_t i = 0; i < size; ++i) parts.release.push_back(version.release(i));
  ++parts.release.back();
  parts.dev = 0;
  return Version(std::move(parts));
}

Version first_dev(const Version& version) {
  VersionParts parts = version.parts();
  parts.local.clear();
  parts.dev = 0;
  return Version(std::move(parts));
}

// Where `> version` begins. Posts of a version are not greater than it, unless it is a post itself.
Cut above(const Version& version) {
  VersionParts parts = version.parts();
  parts.local.clear();
  if (parts.dev) {
    ++*parts.dev;
    return {CutSide::before, Version(std::move(parts))};
  }
  if (parts.post) {
    ++*parts.post;
    parts.dev = 0;
    return {CutSide::before, Version(std::move(parts))};
  }
  return {CutSide::after_posts, version};
}

// The first of [0, size) for which it is true, and stays so.
template <class Test>
std::size_t first_true(std::size_t size, const Test& test) {
  std::size_t begin = 0;
  for (std::size_t end = size; begin < end;) {
    const std::size_t middle = begin + (end - begin) / 2;
    test(middle) ? end = middle : begin = middle + 1;
  }
  return begin;
}

std::vector<RankRange> ranks_of(const Specifier& specifier, const VersionList& versions) {
  const auto size = static_cast<std::uint32_t>(versions.size());
  std::vector<RankRange> found;
  const auto add = [&](std::uint32_t begin, std::uint32_t end) {
    if (begin >= end) return;
    if (!found.empty() && found.back().end == begin) {
      found.back().end = end;
    } else {
      found.push_back({begin, end});
    }
  };
  if (specifier.op == Operator::identical) {
    for (std::uint32_t rank = 0; rank < size; ++rank) {
      if (specifier.contains(versions[rank])) add(rank, rank + 1);
    }
    return found;
  }
  const VersionRange range = specifier.range();
  const auto rank_of = [&](const Cut& cut) {
    return static_cast<std::uint32_t>(
        first_true(versions.size(), [&](std::size_t at) { return cut.is_below(versions[at]); }));
  };
  const std::uint32_t begin = rank_of(range.from);
  const std::uint32_t end = std::max(begin, rank_of(range.to));
  if (!range.is_complement) {
    add(begin, end);
  } else {
    add(0, begin);
    add(end, size);
  }
  return found;
}

std::vector<RankRange> intersection(const std::vector<RankRange>& left, const std::vector<RankRange>& right) {
  std::vector<RankRange> both;
  for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
    const std::uint32_t begin = std::max(left[i].begin, right[j].begin);
    const std::uint32_t end = std::min(left[i].end, right[j].end);
    if (begin < end) both.push_back({begin, end});
    left[i].end < right[j].end ? ++i : ++j;
  }
  return both;
}

}  // namespace

std::string_view text_of(Operator op) {
  constexpr std::string_view kTexts[] = {"<", "<=", "==", "!=", ">=", ">", "~=", "==="};
  return kTexts[static_cast<std::size_t>(op)];
}

Result<Specifier> Specifier::parse(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && is_space(text[at])) ++at;
  auto specifier = read_specifier(text, at);
  if (!specifier) return specifier;
  while (at < text.size() && is_space(text[at])) ++at;
  if (at == text.size()) return specifier;
  return text_error(
      ErrorCode::syntax, text, at,
      "unexpected `" + std::string(text.substr(at)) + "` after `" + std::string(stripped(text.substr(0, at))) + "`");
}

VersionRange Specifier::range() const {
  const Cut bottom{CutSide::bottom, {}};
  const Cut top{CutSide::top, {}};
  switch (op) {
    case Operator::less:
      return {bottom, {CutSide::before, version.is_pre_release() ? version : first_dev(version)}};
    case Operator::less_equal:
      return {bottom, {CutSide::after_locals, version}};
    case Operator::greater_equal:
      return {{CutSide::before, version}, top};
    case Operator::greater:
      return {above(version), top};
    case Operator::compatible:
      return {{CutSide::before, version}, {CutSide::before, next_prefix(version, version.release_size() - 1)}};
    case Operator::equal:
    case Operator::not_equal: {
      const bool is_complement = op == Operator::not_equal;
      if (is_wildcard) {
        return {{CutSide::before, first_dev(version)},
                {CutSide::before, next_prefix(version, version.release_size())},
                is_complement};
      }
      const CutSide side = version.is_local() ? CutSide::after : CutSide::after_locals;
      return {{CutSide::before, version}, {side, version}, is_complement};
    }
    case Operator::identical:
      return {bottom, top};
  }
  return {bottom, top};
}

bool Specifier::contains(const Version& candidate) const {
  if (op == Operator::identical) return equal_ignoring_case(identity, candidate.text());
  if (!candidate.is_local() && !is_wildcard) {  // the common ones, without building a range
    switch (op) {
      case Operator::less_equal:
        return candidate <= version;
      case Operator::greater_equal:
        return candidate >= version;
      case Operator::equal:
        return candidate == version;
      case Operator::not_equal:
        return candidate != version;
      default:
        break;
    }
  }
  return range().contains(candidate);
}

bool Specifier::names_pre_release() const {
  if (op == Operator::not_equal || is_wildcard) return false;
  if (op != Operator::identical) return version.is_pre_release();
  const auto named = Version::read(identity);
  return named && named->is_pre_release();
}

std::string Specifier::text() const {
  std::string text(text_of(op));
  if (op == Operator::identical) return text + identity;
  text += version.text();
  if (is_wildcard) text += ".*";
  return text;
}

Result<Specifiers> Specifiers::parse(std::string_view text) {
  Specifiers specifiers;
  std::size_t at = 0;
  for (;;) {
    while (at < text.size() && (is_space(text[at]) || text[at] == ',')) ++at;
    if (at == text.size()) return specifiers;
    auto specifier = read_specifier(text, at);
    if (!specifier) return specifier.error();
    specifiers.all.push_back(std::move(*specifier));
    while (at < text.size() && is_space(text[at])) ++at;
    if (at < text.size() && text[at] != ',') {
      return text_error(
          ErrorCode::syntax, text, at,
          "expected `,` after `" + specifiers.all.back().text() + "`, found `" + std::string(text.substr(at, 1)) + "`");
    }
  }
}

bool Specifiers::contains(const Version& candidate) const {
  return std::ranges::all_of(all, [&](const Specifier& specifier) { return specifier.contains(candidate); });
}

bool Specifiers::names_pre_release() const { return std::ranges::any_of(all, &Specifier::names_pre_release); }

std::string Specifiers::text() const {
  std::string text;
  for (const Specifier& specifier : all) {
    if (!text.empty()) text += ',';
    text += specifier.text();
  }
  return text;
}

std::size_t VersionList::lower_bound(const Version& version) const {
  return first_true(count_, [&](std::size_t at) { return !((*this)[at] < version); });
}

std::optional<std::size_t> VersionList::find(const Version& version) const {
  const std::size_t at = lower_bound(version);
  return at < count_ && (*this)[at] == version ? std::optional(at) : std::nullopt;
}

std::vector<RankRange> Specifiers::ranks(const VersionList& versions) const {
  std::vector<RankRange> found;
  if (versions.size() > 0) found.push_back({0, static_cast<std::uint32_t>(versions.size())});
  for (const Specifier& specifier : all) found = intersection(found, ranks_of(specifier, versions));
  return found;
}

}  // namespace whip::resolver
