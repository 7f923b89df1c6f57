#include "cli/pipeline/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace whip {
namespace {

TEST(Parallel, EveryIndexIsWorkedOnExactlyOnce) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    std::vector<std::atomic<int>> seen(1000);
    for_each_parallel(seen.size(), threads, [&](std::size_t i, unsigned worker) {
      EXPECT_LT(worker, threads);
      seen[i].fetch_add(1);
    });
    for (const std::atomic<int>& count : seen) EXPECT_EQ(count.load(), 1);
  }
}

TEST(Parallel, OneThreadIsTheCallersOwn) {
  const auto self = std::hash<std::thread::id>{}(std::this_thread::get_id());
  for_each_parallel(3, 1, [&](std::size_t, unsigned) {
    EXPECT_EQ(std::hash<std::thread::id>{}(std::this_thread::get_id()), self);
  });
}

TEST(Parallel, NothingToDoCallsNobody) {
  for_each_parallel(0, 4, [](std::size_t, unsigned) { FAIL(); });
}

TEST(Parallel, AnExceptionOfOneWorkerReachesTheCaller) {
  EXPECT_THROW(for_each_parallel(100, 3,
                                 [](std::size_t i, unsigned) {
                                   if (i == 50) throw std::runtime_error("fifty");
                                 }),
               std::runtime_error);
}

TEST(Parallel, TheEnvironmentSaysHowManyThreads) {
  ::setenv("RAYON_NUM_THREADS", "3", 1);
  EXPECT_EQ(thread_count(), 3U);
  ::setenv("WHIP_THREADS", "5", 1);
  EXPECT_EQ(thread_count(), 5U);
  ::setenv("WHIP_THREADS", "many", 1);
  EXPECT_EQ(thread_count(), 3U);
  ::unsetenv("WHIP_THREADS");
  ::unsetenv("RAYON_NUM_THREADS");
  EXPECT_GE(thread_count(), 1U);
}

}  // namespace
}  // namespace whip
