#include "resolver/lock/lockfile_write.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

std::string_view text_of(Resolution resolution) {
  return resolution == Resolution::lowest          ? "lowest"
         : resolution == Resolution::lowest_direct ? "lowest-direct"
                                                   : "highest";
}

void sort_each_once(std::vector<std::string>& texts) {
  std::ranges::sort(texts);
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
}

std::vector<std::string> texts_of(const std::vector<PlacedRequirement>& all) {
  std::vector<std::string> texts;
  for (const PlacedRequirement& each : all) {
    // What stands in no file was said on the command line, for this run.
    if (!each.path.empty()) texts.push_back(public_text(each.requirement));
  }
  sort_each_once(texts);
  return texts;
}

class Maker {
 public:
  Maker(const LockHead& head, const ResolveRequest& request, const std::vector<LockedPackage>& packages,
        const std::vector<IndexSource>& sources, const Facts& facts, MarkerAlgebra& algebra)
      : head_(head), request_(request), sources_(sources), facts_(facts), algebra_(algebra) {
    for (const LockedPackage& package : packages) ++versions_[package.project];
  }

  Result<LockedRelease> release(const LockedPackage& package) {
    const Releases& releases = *facts_.releases(package.key);
    const Release& release = releases.all[package.rank];
    LockedRelease out;
    out.name = package.project;
    out.version = version_of(releases, package.rank);
    out.marker_text = marker_text(package.marker);
    if (auto marker = Marker::parse(out.marker_text); marker && !out.marker_text.empty()) out.marker = *marker;
    if (release.requires_python) out.requires_python = *release.requires_python;
    for (const LockedPackage::Dependency& dependency : package.dependencies) {
      const bool is_ambiguous = versions_[dependency.project] > 1;
      out.dependencies.push_back(
          {dependency.project,
           is_ambiguous ? version_of(*facts_.releases(dependency.key), dependency.rank) : std::string()});
    }
    out.requirements = requirements_of(package);
    if (releases.direct != nullptr) {
      add_place(*releases.direct, out);
      return out;
    }
    const IndexSource& source = sources_[releases.found.source];
    if (source.kind == SourceKind::simple) out.index = without_credentials(source.url);
    add_files(releases, release, out);
    if (out.wheels.empty() && !out.sdist) {
      return Error{.code = ErrorCode::configuration,
                   .message = "the index gives no sha256 of any file of " + package.project + " " +
                              release.version.text() + ": a lock without hashes would lock nothing",
                   .path = {}};
    }
    for (const LockedFile& wheel : out.wheels) out.files.push_back(wheel.name);
    if (out.sdist) out.files.push_back(out.sdist->name);
    return out;
  }

 private:
  // None of source trees: what they hold may change (PEP 751).
  static std::string version_of(const Releases& releases, Rank rank) {
    const bool is_tree = releases.direct != nullptr && releases.direct->kind != DirectRelease::Kind::archive;
    return is_tree || !releases.has_versions() ? std::string() : releases.all[rank].version.text();
  }

  // A path of a requirement is relative to the base, in the lock to the lock's folder; an absolute one stays.
  std::string path_in_lock(const std::string& path) const {
    if (path.starts_with('/') || head_.base.empty() || head_.folder.empty()) return path;
    return (std::filesystem::path(head_.base) / path).lexically_normal().lexically_relative(head_.folder).string();
  }

  void add_place(const DirectRelease& direct, LockedRelease& out) const {
    const Origin& origin = direct.origin;
    switch (direct.kind) {
      case DirectRelease::Kind::folder:
        out.directory = LockedDirectory{path_in_lock(origin.url), origin.is_editable, origin.subdirectory};
        return;
      case DirectRelease::Kind::repository:
        out.vcs = LockedVcs{.type = "git",
                            .url = origin.public_url(),
                            .path = {},
                            .requested_revision = origin.revision,
                            .commit_id = direct.commit,
                            .subdirectory = origin.subdirectory};
        return;
      case DirectRelease::Kind::archive:
        break;
    }
    LockedArchive archive{.file = {}, .subdirectory = origin.subdirectory};
    if (origin.kind == Origin::Kind::local) {
      archive.file.path = path_in_lock(origin.url);
    } else {
      archive.file.url = origin.public_url();
    }
    archive.file.size = direct.size;
    if (direct.sha256) archive.file.hashes = {{"sha256", hexadecimal(*direct.sha256)}};
    out.archive = std::move(archive);
  }

  // Without what the lock's own `requires-python` says already.
  std::string marker_text(MarkerId marker) {
    if (request_.python.empty()) return algebra_.text(marker);
    VersionInterval all = request_.python.front();
    all.upper = request_.python.back().upper;
    all.includes_upper = request_.python.back().includes_upper;
    return algebra_.text(algebra_.assuming_python(marker, all));
  }

  // Those that lead to what it depends on, or switch its own extras on, overrides put in.
  std::vector<std::string> requirements_of(const LockedPackage& package) {
    std::vector<std::string> texts;
    const ReleaseMetadata* metadata = facts_.metadata(package.key, package.rank);
    if (metadata == nullptr) return texts;
    const MarkerId python = algebra_.python(request_.python);
    for (const Requirement& requirement : metadata->requirements) {
      const bool leads_on = requirement.name == package.project ||
                            std::ranges::find(package.dependencies, requirement.name,
                                              &LockedPackage::Dependency::project) != package.dependencies.end();
      const MarkerId marker = algebra_.compile(requirement.marker);
      if (!leads_on || algebra_.are_disjoint(algebra_.without_extras(marker), python)) continue;
      bool is_overridden = false;
      for (const PlacedRequirement& placed : request_.overrides) {
        if (placed.requirement.name != requirement.name) continue;
        is_overridden = true;
        Requirement replacement = placed.requirement;
        const std::string both =
            algebra_.text(algebra_.conjunction(extras_of(requirement, marker), algebra_.compile(replacement.marker)));
        replacement.marker = {};
        texts.push_back(replacement.text() + (both.empty() ? "" : " ; " + both));
      }
      if (!is_overridden) texts.push_back(public_text(requirement));
    }
    sort_each_once(texts);
    return texts;
  }

  // Where some extra of the release brings the requirement in; always, if it needs none.
  MarkerId extras_of(const Requirement& requirement, MarkerId marker) {
    if (!algebra_.with_extras(marker, {}).is_false()) return kAlways;
    MarkerId any = kNever;
    for (const MarkerTerm& term : requirement.marker.terms) {
      const bool is_one =
          term.variable == MarkerVariable::extra && !algebra_.with_extras(marker, std::span(&term.value, 1)).is_false();
      if (is_one) any = algebra_.disjunction(any, algebra_.extra(term.value));
    }
    return any;
  }

  LockedFile locked(const PageFile& file) const {
    LockedFile out{.name = std::string(file.name),
                   .url = std::string(file.url),
                   .path = {},
                   .upload_time = file.upload_time,
                   .size = file.size,
                   .hashes = {{"sha256", hexadecimal(*file.sha256)}}};
    // A file of this machine is named by its path, which holds where the project's folder is moved as a whole.
    if (out.url.starts_with("file://")) {
      const std::filesystem::path path = percent_decoded(url_parts(out.url).path);
      const std::filesystem::path relative =
          head_.folder.empty() ? std::filesystem::path() : path.lexically_relative(head_.folder);
      out.path = relative.empty() ? path.string() : relative.string();
      out.url.clear();
    }
    return out;
  }

  void add_files(const Releases& releases, const Release& release, LockedRelease& out) const {
    std::vector<LockedFile> sources;
    for (const PageFile& file : releases.files(release)) {
      if (file.sha256) (file.name.ends_with(".whl") ? out.wheels : sources).push_back(locked(file));
    }
    std::ranges::sort(out.wheels, {}, &LockedFile::name);
    std::ranges::sort(sources, {}, &LockedFile::name);
    if (!sources.empty()) out.sdist = std::move(sources.front());
  }

  const LockHead& head_;
  const ResolveRequest& request_;
  const std::vector<IndexSource>& sources_;
  const Facts& facts_;
  MarkerAlgebra& algebra_;
  std::map<std::string, int> versions_;
};

}  // namespace

LockRecord record_of(const LockHead& head, const ResolveRequest& request) {
  LockRecord record;
  record.name = head.name;
  for (const std::string& extra : head.extras) record.extras[extra];
  for (const std::string& group : head.groups) record.groups[group];
  for (const RootRequirement& root : request.roots) {
    std::vector<std::string>& list = !root.extra.empty()   ? record.extras[root.extra]
                                     : !root.group.empty() ? record.groups[root.group]
                                                           : record.requirements;
    list.push_back(public_text(root.placed.requirement));
  }
  sort_each_once(record.requirements);
  for (auto& [name, list] : record.extras) sort_each_once(list);
  for (auto& [name, list] : record.groups) sort_each_once(list);
  record.constraints = texts_of(request.constraints);
  record.overrides = texts_of(request.overrides);
  record.default_groups = head.default_groups;
  record.options = head.options;
  if (request.resolution != Resolution::highest) record.options["resolution"] = text_of(request.resolution);
  if (request.pre_releases != PreReleases::if_necessary) record.options["prerelease"] = text_of(request.pre_releases);
  for (const auto& [name, when] : request.pre_releases_of_package) record.options["prerelease." + name] = text_of(when);
  if (request.fork_strategy == ForkStrategy::fewest) record.options["fork-strategy"] = "fewest";
  for (const std::string& name : request.excluded) {
    std::string& list = record.options["exclude-dependencies"];
    list += (list.empty() ? "" : " ") + name;
  }
  return record;
}

Result<LockFile> empty_lock(const LockHead& head, const ResolveRequest& request) {
  LockFile lock;
  lock.environment_texts = head.environments;
  for (const std::string& text : head.environments) {
    auto marker = Marker::parse(text);
    if (!marker) return marker.error();
    lock.environments.push_back(std::move(*marker));
  }
  if (!head.requires_python.empty()) {
    auto specifiers = Specifiers::parse(head.requires_python);
    if (!specifiers) return specifiers.error();
    lock.requires_python = std::move(*specifiers);
  }
  lock.extras = head.extras;
  lock.groups = head.groups;
  lock.created_by = "whip";
  lock.record = record_of(head, request);
  return lock;
}

Result<LockFile> locked_file(const LockHead& head, const ResolveRequest& request,
                             const std::vector<LockedPackage>& packages, const std::vector<IndexSource>& sources,
                             const Facts& facts, MarkerAlgebra& algebra) {
  auto lock = empty_lock(head, request);
  if (!lock) return lock.error();
  Maker maker(head, request, packages, sources, facts, algebra);
  for (const LockedPackage& package : packages) {
    auto release = maker.release(package);
    if (!release) return release.error();
    lock->packages.push_back(std::move(*release));
  }
  return lock;
}

}  // namespace whip::resolver
