// Pages of projects: from the store, from an index, from folders.
#include <chrono>

#include "resolver/index/decode.h"
#include "resolver/index/index_state.h"
#include "resolver/index/local_files.h"
#include "resolver/index/url.h"
#include "resolver/standards/characters.h"

namespace whip::resolver {
namespace {

constexpr std::string_view kAccept =
    "Accept: application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01";

std::int64_t now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// Where neither a length nor a last chunk tells the end of an answer, only the page itself can.
bool is_cut_html(std::string_view body) {
  const std::string text = lowered(body);
  return text.find("<html") != std::string::npos && text.find("</html") == std::string::npos;
}

}  // namespace

void Index::State::next_source(Ask ask) {
  while (!ask.sources.empty()) {
    ask.source = ask.sources.front();
    ask.sources.erase(ask.sources.begin());
    const IndexSource& source = options.sources[ask.source];
    if (source.kind == SourceKind::flat) {
      flat_source(std::move(ask));
      return;
    }
    std::string root = without_credentials(source.url);
    while (root.ends_with('/')) root.pop_back();
    ask.url = root + "/" + ask.project + "/";
    ask.stale = store.find("page", ask.url);
    // Of another version of whip it is as if there were none.
    if (ask.stale && !Page::is_image(ask.stale->body)) ask.stale.reset();
    if (ask.stale && (options.offline || (!options.refresh && now() < ask.stale->fresh_until))) {
      if (auto page = Page::open(std::move(ask.stale->body)))
        answer(ask, FoundPage{std::make_shared<const Page>(std::move(*page)), ask.source});
      return;
    }
    std::vector<std::string> headers{std::string(kAccept)};
    if (ask.stale && !ask.stale->etag.empty()) {
      headers.push_back("If-None-Match: " + ask.stale->etag);
    } else if (ask.stale && !ask.stale->last_modified.empty()) {
      headers.push_back("If-Modified-Since: " + ask.stale->last_modified);
    }
    ask.step = Ask::Step::page;
    send(std::move(ask), std::move(headers), true, kLargestPage);
    return;
  }
  answer(ask, FoundPage{});
}

void Index::State::flat_source(Ask ask) {
  const IndexSource& source = options.sources[ask.source];
  if (flat[ask.source] != nullptr) {
    give_flat(ask, *flat[ask.source]);
    return;
  }
  if (const auto path = local_path(source.url)) {
    auto page = folder_page(*path);
    if (!page) {
      answer(ask, page.error());
      return;
    }
    flat[ask.source] = std::make_shared<const Page>(std::move(*page));
    give_flat(ask, *flat[ask.source]);
    return;
  }
  ask.step = Ask::Step::page;
  ask.url = without_credentials(source.url);
  send(std::move(ask), {std::string(kAccept)}, true, kLargestPage);
}

// The files of one project out of a page of many; the next source where there are none.
void Index::State::give_flat(const Ask& ask, const Page& all) {
  PageBuilder builder;
  std::size_t count = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const PageFile file = all[i];
    // A file's name begins with its project's, in some spelling, and a dash before the version.
    std::string_view rest = file.name;
    std::size_t at = 0;
    bool same = true;
    for (const char expected : ask.project) {
      if (at == rest.size()) {
        same = false;
        break;
      }
      char c = lowered(rest[at]);
      if (c == '_' || c == '.') c = '-';
      if (c != expected) {
        same = false;
        break;
      }
      ++at;
      if (c == '-') {
        while (at < rest.size() && (rest[at] == '-' || rest[at] == '_' || rest[at] == '.')) ++at;
      }
    }
    if (!same || at + 1 >= rest.size() || rest[at] != '-' || rest[at + 1] < '0' || rest[at + 1] > '9') continue;
    if (!builder.add(file)) {
      answer(ask, page_too_large());
      return;
    }
    ++count;
  }
  if (count == 0) {
    next_source(ask);
    return;
  }
  auto page = Page::open(std::move(builder).image());
  if (page) {
    answer(ask, FoundPage{std::make_shared<const Page>(std::move(*page)), ask.source});
  } else {
    answer(ask, page.error());
  }
}

void Index::State::on_page(Ask ask, HttpResponse response) {
  if (response.status == 404 || response.status == 410) {
    next_source(std::move(ask));
    return;
  }
  if (response.status == 304 && ask.stale) {
    StoredEntry entry = std::move(*ask.stale);
    entry.fresh_until = now() + freshness(response.cache_control);
    store.put("page", ask.url, entry);
    if (auto page = Page::open(std::move(entry.body))) {
      answer(ask, FoundPage{std::make_shared<const Page>(std::move(*page)), ask.source});
    } else {
      answer(ask, page.error());
    }
    return;
  }
  if (response.status != 200) {
    answer(ask, status_error(response));
    return;
  }
  if (!response.says_its_end && is_cut_html(response.body)) {
    answer(ask, Error{.code = ErrorCode::network,
                      .message = "`" + ask.url + "`: the page ends early, its `</html>` is missing",
                      .path = {}});
    return;
  }
  auto page = decode_page(response.content_type, response.body, response.url);
  if (!page) {
    Error error = page.error();
    error.message = "`" + ask.url + "`: " + error.message;
    answer(ask, std::move(error));
    return;
  }
  if (options.sources[ask.source].kind == SourceKind::flat) {
    flat[ask.source] = std::make_shared<const Page>(std::move(*page));
    give_flat(ask, *flat[ask.source]);
    return;
  }
  if (page->empty()) {
    // No project, or no index at all (the page of a network that wants a login): not worth to be remembered.
    answer(ask, FoundPage{std::make_shared<const Page>(std::move(*page)), ask.source});
    return;
  }
  StoredEntry entry;
  entry.fresh_until = now() + freshness(response.cache_control);
  entry.etag = std::move(response.etag);
  entry.last_modified = std::move(response.last_modified);
  entry.body = page->image();
  store.put("page", ask.url, entry);
  answer(ask, FoundPage{std::make_shared<const Page>(std::move(*page)), ask.source});
}

}  // namespace whip::resolver
