#include "cli/pipeline/discover.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "cli/pipeline/ignore.h"
#include "linter/packaging/build_file.h"

namespace whip {
namespace {

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

std::string normal(const std::string& path, const std::string& working_directory) {
  std::string text = (std::filesystem::path(working_directory) / path).lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

void stamp(DiscoveredFile& file, const struct stat& status) {
  file.size = static_cast<std::uint64_t>(status.st_size);
  file.modified = std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
  file.inode = status.st_ino;
}

bool is_excluded_here(std::string_view path, const Configuration& configuration) {
  return configuration.exclude.excludes(path) || configuration.extend_exclude.excludes(path);
}

// Whether rules that are on read the file because it says how a project is built.
bool is_for_build_rules(std::string_view path, const Configuration& configuration, const RuleSet& build_rules) {
  if (build_rules.empty() || !build_role(path)) return false;
  RuleSet rules = configuration.lint.enabled;
  rules &= build_rules;
  return !rules.empty();
}

// Python stays Python, and a pyproject.toml what it is.
SourceKind build_kind(std::string_view path, const Configuration& configuration) {
  const SourceKind kind = source_kind(path, configuration);
  return kind == SourceKind::other || kind == SourceKind::toml ? SourceKind::build : kind;
}

class Walk {
 public:
  Walk(ConfigTree& tree, const RuleSet& build_rules, Discovered& out)
      : tree_(tree), build_rules_(build_rules), out_(out) {}

  // Everything below a folder (absolute).
  Done run(const std::string& root) {
    auto config = tree_.of_folder(root);
    if (!config) return config.error();
    std::shared_ptr<const IgnoreChain> outer;
    if (tree_[ConfigTree::kBase].respect_gitignore && root != "/") outer = ignore_chain(folder_of(root));
    open_.push_back({root, *config, std::move(outer), true});
    while (!open_.empty()) {
      Folder folder = std::move(open_.back());
      open_.pop_back();
      if (auto done = visit(std::move(folder)); !done) return done;
    }
    return Unit{};
  }

 private:
  struct Folder {
    std::string path;
    ConfigId config;  // what holds outside it; for the first, inside
    std::shared_ptr<const IgnoreChain> ignores;
    bool entered = false;  // the configuration is already its own
  };
  struct Entry {
    std::string name;
    unsigned char type;
  };
  struct Close {
    void operator()(DIR* stream) const { ::closedir(stream); }
  };

  Done visit(Folder folder) {
    const std::unique_ptr<DIR, Close> stream(::opendir(folder.path.c_str()));
    if (!stream) {
      out_.warnings.push_back(folder.path + ": " + std::strerror(errno));
      return Unit{};
    }
    ConfigNames configs;
    IgnoreNames ignores;
    list(stream.get(), configs, ignores);
    Result<ConfigId> config =
        folder.entered ? Result<ConfigId>(folder.config) : tree_.enter(folder.config, folder.path, configs);
    if (!config) return config.error();
    if (tree_[ConfigTree::kBase].respect_gitignore)
      folder.ignores = enter_folder(std::move(folder.ignores), folder.path, ignores);
    const Configuration& configuration = tree_[*config];
    std::string path = folder.path == "/" ? "/" : folder.path + "/";
    const std::size_t base = path.size();
    for (const Entry& entry : entries_) {
      path.resize(base);
      path += entry.name;
      const bool is_folder = entry.type == DT_DIR;
      if (is_excluded_here(path, configuration)) continue;
      if (folder.ignores != nullptr && is_ignored(*folder.ignores, path, is_folder)) continue;
      if (is_folder) {
        open_.push_back({path, *config, folder.ignores, false});
      } else if (configuration.include.includes(path) || configuration.extend_include.includes(path)) {
        add(::dirfd(stream.get()), entry, path, *config, source_kind(path, configuration));
      } else if (is_for_build_rules(path, configuration, build_rules_)) {
        add(::dirfd(stream.get()), entry, path, *config, build_kind(path, configuration));
      }
    }
    return Unit{};
  }

  // The entries of the folder, and which of the names that matter are among them.
  void list(DIR* stream, ConfigNames& configs, IgnoreNames& ignores) {
    entries_.clear();
    while (const dirent* entry = ::readdir(stream)) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == "..") continue;
      unsigned char type = entry->d_type;
      if (type == DT_UNKNOWN) type = type_of(stream, entry->d_name);
      if (type != DT_DIR) configs.note(name);
      if (name == ".gitignore") ignores.gitignore = true;
      if (name == ".ignore") ignores.dot_ignore = true;
      if (name == ".git") ignores.dot_git = true;
      entries_.push_back({std::string(name), type});
    }
  }

  // File systems that do not say.
  static unsigned char type_of(DIR* stream, const char* name) {
    struct stat status {};
    if (::fstatat(::dirfd(stream), name, &status, AT_SYMLINK_NOFOLLOW) != 0) return DT_UNKNOWN;
    if (S_ISDIR(status.st_mode)) return DT_DIR;
    return S_ISLNK(status.st_mode) ? DT_LNK : DT_REG;
  }

  void add(int folder, const Entry& entry, const std::string& path, ConfigId config, SourceKind kind) {
    DiscoveredFile file{.path = path, .config = config, .kind = kind};
    struct stat status {};
    if (::fstatat(folder, entry.name.c_str(), &status, 0) != 0) {
      file.missing = true;  // a link that leads nowhere
    } else if (S_ISDIR(status.st_mode)) {
      return;
    } else {
      stamp(file, status);
    }
    out_.files.push_back(std::move(file));
  }

  ConfigTree& tree_;
  const RuleSet& build_rules_;
  Discovered& out_;
  std::vector<Folder> open_;
  std::vector<Entry> entries_;
};

// A file named outright: taken, whatever its name.
Done add_named(const std::string& path, const struct stat* status, ConfigTree& tree, const RuleSet& build_rules,
               Discovered& out) {
  auto config = tree.of_folder(folder_of(path));
  if (!config) return config.error();
  const bool is_build = status != nullptr && is_for_build_rules(path, tree[*config], build_rules);
  DiscoveredFile file{.path = path,
                      .config = *config,
                      .kind = is_build ? build_kind(path, tree[*config]) : source_kind(path, tree[*config]),
                      .named = true,
                      .missing = status == nullptr};
  if (status != nullptr) stamp(file, *status);
  out.files.push_back(std::move(file));
  return Unit{};
}

}  // namespace

SourceKind source_kind(std::string_view path, const Configuration& configuration) {
  const std::string_view name = last_part(path);
  if (name == "pyproject.toml") return SourceKind::pyproject;
  if (name == "ruff.toml" || name == ".ruff.toml" || name == "whip.toml" || name == ".whip.toml")
    return SourceKind::settings;
  const std::size_t dot = name.rfind('.');
  const std::string_view suffix = dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot + 1);
  for (const auto& [mapped, language] : configuration.extension) {
    if (mapped != suffix) continue;
    switch (language) {
      case Language::python:
        return SourceKind::python;
      case Language::stub:
        return SourceKind::stub;
      case Language::notebook:
        return SourceKind::notebook;
      case Language::markdown:
        return SourceKind::markdown;
    }
  }
  if (suffix == "py" || suffix == "pyw") return SourceKind::python;
  if (suffix == "pyi") return SourceKind::stub;
  if (suffix == "ipynb") return SourceKind::notebook;
  if (suffix == "md") return SourceKind::markdown;
  if (suffix == "toml" || name == "Pipfile" || name == "poetry.lock") return SourceKind::toml;
  return SourceKind::other;
}

bool is_excluded(std::string_view path, const Configuration& configuration) {
  for (std::string_view at = path; !at.empty(); at = at.substr(0, at.rfind('/'))) {
    if (is_excluded_here(at, configuration)) return true;
    if (at == configuration.root) break;
  }
  return false;
}

bool is_lint_excluded(const DiscoveredFile& file, const Configuration& configuration) {
  if (file.named && !configuration.force_exclude) return false;
  return configuration.lint_exclude.excludes(file.path);
}

bool is_python(SourceKind kind) {
  return kind == SourceKind::python || kind == SourceKind::stub || kind == SourceKind::notebook ||
         kind == SourceKind::other;
}

Result<Discovered> discover(std::span<const std::string> paths, const std::string& working_directory, ConfigTree& tree,
                            const RuleSet& build_rules) {
  Discovered out;
  std::vector<std::string> named;
  for (const std::string& path : paths) named.push_back(normal(path, working_directory));
  if (paths.empty()) named.push_back(working_directory);
  const bool force = tree[ConfigTree::kBase].force_exclude;
  for (const std::string& path : named) {
    struct stat status {};
    const bool there = ::stat(path.c_str(), &status) == 0;
    const bool is_folder = there && S_ISDIR(status.st_mode);
    if (force) {
      auto config = tree.of_folder(is_folder ? path : folder_of(path));
      if (!config) return config.error();
      if (is_excluded(path, tree[*config])) continue;
    }
    if (is_folder) out.walked.push_back(path);
    auto done = is_folder ? Walk(tree, build_rules, out).run(path)
                          : add_named(path, there ? &status : nullptr, tree, build_rules, out);
    if (!done) return done.error();
  }
  // A file both named and found counts as named.
  std::sort(out.files.begin(), out.files.end(), [](const DiscoveredFile& a, const DiscoveredFile& b) {
    return a.path != b.path ? a.path < b.path : a.named > b.named;
  });
  const auto same = [](const DiscoveredFile& a, const DiscoveredFile& b) { return a.path == b.path; };
  out.files.erase(std::unique(out.files.begin(), out.files.end(), same), out.files.end());
  return out;
}

}  // namespace whip
