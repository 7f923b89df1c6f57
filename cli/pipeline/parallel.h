// The same work for many things, on all cores: an atomic counter over the list, nothing cleverer. Whoever calls sorts
// the list so that the longest work comes first; the results go into slots of their own, so their order does not depend
// on who was faster.
#pragma once

#include <cstddef>
#include <type_traits>

namespace whip {

// How many threads to use: WHIP_THREADS, else RAYON_NUM_THREADS (what scripts written for Ruff set), else the
// processors that this process may run on. At least 1.
unsigned thread_count();

// Calls work(context, i, worker) once for every i < count; worker < threads tells whose scratch space to use. The
// calling thread is worker 0, so one thread starts none. An exception of the work ends the run and is thrown again
// here.
void run_parallel(std::size_t count, unsigned threads, void (*work)(void* context, std::size_t i, unsigned worker),
                  void* context);

template <class Work>
void for_each_parallel(std::size_t count, unsigned threads, Work&& work) {
  using Plain = std::remove_reference_t<Work>;
  run_parallel(
      count, threads, [](void* context, std::size_t i, unsigned worker) { (*static_cast<Plain*>(context))(i, worker); },
      const_cast<void*>(static_cast<const void*>(&work)));
}

}  // namespace whip
