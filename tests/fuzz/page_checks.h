// What holds for every project page, whoever sent it: shared by the fuzz targets of pages.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "resolver/index/decode.h"
#include "resolver/index/url.h"
#include "resolver/lock/releases.h"

namespace whip::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

// Whatever the bytes of a stored image are, reading it stays within them.
inline void check_image(std::string_view bytes) {
  const auto page = resolver::Page::open(std::string(bytes));
  if (!page) return;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < page->size(); ++i) sum += (*page)[i].name.size() + (*page)[i].url.size();
  require(sum <= page->size() * 2 * bytes.size());
}

inline void check_page(Result<resolver::Page> page) {
  if (!page) {
    require(!page.error().message.empty());
    return;
  }
  for (std::size_t i = 0; i < page->size(); ++i) {
    const resolver::PageFile file = (*page)[i];
    require(!file.name.empty());
    require(resolver::may_link_to("https://index.test/simple/numpy/", file.url));
    require(!resolver::credentials_in(file.url));
    require(file.url.find('#') == std::string_view::npos);
    require(resolver::without_credentials(resolver::resolved_url(file.url, "")) == file.url ||
            resolver::url_parts(file.url).path.empty());
  }
  const auto again = resolver::Page::open(std::string(page->image()));
  require(again && again->size() == page->size() && again->image() == page->image());
  const resolver::Releases releases =
      resolver::releases_of("numpy", {std::make_shared<const resolver::Page>(std::move(*page)), 0}, std::nullopt);
  require(releases.all.size() == releases.versions.size());
  for (std::size_t i = 1; i < releases.versions.size(); ++i) require(releases.versions[i - 1] < releases.versions[i]);
  for (const resolver::Release& release : releases.all)
    require(release.has_wheel == !!releases.metadata_place(release));
}

}  // namespace whip::fuzz
