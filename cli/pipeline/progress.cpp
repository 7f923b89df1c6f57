#include "cli/pipeline/progress.h"

#include <unistd.h>

#include <chrono>
#include <string>

namespace whip {
namespace {

constexpr std::chrono::milliseconds kPatience{500};  // shorter runs show nothing
constexpr std::chrono::milliseconds kStep{100};

void put(int descriptor, const std::string& text) {
  // A line that cannot be written is a line that nobody sees.
  if (::write(descriptor, text.data(), text.size()) < 0) return;
}

}  // namespace

Progress::Progress(std::size_t total, int descriptor) : total_(total), descriptor_(descriptor) {
  if (total > 1 && ::isatty(descriptor) == 1) thread_ = std::thread([this] { show(); });
}

Progress::~Progress() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
  }
  ended_.notify_one();
  thread_.join();
}

void Progress::show() {
  std::unique_lock lock(mutex_);
  if (ended_.wait_for(lock, kPatience, [this] { return has_ended_; })) return;
  do {
    put(descriptor_, "\r\x1b[2K" + std::to_string(done_.load(std::memory_order_relaxed)) + " of " +
                         std::to_string(total_) + " files checked");
  } while (!ended_.wait_for(lock, kStep, [this] { return has_ended_; }));
  put(descriptor_, "\r\x1b[2K");
}

}  // namespace whip
