#include "resolver/lock/written.h"

#include <algorithm>

#include "core/toml/read.h"
#include "resolver/lock/dependencies.h"

namespace whip::resolver {
namespace {

std::string text_within(const Requirement& requirement, MarkerId marker, MarkerId environment, MarkerAlgebra& algebra) {
  Requirement copy = requirement;
  copy.marker = {};
  return algebra.implies(environment, marker) ? copy.text() : copy.text() + " ; " + algebra.text(marker);
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::vector<WrittenNeed> needs_of_user(const ResolveRequest& request, std::string_view project, MarkerId environment,
                                       MarkerAlgebra& algebra, std::string_view root) {
  std::vector<WrittenNeed> needs;
  const auto add = [&](const PlacedRequirement& placed, std::string by) {
    const Requirement& requirement = placed.requirement;
    if (requirement.name != project) return;
    const MarkerId marker = algebra.compile(requirement.marker);
    if (algebra.are_disjoint(marker, environment)) return;
    // Of several that say the same, one.
    const std::string text = text_within(requirement, marker, environment, algebra);
    if (std::ranges::any_of(needs, [&](const WrittenNeed& need) { return need.text == text && need.by == by; })) return;
    needs.push_back({text, &requirement, &placed, std::move(by)});
  };
  for (const RootRequirement& each : request.roots) {
    if (is_overridden(each.placed.requirement, request.overrides)) {
      for (const PlacedRequirement& replacement : request.overrides) {
        if (replacement.requirement.name == each.placed.requirement.name) add(replacement, "an override");
      }
      continue;
    }
    add(each.placed, !each.extra.empty()   ? "the extra `" + each.extra + "`"
                     : !each.group.empty() ? "the group `" + each.group + "`"
                                           : std::string(root));
  }
  for (const PlacedRequirement& constraint : request.constraints) add(constraint, "a constraint");
  return needs;
}

std::vector<WrittenNeed> needs_of_release(const ResolveRequest& request, const Facts& facts, const std::string& project,
                                          Rank rank, std::string_view extra, std::string_view wanted,
                                          MarkerId environment, MarkerAlgebra& algebra) {
  std::vector<WrittenNeed> needs;
  const ReleaseMetadata* metadata = facts.metadata_here(project, rank);
  if (metadata == nullptr) return needs;
  const std::string by = project + " " + facts.releases_here(project)->all[rank].version.text();
  for (const Need& need : needs_of(metadata->requirements, request, extra, algebra, environment)) {
    if (need.requirement->name != wanted) continue;
    WrittenNeed& written = needs.emplace_back(
        WrittenNeed{text_within(*need.requirement, need.marker, environment, algebra), need.requirement, {}, by});
    for (const PlacedRequirement& replacement : request.overrides) {
      if (&replacement.requirement != need.requirement) continue;
      written.placed = &replacement;
      written.by = "an override";
    }
  }
  return needs;
}

VersionSet matching(const Releases& releases, const Specifiers& specifiers) {
  std::vector<RankInterval> intervals;
  if (specifiers.empty()) intervals.push_back({0, static_cast<Rank>(releases.all.size())});
  if (!specifiers.empty()) {
    for (const RankRange& range : specifiers.ranks(releases.versions())) intervals.push_back({range.begin, range.end});
  }
  return VersionSet(intervals);
}

std::string place_text(const PlacedRequirement& placed, const SourceNames& sources) {
  if (placed.path.empty()) return placed.text;
  std::string out = sources.name ? sources.name(placed.path) : placed.path;
  if (placed.place.line == 0) return out;
  out += ":" + std::to_string(placed.place.line);
  if (placed.place.column > 0) out += ":" + std::to_string(placed.place.column);
  return out;
}

std::string framed(const PlacedRequirement& placed, const SourceNames& sources) {
  if (placed.place.line == 0 || placed.path.empty() || !sources.text) return {};
  const std::string text = sources.text(placed.path);
  // A frame is the line and the caret below it; the requirement is looked for from its place on, which is that of the
  // quote before it.
  std::string frame = source_frame(text, placed.place);
  if (frame.empty()) return {};
  const std::size_t line_end = frame.find('\n');
  const std::size_t margin = frame.find('|') + 2;
  const std::string_view line = std::string_view(frame).substr(margin, line_end - margin);
  std::size_t begin = 0;  // in bytes
  for (std::uint32_t column = 1; begin < line.size() && column < placed.place.column; ++begin) {
    const bool ends_here = begin + 1 == line.size() || (static_cast<unsigned char>(line[begin + 1]) & 0xC0) != 0x80;
    if (ends_here) ++column;
  }
  const std::size_t found = placed.text.empty() ? std::string_view::npos : line.find(placed.text, begin);
  if (found != std::string_view::npos) {
    frame.insert(frame.size() - 1, code_points(line.substr(begin, found - begin)), ' ');
    frame.append(code_points(placed.text) - 1, '^');
  }
  std::string out;
  for (std::size_t at = 0; at <= frame.size();) {
    const std::size_t end = std::min(frame.find('\n', at), frame.size());
    out += (out.empty() ? "    " : "\n    ") + frame.substr(at, end - at);
    at = end + 1;
  }
  return out;
}

std::string listed(const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += i + 1 == texts.size() ? " and " : ", ";
    out += texts[i];
  }
  return out;
}

}  // namespace whip::resolver
