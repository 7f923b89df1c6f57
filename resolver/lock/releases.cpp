#include "resolver/lock/releases.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "resolver/standards/file_name.h"
#include "resolver/standards/lenient_requirement.h"

namespace whip::resolver {
namespace {

bool is_wheel(const PageFile& file) { return file.name.ends_with(".whl"); }

bool is_in_time(const PageFile& file, const FileLimits& limits) {
  if (!limits.newest) return true;
  // A folder's files have no time; on an index one without could be from any.
  const bool is_known_time = file.upload_time || file.url.starts_with("file:");
  return is_known_time && (!file.upload_time || *file.upload_time <= *limits.newest);
}

// Pages say the same few specifiers again and again.
class Pythons {
 public:
  explicit Pythons(std::vector<std::shared_ptr<const RequiredPython>>& kept) : kept_(kept) {}

  const RequiredPython* read(std::string_view text) {
    if (text.data() == last_.data() && text.size() == last_.size()) return is_last_;
    last_ = text;
    is_last_ = text.empty() ? nullptr : find(text);
    return is_last_;
  }

 private:
  const RequiredPython* find(std::string_view text) {
    const auto [known, is_new] = known_.emplace(text, nullptr);
    if (is_new) {
      if (auto specifiers = parse_specifiers_leniently(text))
        known->second = kept_.emplace_back(std::make_shared<const RequiredPython>(std::move(*specifiers))).get();
    }
    return known->second;
  }

  std::vector<std::shared_ptr<const RequiredPython>>& kept_;
  std::unordered_map<std::string_view, const RequiredPython*> known_;
  std::string_view last_;  // neighbours mostly have it from the same place of the page
  const RequiredPython* is_last_ = nullptr;
};

bool are_alike(const Release& left, const Release& right) {
  return left.requires_python == right.requires_python && left.is_yanked == right.is_yanked &&
         left.has_wheel == right.has_wheel && left.has_files == right.has_files &&
         left.version.is_pre_release() == right.version.is_pre_release();
}

std::vector<ReleaseRun> runs_of(const std::vector<Release>& all) {
  std::vector<ReleaseRun> runs;
  for (std::uint32_t rank = 0; rank < all.size(); ++rank) {
    if (rank == 0 || !are_alike(all[rank - 1], all[rank])) runs.push_back({rank, rank});
    runs.back().end = rank + 1;
  }
  return runs;
}

// What the files within the limits say together; false if there are none.
bool limit(Release& release, const Page& page, const FileLimits& limits, Pythons& pythons, const std::string& project) {
  std::vector<PageFile> files;
  const PageFiles all = page.files(release.on_page);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const PageFile file = all[i];
    if (is_in_time(file, limits)) files.push_back(file);
  }
  if (files.empty()) return false;
  // As the first of these spells it.
  if (auto name = release_name(files.front().name, project)) release.version = std::move(name->version);
  release.is_yanked = std::ranges::all_of(files, &PageFile::yanked);
  release.has_wheel = false;
  release.requires_python = nullptr;
  for (const PageFile& file : files) {
    if (file.yanked && !release.is_yanked) continue;
    release.has_wheel = release.has_wheel || is_wheel(file);
    if (release.requires_python == nullptr) release.requires_python = pythons.read(file.requires_python);
    release.has_files = release.has_files || !(is_wheel(file) ? limits.no_wheels : limits.no_sources);
  }
  return true;
}

}  // namespace

RequiredPython::RequiredPython(Specifiers specifiers)
    : Specifiers(std::move(specifiers)), intervals(release_intervals(*this)) {}

FileLimits FileChoice::limits_of(const std::string& project) const {
  const auto own = newest_of.find(project);
  return {.newest = own == newest_of.end() ? newest : own->second,
          .no_sources = no_build || no_build_packages.contains(project),
          .no_wheels = no_binary || no_binary_packages.contains(project)};
}

// Files that count, but for those ruled out because they are wheels or source distributions.
template <class Use>
void Releases::each_file(const Release& release, const Use& use) const {
  const PageFiles on_page = found.page->files(release.on_page);
  for (std::size_t i = 0; i < on_page.size(); ++i) {
    const PageFile file = on_page[i];
    if ((!file.yanked || release.is_yanked) && is_in_time(file, limits)) use(file);
  }
}

std::vector<PageFile> Releases::files(const Release& release) const {
  std::vector<PageFile> files;
  each_file(release, [&](const PageFile& file) {
    if (!(is_wheel(file) ? limits.no_wheels : limits.no_sources)) files.push_back(file);
  });
  return files;
}

// Also of wheels that are ruled out: they still say what the release needs.
std::optional<WheelPlace> Releases::metadata_place(const Release& release) const {
  std::optional<PageFile> best;
  bool is_best = false;  // for any platform: small, and never refused by a mirror of few platforms
  each_file(release, [&](const PageFile& file) {
    if (!is_wheel(file) || is_best) return;
    is_best = is_for_any_platform(file.name);
    if (!best || is_best) best = file;
  });
  if (!best) return std::nullopt;
  return WheelPlace{.url = std::string(best->url),
                    .source = found.source,
                    .has_metadata = best->has_metadata,
                    .sha256 = best->sha256,
                    .metadata_sha256 = best->metadata_sha256};
}

std::optional<ArchivePlace> Releases::source_place(const Release& release) const {
  for (const PageFile& file : files(release)) {
    if (is_wheel(file)) continue;
    return ArchivePlace{.url = std::string(file.url),
                        .source = found.source,
                        .sha256 = file.sha256,
                        .subdirectory = {},
                        .never_changes = true};
  }
  return std::nullopt;
}

Releases releases_of(std::string name, FoundPage found, const FileChoice& choice) {
  Releases releases;
  releases.limits = choice.limits_of(name);
  releases.name = std::move(name);
  releases.found = std::move(found);
  if (releases.found.page == nullptr) return releases;
  const Page& page = *releases.found.page;
  const FileLimits& limits = releases.limits;
  Pythons pythons(releases.pythons);
  releases.all.reserve(page.release_count());
  for (std::size_t i = 0; i < page.release_count(); ++i) {
    PageRelease on_page = page.release(i);
    Release release{.version = std::move(on_page.version),
                    .requires_python = {},
                    .on_page = static_cast<std::uint32_t>(i),
                    .is_yanked = on_page.is_yanked,
                    .has_wheel = on_page.has_wheel};
    if (limits.newest) {
      if (!limit(release, page, limits, pythons, releases.name)) continue;
    } else {
      release.requires_python = pythons.read(on_page.requires_python);
      release.has_files = (on_page.has_wheel && !limits.no_wheels) || (on_page.has_source && !limits.no_sources);
    }
    releases.all.push_back(std::move(release));
  }
  releases.runs = runs_of(releases.all);
  return releases;
}

Releases releases_of_direct(DirectRelease direct) {
  Releases releases;
  releases.name = direct.metadata.name;
  Release& release = releases.all.emplace_back();
  release.version = direct.metadata.version.value_or(Version{});
  if (auto python = parse_specifiers_leniently(direct.metadata.requires_python); python && !python->empty())
    release.requires_python =
        releases.pythons.emplace_back(std::make_shared<const RequiredPython>(std::move(*python))).get();
  releases.runs = runs_of(releases.all);
  releases.direct = std::make_shared<const DirectRelease>(std::move(direct));
  return releases;
}

}  // namespace whip::resolver
