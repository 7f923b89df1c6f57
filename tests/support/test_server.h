// A web server on loopback for tests: answers as the test says, counts what it is asked.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace whip::test {

struct ServerRequest {
  std::string path;     // with query
  std::string headers;  // all lines, lower-case names
  // The value of a header (name in lower case); empty if it was not sent.
  std::string header(std::string_view name) const;
};

struct ServerReply {
  int status = 200;
  std::string body;
  std::vector<std::string> headers;           // "Name: value"
  std::size_t cut_after = std::string::npos;  // close the connection after this many bytes of the body
};

class TestServer {
 public:
  // `answer` is called for each request, one at a time.
  explicit TestServer(std::function<ServerReply(const ServerRequest&)> answer);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  // Where it listens, without a closing slash.
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  std::string url_with(std::string_view user, std::string_view password) const;
  unsigned requests() const { return requests_.load(); }

 private:
  void run();
  void serve(int connection);

  std::function<ServerReply(const ServerRequest&)> answer_;
  int socket_ = -1;
  unsigned port_ = 0;
  std::atomic<unsigned> requests_{0};
  std::atomic<bool> stops_{false};
  std::thread thread_;
};

}  // namespace whip::test
