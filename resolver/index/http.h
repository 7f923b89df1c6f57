// Many HTTP requests at once over few connections: the only socket of the house.
//
// Nothing waits inside: `start` puts a request in, `wait` lets all go on and gives those that ended. What fails for a
// moment (connections that are cut, 429, 5xx) is tried again after a while, longer each time; a request ends as an
// answer (of any status) or as an error that names the URL without credentials.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/index/url.h"

namespace whip::resolver {

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::milliseconds read_timeout{30'000};  // without a byte
  unsigned retries = 3;                            // after the first try
  std::chrono::milliseconds first_delay{500};      // before the first retry; doubles, and varies by half either way
  unsigned connections_per_host = 16;
  // Bytes of bodies that all requests under way hold together, unless one alone may hold more: those that come on top
  // are sent again when there is room.
  std::uint64_t largest_together = std::uint64_t{128} << 20;
  std::string ca_file;     // empty: the system's
  std::string user_agent;  // sent as it is
};

struct HttpRequest {
  std::uint64_t id = 0;  // the caller's
  std::string url;       // may hold credentials
  std::vector<std::string> headers;
  std::optional<Credentials> credentials;  // instead of those in the URL and in netrc
  std::uint64_t largest_body = 128 << 20;  // bytes as they are sent: beyond it the request fails
  bool compressed = true;                  // the server may pack the body; not for parts of files
};

struct HttpResponse {
  long status = 0;
  std::string url;  // after redirects, without credentials
  std::string body;
  std::string content_type;
  std::string etag;
  std::string last_modified;
  std::string cache_control;
  std::string content_range;
  bool is_packed = false;     // the body is a gzip stream, see gzip.h
  bool says_its_end = false;  // else the body may have been cut off and nobody can tell
};

struct HttpAnswer {
  std::uint64_t id = 0;
  Result<HttpResponse> response;  // errors: `network`, `limit`
};

class HttpClient {
 public:
  explicit HttpClient(HttpOptions options);
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;

  void start(HttpRequest request);
  // Those that ended since the last call, at least one; none only if nothing is under way, or wake() was called.
  std::vector<HttpAnswer> wait();
  // From any thread: the wait that is on, or the next, ends.
  void wake();
  bool idle() const;
  // Requests sent so far, retries included.
  std::uint64_t requests_sent() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whip::resolver
