// Requirements (PEP 508), one line of Requires-Dist, a requirements file or a pyproject.toml.
//     httpx[http2] >= 0.27 ; python_version < "3.14"
//     pip @ file:///srv/pip-1.3.1.zip#sha1=da9234ee
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "resolver/standards/marker.h"
#include "resolver/standards/specifier.h"

namespace whip::resolver {

struct Requirement {
  std::string name;                 // normalized
  std::string written_name;         // as the user wrote it, for messages
  std::vector<std::string> extras;  // normalized, sorted, each once
  Specifiers specifiers;
  std::string url;  // `name @ url`; empty if none, and then there are no specifiers
  Marker marker;    // empty: always
  // What [tool.uv.sources] adds to a requirement; no text of the standard says these.
  std::string index;         // the name of the only index to take it from; empty: any
  bool is_editable = false;  // of a `url` that is a folder

  // Blanks are blanks and tabs. Errors: `syntax`, `limit`, with the column.
  static Result<Requirement> parse(std::string_view text);
  // Normalized: `httpx[http2]>=0.27; python_version < "3.14"`.
  std::string text() const;
};

}  // namespace whip::resolver
