// What a resolution knows of the world: releases and metadata, fetched when somebody asks and kept for all forks.
// Everything is kept under the key of an origin (origin.h), which is the project's name where it comes from the
// indexes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "resolver/index/index.h"
#include "resolver/lock/free_threading.h"
#include "resolver/lock/origin.h"
#include "resolver/lock/preferences.h"
#include "resolver/lock/releases.h"
#include "resolver/lock/static_metadata.h"
#include "resolver/solver/ids.h"
#include "resolver/standards/requirement.h"

namespace whip::resolver {

// What a release needs, or why that cannot be had.
struct ReleaseMetadata {
  std::vector<Requirement> requirements;
  std::string problem;  // empty: none
  Declared free_threading = Declared::nothing;
};

struct FactsOptions {
  FileChoice files;
  std::string base;     // the folder that paths of requirements are relative to
  Workspace workspace;  // its members' folders, relative to the base
  std::vector<DeclaredMetadata> declared;
  std::map<std::string, LockedCommit> commits;  // that branches and tags are taken at, by project
  std::string repository_folder;  // where repositories are fetched to; empty: to a folder that is removed again
};

class Facts {
 public:
  explicit Facts(Index index, FactsOptions options = {}) : index_(std::move(index)), options_(std::move(options)) {}

  // Asks for what is not there yet; never waits, but for a repository.
  void want_releases(const Origin& origin);
  void want_metadata(const std::string& key, Rank rank);

  // What is here already; null if it was not asked for or is under way.
  const Releases* releases(const std::string& key) const;
  const ReleaseMetadata* metadata(const std::string& key, Rank rank) const;

  // Where a project comes from in the environment that is solved now: what failures, which are about that one, ask for.
  void use(const std::string& project, const std::string& key) { here_[project] = key; }
  const Releases* releases_here(const std::string& project) const { return releases(key_here(project)); }
  const ReleaseMetadata* metadata_here(const std::string& project, Rank rank) const {
    return metadata(key_here(project), rank);
  }

  // At most so many questions from now on; the one beyond makes wait() fail (`limit`). For trials, which must not cost
  // more than the run that they explain.
  void allow_questions(std::uint64_t count) { questions_left_ = count, was_refused_ = false; }

  // Is told the number of answers so far, whenever there are more: for progress.
  void watch(std::function<void(std::uint64_t answers)> tell) { tell_ = std::move(tell); }

  // Waits for something asked. Errors: what the index could not fetch and cannot be done without (`network`, ...), and
  // what a requirement names directly and is not there or says nothing of itself. Whatever else came with it is kept.
  Done wait();
  bool is_waiting() const { return !asked_.empty(); }
  // Whether something that the cache held was damaged: then nothing that was learned counts.
  bool was_damaged() { return index_.was_damaged(); }
  std::uint64_t requests_sent() const { return index_.requests_sent(); }

 private:
  struct Project {
    bool asked = false;
    std::optional<Releases> releases;
    std::unordered_map<Rank, std::unique_ptr<ReleaseMetadata>> metadata;  // null while under way
  };
  struct Asked {
    std::string key;
    std::optional<Rank> rank;  // absent: a page, or
    std::optional<Origin> direct;
  };
  bool may_ask();
  const std::string& key_here(const std::string& project) const {
    const auto found = here_.find(project);
    return found == here_.end() ? project : found->second;
  }
  const DeclaredMetadata* declared(const Releases& releases, Rank rank) const;
  std::optional<StaticMetadata> declared_of(const Origin& origin) const;
  void learn_metadata(const Asked& asked, IndexAnswerValue answer);
  void learn_direct(const Origin& origin, Result<DirectRelease> found);
  Result<DirectRelease> archive(const Origin& origin, IndexAnswerValue answer) const;
  Result<DirectRelease> folder(const Origin& origin) const;
  Result<DirectRelease> repository(const Origin& origin) const;

  Index index_;
  FactsOptions options_;
  std::unordered_map<std::string, Project> projects_;
  std::unordered_map<Ticket, Asked> asked_;
  std::unordered_map<std::string, std::string> here_;
  std::optional<Error> failure_;
  std::uint64_t questions_left_ = UINT64_MAX;
  bool was_refused_ = false;
  std::uint64_t answers_ = 0;
  std::function<void(std::uint64_t)> tell_;
};

}  // namespace whip::resolver
