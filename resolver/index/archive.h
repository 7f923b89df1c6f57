// What a wheel or a source archive says of its release, once all of it is there.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/index/page.h"

namespace whip::resolver {

struct ArchiveText {
  bool is_wheel = false;
  std::string metadata;   // METADATA of a wheel, PKG-INFO of a source archive; empty: there is none
  std::string pyproject;  // of a source archive; empty: there is none
  Sha256 sha256{};        // of the archive
  std::uint64_t size = 0;
};

// By the file's name: `.whl`, `.tar.gz`, `.tgz` or `.zip`. `subdirectory`: where in a source archive the project is;
// empty: at its top. Errors: `syntax`, `limit`; `usage` for other kinds of files.
Result<ArchiveText> read_archive(std::string_view file_name, std::string_view bytes, std::string_view subdirectory);

// As bytes to store, and back; nothing where they are none.
std::string stored_archive(const ArchiveText& text);
std::optional<ArchiveText> archive_of_stored(std::string_view bytes);

}  // namespace whip::resolver
