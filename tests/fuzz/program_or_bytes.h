// Changes for fuzz targets that take any bytes but say most about programs: three of four are to tokens, the others
// libFuzzer's own.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>

#include "tests/fuzz/python_mutator.h"

// Not there in the replay program that gcc builds, which changes nothing.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

extern "C" inline __attribute__((used)) std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                                                            std::size_t most, unsigned seed) {
  if (seed % 4 == 0) return LLVMFuzzerMutate(data, size, most);
  whip::test::PythonMutator mutator(seed);
  const std::string changed = mutator.mutate({reinterpret_cast<const char*>(data), size});
  const std::size_t kept = std::min(changed.size(), most);
  std::memcpy(data, changed.data(), kept);
  return kept;
}
