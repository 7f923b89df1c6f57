#include "resolver/standards/metadata.h"

#include <algorithm>

#include "core/base/characters.h"
#include "resolver/standards/lenient_requirement.h"
#include "resolver/standards/name.h"

namespace whip::resolver {
namespace {

struct Header {
  std::string_view name;
  std::string value;  // continuation lines joined by newlines
};

std::string_view without_return(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Calls `take(name, value)` for each header. A line that is none is skipped, as mail readers do.
template <class Take>
void each_header(std::string_view text, const Take& take) {
  Header header;
  const auto finish = [&] {
    if (!header.name.empty()) take(header.name, std::string(stripped(header.value)));
    header = {};
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = without_return(text.substr(at, end - at));
    at = end + 1;
    if (line.empty()) break;
    if (line[0] == ' ' || line[0] == '\t') {
      header.value += '\n';
      header.value += stripped(line);
      continue;
    }
    finish();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    header.name = line.substr(0, colon);
    header.value = line.substr(colon + 1);
  }
  finish();
}

void store(Metadata& metadata, std::string_view name, std::string value) {
  const auto is = [&](std::string_view field) { return equal_ignoring_case(name, field); };
  if (is("Requires-Dist")) {
    metadata.requires_dist.push_back(std::move(value));
  } else if (is("Classifier")) {
    metadata.classifiers.push_back(std::move(value));
  } else if (is("Provides-Extra")) {
    metadata.provides_extra.push_back(normalized(value));
  } else if (is("Dynamic")) {
    metadata.dynamic.push_back(lowered(value));
  } else if (is("Requires-Python")) {
    metadata.requires_python = std::move(value);
  } else if (is("Name")) {
    metadata.name = std::move(value);
  } else if (is("Version")) {
    metadata.version = std::move(value);
  } else if (is("Metadata-Version")) {
    metadata.metadata_version = std::move(value);
  }
}

Error missing(std::string_view field) {
  return Error{.code = ErrorCode::syntax, .message = "metadata without `" + std::string(field) + "`"};
}

}  // namespace

Result<Metadata> Metadata::parse(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  Metadata metadata;
  each_header(text, [&](std::string_view field, std::string value) { store(metadata, field, std::move(value)); });
  if (metadata.metadata_version.empty()) return missing("Metadata-Version");
  if (!is_valid_name(metadata.name)) return missing("Name");
  if (metadata.version.empty()) return missing("Version");
  const std::string_view major =
      std::string_view(metadata.metadata_version).substr(0, metadata.metadata_version.find('.'));
  if (major != "1" && major != "2") {
    return Error{.code = ErrorCode::syntax,
                 .message = "metadata of version `" + metadata.metadata_version + "`, which is beyond 2.x"};
  }
  return metadata;
}

bool has_static_requirements(const Metadata& sdist) {
  const auto version = Version::read(sdist.metadata_version);
  if (!version || *version < *Version::read("2.2")) return false;
  return std::ranges::none_of(sdist.dynamic, [](const std::string& field) {
    return field == "requires-dist" || field == "requires-python" || field == "provides-extra" || field == "version";
  });
}

Result<std::vector<Requirement>> requirements_of(const Metadata& metadata) {
  std::vector<Requirement> requirements;
  for (const std::string& text : metadata.requires_dist) {
    auto requirement = parse_leniently(text);
    if (!requirement) {
      Error error = requirement.error();
      error.message = "`Requires-Dist: " + text + "`: " + error.message;
      return error;
    }
    requirements.push_back(std::move(*requirement));
  }
  return requirements;
}

}  // namespace whip::resolver
