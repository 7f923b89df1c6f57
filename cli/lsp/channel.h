// The two ends of the wire. A thread of its own reads standard input, so that a cancellation is heard and keystrokes
// are counted together while the server works; whoever has something to say writes whole messages.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_set>

#include "cli/lsp/message.h"

namespace whip::lsp {

// Messages that came and were not handled yet.
class Inbox {
 public:
  explicit Inbox(int descriptor);
  ~Inbox();
  Inbox(const Inbox&) = delete;
  Inbox& operator=(const Inbox&) = delete;

  // The next message if there is one already, or on its way, or if it comes within `pause`.
  std::optional<Message> take(std::chrono::microseconds pause = {});
  // Whether there is one, or the client is writing one.
  bool has_more() const;
  // Waits for it; nothing: there will be no more, for the client is gone.
  std::optional<Message> wait();
  // Whether the client took a request back. Each request is asked about once, when it is its turn.
  bool is_cancelled(const std::string& id);
  // The process whose end ends the server as well.
  void watch(std::int64_t process) { parent_ = process; }

 private:
  void run();
  bool has_bytes() const;
  void push(Message message);

  int descriptor_;
  int wake_[2] = {-1, -1};  // a pipe: closing it ends the thread
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Message> messages_;
  std::unordered_set<std::string> cancelled_;
  bool is_closed_ = false;
  std::atomic<bool> is_reading_ = false;
  std::atomic<std::int64_t> parent_ = 0;
  std::thread thread_;
};

// Messages to the client. Any thread may send.
class Outbox {
 public:
  explicit Outbox(int descriptor) : descriptor_(descriptor) {}
  void send(std::string_view body);
  // The client does not read any more.
  bool is_broken() const { return is_broken_; }

 private:
  int descriptor_;
  std::mutex mutex_;
  std::atomic<bool> is_broken_ = false;
};

}  // namespace whip::lsp
