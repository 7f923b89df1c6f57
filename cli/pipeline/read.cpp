#include "cli/pipeline/read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "cli/config/descriptor.h"

namespace whip {
namespace {

FileStamp stamp_from(const struct stat& facts) {
  return {.size = static_cast<std::uint64_t>(facts.st_size),
          .modified = static_cast<std::int64_t>(facts.st_mtim.tv_sec) * 1'000'000'000 + facts.st_mtim.tv_nsec,
          .inode = facts.st_ino};
}

Error system_error(int number) { return Error{.code = ErrorCode::io, .message = system_message(number), .path = {}}; }

Error too_large() { return Error{.code = ErrorCode::limit, .message = "file is larger than 1 GiB", .path = {}}; }

}  // namespace

std::string system_message(int error_number) {
  return std::string(::strerrordesc_np(error_number) != nullptr ? ::strerrordesc_np(error_number) : "Unknown error") +
         " (os error " + std::to_string(error_number) + ")";
}

Result<FileBytes> read_file(const char* path) {
  const Descriptor file(::open(path, O_RDONLY | O_CLOEXEC));
  struct stat facts;
  if (file.get() < 0 || ::fstat(file.get(), &facts) != 0) return system_error(errno);
  if (S_ISDIR(facts.st_mode)) return system_error(EISDIR);
  FileBytes out{.source = {}, .stamp = stamp_from(facts)};
  if (!S_ISREG(facts.st_mode)) {  // a pipe (`<(...)`) says nothing of its size
    Result<Source> all = read_stream(file.get());
    if (!all) return all.error();
    out.source = std::move(*all);
    return out;
  }
  if (out.stamp.size > Source::kMaxSize) return too_large();
  out.source = Source::with_size(static_cast<std::size_t>(out.stamp.size));
  const ssize_t got = read_fully(file.get(), out.source.data(), out.source.size());
  if (got < 0) return system_error(errno);
  if (static_cast<std::size_t>(got) < out.source.size()) out.source.shrink(static_cast<std::size_t>(got));
  return out;
}

Result<FileStamp> stamp_of(const char* path) {
  struct stat facts;
  if (::stat(path, &facts) != 0) return system_error(errno);
  return stamp_from(facts);
}

Result<Source> read_stream(int descriptor) {
  std::string all;
  for (std::size_t step = std::size_t{1} << 16;; step = all.size()) {
    const std::size_t before = all.size();
    if (before + step > Source::kMaxSize) return too_large();
    all.resize(before + step);
    const ssize_t got = read_fully(descriptor, all.data() + before, step);
    if (got < 0) return system_error(errno);
    all.resize(before + static_cast<std::size_t>(got));
    if (static_cast<std::size_t>(got) < step) return Source(all);
  }
}

}  // namespace whip
