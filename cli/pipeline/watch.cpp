#include "cli/pipeline/watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "cli/pipeline/read.h"

namespace whip {
namespace {

constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;
constexpr int kQuiet = 30;  // milliseconds

Error system_error(int number) { return Error{.code = ErrorCode::io, .message = system_message(number), .path = {}}; }

}  // namespace

bool is_relevant(std::string_view name, Change& change) {
  if (name.ends_with(".toml")) {
    change = Change::configuration;
    return true;
  }
  change = Change::source;
  return name.ends_with(".py") || name.ends_with(".pyi") || name.ends_with(".pyw") || name.ends_with(".ipynb");
}

Result<Watcher> Watcher::open(std::span<const std::string> paths) {
  const int descriptor = ::inotify_init1(IN_CLOEXEC);
  if (descriptor < 0) return system_error(errno);
  Watcher watcher(descriptor);
  for (const std::string& path : paths) {
    struct stat facts;
    if (::stat(path.c_str(), &facts) != 0) continue;
    // A file is watched through its folder: editors replace files, and a watch would stay with the old one.
    if (S_ISDIR(facts.st_mode)) {
      watcher.add_tree(path);
    } else {
      const std::string parent = std::filesystem::path(path).parent_path().string();
      watcher.add(parent.empty() ? "." : parent);
    }
  }
  return watcher;
}

Watcher::Watcher(Watcher&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), folders_(std::move(other.folders_)) {}

Watcher::~Watcher() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void Watcher::add(const std::string& path) {
  if (const int watch = ::inotify_add_watch(descriptor_, path.c_str(), kEvents); watch >= 0) folders_[watch] = path;
}

void Watcher::add_tree(const std::string& folder) {
  namespace fs = std::filesystem;
  add(folder);
  std::error_code trouble;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, trouble), end;
       at != end; at.increment(trouble)) {
    if (trouble) return;
    if (at->is_symlink(trouble) || !at->is_directory(trouble)) continue;
    // Hidden folders hold what tools write for themselves (.git, .venv, caches).
    if (at->path().filename().string().starts_with('.')) {
      at.disable_recursion_pending();
    } else {
      add(at->path().string());
    }
  }
}

Result<Change> Watcher::wait() {
  alignas(inotify_event) char buffer[16 * 1024];
  bool found = false;
  Change result = Change::source;
  for (;;) {
    if (found) {
      pollfd ready{.fd = descriptor_, .events = POLLIN, .revents = 0};
      if (::poll(&ready, 1, kQuiet) == 0) return result;
    }
    const ssize_t got = ::read(descriptor_, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return system_error(got == 0 ? EIO : errno);
    for (ssize_t at = 0; at < got;) {
      inotify_event event;
      std::memcpy(&event, buffer + at, sizeof event);
      const std::string_view name = event.len > 0 ? std::string_view(buffer + at + sizeof event) : std::string_view{};
      at += static_cast<ssize_t>(sizeof event + event.len);
      const auto folder = folders_.find(event.wd);
      if ((event.mask & IN_ISDIR) != 0 && (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0 && folder != folders_.end() &&
          !name.starts_with('.')) {
        add_tree(folder->second + "/" + std::string(name));
      }
      Change change;
      if (!is_relevant(name, change)) continue;
      // A new file is told twice: when it is made and when it is complete.
      if (event.mask == IN_CREATE) continue;
      found = true;
      if (change == Change::configuration) result = change;
    }
  }
}

}  // namespace whip
