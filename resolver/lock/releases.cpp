#include "resolver/lock/releases.h"

#include <algorithm>
#include <utility>

#include "resolver/standards/lenient_requirement.h"

namespace whip::resolver {
namespace {

struct Candidate {
  Version version;
  ReleaseFile file;
  bool yanked;
};

// Wheels for any platform first: small, and never refused by a mirror of few platforms.
bool is_universal(const WheelName& wheel) { return std::ranges::find(wheel.platforms, "any") != wheel.platforms.end(); }

}  // namespace

std::optional<WheelPlace> Releases::metadata_place(const Release& release) const {
  const ReleaseFile* best = nullptr;
  for (const ReleaseFile& file : release.files) {
    if (!file.wheel) continue;
    if (best == nullptr || (is_universal(*file.wheel) && !is_universal(*best->wheel))) best = &file;
  }
  if (best == nullptr) return std::nullopt;
  const PageFile page_file = file(*best);
  return WheelPlace{.url = std::string(page_file.url),
                    .source = found.source,
                    .has_metadata = page_file.has_metadata,
                    .sha256 = page_file.sha256,
                    .metadata_sha256 = page_file.metadata_sha256};
}

Releases releases_of(std::string name, FoundPage found, std::optional<std::int64_t> newest) {
  Releases releases{std::move(name), std::move(found), {}, {}};
  if (releases.found.page == nullptr) return releases;
  const Page& page = *releases.found.page;
  std::vector<Candidate> candidates;
  candidates.reserve(page.size());
  for (std::uint32_t i = 0; i < page.size(); ++i) {
    const PageFile file = page[i];
    if (newest && file.upload_time && *file.upload_time > *newest) continue;
    if (file.name.ends_with(".whl")) {
      auto wheel = WheelName::parse(file.name);
      if (!wheel || wheel->name != releases.name) continue;
      const Version version = wheel->version;
      candidates.push_back({version, {i, std::move(*wheel)}, file.yanked});
    } else if (auto sdist = SdistName::parse(file.name, releases.name); sdist && sdist->name == releases.name) {
      candidates.push_back({sdist->version, {i, std::nullopt}, file.yanked});
    }
  }
  std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) { return a.version < b.version; });
  for (std::size_t begin = 0; begin < candidates.size();) {
    std::size_t end = begin;
    bool any_there = false;
    for (; end < candidates.size() && candidates[end].version == candidates[begin].version; ++end)
      any_there = any_there || !candidates[end].yanked;
    Release release;
    release.version = candidates[begin].version;
    release.is_yanked = !any_there;
    for (; begin < end; ++begin) {
      Candidate& candidate = candidates[begin];
      if (candidate.yanked && any_there) continue;
      release.has_wheel = release.has_wheel || candidate.file.wheel.has_value();
      const std::string_view python = page[candidate.file.position].requires_python;
      if (!release.requires_python && !python.empty()) {
        if (auto specifiers = parse_specifiers_leniently(python)) release.requires_python = std::move(*specifiers);
      }
      release.files.push_back(std::move(candidate.file));
    }
    releases.all.push_back(std::move(release));
  }
  releases.versions.reserve(releases.all.size());
  for (const Release& release : releases.all) releases.versions.push_back(release.version);
  return releases;
}

}  // namespace whip::resolver
