#include "resolver/lock/audit_inputs.h"

namespace whip::resolver {

Result<AuditedLock> read_pins(const RequirementsFile& file) {
  AuditedLock lock;
  for (std::size_t i = 0; i < file.requirements.size(); ++i) {
    const PlacedRequirement& placed = file.requirements[i];
    const Requirement& requirement = placed.requirement;
    AuditedRelease release;
    release.name = requirement.name;
    release.marker = requirement.marker;
    release.has_all_files = false;
    release.place = placed.place;
    if (!requirement.url.empty()) {
      release.is_of_index = false;
    } else {
      const auto& all = requirement.specifiers.all;
      const bool is_pin = all.size() == 1 && all[0].op == Operator::equal && !all[0].is_wildcard;
      if (!is_pin)
        return Error{
            .code = ErrorCode::usage,
            .message = "`" + placed.text +
                       "` does not pin a version: an audit needs `==` everywhere; `whip lock` chooses versions",
            .path = placed.path,
            .line = placed.place.line,
            .column = placed.place.column};
      release.version = all[0].version.text();
    }
    for (const std::string& hash : file.hashes[i]) {
      if (hash.starts_with("sha256:")) release.hashes.push_back(hash.substr(7));
    }
    lock.packages.push_back(std::move(release));
  }
  for (const UnnamedRequirement& unnamed : file.unnamed) {
    AuditedRelease release;
    release.name = unnamed.location;
    release.marker = unnamed.marker;
    release.place = unnamed.place;
    release.is_of_index = false;
    lock.packages.push_back(std::move(release));
  }
  return lock;
}

}  // namespace whip::resolver
