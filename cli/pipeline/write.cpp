#include "cli/pipeline/write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>

#include "cli/pipeline/read.h"

namespace whip {
namespace {

Error system_error(int number) { return Error{.code = ErrorCode::io, .message = system_message(number), .path = {}}; }

bool write_fully(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(descriptor, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

// The file that a chain of links ends at; the path itself where there is none yet.
std::string target_of(const std::string& path) {
  char buffer[PATH_MAX];
  return ::realpath(path.c_str(), buffer) != nullptr ? std::string(buffer) : path;
}

// A hidden neighbour that no other process and no other thread of ours uses.
std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> serial{0};
  const std::size_t slash = path.rfind('/');
  const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
  return path.substr(0, name) + ".whip-" + std::to_string(::getpid()) + "-" +
         std::to_string(serial.fetch_add(1, std::memory_order_relaxed)) + ".tmp";
}

Done write_in_place(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (file < 0) return system_error(errno);
  const bool good = write_fully(file, bytes);
  const int trouble = errno;
  if (::close(file) != 0 && good) return system_error(errno);
  return good ? Done(Unit{}) : Done(system_error(trouble));
}

}  // namespace

Done write_file(const std::string& path, std::string_view bytes, Durability durability) {
  const std::string target = target_of(path);
  struct stat old;
  const bool replaces = ::stat(target.c_str(), &old) == 0;
  // Renaming needs only the folder's permission; a file that its owner protected stays protected.
  if (replaces && ::access(target.c_str(), W_OK) != 0) return system_error(errno);
  // A file with several names must keep them all, so its bytes change, not the name's file.
  if (replaces && old.st_nlink > 1) return write_in_place(target, bytes);

  const std::string temporary = temporary_name(target);
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) return replaces ? write_in_place(target, bytes) : Done(system_error(errno));
  bool good = write_fully(file, bytes);
  if (good && replaces) {
    // As root, the owner is kept as well; otherwise the file is ours already or becomes ours.
    if (::geteuid() == 0) good = ::fchown(file, old.st_uid, old.st_gid) == 0;
    good = good && ::fchmod(file, old.st_mode & 07777) == 0;
  }
  if (good && durability == Durability::flushed) good = ::fsync(file) == 0;
  int trouble = errno;
  if (::close(file) != 0 && good) {
    good = false;
    trouble = errno;
  }
  if (good && ::rename(temporary.c_str(), target.c_str()) != 0) {
    good = false;
    trouble = errno;
  }
  if (good) return Unit{};
  ::unlink(temporary.c_str());
  return system_error(trouble);
}

}  // namespace whip
