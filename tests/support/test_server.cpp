#include "tests/support/test_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace whip::test {

std::string ServerRequest::header(std::string_view name) const {
  const std::size_t at = headers.find("\n" + std::string(name) + ": ");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 3;
  return headers.substr(begin, headers.find('\n', begin) - begin);
}

TestServer::TestServer(std::function<ServerReply(const ServerRequest&)> answer) : answer_(std::move(answer)) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::listen(socket_, 64);
  socklen_t size = sizeof address;
  ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

TestServer::~TestServer() {
  stops_ = true;
  thread_.join();
  ::close(socket_);
}

std::string TestServer::url_with(std::string_view user, std::string_view password) const {
  return "http://" + std::string(user) + ":" + std::string(password) + "@127.0.0.1:" + std::to_string(port_);
}

void TestServer::run() {
  while (!stops_) {
    pollfd waits{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&waits, 1, 20) <= 0) continue;
    const int connection = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection >= 0) {
      serve(connection);
      ::close(connection);
    }
  }
}

// One request a connection.
void TestServer::serve(int connection) {
  std::string text;
  while (text.find("\r\n\r\n") == std::string::npos) {
    char buffer[4096];
    const ssize_t got = ::recv(connection, buffer, sizeof buffer, 0);
    if (got <= 0) return;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  ++requests_;
  ServerRequest request;
  request.path = text.substr(4, text.find(' ', 4) - 4);
  bool in_name = false;
  for (const char c : text.substr(text.find("\r\n"))) {
    if (c == '\r') continue;
    if (c == '\n') in_name = true;
    if (c == ':') in_name = false;
    request.headers += in_name && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const ServerReply reply = answer_(request);
  std::string out = "HTTP/1.1 " + std::to_string(reply.status) + " x\r\nConnection: close\r\n";
  for (const std::string& header : reply.headers) out += header + "\r\n";
  out += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n";
  out += reply.body.substr(0, reply.cut_after);
  for (std::size_t sent = 0; sent < out.size();) {
    const ssize_t count = ::send(connection, out.data() + sent, out.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;
    sent += static_cast<std::size_t>(count);
  }
  ::shutdown(connection, SHUT_WR);
}

}  // namespace whip::test
