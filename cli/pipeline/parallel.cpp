#include "cli/pipeline/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <thread>
#include <vector>

namespace whip {
namespace {

unsigned number_from(const char* variable) {
  const char* const text = std::getenv(variable);
  if (text == nullptr) return 0;
  unsigned value = 0;
  const char* const end = text + std::strlen(text);
  const auto [stop, error] = std::from_chars(text, end, value);
  return error == std::errc{} && stop == end ? value : 0;
}

}  // namespace

unsigned thread_count() {
  constexpr unsigned kMost = 256;
  for (const char* variable : {"WHIP_THREADS", "RAYON_NUM_THREADS"}) {
    if (const unsigned wanted = number_from(variable); wanted > 0) return std::min(wanted, kMost);
  }
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return 1;
  return std::clamp(static_cast<unsigned>(CPU_COUNT(&allowed)), 1U, kMost);
}

void run_parallel(std::size_t count, unsigned threads, void (*work)(void* context, std::size_t i, unsigned worker),
                  void* context) {
  threads = static_cast<unsigned>(std::min<std::size_t>(threads, count));
  std::atomic<std::size_t> next{0};
  std::vector<std::exception_ptr> failures(std::max(threads, 1U));
  const auto drain = [&](unsigned worker) {
    try {
      for (std::size_t i; (i = next.fetch_add(1, std::memory_order_relaxed)) < count;) work(context, i, worker);
    } catch (...) {
      failures[worker] = std::current_exception();
      next.store(count, std::memory_order_relaxed);
    }
  };
  std::vector<std::jthread> others;
  for (unsigned worker = 1; worker < threads; ++worker) others.emplace_back(drain, worker);
  drain(0);
  others.clear();  // waits
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace whip
