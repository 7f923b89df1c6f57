#include "cli/config/load.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "cli/config/descriptor.h"

namespace whip {

Result<std::string> read_text(const std::string& path) {
  const auto failed = [&] {
    return Error{
        .code = ErrorCode::io, .message = std::string("cannot be read: ") + std::strerror(errno), .path = path};
  };
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  // In one piece; but what is no file has no size, and one that is may grow.
  struct stat facts {};
  if (file.get() < 0 || ::fstat(file.get(), &facts) != 0) return failed();
  std::string text(static_cast<std::size_t>(facts.st_size) + 1, '\0');
  for (std::size_t size = 0;;) {
    const ssize_t got = read_fully(file.get(), text.data() + size, text.size() - size);
    if (got < 0) return failed();
    size += static_cast<std::size_t>(got);
    if (size < text.size()) {
      text.resize(size);
      return text;
    }
    text.resize(2 * size + 4096);
  }
}

Result<Value> load_toml(const std::string& path) {
  auto text = read_text(path);
  if (!text) return text.error();
  return parse_toml(*text, path);
}

}  // namespace whip
