// Requests that together would hold more than may be held: those that come on top wait for the others.
#include "resolver/index/http.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <thread>
#include <vector>

namespace whip::resolver {
namespace {

constexpr std::size_t kBody = 900;
constexpr std::size_t kFirst = 800;  // of each body, sent at once: both together are more than the client may hold
constexpr std::uint64_t kTogether = 1500;

// Answers two requests at once, all but the end of both; when the client has given one up, the other is ended, and the
// one that comes again is answered whole.
class TwoAtOnce {
 public:
  TwoAtOnce() {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
    ::listen(socket_, 4);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    url_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    thread_ = std::thread([this] { run(); });
  }
  ~TwoAtOnce() {
    thread_.join();
    ::close(socket_);
  }
  TwoAtOnce(const TwoAtOnce&) = delete;
  TwoAtOnce& operator=(const TwoAtOnce&) = delete;

  const std::string& url() const { return url_; }

 private:
  static void send(int connection, const std::string& text) {
    ::send(connection, text.data(), text.size(), MSG_NOSIGNAL);
  }

  int accepted() const {
    const int connection = ::accept(socket_, nullptr, nullptr);
    std::string text;
    char buffer[1024];
    while (text.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = ::recv(connection, buffer, sizeof(buffer), 0);
      if (got <= 0) break;
      text.append(buffer, static_cast<std::size_t>(got));
    }
    send(connection, "HTTP/1.1 200 x\r\nConnection: close\r\nContent-Length: " + std::to_string(kBody) + "\r\n\r\n" +
                         std::string(kFirst, 'x'));
    return connection;
  }

  void run() {
    const std::array<int, 2> both = {accepted(), accepted()};
    std::array<pollfd, 2> waits = {pollfd{both[0], POLLIN, 0}, pollfd{both[1], POLLIN, 0}};
    ::poll(waits.data(), waits.size(), 20'000);
    const std::string rest(kBody - kFirst, 'x');
    send(waits[0].revents == 0 ? both[0] : both[1], rest);
    const int again = accepted();
    send(again, rest);
    for (const int connection : {both[0], both[1], again}) ::close(connection);
  }

  int socket_ = -1;
  std::string url_;
  std::thread thread_;
};

TEST(HttpClient, SendsAgainWhatFoundNoRoom) {
  HttpOptions options;
  options.largest_together = kTogether;
  options.retries = 0;
  HttpClient client(options);
  const TwoAtOnce server;
  for (const std::uint64_t id : {1, 2})
    client.start(
        {.id = id, .url = server.url() + std::to_string(id), .headers = {}, .credentials = {}, .largest_body = 1000});
  std::vector<std::uint64_t> ids;
  while (!client.idle()) {
    for (const HttpAnswer& answer : client.wait()) {
      ids.push_back(answer.id);
      ASSERT_TRUE(answer.response) << answer.response.error().message;
      EXPECT_EQ(answer.response->body, std::string(kBody, 'x'));
    }
  }
  std::ranges::sort(ids);
  EXPECT_EQ(ids, (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(client.requests_sent(), 3U);
}

}  // namespace
}  // namespace whip::resolver
