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
  for (const std::vector<ReleaseFile>* files : {&release.files, &release.metadata_files}) {
    for (const ReleaseFile& file : *files) {
      if (!file.wheel) continue;
      if (best == nullptr || (is_universal(*file.wheel) && !is_universal(*best->wheel))) best = &file;
    }
  }
  if (best == nullptr) return std::nullopt;
  const PageFile page_file = file(*best);
  return WheelPlace{.url = std::string(page_file.url),
                    .source = found.source,
                    .has_metadata = page_file.has_metadata,
                    .sha256 = page_file.sha256,
                    .metadata_sha256 = page_file.metadata_sha256};
}

std::optional<ArchivePlace> Releases::source_place(const Release& release) const {
  const auto source = std::ranges::find_if(release.files, [](const ReleaseFile& file) { return !file.wheel; });
  if (source == release.files.end()) return std::nullopt;
  const PageFile page_file = file(*source);
  return ArchivePlace{.url = std::string(page_file.url),
                      .source = found.source,
                      .sha256 = page_file.sha256,
                      .subdirectory = {},
                      .never_changes = true};
}

Releases releases_of(std::string name, FoundPage found, const FileChoice& choice) {
  Releases releases{std::move(name), std::move(found), {}, {}, {}};
  if (releases.found.page == nullptr) return releases;
  const Page& page = *releases.found.page;
  const auto own_limit = choice.newest_of.find(releases.name);
  const std::optional<std::int64_t> newest = own_limit == choice.newest_of.end() ? choice.newest : own_limit->second;
  const bool no_sources = choice.rules_out_sources(releases.name);
  const bool no_wheels = choice.rules_out_wheels(releases.name);
  std::vector<Candidate> candidates;
  candidates.reserve(page.size());
  for (std::uint32_t i = 0; i < page.size(); ++i) {
    const PageFile file = page[i];
    // A folder's files have no time; on an index one without could be from any.
    const bool is_known_time = file.upload_time || file.url.starts_with("file:");
    if (newest && (!is_known_time || (file.upload_time && *file.upload_time > *newest))) continue;
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
      const bool is_wheel = candidate.file.wheel.has_value();
      release.has_wheel = release.has_wheel || is_wheel;
      const std::string_view python = page[candidate.file.position].requires_python;
      if (!release.requires_python && !python.empty()) {
        if (auto specifiers = parse_specifiers_leniently(python)) release.requires_python = std::move(*specifiers);
      }
      if (is_wheel ? !no_wheels : !no_sources) {
        release.files.push_back(std::move(candidate.file));
      } else if (is_wheel) {
        release.metadata_files.push_back(std::move(candidate.file));
      }
    }
    releases.all.push_back(std::move(release));
  }
  releases.versions.reserve(releases.all.size());
  for (const Release& release : releases.all) releases.versions.push_back(release.version);
  return releases;
}

Releases releases_of_direct(DirectRelease direct) {
  Releases releases{direct.metadata.name, {}, {}, {}, {}};
  Release& release = releases.all.emplace_back();
  release.version = direct.metadata.version.value_or(Version{});
  if (auto python = parse_specifiers_leniently(direct.metadata.requires_python); python && !python->empty())
    release.requires_python = std::move(*python);
  releases.versions.push_back(release.version);
  releases.direct = std::make_shared<const DirectRelease>(std::move(direct));
  return releases;
}

}  // namespace whip::resolver
