#include "cli/lsp/channel.h"

#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <utility>
#include <vector>

#include "cli/lsp/framing.h"

namespace whip::lsp {
namespace {

constexpr int kParentCheckMs = 3000;
// How long a message that has begun to arrive is waited for before other work is done.
constexpr auto kArrival = std::chrono::milliseconds(2);

bool is_dead(std::int64_t process) {
  return process > 0 && ::kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

}  // namespace

Inbox::Inbox(int descriptor) : descriptor_(descriptor) {
  if (::pipe(wake_) != 0) wake_[0] = wake_[1] = -1;
  thread_ = std::thread([this] { run(); });
}

Inbox::~Inbox() {
  if (wake_[1] >= 0) ::close(wake_[1]);
  thread_.join();
  if (wake_[0] >= 0) ::close(wake_[0]);
}

bool Inbox::has_bytes() const {
  pollfd waiting{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, 0) > 0 && (waiting.revents & POLLIN) != 0;
}

void Inbox::push(Message message) {
  {
    const std::lock_guard lock(mutex_);
    if (message.method == "$/cancelRequest") {
      // Heard at once. A request that is no longer waiting is done or under way: nothing is left to take back.
      std::string id;
      JsonWriter json(id);
      write_json(json, message.params()["id"]);
      for (const Message& waiting : messages_) {
        if (waiting.kind == Message::Kind::request && waiting.id == id) cancelled_.insert(id);
      }
    }
    messages_.push_back(std::move(message));
  }
  arrived_.notify_one();
}

void Inbox::run() {
  FrameReader frames;
  std::vector<char> buffer(std::size_t{1} << 16);
  for (;;) {
    std::array<pollfd, 2> waiting{pollfd{.fd = descriptor_, .events = POLLIN, .revents = 0},
                                  pollfd{.fd = wake_[0], .events = POLLIN, .revents = 0}};
    const int ready = ::poll(waiting.data(), waiting.size(), kParentCheckMs);
    if (ready < 0 && errno == EINTR) continue;
    if (waiting[1].revents != 0 || ready < 0 || is_dead(parent_)) break;
    if (ready == 0) continue;
    is_reading_ = true;
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count < 0 && (errno == EINTR || errno == EAGAIN)) {
      is_reading_ = false;
      continue;
    }
    if (count <= 0) break;
    frames.feed({buffer.data(), static_cast<std::size_t>(count)});
    while (std::optional<Frame> frame = frames.next()) {
      if (frame->kind == Frame::Kind::message) {
        push(read_message(std::move(frame->body)));
        continue;
      }
      Message broken;
      broken.failure = frame->kind == Frame::Kind::oversized ? Failure::invalid_request : Failure::parse;
      broken.trouble = std::move(frame->body);
      push(std::move(broken));
    }
    is_reading_ = false;
  }
  {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }
  arrived_.notify_all();
}

std::optional<Message> Inbox::take(std::chrono::microseconds pause) {
  std::unique_lock lock(mutex_);
  const auto something = [this] { return !messages_.empty() || is_closed_; };
  if (!something() && pause.count() > 0) arrived_.wait_for(lock, pause, something);
  if (!something() && (is_reading_ || has_bytes())) arrived_.wait_for(lock, kArrival, something);
  if (messages_.empty()) return std::nullopt;
  Message message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

bool Inbox::has_more() const {
  if (is_reading_ || has_bytes()) return true;
  const std::lock_guard lock(mutex_);
  return !messages_.empty();
}

std::optional<Message> Inbox::wait() {
  std::unique_lock lock(mutex_);
  arrived_.wait(lock, [this] { return !messages_.empty() || is_closed_; });
  if (messages_.empty()) return std::nullopt;
  Message message = std::move(messages_.front());
  messages_.pop_front();
  return message;
}

bool Inbox::is_cancelled(const std::string& id) {
  const std::lock_guard lock(mutex_);
  return cancelled_.erase(id) > 0;
}

void Outbox::send(std::string_view body) {
  const std::lock_guard lock(mutex_);
  if (is_broken_) return;
  const std::string message = framed(body);
  std::size_t written = 0;
  while (written < message.size()) {
    const ssize_t count = ::write(descriptor_, message.data() + written, message.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      is_broken_ = true;
      return;
    }
    written += static_cast<std::size_t>(count);
  }
}

}  // namespace whip::lsp
