// One line on a terminal that says how far a long run is: shown only when the run takes longer than half a second, and
// gone when it ends.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>

namespace whip {

class Progress {
 public:
  // Nothing is ever written unless `descriptor` is a terminal.
  Progress(std::size_t total, int descriptor);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  void add_one() { done_.fetch_add(1, std::memory_order_relaxed); }

 private:
  void show();

  std::atomic<std::size_t> done_{0};
  std::size_t total_;
  int descriptor_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::thread thread_;  // runs only on a terminal
};

}  // namespace whip
