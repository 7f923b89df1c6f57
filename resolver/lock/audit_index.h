// What an audit learns from an index beyond the lock: the files of releases that the lock only names, what projects
// declare of themselves, and other versions that would run where the locked one does not.
//
//   AuditIndex index(facts, project);
//   index.learn(lock);                                  before audit()
//   index.find_alternatives(lock, 14, platforms, packages);   after it
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "resolver/lock/audit.h"
#include "resolver/lock/facts.h"

namespace whip::resolver {

class AuditIndex {
 public:
  // `project`: the requirements of the project itself, as far as they are known.
  AuditIndex(Facts& facts, std::vector<Requirement> project) : facts_(facts), project_(std::move(project)) {}

  // Pages and METADATA of all locked releases. What cannot be had, without the network for example, is left unknown.
  void learn(AuditedLock& lock);
  // For packages that are lacking on some platform. Versions count that are no pre-releases, not yanked and for this
  // Python, that have something to install on all platforms of the package, and that all others allow.
  void find_alternatives(const AuditedLock& lock, std::uint32_t minor, std::span<const AuditPlatform> platforms,
                         std::vector<AuditedPackage>& packages);
  // Names of the packages that the index did not tell of, and the first reason.
  const std::set<std::string>& unknown() const { return unknown_; }
  const std::string& reason() const { return reason_; }

 private:
  struct Search;
  void wait();
  const Releases* releases_of_package(const std::string& name) const;
  std::optional<Rank> rank_of(const AuditedRelease& release) const;
  void learn_files(AuditedRelease& release) const;
  // Who does not allow the version: "scipy needs numpy>=2.5"; empty if all do.
  std::string refusal(const Search& search, const Version& version) const;
  std::vector<std::string> moves(const Search& search, Rank rank);
  void search_one(Search& search, AuditedPackage& package);

  Facts& facts_;
  std::vector<Requirement> project_;
  std::set<std::string> unknown_;
  std::string reason_;
};

}  // namespace whip::resolver
