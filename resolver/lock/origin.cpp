#include "resolver/lock/origin.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "resolver/index/url.h"

namespace whip::resolver {
namespace {

Error unknown(const Requirement& requirement, const std::string& why) {
  return Error{.code = ErrorCode::usage,
               .message = "`" + requirement.written_name + " @ " + without_credentials(requirement.url) + "`: " + why,
               .path = {}};
}

std::string public_form(const std::string& url) {
  const auto credentials = credentials_in(url);
  const bool is_ssh = url.starts_with("ssh://") || url.starts_with("git+ssh://");
  return is_ssh && credentials && credentials->password.empty() ? url : without_credentials(url);
}

// `a=1&b=2` into subdirectory and hash.
Done read_fragment(const Requirement& requirement, std::string_view fragment, Origin& origin) {
  while (!fragment.empty()) {
    const std::size_t end = fragment.find('&');
    const std::string_view part = fragment.substr(0, end);
    fragment = end == std::string_view::npos ? std::string_view{} : fragment.substr(end + 1);
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view value = part.substr(equals + 1);
    if (part.starts_with("subdirectory=")) {
      origin.subdirectory = percent_decoded(value);
    } else if (part.starts_with("sha256=")) {
      origin.sha256 = read_sha256(value);
      if (!origin.sha256) return unknown(requirement, "`" + std::string(value) + "` is no sha256");
    }
  }
  return Unit{};
}

// `https://host/x.git@v1`: the `@` of a user in the authority is another one.
void split_revision(Origin& origin) {
  const std::size_t authority = origin.url.find("://");
  const std::size_t path = origin.url.find('/', authority == std::string::npos ? 0 : authority + 3);
  const std::size_t at = origin.url.rfind('@');
  if (at == std::string::npos || path == std::string::npos || at < path) return;
  origin.revision = origin.url.substr(at + 1);
  origin.url.resize(at);
}

}  // namespace

std::string Origin::key() const {
  switch (kind) {
    case Kind::indexes:
      break;
    case Kind::one_index:
      return project + "@" + index;
    case Kind::archive:
    case Kind::local:
    case Kind::repository:
      return project + "@" + url + "@" + revision + "#" + subdirectory + (is_editable ? "&editable" : "");
  }
  return project;
}

std::string Origin::public_url() const { return public_form(url); }

std::string public_text(const Requirement& requirement) {
  if (requirement.url.empty()) return requirement.text();
  Requirement shown = requirement;
  shown.url = public_form(requirement.url);
  return shown.text();
}

std::string Origin::described() const {
  if (kind == Kind::indexes) return "the indexes";
  if (kind == Kind::one_index) return "the index `" + index + "`";
  return "`" + public_url() + (revision.empty() ? "" : "@" + revision) + "`";
}

Result<Origin> origin_of(const Requirement& requirement) {
  Origin origin;
  origin.project = requirement.name;
  if (requirement.url.empty()) {
    origin.index = requirement.index;
    origin.kind = origin.index.empty() ? Origin::Kind::indexes : Origin::Kind::one_index;
    return origin;
  }
  origin.is_editable = requirement.is_editable;
  const std::size_t fragment = std::min(requirement.url.find('#'), requirement.url.size());
  origin.url = requirement.url.substr(0, fragment);
  if (fragment < requirement.url.size()) {
    const auto rest = std::string_view(requirement.url).substr(fragment + 1);
    if (auto done = read_fragment(requirement, rest, origin); !done) return done.error();
  }
  if (origin.url.starts_with("git+")) {
    origin.kind = Origin::Kind::repository;
    origin.url.erase(0, 4);
    split_revision(origin);
    return origin;
  }
  const UrlParts parts = url_parts(origin.url);
  if (parts.scheme == "http" || parts.scheme == "https") {
    origin.kind = Origin::Kind::archive;
    return origin;
  }
  const bool is_path = parts.scheme.empty();
  if (!is_path && parts.scheme != "file")
    return unknown(requirement, "whip knows http, https, file and git+ URLs, and paths");
  origin.kind = Origin::Kind::local;
  origin.url = is_path ? origin.url : percent_decoded(parts.path);
  origin.url = std::filesystem::path(origin.url).lexically_normal().string();
  while (origin.url.size() > 1 && origin.url.ends_with('/')) origin.url.pop_back();
  return origin;
}

Done Origins::add(const PlacedRequirement& placed, MarkerId marker) {
  if (placed.requirement.url.empty() && placed.requirement.index.empty()) return Unit{};
  auto origin = origin_of(placed.requirement);
  if (!origin) {
    return at_place(origin.error(), placed.path, placed.place);
  }
  entries_.push_back({std::move(*origin), marker, placed});
  return Unit{};
}

Result<Origin> Origins::of(const std::string& project, MarkerId environment, MarkerAlgebra& algebra) const {
  const Entry* found = nullptr;
  for (const Entry& entry : entries_) {
    if (entry.origin.project != project || algebra.are_disjoint(entry.marker, environment)) continue;
    if (found == nullptr) {
      found = &entry;
      continue;
    }
    if (entry.origin.key() == found->origin.key()) {
      if (!found->origin.sha256 && entry.origin.sha256) found = &entry;
      continue;
    }
    const auto where = [](const Entry& one) {
      const std::string line = one.placed.place.line == 0 ? "" : ":" + std::to_string(one.placed.place.line);
      return one.origin.described() + " (" + one.placed.path + line + ")";
    };
    return configuration_error(entry.placed.path, entry.placed.place,
                               "`" + project + "` is asked for from two places at once: " + where(*found) + " and " +
                                   where(entry) +
                                   "; it can come from one only, unless markers or `conflicts` keep the two apart");
  }
  if (found != nullptr) return found->origin;
  Origin indexes;
  indexes.project = project;
  return indexes;
}

}  // namespace whip::resolver
