// A thread beside the one that asks: it unpacks, reads and stores answers while others are still on their way.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

namespace whip::resolver {

class Worker {
 public:
  using Finish = std::function<void()>;  // run by the asking thread
  using Job = std::function<Finish()>;   // run by the worker's thread; shares nothing with the other

  // `wake` is called, by the worker's thread, whenever something is done.
  explicit Worker(std::function<void()> wake) : wake_(std::move(wake)) {}
  // Does what is left first, but finishes nothing: what was fetched is stored, also if nobody waits for it any more.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void start(Job job);
  // Finishes what is done; with `waits` at least one, if there is one at all. False if there was none.
  bool finish(bool waits);
  bool idle() const { return open_ == 0; }

 private:
  void run();

  std::function<void()> wake_;
  std::size_t open_ = 0;  // started and not finished; of the asking thread
  std::mutex mutex_;
  std::condition_variable changed_;
  std::queue<Job> jobs_;
  std::vector<Finish> done_;
  bool stops_ = false;
  std::thread thread_;  // from the first job on
};

}  // namespace whip::resolver
