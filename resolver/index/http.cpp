#include "resolver/index/http.h"

#include <curl/curl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <mutex>
#include <random>
#include <unordered_map>
#include <utility>

#include "core/base/characters.h"

namespace whip::resolver {
namespace {

using Clock = std::chrono::steady_clock;

// One request from its start to its end, over all its tries.
struct Transfer {
  HttpRequest request;
  HttpResponse response;
  CURL* handle = nullptr;
  curl_slist* headers = nullptr;
  unsigned tries = 0;
  std::uint64_t* held = nullptr;       // bytes of the bodies of all requests under way
  std::uint64_t largest_together = 0;  // that those may be
  bool too_large = false;
  bool is_crowded = false;     // ended because the others hold too much: it waits until there is room
  bool was_crowded = false;    // and now it is there
  bool is_unreadable = false;  // packed in a way that nobody asked for
  std::string retry_after;
  Clock::time_point not_before{};
  char trouble[CURL_ERROR_SIZE] = {};

  ~Transfer() {
    curl_slist_free_all(headers);
    if (handle != nullptr) curl_easy_cleanup(handle);
  }
};

bool is_netrc_there() {
  if (std::getenv("NETRC") != nullptr) return true;
  const char* home = std::getenv("HOME");
  return home == nullptr || ::access((std::string(home) + "/.netrc").c_str(), F_OK) == 0;
}

// The value of a header line of this name (given in lower case); nothing for other lines.
std::optional<std::string> header_value(std::string_view line, std::string_view name) {
  if (line.size() <= name.size() || line[name.size()] != ':') return std::nullopt;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (lowered(line[i]) != name[i]) return std::nullopt;
  }
  std::string_view value = line.substr(name.size() + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '\r' || value.back() == '\n' || value.back() == ' '))
    value.remove_suffix(1);
  return std::string(value);
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  transfer.too_large = transfer.response.body.size() + size * count > transfer.request.largest_body;
  transfer.is_crowded = !transfer.too_large && *transfer.held + size * count > transfer.largest_together;
  if (transfer.too_large || transfer.is_crowded) return 0;  // ends the transfer
  *transfer.held += size * count;
  std::string& body = transfer.response.body;
  // A large one grows by a quarter, not to the double: while it is copied both are there.
  constexpr std::size_t kLarge = std::size_t{16} << 20;
  if (const std::size_t wanted = body.size() + size * count; wanted > body.capacity() && wanted > kLarge)
    body.reserve(wanted + wanted / 4);
  body.append(bytes, size * count);
  return size * count;
}

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& transfer = *static_cast<Transfer*>(user);
  const std::string_view line(bytes, size * count);
  HttpResponse& response = transfer.response;
  if (line.starts_with("HTTP/")) {  // of a redirect before this one, or the first
    response.content_type.clear(), response.etag.clear(), response.last_modified.clear();
    response.cache_control.clear(), response.content_range.clear(), transfer.retry_after.clear();
    *transfer.held -= response.body.size();
    response.body.clear();
    response.says_its_end = !line.starts_with("HTTP/1");
    response.is_packed = false;
  }
  response.says_its_end = response.says_its_end || header_value(line, "content-length") ||
                          header_value(line, "transfer-encoding") == "chunked";
  const auto keep = [&](std::string_view name, std::string& place) {
    if (auto value = header_value(line, name)) place = std::move(*value);
  };
  keep("content-type", response.content_type);
  if (const auto value = header_value(line, "content-encoding")) {
    transfer.is_unreadable = *value != "gzip" && *value != "x-gzip" && *value != "identity";
    response.is_packed = value->ends_with("gzip");
  }
  keep("etag", response.etag);
  keep("last-modified", response.last_modified);
  keep("cache-control", response.cache_control);
  keep("content-range", response.content_range);
  keep("retry-after", transfer.retry_after);
  return size * count;
}

bool is_passing(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_CONNECT:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
    case CURLE_SSL_CONNECT_ERROR:
      return true;
    default:
      return false;
  }
}

bool is_passing_status(long status) {
  return status == 408 || status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

Error network_error(const Transfer& transfer, std::string what) {
  std::string message = "`" + without_credentials(transfer.request.url) + "`: " + std::move(what);
  if (transfer.tries > 1) message += " (tried " + std::to_string(transfer.tries) + " times)";
  return Error{.code = ErrorCode::network, .message = std::move(message), .path = {}};
}

}  // namespace

struct HttpClient::State {
  HttpOptions options;
  CURLM* multi = nullptr;  // from the first request on: loading libcurl takes longer than a run that needs none
  bool is_begun = false;
  bool has_netrc = false;  // curl would look for it at each request
  std::unordered_map<CURL*, std::unique_ptr<Transfer>> running;
  std::vector<std::unique_ptr<Transfer>> delayed;
  std::vector<CURL*> spare;  // handles that ended: their memory is used again
  std::minstd_rand random{std::random_device{}()};
  std::uint64_t sent = 0;
  std::uint64_t held = 0;
  bool is_anyone_back = false;  // one that found no room is under way again: one at a time
  std::atomic<bool> is_woken{false};

  ~State() {
    for (auto& [handle, transfer] : running) curl_multi_remove_handle(multi, handle);
    running.clear();
    for (CURL* handle : spare) curl_easy_cleanup(handle);
    if (multi != nullptr) curl_multi_cleanup(multi);
  }

  void begin();
  void send(std::unique_ptr<Transfer> transfer);
  bool may_go(const Transfer& transfer) const;
  std::optional<HttpAnswer> ended(CURL* handle, CURLcode code);
  std::optional<HttpAnswer> again_or(std::unique_ptr<Transfer> transfer, Error error);
  std::chrono::milliseconds delay_of(const Transfer& transfer);
};

void HttpClient::State::send(std::unique_ptr<Transfer> transfer) {
  if (spare.empty()) {
    transfer->handle = curl_easy_init();
  } else {
    transfer->handle = spare.back();
    spare.pop_back();
    curl_easy_reset(transfer->handle);
  }
  CURL* const handle = transfer->handle;
  const HttpRequest& request = transfer->request;
  transfer->response = {};
  transfer->too_large = false;
  transfer->is_unreadable = false;
  transfer->held = &held;
  transfer->largest_together = std::max(options.largest_together, transfer->request.largest_body);
  ++transfer->tries;
  ++sent;

  const auto milliseconds = [](std::chrono::milliseconds time) { return static_cast<long>(time.count()); };
  const bool secure = url_parts(request.url).scheme == "https";
  const std::string url = without_credentials(request.url);
  curl_easy_setopt(handle, CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(handle, CURLOPT_MAXREDIRS, 10L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(options.connect_timeout));
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, std::max(1L, milliseconds(options.read_timeout) / 1000));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, options.user_agent.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  // Rather one connection with many streams than many handshakes.
  curl_easy_setopt(handle, CURLOPT_PIPEWAIT, secure ? 1L : 0L);
  curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer->trouble);
  // What says that it is too large is not even begun; what does not is ended by on_body.
  curl_easy_setopt(handle, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.largest_body));
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, transfer.get());
  curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, transfer.get());
  if (!options.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, options.ca_file.c_str());

  // Credentials are only ever sent to the host they were given for: curl drops them on a redirect to another.
  const std::optional<Credentials> credentials =
      request.credentials ? request.credentials : credentials_in(request.url);
  if (credentials) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, credentials->user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, credentials->password.c_str());
  } else {
    if (has_netrc) curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_OPTIONAL));
    if (const char* file = std::getenv("NETRC"); file != nullptr) curl_easy_setopt(handle, CURLOPT_NETRC_FILE, file);
  }
  curl_easy_setopt(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));

  if (transfer->headers == nullptr) {
    for (const std::string& header : request.headers)
      transfer->headers = curl_slist_append(transfer->headers, header.c_str());
    // Unpacked by whoever reads it, on another thread.
    if (request.compressed) transfer->headers = curl_slist_append(transfer->headers, "Accept-Encoding: gzip");
  }
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, transfer->headers);
  curl_multi_add_handle(multi, handle);
  running.emplace(handle, std::move(transfer));
}

std::chrono::milliseconds HttpClient::State::delay_of(const Transfer& transfer) {
  // Seconds, if the server says so; a date is not worth a calendar here.
  if (!transfer.retry_after.empty() && transfer.retry_after.size() < 4 &&
      std::ranges::all_of(transfer.retry_after, [](char c) { return c >= '0' && c <= '9'; }))
    return std::chrono::seconds(std::min(std::atoi(transfer.retry_after.c_str()), 60));
  const double exact = static_cast<double>(options.first_delay.count()) * (1U << std::min(transfer.tries - 1, 6U));
  const double factor = std::uniform_real_distribution<double>(0.5, 1.5)(random);
  return std::chrono::milliseconds(static_cast<std::int64_t>(exact * factor));
}

// Of one that was put off.
bool HttpClient::State::may_go(const Transfer& transfer) const {
  if (!transfer.is_crowded) return transfer.not_before <= Clock::now();
  return running.empty() || (!is_anyone_back && held <= transfer.largest_together / 2);
}

std::optional<HttpAnswer> HttpClient::State::again_or(std::unique_ptr<Transfer> transfer, Error error) {
  if (transfer->tries > options.retries) return HttpAnswer{transfer->request.id, std::move(error)};
  transfer->not_before = Clock::now() + delay_of(*transfer);
  delayed.push_back(std::move(transfer));
  return std::nullopt;
}

std::optional<HttpAnswer> HttpClient::State::ended(CURL* handle, CURLcode code) {
  curl_multi_remove_handle(multi, handle);
  const auto place = running.find(handle);
  std::unique_ptr<Transfer> transfer = std::move(place->second);
  running.erase(place);
  held -= transfer->response.body.size();
  if (std::exchange(transfer->was_crowded, false)) is_anyone_back = false;
  if (transfer->is_crowded) {
    --transfer->tries;
    transfer->response = {};  // its memory is what the others wait for
    spare.push_back(std::exchange(transfer->handle, nullptr));
    delayed.push_back(std::move(transfer));
    return std::nullopt;
  }

  HttpResponse& response = transfer->response;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &response.status);
  char* url = nullptr;
  curl_easy_getinfo(handle, CURLINFO_EFFECTIVE_URL, &url);
  response.url = without_credentials(url != nullptr ? url : "");
  transfer->handle = nullptr;
  spare.push_back(handle);

  if (transfer->too_large || code == CURLE_FILESIZE_EXCEEDED) {
    Error error = network_error(
        *transfer, "the answer is larger than " + std::to_string(transfer->request.largest_body >> 20) + " MiB");
    error.code = ErrorCode::limit;
    return HttpAnswer{transfer->request.id, std::move(error)};
  }
  if (code != CURLE_OK) {
    Error error = network_error(*transfer, transfer->trouble[0] != '\0' ? transfer->trouble : curl_easy_strerror(code));
    if (is_passing(code)) return again_or(std::move(transfer), std::move(error));
    return HttpAnswer{transfer->request.id, std::move(error)};
  }
  if (is_passing_status(response.status)) {
    Error error = network_error(*transfer, "the server answered " + std::to_string(response.status));
    return again_or(std::move(transfer), std::move(error));
  }
  if (transfer->is_unreadable)
    return HttpAnswer{transfer->request.id,
                      network_error(*transfer, "the server packed its answer in a way that was not asked for")};
  return HttpAnswer{transfer->request.id, std::move(response)};
}

void HttpClient::State::begin() {
  if (std::exchange(is_begun, true)) return;
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  has_netrc = is_netrc_there();
  multi = curl_multi_init();
  curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_MULTIPLEX));
  curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(options.connections_per_host));
}

HttpClient::HttpClient(HttpOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}

HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

void HttpClient::wake() {
  state_->is_woken = true;
  if (state_->multi != nullptr) curl_multi_wakeup(state_->multi);
}

bool HttpClient::idle() const { return state_->running.empty() && state_->delayed.empty(); }
std::uint64_t HttpClient::requests_sent() const { return state_->sent; }

void HttpClient::start(HttpRequest request) {
  state_->begin();
  auto transfer = std::make_unique<Transfer>();
  transfer->request = std::move(request);
  // Without libcurl nothing is ever sent: wait() says so.
  if (state_->multi == nullptr) return state_->delayed.push_back(std::move(transfer));
  state_->send(std::move(transfer));
}

std::vector<HttpAnswer> HttpClient::wait() {
  State& state = *state_;
  std::vector<HttpAnswer> answers;
  if (state.is_begun && state.multi == nullptr) {
    for (const auto& transfer : state.delayed) {
      answers.push_back(
          {transfer->request.id,
           network_error(*transfer,
                         "requests need libcurl, which could not be loaded: install it (the package is libcurl4 "
                         "in Debian and Ubuntu, libcurl in Fedora, curl in Arch)")});
    }
    state.delayed.clear();
    return answers;
  }
  while (answers.empty() && !idle()) {
    // Those whose pause is over.
    for (std::size_t i = 0; i < state.delayed.size();) {
      if (!state.may_go(*state.delayed[i])) {
        ++i;
        continue;
      }
      std::unique_ptr<Transfer> due = std::move(state.delayed[i]);
      state.delayed.erase(state.delayed.begin() + static_cast<std::ptrdiff_t>(i));
      due->was_crowded = std::exchange(due->is_crowded, false);
      state.is_anyone_back = state.is_anyone_back || due->was_crowded;
      state.send(std::move(due));
    }
    int count = 0;
    curl_multi_perform(state.multi, &count);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(state.multi, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      if (auto answer = state.ended(message->easy_handle, message->data.result)) answers.push_back(std::move(*answer));
    }
    if (!answers.empty() || idle()) break;
    // Until something moves, or the first pause is over.
    auto pause = std::chrono::milliseconds(1000);
    for (const auto& transfer : state.delayed) {
      if (transfer->is_crowded) continue;  // when another ends
      pause = std::min(pause, std::chrono::ceil<std::chrono::milliseconds>(transfer->not_before - Clock::now()));
    }
    curl_multi_poll(state.multi, nullptr, 0, static_cast<int>(std::max<std::int64_t>(pause.count(), 0)), nullptr);
    if (state.is_woken.exchange(false)) break;
  }
  return answers;
}

}  // namespace whip::resolver
