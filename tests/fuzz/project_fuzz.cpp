// What a user's folder holds is any bytes: pyproject.toml, pylock.toml and requirements files are read, or there is one
// error with a message.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/lock/audit.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/lock/preferences.h"
#include "resolver/project/manifest.h"
#include "resolver/project/requirements_file.h"

namespace {

using namespace whip;
using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_lock(std::string_view text) {
  (void)preferences_of_lock(text, "pylock.toml").has_value();
  const auto lock = read_lockfile(text, "pylock.toml");
  if (!lock) return require(!lock.error().message.empty());
  for (const std::uint32_t minor : {13U, 15U}) {
    for (const AuditedPackage& package : audit(audited(*lock), minor, audit_platforms())) {
      require(package.package < lock->packages.size() && package.state.on.size() == package.platforms.size());
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto manifest = read_manifest(text, "pyproject.toml");
  require(manifest || !manifest.error().message.empty());
  check_lock(text);
  // Every file that is named has the same text: includes have no end, which is an error.
  const auto file = read_requirements_file(
      "requirements.txt", [&](const std::string&) { return Result<std::string>(std::string(text)); },
      [](const std::string& name) { return name; });
  require(file || !file.error().message.empty());
  return 0;
}
