#include "resolver/lock/preferences.h"

#include <utility>

#include "core/toml/read.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

std::string text_under(const Value& table, std::string_view key) {
  const Value* value = table.find(key);
  return value != nullptr && value->is(Value::Kind::string) ? value->text : std::string();
}

// uv.lock: `git = "https://host/x?subdirectory=lib&rev=main#COMMIT"`.
std::optional<LockedCommit> commit_of_uv(const std::string& git) {
  const std::size_t hash = git.rfind('#');
  if (hash == std::string::npos) return std::nullopt;
  LockedCommit out{.url = git.substr(0, git.find_first_of("?#")), .revision = {}, .commit = git.substr(hash + 1)};
  for (const char* key : {"rev=", "tag=", "branch="}) {
    const std::size_t at = git.find(key);
    if (at != std::string::npos) {
      const std::size_t begin = at + std::string_view(key).size();
      out.revision = git.substr(begin, git.find_first_of("&#", begin) - begin);
    }
  }
  return out;
}

std::optional<LockedCommit> commit_of(const Value& package) {
  if (const Value* vcs = package.find("vcs"); vcs != nullptr && vcs->is(Value::Kind::table))
    return LockedCommit{text_under(*vcs, "url"), text_under(*vcs, "requested-revision"), text_under(*vcs, "commit-id")};
  const Value* source = package.find("source");
  if (source == nullptr || !source->is(Value::Kind::table)) return std::nullopt;
  if (const std::string git = text_under(*source, "git"); !git.empty()) return commit_of_uv(git);
  if (text_under(*source, "type") == "git")
    return LockedCommit{text_under(*source, "url"), text_under(*source, "reference"),
                        text_under(*source, "resolved_reference")};
  return std::nullopt;
}

}  // namespace

Result<Preferred> preferences_of_lock(std::string_view text, const std::string& path) {
  const auto lock = parse_toml(text, path);
  return lock ? preferences_of_lock(*lock, path) : lock.error();
}

Result<Preferred> preferences_of_lock(const Value& lock, const std::string& path) {
  const Value* packages = lock.find("packages");
  if (packages == nullptr) packages = lock.find("package");
  if (packages == nullptr || !packages->is(Value::Kind::list)) {
    return Error{.code = ErrorCode::configuration,
                 .message = "is no lock that whip knows: it has no list of packages",
                 .path = path};
  }
  Preferred out;
  for (const Value& package : packages->items) {
    const std::string name = normalized(text_under(package, "name"));
    if (name.empty()) continue;
    if (auto commit = commit_of(package); commit && !commit->commit.empty()) out.commits[name] = std::move(*commit);
    if (auto version = Version::read(text_under(package, "version"))) out.versions[name].push_back(std::move(*version));
  }
  return out;
}

Preferred preferences_of(const RequirementsFile& file) {
  Preferred out;
  for (const PlacedRequirement& placed : file.requirements) {
    for (const Specifier& specifier : placed.requirement.specifiers.all) {
      if (specifier.op == Operator::equal && !specifier.is_wildcard)
        out.versions[placed.requirement.name].push_back(specifier.version);
    }
  }
  return out;
}

}  // namespace whip::resolver
