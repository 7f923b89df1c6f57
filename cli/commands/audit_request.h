// What `whip audit` is to look at: a lock in one of its forms, or an environment, and the project it belongs to.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/commands/command.h"
#include "core/base/result.h"
#include "resolver/lock/audited_lock.h"
#include "resolver/project/manifest.h"

namespace whip::cli {

struct AuditInputs {
  resolver::AuditedLock lock;
  std::string path;  // as given, or as found
  // Of the project: what it asks for by name, and by which settings.
  std::map<std::string, resolver::PlacedRequirement> wishes;
  std::vector<resolver::Requirement> requirements;
  resolver::ResolverSettings settings;
  std::string folder;  // of the pyproject.toml; empty: there is none
  std::vector<std::string> warnings;
};

// Errors: everything that is wrong with the lock.
Result<AuditInputs> read_audit_inputs(const Arguments& arguments);
// The project whose pyproject.toml lies in the folder, if there is one and the lock has something of it.
void read_audited_project(const std::string& folder, AuditInputs& inputs);

}  // namespace whip::cli
