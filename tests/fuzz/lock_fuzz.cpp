// Locks are read from any bytes: what is read is written and read back as the same, differs in nothing from itself, and
// is listed, exported and cut without harm. Most inputs are no TOML, so there is a second way in: the lines of the
// input become the words of a lock whose shape is right.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/toml/value.h"
#include "resolver/lock/difference.h"
#include "resolver/lock/lockfile_read.h"
#include "resolver/lock/lockfile_text.h"
#include "resolver/lock/requirements_text.h"
#include "resolver/lock/tree_text.h"

namespace {

using namespace whip::resolver;

void require(bool holds) {
  if (!holds) std::abort();
}

void check(std::string_view text) {
  const auto lock = read_lockfile(text, "pylock.toml");
  if (!lock) return;
  const std::string written = lockfile_text(*lock);
  const auto again = read_lockfile(written, "pylock.toml");
  require(again.has_value());
  require(lockfile_text(*again) == written);
  require(difference(*lock, *lock).empty());
  require(difference(*lock, *again).empty());

  MarkerAlgebra algebra;
  const LockSelection all{.project = true, .extras = lock->extras, .groups = lock->groups};
  requirements_text(*lock, all, {}, algebra);
  tree_text(*lock, all, {}, algebra);
  tree_json(*lock, {}, algebra);
  for (const LockedRelease& release : lock->packages) ways_text(*lock, all, release.name, algebra);
  const LockFile part = selected_lock(*lock, all, algebra);
  require(algebra.failure() || read_lockfile(lockfile_text(part), "pylock.toml").has_value());
}

// Words in turn, from the beginning again when there are no more.
class Words {
 public:
  explicit Words(std::string_view text) {
    while (!text.empty()) {
      const std::size_t end = text.find('\n');
      all_.push_back(whip::toml_quoted(text.substr(0, end)));
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    }
    if (all_.empty()) all_.emplace_back("\"a\"");
  }
  const std::string& next() { return all_[next_++ % all_.size()]; }
  std::size_t size() const { return all_.size(); }

 private:
  std::vector<std::string> all_;
  std::size_t next_ = 0;
};

std::string shaped(std::string_view text) {
  Words words(text);
  std::string out = "lock-version = \"1.0\"\nextras = [" + words.next() + "]\ndependency-groups = [" + words.next() +
                    "]\ncreated-by = \"fuzz\"\n";
  for (std::size_t i = 0; i * 6 < words.size() && i < 20; ++i) {
    out += "[[packages]]\nname = " + words.next() + "\nversion = " + words.next() + "\nmarker = " + words.next() +
           "\ndependencies = [{ name = " + words.next() + " }]\n";
    const std::string& place = words.next();
    const std::string files[] = {
        "wheels = [{ url = " + place + ", hashes = { sha256 = " + words.next() + " } }]\n",
        "sdist = { name = " + words.next() + ", path = " + place + " }\n",
        "vcs = { type = \"git\", url = " + place + ", commit-id = " + words.next() + " }\n",
        "directory = { path = " + place + ", editable = true }\n",
        "archive = { url = " + place + ", upload-time = 2024-01-01T00:00:00Z }\n",
    };
    out += files[i % std::size(files)];
    out += "[packages.tool.whip]\nrequires = [" + words.next() + "]\n";
  }
  return out + "[tool.whip]\nname = " + words.next() + "\nrequirements = [" + words.next() + ", " + words.next() +
         "]\n[tool.whip.groups]\n" + words.next() + " = [" + words.next() + "]\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 4096) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  check(text);
  check(shaped(text));
  return 0;
}
