#include "resolver/project/sources.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "resolver/standards/marker_algebra.h"

namespace whip::resolver {
namespace {

// What an algebra says of a marker, as one that can be kept.
Marker kept(MarkerAlgebra& algebra, MarkerId id) {
  auto marker = Marker::parse(algebra.text(id));
  return marker ? std::move(*marker) : Marker{};
}

Result<Requirement> placed_at(Requirement requirement, const PackageSource& source, const SourceRules& rules) {
  const std::string subdirectory = source.subdirectory.empty() ? "" : "#subdirectory=" + source.subdirectory;
  requirement.is_editable = source.editable;
  switch (source.kind) {
    case PackageSource::Kind::index:
      requirement.index = source.location;
      requirement.url.clear();
      return requirement;
    case PackageSource::Kind::url:
      requirement.url = source.location + subdirectory;
      break;
    case PackageSource::Kind::path:
      requirement.url = path_requirement_url(rules.folder, source.location, source.subdirectory);
      break;
    case PackageSource::Kind::git:
      requirement.url =
          "git+" + source.location + (source.revision.empty() ? "" : "@" + source.revision) + subdirectory;
      break;
    case PackageSource::Kind::workspace: {
      const auto member =
          rules.workspace == nullptr ? Workspace::const_iterator{} : rules.workspace->find(requirement.name);
      if (rules.workspace == nullptr || member == rules.workspace->end()) {
        return configuration_error(
            {}, source.place,
            "`" + requirement.written_name +
                "` is to come from the workspace, but no member of [tool.uv.workspace] has this name");
      }
      requirement.url = path_requirement_url({}, member->second, {});
      break;
    }
  }
  // What is at the place is what is taken, whatever versions were asked for.
  requirement.specifiers = {};
  return requirement;
}

}  // namespace

std::string path_requirement_url(const std::string& folder, const std::string& path, const std::string& subdirectory) {
  std::string whole = (std::filesystem::path(folder) / path).lexically_normal().generic_string();
  while (whole.size() > 1 && whole.ends_with('/')) whole.pop_back();
  std::string url = "file:";
  for (const char c : whole) {
    if (c == '%' || c == '#' || c == '?') {
      constexpr std::string_view kDigits = "0123456789ABCDEF";
      url += '%';
      url += kDigits[static_cast<unsigned char>(c) >> 4];
      url += kDigits[static_cast<unsigned char>(c) & 15];
    } else {
      url += c;
    }
  }
  return url + (subdirectory.empty() ? "" : "#subdirectory=" + subdirectory);
}

Result<std::vector<Requirement>> with_sources(const Requirement& requirement, std::string_view extra,
                                              std::string_view group, const SourceRules& rules) {
  const auto is_of_this = [&](const PackageSource& source) { return source.package == requirement.name; };
  if (std::ranges::none_of(rules.sources, is_of_this)) return std::vector<Requirement>{requirement};
  std::vector<Requirement> out;
  MarkerAlgebra algebra;
  MarkerId rest = algebra.compile(requirement.marker);
  for (const PackageSource& source : rules.sources) {
    if (source.package != requirement.name) continue;
    if ((!source.extra.empty() && source.extra != extra) || (!source.group.empty() && source.group != group)) continue;
    auto placed = placed_at(requirement, source, rules);
    if (!placed) return placed.error();
    if (source.marker) {
      const MarkerId where = algebra.compile(*source.marker);
      const MarkerId here = algebra.conjunction(rest, where);
      rest = algebra.conjunction(rest, MarkerAlgebra::negation(where));
      if (algebra.are_disjoint(here, kAlways)) continue;
      placed->marker = kept(algebra, here);
    } else {
      rest = kNever;
    }
    out.push_back(std::move(*placed));
  }
  if (out.empty()) return std::vector<Requirement>{requirement};
  if (!algebra.are_disjoint(rest, kAlways)) {
    out.push_back(requirement);
    out.back().marker = kept(algebra, rest);
  }
  return out;
}

}  // namespace whip::resolver
