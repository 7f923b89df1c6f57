#include "resolver/index/repository.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "resolver/index/digest.h"
#include "resolver/index/url.h"

extern char** environ;

namespace whip::resolver {
namespace {

namespace fs = std::filesystem;

struct Output {
  int status = -1;  // exit code
  std::string text;
  std::string errors;
};

// git must not ask anybody, and not run what a URL names (`ext::`).
std::vector<std::string> git_environment() {
  std::vector<std::string> all;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text(*variable);
    const bool is_own = text.starts_with("GIT_TERMINAL_PROMPT=") || text.starts_with("GIT_ALLOW_PROTOCOL=") ||
                        text.starts_with("GIT_DIR=") || text.starts_with("GIT_WORK_TREE=");
    if (!is_own) all.emplace_back(text);
  }
  all.emplace_back("GIT_TERMINAL_PROMPT=0");
  all.emplace_back("GIT_ALLOW_PROTOCOL=https:http:ssh:git:file");
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

// Reads both until both end.
void drain(int text, int errors, Output& output) {
  std::array<pollfd, 2> open{{{text, POLLIN, 0}, {errors, POLLIN, 0}}};
  std::array<char, 16 * 1024> buffer{};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (::poll(open.data(), open.size(), -1) < 0 && errno != EINTR) break;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i].fd < 0 || open[i].revents == 0) continue;
      const ssize_t count = ::read(open[i].fd, buffer.data(), buffer.size());
      if (count > 0) {
        (i == 0 ? output.text : output.errors).append(buffer.data(), static_cast<std::size_t>(count));
      } else if (count == 0 || errno != EINTR) {
        open[i].fd = -1;
      }
    }
  }
}

Result<Output> git(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "git");
  std::vector<std::string> environment = git_environment();
  std::array<int, 2> text{};
  std::array<int, 2> errors{};
  const Error failure{.code = ErrorCode::io, .message = "cannot run git: ", .path = {}};
  if (::pipe2(text.data(), O_CLOEXEC) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0) {
    Error error = failure;
    error.message += std::strerror(errno);
    return error;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, text[1], 1);
  posix_spawn_file_actions_adddup2(&actions, errors[1], 2);
  pid_t child = 0;
  const int started =
      ::posix_spawnp(&child, "git", &actions, nullptr, pointers(arguments).data(), pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  ::close(text[1]);
  ::close(errors[1]);
  Output output;
  if (started == 0) drain(text[0], errors[0], output);
  ::close(text[0]);
  ::close(errors[0]);
  if (started != 0) {
    Error error = failure;
    error.message += std::strerror(started);
    return error;
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  output.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
  return output;
}

bool is_commit(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

Error git_error(const RepositoryPlace& place, const Output& output) {
  std::string said = output.errors.substr(0, 400);
  // git repeats the URL that it was given.
  const std::string shown = without_credentials(place.url);
  for (std::size_t at = said.find(place.url); at != std::string::npos && shown != place.url; at = said.find(place.url))
    said.replace(at, place.url.size(), shown);
  while (said.ends_with('\n')) said.pop_back();
  return Error{.code = ErrorCode::network, .message = "git: " + said, .path = {}};
}

// `COMMIT\trefs/tags/v1^{}`: what a tag points to comes before the tag, tags before branches.
Result<std::pair<std::string, std::string>> remote_reference(const RepositoryPlace& place) {
  const std::string& name = place.revision;
  const auto output = git({"ls-remote", "--", place.url});
  if (!output) return output.error();
  if (output->status != 0) return git_error(place, *output);
  std::vector<std::string> wanted{"HEAD"};
  if (!name.empty()) wanted = {"refs/tags/" + name + "^{}", "refs/tags/" + name, "refs/heads/" + name, name};
  for (const std::string& reference : wanted) {
    const std::size_t at = output->text.find("\t" + reference + "\n");
    if (at == std::string::npos || at < 40) continue;
    std::string plain = reference;
    if (plain.ends_with("^{}")) plain.resize(plain.size() - 3);
    return std::pair(output->text.substr(at - 40, 40), plain);
  }
  return Error{.code = ErrorCode::usage,
               .message = "the repository has no branch or tag `" + (name.empty() ? "HEAD" : name) +
                          "`; a commit is written with all its 40 digits",
               .path = {}};
}

// The bare repository that commits are fetched into: one for each URL; or one for now.
class Folder {
 public:
  explicit Folder(const RepositoryPlace& place) {
    if (place.folder.empty()) {
      std::string pattern = (fs::temp_directory_path(ignored_) / "whip-git-XXXXXX").string();
      if (::mkdtemp(pattern.data()) != nullptr) path_ = temporary_ = pattern;
    } else {
      path_ = place.folder + "/" + hexadecimal(sha256_of(without_credentials(place.url))).substr(0, 24);
      fs::create_directories(path_, ignored_);
    }
  }
  ~Folder() {
    if (!temporary_.empty()) fs::remove_all(temporary_, ignored_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  std::string temporary_;
  std::error_code ignored_;
};

Done fetch(const RepositoryPlace& place, const std::string& folder, const std::string& commit,
           const std::string& reference) {
  const std::string git_dir = "--git-dir=" + folder;
  const auto known = git({git_dir, "cat-file", "-e", commit + "^{commit}"});
  if (!known) return known.error();
  if (known->status == 0) return Unit{};
  if (place.offline)
    return Error{.code = ErrorCode::network, .message = "is not in the cache, and `--offline` forbids to fetch it"};
  const auto made = git({"init", "--quiet", "--bare", folder});
  if (!made) return made.error();
  if (made->status != 0) return git_error(place, *made);
  // By name where there is one: not every server gives commits by their hash; then all there is.
  std::vector<std::vector<std::string>> ways{
      {"--depth=1", "--", place.url, reference.empty() ? commit : reference},
      {"--", place.url, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"}};
  Output last;
  for (std::vector<std::string>& way : ways) {
    way.insert(way.begin(), {git_dir, "fetch", "--quiet", "--no-tags"});
    auto fetched = git(way);
    if (!fetched) return fetched.error();
    const auto there = git({git_dir, "cat-file", "-e", commit + "^{commit}"});
    if (!there) return there.error();
    if (there->status == 0) return Unit{};
    last = std::move(*fetched);
  }
  return git_error(place, last);
}

}  // namespace

Result<RepositoryText> read_repository(const RepositoryPlace& place) {
  if (place.revision.starts_with('-'))
    return Error{.code = ErrorCode::usage, .message = "`" + place.revision + "` is no revision", .path = {}};
  RepositoryText text;
  std::string reference;
  text.commit = is_commit(place.revision) ? place.revision : place.commit;
  if (text.commit.empty()) {
    if (place.offline)
      return Error{.code = ErrorCode::network, .message = "`--offline` forbids to ask the repository", .path = {}};
    auto found = remote_reference(place);
    if (!found) return found.error();
    text.commit = found->first;
    reference = found->second;
  }
  const Folder folder(place);
  if (auto done = fetch(place, folder.path(), text.commit, reference); !done) return done.error();
  const std::string path = (place.subdirectory.empty() ? "" : place.subdirectory + "/") + std::string("pyproject.toml");
  auto shown = git({"--git-dir=" + folder.path(), "show", text.commit + ":" + path});
  if (!shown) return shown.error();
  if (shown->status == 0) text.pyproject = std::move(shown->text);
  return text;
}

}  // namespace whip::resolver
