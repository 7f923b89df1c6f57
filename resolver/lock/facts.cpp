#include "resolver/lock/facts.h"

#include <algorithm>
#include <utility>

#include "resolver/index/local_files.h"
#include "resolver/index/repository.h"
#include "resolver/index/url.h"
#include "resolver/standards/lenient_requirement.h"
#include "resolver/standards/metadata.h"

namespace whip::resolver {
namespace {

constexpr std::string_view kNoWheel = "has no wheel, and whip builds nothing to learn what a source distribution needs";

std::string joined(const std::string& base, const std::string& path) {
  return base.empty() || path.starts_with('/') ? path : base + "/" + path;
}

}  // namespace

// --- asking ---

bool Facts::may_ask() {
  if (questions_left_ == 0) was_refused_ = true;
  if (questions_left_ > 0) --questions_left_;
  return !was_refused_;
}

void Facts::want_releases(const Origin& origin) {
  const std::string key = origin.key();
  Project& entry = projects_[key];
  if (entry.asked || !may_ask()) return;
  entry.asked = true;
  switch (origin.kind) {
    case Origin::Kind::indexes:
    case Origin::Kind::one_index:
      asked_.emplace(index_.ask_page(origin.project, origin.index), Asked{key, std::nullopt, std::nullopt});
      return;
    case Origin::Kind::repository:
      learn_direct(origin, repository(origin));
      return;
    case Origin::Kind::local:
      if (is_folder(joined(options_.base, origin.url))) {
        learn_direct(origin, folder(origin));
        return;
      }
      break;
    case Origin::Kind::archive:
      break;
  }
  ArchivePlace place{.url = origin.url, .source = {}, .sha256 = origin.sha256, .subdirectory = origin.subdirectory};
  if (origin.kind == Origin::Kind::local) place.url = file_url(joined(options_.base, origin.url));
  asked_.emplace(index_.ask_archive(std::move(place)), Asked{key, std::nullopt, origin});
}

const DeclaredMetadata* Facts::declared(const Releases& releases, Rank rank) const {
  const auto fits = [&](const DeclaredMetadata& one) {
    return one.name == releases.name && (!one.version || *one.version == releases.all[rank].version);
  };
  const auto found = std::ranges::find_if(options_.declared, fits);
  return found == options_.declared.end() ? nullptr : &*found;
}

void Facts::want_metadata(const std::string& key, Rank rank) {
  Project& entry = projects_[key];
  if (!entry.releases || entry.metadata.contains(rank)) return;
  const Releases& releases = *entry.releases;
  if (const DeclaredMetadata* own = declared(releases, rank)) {
    entry.metadata.emplace(
        rank, std::make_unique<ReleaseMetadata>(ReleaseMetadata{.requirements = own->requires_dist, .problem = {}}));
  } else if (const auto wheel = releases.metadata_place(releases.all[rank])) {
    if (!may_ask()) return;
    entry.metadata.emplace(rank, nullptr);
    asked_.emplace(index_.ask_metadata(*wheel), Asked{key, rank, std::nullopt});
  } else if (const auto source = releases.source_place(releases.all[rank])) {
    if (!may_ask()) return;
    entry.metadata.emplace(rank, nullptr);
    asked_.emplace(index_.ask_archive(*source), Asked{key, rank, std::nullopt});
  } else {
    entry.metadata.emplace(
        rank, std::make_unique<ReleaseMetadata>(ReleaseMetadata{.requirements = {}, .problem = std::string(kNoWheel)}));
  }
}

const Releases* Facts::releases(const std::string& key) const {
  const auto entry = projects_.find(key);
  return entry != projects_.end() && entry->second.releases ? &*entry->second.releases : nullptr;
}

const ReleaseMetadata* Facts::metadata(const std::string& key, Rank rank) const {
  const auto entry = projects_.find(key);
  if (entry == projects_.end()) return nullptr;
  const auto metadata = entry->second.metadata.find(rank);
  return metadata == entry->second.metadata.end() ? nullptr : metadata->second.get();
}

// --- releases of indexes ---

void Facts::learn_metadata(const Asked& asked, IndexAnswerValue answer) {
  auto learned = std::make_unique<ReleaseMetadata>();
  if (auto* text = std::get_if<MetadataText>(&answer)) {
    const auto head = Metadata::parse(*text);
    auto requirements = head ? requirements_of(*head) : Result<std::vector<Requirement>>(head.error());
    if (requirements) {
      learned->requirements = std::move(*requirements);
      learned->free_threading = declared_in(head->classifiers);
    } else {
      learned->problem = "has metadata that cannot be read: " + requirements.error().message;
    }
  } else if (const auto* archive = std::get_if<ArchiveText>(&answer)) {
    auto metadata = metadata_of(*archive);
    if (metadata) {
      learned->requirements = std::move(metadata->requirements);
    } else {
      learned->problem = "has no wheel, and of its source distribution: " + metadata.error().message;
    }
  } else if (const auto* error = std::get_if<Error>(&answer)) {
    const Releases& releases = *projects_[asked.key].releases;
    const bool is_wheel = releases.metadata_place(releases.all[*asked.rank]).has_value();
    learned->problem = is_wheel ? "has metadata that cannot be had: " + error->message : std::string(kNoWheel);
  }
  // URLs within releases of an index would take packages from anywhere: nobody who named the release asked for that.
  for (const Requirement& requirement : learned->requirements) {
    if (requirement.url.empty() || !learned->problem.empty()) continue;
    learned->problem = "needs `" + requirement.name + " @ " + without_credentials(requirement.url) +
                       "`: a release of an index cannot ask for URLs";
  }
  projects_[asked.key].metadata[*asked.rank] = std::move(learned);
}

Done Facts::wait() {
  if (failure_) return *failure_;
  if (was_refused_) return Error{.code = ErrorCode::limit, .message = "more questions than were allowed", .path = {}};
  Done done = Unit{};
  for (IndexAnswer& answer : index_.wait()) {
    const auto place = asked_.find(answer.ticket);
    const Asked asked = std::move(place->second);
    asked_.erase(place);
    if (++answers_, tell_) tell_(answers_);
    const auto* error = std::get_if<Error>(&answer.answer);
    // Without the network there is no sense in going on; a release that is broken is merely not chosen.
    if (asked.direct) {
      learn_direct(*asked.direct, archive(*asked.direct, std::move(answer.answer)));
    } else if (error != nullptr && (!asked.rank || error->code == ErrorCode::network)) {
      if (done) done = *error;
    } else if (asked.rank) {
      learn_metadata(asked, std::move(answer.answer));
    } else {
      const std::string project = asked.key.substr(0, asked.key.find('@'));
      projects_[asked.key].releases =
          releases_of(project, std::move(std::get<FoundPage>(answer.answer)), options_.files);
    }
  }
  if (!done) return done;
  return failure_ ? Done(*failure_) : Done(Unit{});
}

// --- direct ones ---

void Facts::learn_direct(const Origin& origin, Result<DirectRelease> found) {
  if (found && found->metadata.name != origin.project) {
    found = Error{.code = ErrorCode::configuration,
                  .message = "holds the project `" + found->metadata.name + "`, not `" + origin.project + "`",
                  .path = {}};
  }
  if (!found) {
    failure_ = found.error();
    failure_->message = "`" + origin.project + "` from " + origin.described() + ": " + failure_->message;
    return;
  }
  Project& entry = projects_[origin.key()];
  entry.releases = releases_of_direct(std::move(*found));
  entry.metadata[0] = std::make_unique<ReleaseMetadata>(
      ReleaseMetadata{.requirements = entry.releases->direct->metadata.requirements, .problem = {}});
}

Result<DirectRelease> Facts::archive(const Origin& origin, IndexAnswerValue answer) const {
  if (const auto* error = std::get_if<Error>(&answer)) return *error;
  const auto& text = std::get<ArchiveText>(answer);
  DirectRelease release{.origin = origin, .kind = DirectRelease::Kind::archive};
  release.sha256 = text.sha256;
  release.size = text.size;
  if (auto own = declared_of(origin)) {
    release.metadata = std::move(*own);
    return release;
  }
  auto metadata = metadata_of(text);
  if (!metadata) return metadata.error();
  release.metadata = std::move(*metadata);
  return release;
}

std::optional<StaticMetadata> Facts::declared_of(const Origin& origin) const {
  const auto own = std::ranges::find(options_.declared, origin.project, &DeclaredMetadata::name);
  if (own == options_.declared.end()) return std::nullopt;
  return StaticMetadata{own->name, own->version, own->requires_python, own->requires_dist};
}

Result<DirectRelease> Facts::folder(const Origin& origin) const {
  DirectRelease release{.origin = origin, .kind = DirectRelease::Kind::folder};
  if (auto own = declared_of(origin)) {
    release.metadata = std::move(*own);
    return release;
  }
  const std::string inner = origin.subdirectory.empty() ? origin.url : origin.url + "/" + origin.subdirectory;
  const std::string path = joined(options_.base, inner) + "/pyproject.toml";
  const auto text = file_bytes(path);
  if (!text) {
    return Error{.code = ErrorCode::io,
                 .message = "there is no pyproject.toml to say what it needs (" + text.error().message + ")",
                 .path = path};
  }
  const SourceRules rules{.sources = {}, .workspace = &options_.workspace, .folder = inner};
  auto metadata = metadata_of_pyproject(*text, path, &rules);
  if (!metadata) return metadata.error();
  release.metadata = std::move(*metadata);
  return release;
}

Result<DirectRelease> Facts::repository(const Origin& origin) const {
  DirectRelease release{.origin = origin, .kind = DirectRelease::Kind::repository};
  const auto locked = options_.commits.find(origin.project);
  const bool is_locked = locked != options_.commits.end() && locked->second.revision == origin.revision &&
                         locked->second.url == origin.public_url();
  auto found = read_repository({.url = origin.url,
                                .revision = origin.revision,
                                .commit = is_locked ? locked->second.commit : std::string(),
                                .subdirectory = origin.subdirectory,
                                .folder = options_.repository_folder,
                                .offline = index_.is_offline()});
  if (!found) return found.error();
  release.commit = std::move(found->commit);
  if (auto own = declared_of(origin)) {
    release.metadata = std::move(*own);
    return release;
  }
  auto metadata = metadata_of_pyproject(found->pyproject, "pyproject.toml", nullptr);
  if (!metadata) return metadata.error();
  release.metadata = std::move(*metadata);
  return release;
}

}  // namespace whip::resolver
