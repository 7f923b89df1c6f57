#include "resolver/index/index.h"

#include "resolver/index/gzip.h"
#include "resolver/index/index_state.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

Error offline_error(std::string_view url) {
  return Error{.code = ErrorCode::network,
               .message = "`" + std::string(url) + "` is not in the cache, and `--offline` forbids to fetch it",
               .path = {}};
}

constexpr std::uint64_t kMostUnread = std::uint64_t{64} << 20;

// Of the answers that are asked for whole.
std::uint64_t largest_of(Ask::Step step) { return step == Ask::Step::sidecar ? kLargestMetadata : kLargestWheel; }

}  // namespace

Error status_error(const HttpResponse& response) {
  std::string message = "`" + response.url + "`: the server answered " + std::to_string(response.status);
  if (response.status == 401) message += " (unauthorized): give credentials in the URL, in the environment or in netrc";
  if (response.status == 403) message += " (forbidden): check the credentials for this index";
  return Error{.code = ErrorCode::network, .message = std::move(message), .path = {}};
}

Done unpack(HttpResponse& response, std::uint64_t largest) {
  if (!response.is_packed) return Unit{};
  auto body = gunzipped(response.body, largest);
  if (!body) {
    const ErrorCode code = body.error().code == ErrorCode::limit ? ErrorCode::limit : ErrorCode::network;
    return Error{.code = code, .message = "`" + response.url + "`: " + body.error().message, .path = {}};
  }
  response.body = std::move(*body);
  response.is_packed = false;
  return Unit{};
}

void Index::State::send(Ask ask, std::vector<std::string> headers, bool compressed, std::uint64_t largest) {
  if (options.offline) {
    answer(ask, offline_error(ask.url));
    return;
  }
  HttpRequest request;
  request.id = ask.ticket;
  request.url = ask.url;
  request.headers = std::move(headers);
  request.compressed = compressed;
  request.largest_body = largest;
  // An index's credentials are for its own host.
  if (ask.step == Ask::Step::archive && !ask.archive.source) {
    request.credentials = credentials_in(ask.archive.url);
  } else if (const IndexSource& source = options.sources[ask.source]; origin_of(source.url) == origin_of(ask.url)) {
    request.credentials = source.credentials ? source.credentials : credentials_in(source.url);
  }
  asks.insert_or_assign(ask.ticket, std::move(ask));
  http.start(std::move(request));
}

void Index::State::on_answer(HttpAnswer got) {
  const auto place = asks.find(got.id);
  Ask ask = std::move(place->second);
  asks.erase(place);
  if (!got.response) {
    answer(ask, got.response.error());
    return;
  }
  HttpResponse response = std::move(*got.response);
  if (ask.step != Ask::Step::page) {
    if (auto done = unpack(response, largest_of(ask.step)); !done) {
      answer(ask, done.error());
      return;
    }
  }
  switch (ask.step) {
    case Ask::Step::page:
      on_page(std::move(ask), std::move(response));
      break;
    case Ask::Step::sidecar:
      on_sidecar(std::move(ask), std::move(response));
      break;
    case Ask::Step::tail:
      on_tail(std::move(ask), std::move(response));
      break;
    case Ask::Step::directory:
      if (response.status == 206) {
        on_directory(std::move(ask), response.body, {});
      } else {
        ask_whole(std::move(ask));
      }
      break;
    case Ask::Step::entry:
      on_entry(std::move(ask), std::move(response));
      break;
    case Ask::Step::whole:
      on_whole(std::move(ask), std::move(response));
      break;
    case Ask::Step::archive:
      on_archive(std::move(ask), std::move(response));
      break;
  }
}

Index::Index(IndexOptions options, Store store)
    : state_(std::make_unique<State>(std::move(options), std::move(store))) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

Ticket Index::ask_page(std::string_view project, std::string_view pinned) {
  Ask ask;
  ask.ticket = state_->next++;
  ask.project = project;
  for (std::size_t i = 0; i < state_->options.sources.size(); ++i) {
    const IndexSource& source = state_->options.sources[i];
    if (pinned.empty() ? !source.only_if_pinned : source.name == pinned) ask.sources.push_back(i);
  }
  const Ticket ticket = ask.ticket;
  state_->next_source(std::move(ask));
  return ticket;
}

Ticket Index::ask_metadata(WheelPlace place) {
  Ask ask;
  ask.ticket = state_->next++;
  ask.source = place.source;
  ask.wheel = std::move(place);
  const Ticket ticket = ask.ticket;
  state_->start_metadata(std::move(ask));
  return ticket;
}

Ticket Index::ask_archive(ArchivePlace place) {
  Ask ask;
  ask.ticket = state_->next++;
  ask.source = place.source.value_or(0);
  ask.archive = std::move(place);
  const Ticket ticket = ask.ticket;
  state_->start_archive(std::move(ask));
  return ticket;
}

std::vector<IndexAnswer> Index::wait() {
  State& state = *state_;
  while (state.ready.empty() && !(state.http.idle() && state.worker.idle())) {
    // What comes faster than it can be read must not pile up.
    if (state.worker.finish(state.http.idle() || state.unread > kMostUnread)) continue;
    for (HttpAnswer& answer : state.http.wait()) state.on_answer(std::move(answer));
  }
  return std::exchange(state.ready, {});
}

bool Index::idle() const { return state_->ready.empty() && state_->http.idle() && state_->worker.idle(); }
bool Index::was_damaged() {
  bool was_damaged = false;
  for (const auto& [url, page] : state_->opened) {
    if (!page->was_damaged()) continue;
    was_damaged = true;
    state_->store.remove("page", url);
  }
  return was_damaged;
}
bool Index::is_offline() const { return state_->options.offline; }
std::uint64_t Index::requests_sent() const { return state_->http.requests_sent(); }

}  // namespace whip::resolver
