#include "resolver/lock/lockfile_write.h"

#include <algorithm>
#include <map>

#include "core/toml/value.h"
#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

std::string list_of(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? ", " : "") + toml_quoted(text);
  return out + "]";
}

// `{ name = "...", url = "...", ... }`; the name only where the URL does not end in it.
std::string file_table(const PageFile& file) {
  std::string out = "{ ";
  if (file_name_of(file.url) != file.name) out += "name = " + toml_quoted(file.name) + ", ";
  if (file.upload_time) out += "upload-time = " + time_text(*file.upload_time) + ", ";
  out += "url = " + toml_quoted(file.url);
  if (file.size) out += ", size = " + std::to_string(*file.size);
  return out + ", hashes = { sha256 = \"" + hexadecimal(*file.sha256) + "\" } }";
}

class Writer {
 public:
  Writer(const ResolveRequest& request, const std::vector<LockedPackage>& packages,
         const std::vector<IndexSource>& sources, const Facts& facts, MarkerAlgebra& algebra)
      : request_(request), sources_(sources), facts_(facts), algebra_(algebra) {
    for (const LockedPackage& package : packages) ++versions_[package.project];
  }

  Done package(const LockedPackage& package, std::string& out) {
    const Releases& releases = *facts_.releases(package.project);
    const Release& release = releases.all[package.rank];
    out += "\n[[packages]]\nname = " + toml_quoted(package.project) +
           "\nversion = " + toml_quoted(release.version.text()) + "\n";
    if (const std::string marker = marker_text(package.marker); !marker.empty())
      out += "marker = " + toml_quoted(marker) + "\n";
    if (release.requires_python && !release.requires_python->empty())
      out += "requires-python = " + toml_quoted(release.requires_python->text()) + "\n";
    if (!package.dependencies.empty()) dependencies(package, out);
    out += "index = " + toml_quoted(without_credentials(sources_[releases.found.source].url)) + "\n";

    std::vector<PageFile> wheels;
    std::vector<PageFile> sources;
    for (const ReleaseFile& file : release.files) {
      const PageFile page_file = releases.file(file);
      if (page_file.sha256) (file.wheel ? wheels : sources).push_back(page_file);
    }
    if (wheels.empty() && sources.empty()) {
      return Error{.code = ErrorCode::configuration,
                   .message = "the index gives no sha256 of any file of " + package.project + " " +
                              release.version.text() + ": a lock without hashes would lock nothing",
                   .path = {}};
    }
    std::ranges::sort(wheels, {}, &PageFile::name);
    std::ranges::sort(sources, {}, &PageFile::name);
    if (!sources.empty()) out += "sdist = " + file_table(sources.front()) + "\n";
    if (wheels.empty()) return Unit{};
    out += "wheels = [\n";
    for (const PageFile& wheel : wheels) out += "    " + file_table(wheel) + ",\n";
    out += "]\n";
    return Unit{};
  }

 private:
  // Without what the lock's own `requires-python` says already.
  std::string marker_text(MarkerId marker) {
    if (request_.python.empty()) return algebra_.text(marker);
    VersionInterval all = request_.python.front();
    all.upper = request_.python.back().upper;
    all.includes_upper = request_.python.back().includes_upper;
    return algebra_.text(algebra_.assuming_python(marker, all));
  }

  void dependencies(const LockedPackage& package, std::string& out) {
    out += "dependencies = [\n";
    for (const LockedPackage::Dependency& dependency : package.dependencies) {
      out += "    { name = " + toml_quoted(dependency.project);
      if (versions_[dependency.project] > 1)
        out += ", version = " + toml_quoted(facts_.releases(dependency.project)->all[dependency.rank].version.text());
      out += " },\n";
    }
    out += "]\n";
  }

  const ResolveRequest& request_;
  const std::vector<IndexSource>& sources_;
  const Facts& facts_;
  MarkerAlgebra& algebra_;
  std::map<std::string, int> versions_;
};

}  // namespace

Result<std::string> lockfile_text(const LockHead& head, const ResolveRequest& request,
                                  const std::vector<LockedPackage>& packages, const std::vector<IndexSource>& sources,
                                  const Facts& facts, MarkerAlgebra& algebra) {
  std::string out = "lock-version = \"1.0\"\n";
  if (!head.environments.empty()) out += "environments = " + list_of(head.environments) + "\n";
  if (!head.requires_python.empty()) out += "requires-python = " + toml_quoted(head.requires_python) + "\n";
  out += "extras = " + list_of(head.extras) + "\n";
  out += "dependency-groups = " + list_of(head.groups) + "\n";
  out += "default-groups = []\ncreated-by = \"whip\"\n";
  if (packages.empty()) out += "packages = []\n";
  Writer writer(request, packages, sources, facts, algebra);
  for (const LockedPackage& package : packages) {
    if (auto done = writer.package(package, out); !done) return done.error();
  }
  return out;
}

}  // namespace whip::resolver
