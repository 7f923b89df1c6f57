#include "resolver/lock/audit_index.h"

#include <algorithm>
#include <utility>

namespace whip::resolver {
namespace {

// How many versions are asked for one that leaves all others as they are, before the first that fits is taken.
constexpr unsigned kTries = 8;

// Whether a requirement counts in one of the environments; what an extra brings counts.
bool holds_somewhere(const Marker& marker, const std::vector<MarkerEnvironment>& environments) {
  std::vector<std::string> extras;
  for (const MarkerTerm& term : marker.terms) {
    if (term.variable == MarkerVariable::extra) extras.push_back(term.value);
  }
  return std::ranges::any_of(environments, [&](MarkerEnvironment environment) {
    environment.extras = extras;
    return marker.holds_in(environment);
  });
}

// The same without extras: what a package always needs.
bool holds_always_somewhere(const Marker& marker, const std::vector<MarkerEnvironment>& environments) {
  return std::ranges::any_of(environments, [&](MarkerEnvironment environment) {
    environment.extras.clear();
    return marker.holds_in(environment);
  });
}

}  // namespace

// The search for other versions of one package.
struct AuditIndex::Search {
  const AuditedLock& lock;
  const AuditedRelease& release;
  const Releases& releases;
  std::uint32_t minor;
  std::vector<MarkerEnvironment> environments;  // where the package is needed
  std::vector<Platform> machines;
};

void AuditIndex::wait() {
  while (facts_.is_waiting()) {
    const Done done = facts_.wait();
    if (!done && reason_.empty()) reason_ = done.error().message;
  }
}

const Releases* AuditIndex::releases_of_package(const std::string& name) const {
  const Releases* releases = facts_.releases(name);
  return releases != nullptr && !releases->all.empty() ? releases : nullptr;
}

std::optional<Rank> AuditIndex::rank_of(const AuditedRelease& release) const {
  const Releases* releases = releases_of_package(release.name);
  const auto version = Version::read(release.version);
  if (releases == nullptr || !version) return std::nullopt;
  const auto at = releases->versions().find(*version);
  return at ? std::optional(static_cast<Rank>(*at)) : std::nullopt;
}

// The names of all files, or of those whose hashes are locked; a wheel that is installed already stays among them.
void AuditIndex::learn_files(AuditedRelease& release) const {
  const auto rank = rank_of(release);
  if (!rank) return;
  const Releases& releases = *releases_of_package(release.name);
  std::vector<std::string> files = std::move(release.files);
  for (const PageFile& file : releases.files(releases.all[*rank])) {
    const bool is_meant =
        release.hashes.empty() ||
        (file.sha256 && std::ranges::find(release.hashes, hexadecimal(*file.sha256)) != release.hashes.end());
    if (is_meant) files.emplace_back(file.name);
  }
  release.files = std::move(files);
  release.has_all_files = !release.files.empty();
}

void AuditIndex::learn(AuditedLock& lock) {
  for (const AuditedRelease& release : lock.packages) {
    if (release.is_of_index) facts_.want_releases({.project = release.name});
  }
  wait();
  for (AuditedRelease& release : lock.packages) {
    if (!release.is_of_index) continue;
    const auto rank = rank_of(release);
    if (!rank) {
      unknown_.insert(release.name);
      continue;
    }
    if (!release.has_all_files) learn_files(release);
    facts_.want_metadata(release.name, *rank);
  }
  wait();
}

std::string AuditIndex::refusal(const Search& search, const Version& version) const {
  const auto refuses = [&](const Requirement& requirement) {
    return requirement.name == search.release.name && requirement.url.empty() &&
           !requirement.specifiers.contains(version) && holds_somewhere(requirement.marker, search.environments);
  };
  const auto words = [&](const std::string& who, const Requirement& requirement) {
    return who + " needs " + requirement.name + requirement.specifiers.text();
  };
  for (const Requirement& requirement : project_) {
    if (refuses(requirement)) return words("the project", requirement);
  }
  for (const AuditedRelease& other : search.lock.packages) {
    const auto rank = rank_of(other);
    const ReleaseMetadata* metadata = rank ? facts_.metadata(other.name, *rank) : nullptr;
    if (metadata == nullptr || &other == &search.release) continue;
    for (const Requirement& requirement : metadata->requirements) {
      if (refuses(requirement)) return words(other.name, requirement);
    }
  }
  return {};
}

// The locked packages that are not as the version needs them, and those that it needs and nobody has locked.
std::vector<std::string> AuditIndex::moves(const Search& search, Rank rank) {
  facts_.want_metadata(search.release.name, rank);
  wait();
  std::vector<std::string> names;
  const ReleaseMetadata* metadata = facts_.metadata(search.release.name, rank);
  if (metadata == nullptr) return names;
  for (const Requirement& requirement : metadata->requirements) {
    if (!holds_always_somewhere(requirement.marker, search.environments)) continue;
    const bool is_there = std::ranges::any_of(search.lock.packages, [&](const AuditedRelease& other) {
      const auto version = Version::read(other.version);
      return other.name == requirement.name && (!version || requirement.specifiers.contains(*version));
    });
    if (!is_there && std::ranges::find(names, requirement.name) == names.end()) names.push_back(requirement.name);
  }
  return names;
}

void AuditIndex::search_one(Search& search, AuditedPackage& package) {
  const auto locked = Version::read(search.release.version);
  if (!locked) return;
  unsigned newer_tries = 0;
  unsigned older_tries = 0;
  package.never = true;
  for (Rank rank = static_cast<Rank>(search.releases.all.size()); rank-- > 0;) {
    const Release& release = search.releases.all[rank];
    if (release.version == *locked || release.is_yanked || !release.has_wheel) continue;
    if (release.version.is_pre_release() && !locked->is_pre_release()) continue;
    if (release.requires_python && !allows(*release.requires_python, search.minor)) continue;
    std::vector<std::string> files;
    for (const PageFile& file : search.releases.files(release)) files.emplace_back(file.name);
    const FreeThreading state = free_threading_of(files, search.minor, search.machines);
    if (!std::ranges::all_of(state.on, is_served)) continue;
    package.never = false;
    if (std::string refused = refusal(search, release.version); !refused.empty()) {
      if (package.out_of_reach.empty())
        package.out_of_reach =
            release.version.text() + " is " + std::string(text_of(state.overall)) + ", but " + refused;
      continue;
    }
    const bool is_older = release.version < *locked;
    std::optional<Alternative>& place = is_older ? package.older : package.newer;
    const bool is_enough = (place && place->moves.empty()) || ++(is_older ? older_tries : newer_tries) > kTries;
    if (is_enough && is_older) break;
    if (is_enough) continue;
    Alternative found{release.version.text(), state.overall, moves(search, rank)};
    if (!place || found.moves.empty()) place = std::move(found);
  }
  if (package.older || package.newer) package.out_of_reach.clear();
}

void AuditIndex::find_alternatives(const AuditedLock& lock, std::uint32_t minor,
                                   std::span<const AuditPlatform> platforms, std::vector<AuditedPackage>& packages) {
  for (AuditedPackage& package : packages) {
    const AuditedRelease& release = lock.packages[package.package];
    if (const auto rank = rank_of(release); rank && release.is_of_index) {
      if (const ReleaseMetadata* metadata = facts_.metadata(release.name, *rank); metadata != nullptr)
        package.declared = std::max(package.declared, metadata->free_threading);
    }
    const Releases* releases = releases_of_package(release.name);
    if (!package.is_lacking() || releases == nullptr || !release.is_of_index) continue;
    Search search{lock, release, *releases, minor, {}, {}};
    for (const std::size_t platform : package.platforms) {
      search.environments.push_back(environment_of(lock, minor, platforms[platform]));
      search.machines.push_back(platforms[platform].machine);
    }
    search_one(search, package);
  }
}

}  // namespace whip::resolver
