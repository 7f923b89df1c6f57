#include "cli/pipeline/ignore.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

#include <sys/stat.h>

#include "cli/config/ini.h"
#include "cli/config/load.h"

namespace whip {
namespace {

std::string slashed(const std::string& folder) { return folder.ends_with('/') ? folder : folder + "/"; }

std::string folder_above(const std::string& folder) {
  const std::size_t slash = folder.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : folder.substr(0, slash);
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0;
}

void read_into(std::vector<IgnoreFile>& files, const std::string& path, const std::string& folder) {
  const auto text = read_text(path);
  if (!text) return;
  IgnoreFile file(*text, slashed(folder));
  if (!file.empty()) files.push_back(std::move(file));
}

std::string home() {
  const char* value = std::getenv("HOME");
  return value == nullptr ? std::string() : std::string(value);
}

std::string config_home() {
  const char* value = std::getenv("XDG_CONFIG_HOME");
  return value != nullptr && *value != '\0' ? std::string(value) : home() + "/.config";
}

// core.excludesFile of a git configuration, if it sets one.
std::optional<std::string> excludes_file(const std::string& path) {
  const auto text = read_text(path);
  if (!text) return std::nullopt;
  std::optional<std::string> found;
  for (const IniSection& section : parse_ini(*text)) {
    if (section.name != "core") continue;
    if (const std::string* value = section.find("excludesfile")) found = *value;
  }
  if (!found) return std::nullopt;
  if (found->size() >= 2 && found->starts_with('"') && found->ends_with('"'))
    *found = found->substr(1, found->size() - 2);
  if (found->starts_with("~/")) found = home() + found->substr(1);
  return found;
}

// The folder that holds info/exclude: `.git` itself, or where the file of a worktree points, in the end the common
// folder.
std::string git_folder(const std::string& dot_git) {
  struct stat status {};
  if (::stat(dot_git.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return dot_git;
  const auto text = read_text(dot_git);
  constexpr std::string_view kPrefix = "gitdir:";
  if (!text || !text->starts_with(kPrefix)) return dot_git;
  const auto first_line = [](std::string line) {
    line.erase(std::min(line.find_first_of("\r\n"), line.size()));
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    return line;
  };
  const std::string base = folder_above(dot_git);
  std::string target = first_line(text->substr(kPrefix.size()));
  if (!target.starts_with('/')) target = base + "/" + target;
  if (const auto common = read_text(target + "/commondir")) {
    const std::string path = first_line(*common);
    return path.starts_with('/') ? path : target + "/" + path;
  }
  return target;
}

void read_repository(IgnoreChain& chain, const std::string& folder) {
  const std::string git = git_folder(slashed(folder) + ".git");
  read_into(chain.repository, git + "/info/exclude", folder);
  std::string user = config_home() + "/git/ignore";
  for (const std::string& path : {config_home() + "/git/config", home() + "/.gitconfig", git + "/config"}) {
    if (auto set = excludes_file(path)) user = std::move(*set);
  }
  read_into(chain.repository, user, folder);
}

IgnoreFile::Verdict judge(const std::vector<IgnoreFile>& files, std::string_view path, std::string_view name,
                          bool is_folder) {
  for (const IgnoreFile& file : files) {
    if (const auto verdict = file.judge(path, name, is_folder); verdict != IgnoreFile::Verdict::none) return verdict;
  }
  return IgnoreFile::Verdict::none;
}

}  // namespace

IgnoreFile::IgnoreFile(std::string_view text, std::string folder) : folder_(std::move(folder)) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (end < text.size() && line.ends_with('\r')) line.remove_suffix(1);
    at = end + 1;
    if (IgnorePattern pattern(line); !pattern.is_blank()) patterns_.push_back(std::move(pattern));
  }
}

IgnoreFile::Verdict IgnoreFile::judge(std::string_view path, std::string_view name, bool is_folder) const {
  if (!path.starts_with(folder_)) return Verdict::none;
  path.remove_prefix(folder_.size());
  for (auto pattern = patterns_.rbegin(); pattern != patterns_.rend(); ++pattern) {
    if (pattern->matches(path, name, is_folder)) return pattern->negated() ? Verdict::included : Verdict::ignored;
  }
  return Verdict::none;
}

std::shared_ptr<const IgnoreChain> enter_folder(std::shared_ptr<const IgnoreChain> outer, const std::string& folder,
                                                const IgnoreNames& names) {
  const bool in_repository = names.dot_git || (outer != nullptr && outer->in_repository);
  // A folder that says nothing of its own shares the link of the one above.
  if (outer != nullptr && !names.dot_git && !names.dot_ignore && !(names.gitignore && in_repository)) return outer;
  auto chain = std::make_shared<IgnoreChain>();
  chain->outer = std::move(outer);
  chain->repository_root = names.dot_git;
  chain->in_repository = in_repository;
  if (names.dot_ignore) read_into(chain->dot_ignore, slashed(folder) + ".ignore", folder);
  if (names.gitignore && in_repository) read_into(chain->git, slashed(folder) + ".gitignore", folder);
  if (names.dot_git) read_repository(*chain, folder);
  return chain;
}

std::shared_ptr<const IgnoreChain> ignore_chain(const std::string& folder) {
  std::vector<std::string> folders;
  for (std::string at = folder;; at = folder_above(at)) {
    folders.push_back(at);
    if (at == "/") break;
  }
  std::shared_ptr<const IgnoreChain> chain;
  for (auto at = folders.rbegin(); at != folders.rend(); ++at) {
    const std::string base = slashed(*at);
    chain = enter_folder(std::move(chain), *at,
                         {.dot_git = exists(base + ".git"),
                          .gitignore = exists(base + ".gitignore"),
                          .dot_ignore = exists(base + ".ignore")});
  }
  return chain;
}

bool is_ignored(const IgnoreChain& chain, std::string_view path, bool is_folder) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  using Verdict = IgnoreFile::Verdict;
  for (const IgnoreChain* link = &chain; link != nullptr; link = link->outer.get()) {
    if (const Verdict verdict = judge(link->dot_ignore, path, name, is_folder); verdict != Verdict::none)
      return verdict == Verdict::ignored;
  }
  // git's own files count up to the root of the innermost repository.
  for (const IgnoreChain* link = &chain; link != nullptr; link = link->outer.get()) {
    if (const Verdict verdict = judge(link->git, path, name, is_folder); verdict != Verdict::none)
      return verdict == Verdict::ignored;
    if (!link->repository_root) continue;
    return judge(link->repository, path, name, is_folder) == Verdict::ignored;
  }
  return false;
}

}  // namespace whip
