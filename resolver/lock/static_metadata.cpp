#include "resolver/lock/static_metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "resolver/project/manifest.h"
#include "resolver/standards/metadata.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

Error only_built(const std::string& what) {
  return Error{.code = ErrorCode::configuration,
               .message = what +
                          ": only building it would tell what it needs, and whip builds nothing; "
                          "`[[tool.uv.dependency-metadata]]` can say it instead",
               .path = {}};
}

Result<StaticMetadata> of_metadata(const Metadata& head) {
  StaticMetadata out;
  out.name = normalized(head.name);
  out.version = Version::read(head.version);
  out.requires_python = head.requires_python;
  auto requirements = requirements_of(head);
  if (!requirements) return requirements.error();
  out.requirements = std::move(*requirements);
  return out;
}

// `marker and extra == "name"`, as METADATA would have it.
Marker under_extra(const Marker& marker, const std::string& extra) {
  Marker out = marker;
  out.terms.push_back({.variable = MarkerVariable::extra, .op = MarkerOperator::equal, .value = extra});
  out.steps.push_back(static_cast<Marker::Step>(out.terms.size() - 1));
  if (!marker.empty()) out.steps.push_back(Marker::kAnd);
  return out;
}

class PyprojectReader {
 public:
  PyprojectReader(Manifest manifest, const SourceRules* rules) : manifest_(std::move(manifest)), rules_(rules) {
    if (rules_ != nullptr) {
      own_ = *rules_;
      own_.sources = manifest_.settings.sources;
    }
  }

  Result<StaticMetadata> read() {
    StaticMetadata out;
    out.name = manifest_.name;
    if (!manifest_.version.empty()) out.version = Version::read(manifest_.version);
    if (manifest_.requires_python) out.requires_python = manifest_.requires_python->text();
    for (const PlacedRequirement& dependency : manifest_.dependencies) {
      if (auto done = add(dependency, {}, out); !done) return done.error();
    }
    for (const Extra& extra : manifest_.extras) {
      for (const PlacedRequirement& dependency : extra.requirements) {
        if (auto done = add(dependency, extra.name, out); !done) return done.error();
      }
    }
    return out;
  }

 private:
  Done add(const PlacedRequirement& placed, const std::string& extra, StaticMetadata& out) {
    std::vector<Requirement> all{placed.requirement};
    if (rules_ != nullptr) {
      auto lowered = with_sources(placed.requirement, extra, {}, own_);
      if (!lowered) return lowered.error();
      all = std::move(*lowered);
    } else if (std::ranges::any_of(manifest_.settings.sources,
                                   [&](const PackageSource& s) { return s.package == placed.requirement.name; })) {
      return Error{.code = ErrorCode::configuration,
                   .message = "its [tool.uv.sources] say where `" + placed.requirement.name +
                              "` comes from: whip follows those of folders only",
                   .path = {}};
    }
    for (Requirement& requirement : all) {
      if (!extra.empty()) requirement.marker = under_extra(requirement.marker, extra);
      out.requirements.push_back(std::move(requirement));
    }
    return Unit{};
  }

  Manifest manifest_;
  const SourceRules* rules_;
  SourceRules own_;
};

}  // namespace

Result<StaticMetadata> metadata_of_pyproject(std::string_view text, const std::string& path, const SourceRules* rules) {
  auto manifest = read_manifest(text, path);
  if (!manifest) return manifest.error();
  if (manifest->name.empty()) return only_built("its pyproject.toml has no [project]");
  for (const char* field : {"dependencies", "optional-dependencies"}) {
    if (std::ranges::find(manifest->dynamic, field) != manifest->dynamic.end())
      return only_built("`project." + std::string(field) + "` is dynamic");
  }
  return PyprojectReader(std::move(*manifest), rules).read();
}

Result<StaticMetadata> metadata_of(const ArchiveText& archive) {
  std::optional<Metadata> head;
  if (!archive.metadata.empty()) {
    auto parsed = Metadata::parse(archive.metadata);
    if (!parsed) return parsed.error();
    head = std::move(*parsed);
  }
  if (head && (archive.is_wheel || has_static_requirements(*head))) return of_metadata(*head);
  if (archive.pyproject.empty())
    return only_built(head ? "its PKG-INFO is of version " + head->metadata_version +
                                 " or leaves fields open, and there is no pyproject.toml"
                           : "it has neither PKG-INFO nor pyproject.toml");
  auto read = metadata_of_pyproject(archive.pyproject, "pyproject.toml", nullptr);
  // What a source distribution is called is settled, whatever its pyproject.toml leaves open.
  if (read && head && !read->version) read->version = Version::read(head->version);
  return read;
}

}  // namespace whip::resolver
