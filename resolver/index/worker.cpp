#include "resolver/index/worker.h"

#include <utility>

namespace whip::resolver {

Worker::~Worker() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Worker::start(Job job) {
  ++open_;
  {
    const std::lock_guard lock(mutex_);
    jobs_.push(std::move(job));
  }
  changed_.notify_all();
  if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
}

bool Worker::finish(bool waits) {
  std::vector<Finish> done;
  {
    std::unique_lock lock(mutex_);
    if (waits && open_ > 0) changed_.wait(lock, [&] { return !done_.empty(); });
    done.swap(done_);
  }
  open_ -= done.size();
  for (const Finish& finish : done) finish();
  return !done.empty();
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return stops_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const Job job = std::move(jobs_.front());
    jobs_.pop();
    lock.unlock();
    Finish finish = job();
    lock.lock();
    done_.push_back(std::move(finish));
    changed_.notify_all();
    wake_();
  }
}

}  // namespace whip::resolver
