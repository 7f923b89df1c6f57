#include "cli/config/load.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace whip {

Result<std::string> read_text(const std::string& path) {
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  const auto failed = [&] {
    return Error{
        .code = ErrorCode::io, .message = std::string("cannot be read: ") + std::strerror(errno), .path = path};
  };
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return failed();
  std::string text;
  char chunk[16384];
  for (std::size_t size = 0; (size = std::fread(chunk, 1, sizeof chunk, file.get())) > 0;) text.append(chunk, size);
  if (std::ferror(file.get()) != 0) return failed();
  return text;
}

Result<Value> load_toml(const std::string& path) {
  auto text = read_text(path);
  if (!text) return text.error();
  return parse_toml(*text, path);
}

}  // namespace whip
