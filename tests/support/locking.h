// Locks for tests of the resolver: requirements in, versions with their markers out, over an index of made-up projects.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "resolver/lock/explain.h"
#include "resolver/lock/facts.h"
#include "resolver/lock/graph.h"
#include "resolver/lock/lockfile_text.h"
#include "resolver/lock/lockfile_write.h"
#include "resolver/lock/resolve.h"
#include "resolver/project/manifest.h"
#include "resolver/project/requirements_file.h"
#include "tests/support/small_index.h"

namespace whip::test {

class Locking {
 public:
  explicit Locking(World world, std::string python = "3.9")
      : world_(std::move(world)),
        server_([this](const ServerRequest& asked) { return serve(world_, asked); }),
        facts_(resolver::Index(options(), resolver::Store())) {
    request.python = {{.lower = *resolver::Version::read(python), .upper = {}}};
  }

  void want(const std::string& text, std::string extra = {}, std::string group = {}) {
    request.roots.push_back(
        {{*resolver::Requirement::parse(text), text, "requirements.in", {}}, std::move(extra), std::move(group)});
  }

  // All that a pyproject.toml asks for, at its places.
  void want_project(const std::string& text) {
    files_["pyproject.toml"] = text;
    const auto manifest = resolver::read_manifest(text, "pyproject.toml");
    if (!manifest) return;
    for (const auto& placed : manifest->dependencies) request.roots.push_back({placed, {}, {}});
    for (const auto& extra : manifest->extras) {
      for (const auto& placed : extra.requirements) request.roots.push_back({placed, extra.name, {}});
    }
    for (const auto& group : manifest->groups) {
      for (const auto& entry : group.entries) request.roots.push_back({*entry.requirement, {}, group.name});
    }
    if (manifest->requires_python) {
      request.python = release_intervals(*manifest->requires_python);
      request.python_place = {manifest->requires_python->text(), "pyproject.toml", manifest->requires_python_place};
    }
    request.constraints = manifest->settings.constraints;
    request.overrides = manifest->settings.overrides;
    request.pre_releases = manifest->settings.pre_releases;
  }

  // Requirements files by their names; the first is the one that is locked.
  void want_files(const std::vector<std::pair<std::string, std::string>>& files) {
    for (const auto& [name, text] : files) files_[name] = text;
    const auto read = resolver::read_requirements_file(
        files.front().first, [this](const std::string& name) { return Result<std::string>(files_[name]); },
        [](const std::string&) { return std::string(); });
    if (!read) return;
    for (const auto& placed : read->requirements) request.roots.push_back({placed, {}, {}});
    request.constraints = read->constraints;
  }

  // `a 1.0 ; marker`, a line each; or the explanation.
  std::string lock() {
    auto resolved = resolver::resolve(request, facts_, algebra_);
    if (!resolved) return "error: " + resolved.error().message;
    if (const auto* none = std::get_if<resolver::NoSolution>(&*resolved)) {
      resolver::SourceNames names;
      names.text = [this](const std::string& path) { return files_[path]; };
      return resolver::explain(*none, request, facts_, algebra_, names).text();
    }
    std::string out;
    packages = locked_packages(request, std::get<std::vector<resolver::Solution>>(*resolved), facts_, algebra_);
    for (const resolver::LockedPackage& package : packages) {
      out += package.project + " " + facts_.releases(package.key)->all[package.rank].version.text();
      const std::string marker = algebra_.text(algebra_.assuming_python(package.marker, request.python.front()));
      out += (marker.empty() ? "" : " ; " + marker) + "\n";
    }
    return out;
  }

  // The lock that belongs to the last lock(), and its text.
  resolver::LockFile file() {
    head.requires_python = ">=3.9";
    return *locked_file(head, request, packages, options().sources, facts_, algebra_);
  }
  std::string text() { return lockfile_text(file()); }

  unsigned requests() const { return server_.requests(); }
  const resolver::Facts& facts() const { return facts_; }
  resolver::MarkerAlgebra& algebra() { return algebra_; }

  resolver::ResolveRequest request;
  resolver::LockHead head;
  std::vector<resolver::LockedPackage> packages;

 private:
  resolver::IndexOptions options() const {
    resolver::IndexOptions made;
    made.sources.push_back({.name = {}, .url = server_.url()});
    return made;
  }

  World world_;
  std::map<std::string, std::string> files_;
  TestServer server_;
  resolver::Facts facts_;
  resolver::MarkerAlgebra algebra_;
};

}  // namespace whip::test
