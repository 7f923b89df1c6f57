// Pages of projects: from the store, from an index, from folders.
#include <chrono>

#include "core/base/characters.h"
#include "resolver/index/decode.h"
#include "resolver/index/index_state.h"
#include "resolver/index/local_files.h"
#include "resolver/index/url.h"

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

// What a server sent, as a page. Errors: `network`, `syntax`, `limit`, with the page's address.
Result<Page> page_of(const Ask& ask, HttpResponse& response, bool is_flat) {
  if (auto done = unpack(response, kLargestPage); !done) return done.error();
  if (!response.says_its_end && is_cut_html(response.body)) {
    return Error{.code = ErrorCode::network,
                 .message = "`" + ask.url + "`: the page ends early, its `</html>` is missing",
                 .path = {}};
  }
  auto page = decode_page(response.content_type, response.body, response.url, is_flat ? std::string() : ask.project);
  response.body = {};
  if (page) return page;
  Error error = page.error();
  error.message = "`" + ask.url + "`: " + error.message;
  return error;
}

}  // namespace

// Null where the entry is of another version of whip, or damaged: as if there were none.
std::shared_ptr<const Page> Index::State::open_stored(const std::string& url, const FoundEntry& entry) {
  auto page = Page::open(entry.body, entry.owner, options.checks_late ? BlockCheck::when_read : BlockCheck::at_once);
  if (!page) return nullptr;
  auto shared = std::make_shared<const Page>(std::move(*page));
  if (options.checks_late) opened.emplace_back(url, shared);
  return shared;
}

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
    ask.stale = store.find("page", ask.url, BodyCheck::by_reader);
    if (ask.stale && (options.offline || (!options.refresh && now() < ask.stale->fresh_until))) {
      if (auto page = open_stored(ask.url, *ask.stale)) {
        answer(ask, FoundPage{std::move(page), ask.source});
        return;
      }
      ask.stale.reset();
    }
    send_page(std::move(ask));
    return;
  }
  answer(ask, FoundPage{});
}

void Index::State::send_page(Ask ask) {
  std::vector<std::string> headers{std::string(kAccept)};
  if (ask.stale && !ask.stale->etag.empty()) {
    headers.push_back("If-None-Match: " + ask.stale->etag);
  } else if (ask.stale && !ask.stale->last_modified.empty()) {
    headers.push_back("If-Modified-Since: " + ask.stale->last_modified);
  }
  ask.step = Ask::Step::page;
  send(std::move(ask), std::move(headers), true, kLargestPage);
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
  ask.url = without_credentials(source.url);
  send_page(std::move(ask));
}

// The files of one project out of a page of many; the next source where there are none.
void Index::State::give_flat(const Ask& ask, const Page& all) {
  PageBuilder builder(ask.project);
  std::size_t count = 0;
  const PageFiles files = all.other_files();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const PageFile file = files[i];
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
    if (auto page = open_stored(ask.url, *ask.stale)) {
      const StoredEntry entry{.fresh_until = now() + freshness(response.cache_control),
                              .etag = ask.stale->etag,
                              .last_modified = ask.stale->last_modified,
                              .body = {}};
      store.put("page", ask.url, entry, page->image(), BodyCheck::by_reader);
      answer(ask, FoundPage{std::move(page), ask.source});
    } else {
      ask.stale.reset();
      send_page(std::move(ask));
    }
    return;
  }
  if (response.status != 200) {
    answer(ask, status_error(response));
    return;
  }
  read_page(std::move(ask), std::move(response));
}

// On the other thread: unpacking and reading a page takes longer than fetching it from nearby.
void Index::State::read_page(Ask ask, HttpResponse response) {
  struct Reading {
    Ask ask;
    HttpResponse response;
    bool is_flat;
    std::shared_ptr<const Page> page;
    std::optional<Error> error;
  };
  const bool is_flat = options.sources[ask.source].kind == SourceKind::flat;
  const auto reading =
      std::make_shared<Reading>(Reading{std::move(ask), std::move(response), is_flat, nullptr, std::nullopt});
  const std::uint64_t size = reading->response.body.size();
  unread += size;
  const auto finish = [this, reading, size] {
    unread -= size;
    if (reading->error) {
      answer(reading->ask, std::move(*reading->error));
    } else if (reading->is_flat) {
      flat[reading->ask.source] = reading->page;
      give_flat(reading->ask, *reading->page);
    } else {
      answer(reading->ask, FoundPage{reading->page, reading->ask.source});
    }
  };
  worker.start([reading, finish, &kept = store]() -> Worker::Finish {
    auto page = page_of(reading->ask, reading->response, reading->is_flat);
    if (!page) {
      reading->error = page.error();
      return finish;
    }
    reading->page = std::make_shared<const Page>(std::move(*page));
    // No project, or no index at all (the page of a network that wants a login): not worth to be remembered.
    if (reading->is_flat || reading->page->empty()) return finish;
    StoredEntry entry;
    entry.fresh_until = now() + freshness(reading->response.cache_control);
    entry.etag = std::move(reading->response.etag);
    entry.last_modified = std::move(reading->response.last_modified);
    kept.put("page", reading->ask.url, entry, reading->page->image(), BodyCheck::by_reader);
    return finish;
  });
}

}  // namespace whip::resolver
