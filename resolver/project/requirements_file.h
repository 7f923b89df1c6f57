// Requirements files (requirements.in, requirements.txt, constraints.txt), as pip and uv read them.
//
//     -r base.txt                      another file, relative to this one
//     httpx[http2]>=0.27 \             a requirement; `\` joins lines
//         --hash=sha256:...            only of requirements that are pinned
//     -e ./src                         a folder, editable
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/project/manifest.h"

namespace whip::resolver {

// A requirement that is a file, folder or URL without a name before it.
struct UnnamedRequirement {
  std::string location;  // path or URL, as written, variables put in
  std::vector<std::string> extras;
  Marker marker;
  bool editable = false;
  std::string path;  // of the file it stands in
  Place place;
};

struct RequirementsFile {
  std::vector<PlacedRequirement> requirements;
  std::vector<std::vector<std::string>> hashes;  // parallel to requirements: `sha256:...`
  std::vector<UnnamedRequirement> unnamed;
  std::vector<PlacedRequirement> constraints;  // of `-c`
  std::string index_url;
  std::vector<std::string> extra_index_urls;
  std::vector<std::string> find_links;
  bool no_index = false;
  bool pre = false;
  std::vector<std::string> no_binary;
  std::vector<std::string> only_binary;
};

// The text of a file, for `-r` and `-c`. Errors: `io`.
using ReadFile = std::function<Result<std::string>(const std::string& path)>;
// The value of an environment variable; nothing if it is not set.
using ReadVariable = std::function<std::string(const std::string& name)>;

// Reads a file and what it includes. Errors: `syntax` with path, line and column, the line itself below the message;
// `io` for what cannot be read; `limit` where files include each other without end.
Result<RequirementsFile> read_requirements_file(const std::string& path, const ReadFile& read_file,
                                                const ReadVariable& variable);

}  // namespace whip::resolver
