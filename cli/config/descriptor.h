// Files of the system that are open.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace whip {

// Closes it at the end, if there is one (not below zero).
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();
  int get() const { return value_; }

 private:
  int value_;
};

// Reads until `wanted` bytes are there or the end is met; the number of bytes, or -1 with errno.
ssize_t read_fully(int descriptor, char* into, std::size_t wanted);

}  // namespace whip
