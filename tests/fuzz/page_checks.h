// What holds for every project page, whoever sent it: shared by the fuzz targets of pages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "resolver/index/decode.h"
#include "resolver/index/url.h"
#include "resolver/lock/releases.h"

namespace whip::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

// Whatever the bytes of a stored image are, reading it stays within them, and its releases are in order.
inline void check_image(std::string_view bytes) {
  if (const auto late = resolver::Page::open(bytes, nullptr, resolver::BlockCheck::when_read)) {
    for (std::size_t i = 0; i <= late->release_count(); ++i) {
      const resolver::PageFiles files = late->files(i);
      for (std::size_t k = 0; k < files.size(); ++k) require(files[k].name.size() <= bytes.size());
    }
  }
  auto page = resolver::Page::open(std::string(bytes));
  if (!page) return;
  std::size_t sum = 0;
  std::size_t count = 0;
  for (std::size_t i = 0; i <= page->release_count(); ++i) {
    const resolver::PageFiles files = page->files(i);
    count += files.size();
    for (std::size_t k = 0; k < files.size(); ++k) sum += files[k].name.size() + files[k].url.size();
  }
  require(count == page->size() && sum <= count * 2 * bytes.size());
  for (std::size_t i = 0; i < page->release_count(); ++i) {
    const resolver::PageRelease release = page->release(i);
    require(release.file_count > 0 && (i == 0 || page->release(i - 1).version < release.version));
  }
  const auto shared = std::make_shared<const resolver::Page>(std::move(*page));
  for (const std::optional<std::int64_t> newest : {std::optional<std::int64_t>(), std::optional<std::int64_t>(1000)}) {
    const resolver::Releases releases = resolver::releases_of("numpy", {shared, 0}, {.newest = newest});
    require(releases.all.size() <= shared->release_count() && releases.versions().size() == releases.all.size());
    for (const resolver::Release& release : releases.all) {
      require(releases.files(release).size() <= shared->files(release.on_page).size());
      (void)releases.metadata_place(release).has_value();
      (void)releases.source_place(release).has_value();
    }
  }
}

inline void check_file(const resolver::PageFile& file) {
  require(!file.name.empty());
  require(resolver::may_link_to("https://index.test/simple/numpy/", file.url));
  require(!resolver::credentials_in(file.url));
  require(file.url.find('#') == std::string_view::npos);
  require(resolver::without_credentials(resolver::resolved_url(file.url, "")) == file.url ||
          resolver::url_parts(file.url).path.empty());
}

inline void check_page(Result<resolver::Page> page) {
  if (!page) {
    require(!page.error().message.empty());
    return;
  }
  for (std::size_t i = 0; i <= page->release_count(); ++i) {
    const resolver::PageFiles files = page->files(i);
    for (std::size_t k = 0; k < files.size(); ++k) check_file(files[k]);
  }
  const auto again = resolver::Page::open(std::string(page->image()));
  require(again && again->size() == page->size() && again->image() == page->image());
  const resolver::Releases releases =
      resolver::releases_of("numpy", {std::make_shared<const resolver::Page>(std::move(*page)), 0}, {});
  std::size_t in_runs = 0;
  for (const resolver::ReleaseRun& run : releases.runs) {
    require(run.begin == in_runs && run.begin < run.end);
    in_runs = run.end;
  }
  require(releases.all.size() == in_runs);
  const resolver::VersionList versions = releases.versions();
  for (std::size_t i = 1; i < versions.size(); ++i) require(versions[i - 1] < versions[i]);
  for (const resolver::Release& release : releases.all)
    require(release.has_wheel == !!releases.metadata_place(release));
}

}  // namespace whip::fuzz
