#include "resolver/lock/difference.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "resolver/index/url.h"
#include "resolver/standards/requirement.h"

namespace whip::resolver {
namespace {

using Texts = std::vector<std::string>;

std::string joined(const Texts& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

std::string project_of(const std::string& requirement) {
  const auto read = Requirement::parse(requirement);
  return read ? read->name : requirement;
}

// Lists of requirements, sorted. One that is gone and one that came for the same project are one that changed.
void compare(const std::string& what, const Texts& before, const Texts& after, std::vector<InputChange>& out) {
  Texts gone;
  Texts came;
  std::ranges::set_difference(before, after, std::back_inserter(gone));
  std::ranges::set_difference(after, before, std::back_inserter(came));
  for (const std::string& text : came) {
    const auto old = std::ranges::find(gone, project_of(text), project_of);
    out.push_back({what, old == gone.end() ? std::string() : *old, text, {}});
    if (old != gone.end()) gone.erase(old);
  }
  for (const std::string& text : gone) out.push_back({what, text, {}, {}});
}

template <class Lists>
void compare_lists(const std::string& what, const Lists& before, const Lists& after, std::vector<InputChange>& out) {
  std::set<std::string> names;
  for (const auto& [name, texts] : before) names.insert(name);
  for (const auto& [name, texts] : after) names.insert(name);
  for (const std::string& name : names) {
    const auto old = before.find(name);
    const auto now = after.find(name);
    const std::string full = what + " `" + name + "`";
    if (old == before.end()) out.push_back({full, {}, "is new", {}});
    if (now == after.end()) out.push_back({full, "is gone", {}, {}});
    if (old == before.end() || now == after.end()) continue;
    compare("requirement of the " + full, old->second, now->second, out);
  }
}

void compare_text(const std::string& what, const std::string& before, const std::string& after,
                  std::vector<InputChange>& out) {
  if (before != after) out.push_back({what, before, after, {}});
}

void compare_inputs(const LockFile& before, const LockFile& after, std::vector<InputChange>& out) {
  compare_text("requires-python", before.requires_python.text(), after.requires_python.text(), out);
  compare_text("environments", joined(before.environment_texts), joined(after.environment_texts), out);
  if (!after.record) return;
  if (!before.record) {
    out.push_back({"the record of what the lock was made from", {}, "is new", {}});
    return;
  }
  const LockRecord& old = *before.record;
  const LockRecord& now = *after.record;
  compare_text("name of the project", old.name, now.name, out);
  compare("requirement", old.requirements, now.requirements, out);
  compare_lists("extra", old.extras, now.extras, out);
  compare_lists("group", old.groups, now.groups, out);
  compare("constraint", old.constraints, now.constraints, out);
  compare("override", old.overrides, now.overrides, out);
  compare_text("default-groups", joined(old.default_groups), joined(now.default_groups), out);
  std::set<std::string> names;
  for (const auto& [name, value] : old.options) names.insert(name);
  for (const auto& [name, value] : now.options) names.insert(name);
  for (const std::string& name : names) {
    const auto a = old.options.find(name);
    const auto b = now.options.find(name);
    compare_text("option `" + name + "`", a == old.options.end() ? std::string() : a->second,
                 b == now.options.end() ? std::string() : b->second, out);
  }
}

// --- packages ---

using ByName = std::map<std::string, std::vector<const LockedRelease*>>;

ByName by_name(const LockFile& lock) {
  ByName packages;
  for (const LockedRelease& release : lock.packages) packages[release.name].push_back(&release);
  return packages;
}

// What stands for the version where there is none.
std::string version_of(const LockedRelease& release) {
  if (!release.version.empty()) return release.version;
  if (release.vcs) return "commit " + release.vcs->commit_id.substr(0, 10);
  return release.directory ? release.directory->path : std::string("?");
}

Texts versions_of(const std::vector<const LockedRelease*>& releases) {
  Texts versions;
  for (const LockedRelease* release : releases) versions.push_back(version_of(*release));
  std::ranges::sort(versions, [](const std::string& a, const std::string& b) {
    const auto left = Version::read(a);
    const auto right = Version::read(b);
    return left && right ? *left < *right : a < b;
  });
  return versions;
}

// Name and hashes: what makes a file another one. Sizes and times that an index tells only now change nothing.
std::map<std::string, std::string> files_of(const LockedRelease& release) {
  std::map<std::string, std::string> files;
  const auto add = [&](const LockedFile& file) {
    std::string& hashes = files[file.name];
    for (const auto& [algorithm, digest] : file.hashes) hashes += algorithm + ":" + digest + " ";
  };
  for (const LockedFile& wheel : release.wheels) add(wheel);
  if (release.sdist) add(*release.sdist);
  if (release.archive) add(release.archive->file);
  return files;
}

std::string where(const LockedRelease& release) {
  return release.marker_text.empty() ? "the project is" : "`" + release.marker_text + "`";
}

void compare_needs(const Texts& before, const Texts& after, Texts& reasons) {
  std::vector<InputChange> changes;
  compare("its requirement", before, after, changes);
  for (const InputChange& change : changes) reasons.push_back(text_of(change));
}

void compare_release(const LockedRelease& old, const LockedRelease& now, LockDifference& out) {
  PackageChange change;
  change.name = now.name;
  change.before = {version_of(old)};
  change.after = {version_of(now)};
  Texts reasons;
  const auto before = files_of(old);
  const auto after = files_of(now);
  std::size_t other_hashes = 0;
  for (const auto& [name, hashes] : after) {
    const auto same = before.find(name);
    if (same != before.end() && same->second == hashes) continue;
    if (same != before.end()) ++other_hashes, change.removed_files.push_back(name);
    change.added_files.push_back(name);
  }
  for (const auto& [name, hashes] : before) {
    if (!after.contains(name)) change.removed_files.push_back(name);
  }
  const auto count = [&](std::size_t files, const std::string& how) {
    if (files > 0) reasons.push_back(std::to_string(files) + (files == 1 ? " file " : " files ") + how);
  };
  count(other_hashes, "with another hash than the lock has");
  count(change.added_files.size() - other_hashes, "more");
  count(change.removed_files.size() - other_hashes, "fewer");
  if (old.marker_text != now.marker_text) reasons.push_back("needed where " + where(old) + ", now where " + where(now));
  if (old.requires_python.text() != now.requires_python.text())
    reasons.push_back("requires-python `" + old.requires_python.text() + "` becomes `" + now.requires_python.text() +
                      "`");
  const auto is_same = [](const LockedRelease::Dependency& a, const LockedRelease::Dependency& b) {
    return a.name == b.name && a.version == b.version;
  };
  if (!std::ranges::equal(old.dependencies, now.dependencies, is_same)) reasons.push_back("other dependencies");
  if (!is_same_index(old.index, now.index)) reasons.push_back("index `" + old.index + "` becomes `" + now.index + "`");
  if (old.vcs != now.vcs || old.directory != now.directory ||
      (old.archive && now.archive && old.archive->file.url != now.archive->file.url) ||
      old.archive.has_value() != now.archive.has_value())
    reasons.push_back("another source");
  // What lies at a place of its own says today what it needs; the releases of an index never change that.
  if (now.directory || now.vcs || now.archive) compare_needs(old.requirements, now.requirements, reasons);
  if (reasons.empty()) return;
  change.reason = joined(reasons);
  out.packages.push_back(std::move(change));
}

void compare_packages(const LockFile& before, const LockFile& after, LockDifference& out) {
  const ByName old_packages = by_name(before);
  const ByName new_packages = by_name(after);
  std::set<std::string> names;
  for (const auto& [name, releases] : old_packages) names.insert(name);
  for (const auto& [name, releases] : new_packages) names.insert(name);
  using Action = PackageChange::Action;
  for (const std::string& name : names) {
    const auto old = old_packages.find(name);
    const auto now = new_packages.find(name);
    const Texts old_versions = old == old_packages.end() ? Texts() : versions_of(old->second);
    const Texts new_versions = now == new_packages.end() ? Texts() : versions_of(now->second);
    if (old_versions != new_versions) {
      const Action action = old_versions.empty() ? Action::add : new_versions.empty() ? Action::remove : Action::update;
      out.packages.push_back({action, name, old_versions, new_versions, {}, {}, {}});
      continue;
    }
    // One version may stand there several times, for different places; then in the order of the file.
    std::map<std::string, std::size_t> met;
    for (const LockedRelease* each : now->second) {
      const std::string version = version_of(*each);
      std::size_t others = met[version]++;
      const auto same = std::ranges::find_if(
          old->second, [&](const LockedRelease* other) { return version_of(*other) == version && others-- == 0; });
      compare_release(**same, *each, out);
    }
  }
}

// --- reasons ---

class Reasons {
 public:
  Reasons(const ChangeReasons& given, const LockFile& after)
      : given_(given), after_(after), environment_(given.algebra.python(given.request.python)) {}

  void place(InputChange& change) const {
    if (change.after.empty()) return;
    if (change.what == "requires-python") {
      const PythonPlace& python = given_.request.python_place;
      if (!python.path.empty()) change.place = place_text({{}, python.text, python.path, python.place}, given_.sources);
      return;
    }
    const auto look_at = [&](const PlacedRequirement& placed) {
      if (change.place.empty() && !placed.path.empty() && public_text(placed.requirement) == change.after)
        change.place = place_text(placed, given_.sources);
    };
    if (change.what == "constraint") {
      for (const PlacedRequirement& placed : given_.request.constraints) look_at(placed);
    } else if (change.what == "override") {
      for (const PlacedRequirement& placed : given_.request.overrides) look_at(placed);
    } else {
      for (const RootRequirement& root : given_.request.roots) {
        const bool is_its_own = change.what == "requirement"
                                    ? root.extra.empty() && root.group.empty()
                                    : change.what.ends_with("`" + root.extra + root.group + "`");
        if (is_its_own) look_at(root.placed);
      }
    }
  }

  std::string of(const PackageChange& change) const {
    using Action = PackageChange::Action;
    if (change.action == Action::remove) return "nothing needs it any more";
    const std::vector<WrittenNeed> needs = needs_on(change.name);
    if (change.action == Action::add) return needs.empty() ? std::string() : said(needs.front());
    for (const std::string& text : change.before) {
      if (std::ranges::find(change.after, text) != change.after.end()) continue;
      const auto version = Version::read(text);
      for (const WrittenNeed& need : needs) {
        if (version && !need.requirement->specifiers.contains(*version)) return said(need);
      }
      if (std::string reason = of_index(change.name, version); !reason.empty()) return reason;
    }
    if (given_.upgrades_all || given_.upgraded.contains(change.name)) return "the newest that fits";
    return {};
  }

 private:
  // The user's own first, then those of the packages in the lock.
  std::vector<WrittenNeed> needs_on(const std::string& name) const {
    std::vector<WrittenNeed> needs =
        needs_of_user(given_.request, name, environment_, given_.algebra, given_.sources.root);
    for (const LockedRelease& dependent : after_.packages) {
      const bool is_one = std::ranges::any_of(dependent.dependencies,
                                              [&](const LockedRelease::Dependency& d) { return d.name == name; });
      const Releases* releases = is_one ? given_.facts.releases_here(dependent.name) : nullptr;
      if (releases == nullptr) continue;
      for (Rank rank = 0; rank < releases->all.size(); ++rank) {
        // Folders and repositories have none, and one release.
        if (!dependent.version.empty() && releases->all[rank].version.text() != dependent.version) continue;
        for (const std::string& extra : extras_of(dependent.name, rank)) {
          for (WrittenNeed& need : needs_of_release(given_.request, given_.facts, dependent.name, rank, extra, name,
                                                    environment_, given_.algebra))
            needs.push_back(std::move(need));
        }
      }
    }
    return needs;
  }

  // None, and each that its requirements mention: which of them were asked for the lock does not say.
  std::set<std::string> extras_of(const std::string& project, Rank rank) const {
    std::set<std::string> extras{""};
    const ReleaseMetadata* metadata = given_.facts.metadata_here(project, rank);
    if (metadata == nullptr) return extras;
    for (const Requirement& requirement : metadata->requirements) {
      for (const MarkerTerm& term : requirement.marker.terms) {
        if (term.variable == MarkerVariable::extra) extras.insert(term.value);
      }
    }
    return extras;
  }

  std::string said(const WrittenNeed& need) const {
    if (need.placed != nullptr) return "`" + need.text + "` (" + place_text(*need.placed, given_.sources) + ")";
    return need.by + " needs `" + need.text + "`";
  }

  std::string of_index(const std::string& name, const std::optional<Version>& version) const {
    const Releases* releases = given_.facts.releases_here(name);
    if (releases == nullptr || !version) return {};
    const auto release = std::ranges::find(releases->all, *version, &Release::version);
    if (release == releases->all.end()) return "the index has no " + version->text() + " any more";
    if (release->is_yanked) return version->text() + " was yanked";
    return {};
  }

  const ChangeReasons& given_;
  const LockFile& after_;
  MarkerId environment_;
};

}  // namespace

std::string_view text_of(PackageChange::Action action) {
  switch (action) {
    case PackageChange::Action::add:
      return "add";
    case PackageChange::Action::remove:
      return "remove";
    case PackageChange::Action::update:
      return "update";
    case PackageChange::Action::change:
      return "change";
  }
  return {};
}

std::vector<InputChange> input_changes(const LockFile& before, const LockFile& after) {
  std::vector<InputChange> changes;
  compare_inputs(before, after, changes);
  return changes;
}

LockDifference difference(const LockFile& before, const LockFile& after) {
  LockDifference out;
  compare_inputs(before, after, out.inputs);
  compare_packages(before, after, out);
  return out;
}

void ChangeReasons::explain(LockDifference& found, const LockFile& after) const {
  const Reasons reasons(*this, after);
  for (InputChange& change : found.inputs) reasons.place(change);
  for (PackageChange& change : found.packages) {
    if (change.action != PackageChange::Action::change) change.reason = reasons.of(change);
  }
}

std::string text_of(const InputChange& change) {
  std::string out = change.what;
  if (change.after == "is new" || change.before == "is gone") {
    out += " " + (change.after.empty() ? change.before : change.after);
  } else if (change.before.empty()) {
    out += " added: `" + change.after + "`";
  } else if (change.after.empty()) {
    out += " removed: `" + change.before + "`";
  } else {
    out += " changed: `" + change.before + "` -> `" + change.after + "`";
  }
  return change.place.empty() ? out : out + " (" + change.place + ")";
}

std::string text_of(const PackageChange& change) {
  std::string out;
  switch (change.action) {
    case PackageChange::Action::add:
      out = "Add " + change.name + " " + joined(change.after);
      break;
    case PackageChange::Action::remove:
      out = "Remove " + change.name + " " + joined(change.before);
      break;
    case PackageChange::Action::update:
      out = "Update " + change.name + " " + joined(change.before) + " -> " + joined(change.after);
      break;
    case PackageChange::Action::change:
      out = "Change " + change.name + " " + joined(change.after);
      break;
  }
  return change.reason.empty() ? out : out + ": " + change.reason;
}

}  // namespace whip::resolver
