#include "cli/config/load.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace whip {

Result<std::string> read_text(const std::string& path) {
  const auto failed = [&] {
    return Error{
        .code = ErrorCode::io, .message = std::string("cannot be read: ") + std::strerror(errno), .path = path};
  };
  struct Opened {
    int file;
    ~Opened() {
      if (file >= 0) ::close(file);
    }
  } const opened{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (opened.file < 0) return failed();
  // In one piece; but what is no file has no size, and one that is may grow.
  struct stat facts {};
  if (::fstat(opened.file, &facts) != 0) return failed();
  std::string text(static_cast<std::size_t>(facts.st_size) + 1, '\0');
  for (std::size_t size = 0;;) {
    const ssize_t got = ::read(opened.file, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed();
    size += static_cast<std::size_t>(got);
    if (got == 0) {
      text.resize(size);
      return text;
    }
    if (size == text.size()) text.resize(2 * size + 4096);
  }
}

Result<Value> load_toml(const std::string& path) {
  auto text = read_text(path);
  if (!text) return text.error();
  return parse_toml(*text, path);
}

}  // namespace whip
