#include "cli/config/descriptor.h"

#include <unistd.h>

#include <cerrno>

namespace whip {

Descriptor::~Descriptor() {
  if (value_ >= 0) ::close(value_);
}

ssize_t read_fully(int descriptor, char* into, std::size_t wanted) {
  std::size_t have = 0;
  while (have < wanted) {
    const ssize_t got = ::read(descriptor, into + have, wanted - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -1;
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  return static_cast<ssize_t>(have);
}

}  // namespace whip
