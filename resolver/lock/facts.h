// What a resolution knows of the world: releases and metadata, fetched when somebody asks and kept for all forks.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "resolver/index/index.h"
#include "resolver/lock/free_threading.h"
#include "resolver/lock/releases.h"
#include "resolver/solver/ids.h"
#include "resolver/standards/requirement.h"

namespace whip::resolver {

// What a release needs, or why that cannot be had.
struct ReleaseMetadata {
  std::vector<Requirement> requirements;
  Declared free_threading = Declared::nothing;
  std::string problem;  // empty: none
};

class Facts {
 public:
  Facts(Index index, std::optional<std::int64_t> newest) : index_(std::move(index)), newest_(newest) {}

  // Asks for what is not there yet; never waits. `pinned`: the name of the only index to ask for this project.
  void want_releases(const std::string& project);
  void want_metadata(const std::string& project, Rank rank);
  void pin(const std::string& project, std::string index) { pins_[project] = std::move(index); }

  // At most so many questions from now on; the one beyond makes wait() fail (`limit`). For trials, which must not cost
  // more than the run that they explain.
  void allow_questions(std::uint64_t count) { questions_left_ = count, was_refused_ = false; }

  // Is told the number of answers so far, whenever there are more: for progress.
  void watch(std::function<void(std::uint64_t answers)> tell) { tell_ = std::move(tell); }

  // What is here already; null if it was not asked for or is under way.
  const Releases* releases(const std::string& project) const;
  const ReleaseMetadata* metadata(const std::string& project, Rank rank) const;

  // Waits for something asked. Errors: what the index could not fetch and cannot be done without (`network`, ...).
  // Whatever else came with it is kept.
  Done wait();
  bool is_waiting() const { return !asked_.empty(); }
  std::uint64_t requests_sent() const { return index_.requests_sent(); }

 private:
  struct Project {
    bool asked = false;
    std::optional<Releases> releases;
    std::unordered_map<Rank, std::unique_ptr<ReleaseMetadata>> metadata;  // null while under way
  };
  struct Asked {
    std::string project;
    std::optional<Rank> rank;  // absent: a page
  };
  bool may_ask();
  void learn_metadata(const Asked& asked, std::variant<FoundPage, MetadataText, Error> answer);

  Index index_;
  std::optional<std::int64_t> newest_;
  std::unordered_map<std::string, Project> projects_;
  std::unordered_map<Ticket, Asked> asked_;
  std::unordered_map<std::string, std::string> pins_;
  std::uint64_t questions_left_ = UINT64_MAX;
  bool was_refused_ = false;
  std::uint64_t answers_ = 0;
  std::function<void(std::uint64_t)> tell_;
};

}  // namespace whip::resolver
