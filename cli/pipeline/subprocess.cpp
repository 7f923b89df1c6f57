#include "cli/pipeline/subprocess.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "cli/pipeline/read.h"

extern char** environ;

namespace whip {
namespace {

void close_once(int& descriptor) {
  if (descriptor >= 0) ::close(std::exchange(descriptor, -1));
}

bool set_nonblocking(int descriptor) {
  return ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK) == 0;
}

// Reads what is there; closes the descriptor at its end.
void drain(int& descriptor, std::string& into) {
  char buffer[64 * 1024];
  while (descriptor >= 0) {
    const ssize_t got = ::read(descriptor, buffer, sizeof buffer);
    if (got > 0) {
      into.append(buffer, static_cast<std::size_t>(got));
    } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
      close_once(descriptor);
    } else if (errno == EAGAIN) {
      return;
    }
  }
}

// The ends of three channels: [0] ours, [1] the program's.
struct Channels {
  int in[2] = {-1, -1};
  int out[2] = {-1, -1};
  int err[2] = {-1, -1};

  bool open() {
    return ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) == 0 && ::pipe2(out, O_CLOEXEC) == 0 &&
           ::pipe2(err, O_CLOEXEC) == 0 && set_nonblocking(in[0]) && set_nonblocking(out[0]) && set_nonblocking(err[0]);
  }
  ~Channels() {
    for (int* pair : {in, out, err}) close_once(pair[0]), close_once(pair[1]);
  }
};

}  // namespace

Result<Child> Child::start(const std::vector<std::string>& words, std::string input) {
  const auto failure = [&](int number) {
    return Error{.code = ErrorCode::io,
                 .message = "`" + words.front() + "` could not be started: " + system_message(number),
                 .path = {}};
  };
  Channels channels;
  if (!channels.open()) return failure(errno);
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, channels.in[1], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, channels.out[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, channels.err[1], STDERR_FILENO);
  // Servers ignore SIGPIPE, the programs that they start should not.
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t defaults;
  ::sigemptyset(&defaults);
  ::sigaddset(&defaults, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  Child child;
  const int trouble = ::posix_spawnp(&child.pid_, arguments[0], &actions, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (trouble != 0) {
    child.pid_ = -1;
    return failure(trouble);
  }
  child.in_ = std::exchange(channels.in[0], -1);
  child.out_ = std::exchange(channels.out[0], -1);
  child.err_ = std::exchange(channels.err[0], -1);
  child.input_ = std::move(input);
  return child;
}

Child::Child(Child&& other) noexcept
    : out(std::move(other.out)),
      err(std::move(other.err)),
      pid_(std::exchange(other.pid_, -1)),
      in_(std::exchange(other.in_, -1)),
      out_(std::exchange(other.out_, -1)),
      err_(std::exchange(other.err_, -1)),
      input_(std::move(other.input_)),
      written_(other.written_) {}

Child::~Child() {
  kill();
  finish();
}

void Child::add_polls(std::vector<pollfd>& polls) const {
  if (in_ >= 0) polls.push_back({.fd = in_, .events = POLLOUT, .revents = 0});
  if (out_ >= 0) polls.push_back({.fd = out_, .events = POLLIN, .revents = 0});
  if (err_ >= 0) polls.push_back({.fd = err_, .events = POLLIN, .revents = 0});
}

bool Child::advance() {
  while (in_ >= 0) {
    if (written_ == input_.size()) {
      close_once(in_);
      break;
    }
    const ssize_t put = ::send(in_, input_.data() + written_, input_.size() - written_, MSG_NOSIGNAL);
    if (put > 0) {
      written_ += static_cast<std::size_t>(put);
    } else if (errno == EAGAIN) {
      break;
    } else if (errno != EINTR) {
      close_once(in_);  // it wants no more
    }
  }
  drain(out_, out);
  drain(err_, err);
  return out_ >= 0 || err_ >= 0;
}

int Child::finish() {
  close_once(in_);
  close_once(out_);
  close_once(err_);
  if (pid_ < 0) return 0;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Child::kill() const {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

Result<ProcessOutput> run_process(const std::vector<std::string>& words, std::string input) {
  Result<Child> child = Child::start(words, std::move(input));
  if (!child) return child.error();
  while (child->advance()) {
    std::vector<pollfd> polls;
    child->add_polls(polls);
    ::poll(polls.data(), polls.size(), -1);
  }
  ProcessOutput result;
  result.code = child->finish();
  result.out = std::move(child->out);
  result.err = std::move(child->err);
  return result;
}

}  // namespace whip
