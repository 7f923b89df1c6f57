// The loop of the server over real pipes: how often it lints for how many keystrokes.

#include "cli/lsp/server.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "cli/lsp/framing.h"
#include "rules/all.h"
#include "tests/support/scratch.h"

namespace whip::lsp {
namespace {

constexpr std::string_view kUri = "file:///none/app.py";

std::string initialize() {
  return framed(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})");
}

std::string opening(std::string_view text) {
  std::string params;
  JsonWriter json(params);
  json.begin_object().key("textDocument").begin_object().member("uri", kUri).member("languageId", "python");
  json.member("version", std::uint64_t{0}).member("text", text).end_object().end_object();
  return framed(notification("textDocument/didOpen", params));
}

// A letter before the first line.
std::string keystroke(std::uint64_t version) {
  std::string params;
  JsonWriter json(params);
  json.begin_object().key("textDocument").begin_object().member("uri", kUri).member("version", version).end_object();
  json.key("contentChanges").begin_array().begin_object().key("range");
  write_range(json, {});
  json.member("text", "x").end_object().end_array().end_object();
  return framed(notification("textDocument/didChange", params));
}

std::string leaving() { return framed(request(2, "shutdown", "null")) + framed(notification("exit", "null")); }

class Pipe {
 public:
  Pipe() { static_cast<void>(::pipe(ends_)); }
  ~Pipe() {
    ::close(ends_[0]);
    close_writing();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  int out() const { return ends_[0]; }
  int in() const { return ends_[1]; }
  void close_writing() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }
  void write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t count = ::write(ends_[1], bytes.data(), bytes.size());
      if (count <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }

 private:
  int ends_[2] = {-1, -1};
};

// A server in a thread of its own, and what it says.
class Session {
 public:
  Session()
      : rules_(rules::all()),
        inbox_(to_server_.out()),
        outbox_(from_server_.in()),
        server_(rules_, "0", scratch_.root(), inbox_, outbox_) {}
  ~Session() {
    to_server_.write(leaving());
    thread_.join();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void start() {
    thread_ = std::thread([this] { server_.run(); });
  }
  void write(std::string_view bytes) const { to_server_.write(bytes); }

  // The next diagnostics that are published; nothing: none came for long.
  struct Published {
    std::string uri;
    std::int64_t version = 0;
  };
  std::optional<Published> published() {
    for (;;) {
      while (std::optional<Frame> frame = frames_.next()) {
        const Message message = read_message(std::move(frame->body));
        if (message.method != "textDocument/publishDiagnostics") continue;
        const Json params = message.params();
        return Published{std::string(params["uri"].text()), params["version"].integer().value_or(-1)};
      }
      pollfd waiting{.fd = from_server_.out(), .events = POLLIN, .revents = 0};
      if (::poll(&waiting, 1, 60000) <= 0) return std::nullopt;
      char buffer[4096];
      const ssize_t count = ::read(from_server_.out(), buffer, sizeof buffer);
      if (count <= 0) return std::nullopt;
      frames_.feed({buffer, static_cast<std::size_t>(count)});
    }
  }

  const Checker::Runs& runs() const { return server_.checker.runs(); }

 private:
  Scratch scratch_;
  const RuleTable rules_;
  Pipe to_server_;
  Pipe from_server_;
  Inbox inbox_;
  Outbox outbox_;
  Server server_;
  FrameReader frames_;
  std::thread thread_;
};

TEST(Server, LintsOnceForFiftyKeystrokesThatWaitForIt) {
  Session session;
  std::string bytes = initialize() + opening("y = 1\n");
  for (std::uint64_t version = 1; version <= 50; ++version) bytes += keystroke(version);
  session.write(bytes);
  session.start();
  std::optional<Session::Published> last = session.published();
  while (last && last->version < 50) last = session.published();
  ASSERT_TRUE(last);
  EXPECT_EQ(last->version, 50);
  // The reading thread may have been slower than the first run.
  EXPECT_LE(session.runs().all - session.runs().given_up, 2U);
}

TEST(Server, ShowsFindingsThoughTheKeystrokesNeverEnd) {
  Session session;
  session.write(initialize() + opening("y = 1\n"));
  session.start();
  std::atomic<bool> ends = false;
  std::thread typist([&] {
    for (std::uint64_t version = 1; !ends; ++version) {
      session.write(keystroke(version));
      std::this_thread::sleep_for(Patience::kPause / 10);
    }
  });
  // Of the opened text, and twice while typing goes on.
  std::int64_t last = -1;
  for (int turn = 0; turn < 3; ++turn) {
    const std::optional<Session::Published> published = session.published();
    EXPECT_TRUE(published && published->version > last);
    if (published) last = published->version;
  }
  ends = true;
  typist.join();
}

TEST(Server, PublishesFilesInTheOrderInWhichTheyChanged) {
  Session session;
  std::string bytes = initialize();
  for (const std::string_view name : {"zzz.py", "aaa.py"}) {
    std::string file = opening("y = 1\n");
    bytes += file.replace(file.find("app.py"), name.size(), name);
  }
  session.write(bytes);
  session.start();
  for (const std::string_view name : {"zzz.py", "aaa.py"}) {
    const std::optional<Session::Published> published = session.published();
    ASSERT_TRUE(published);
    EXPECT_EQ(published->uri, "file:///none/" + std::string(name));
  }
}

}  // namespace
}  // namespace whip::lsp
