// Files and folders of this machine as an index: `--find-links` folders and `file://` URLs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "resolver/index/page.h"

namespace whip::resolver {

// The path of a `file://` URL or of plain text that is a path; nothing for other URLs.
std::optional<std::string> local_path(std::string_view url);
std::string file_url(std::string_view path);

// All distribution files of a folder, in order of their names. Errors: `io`.
Result<Page> folder_page(const std::string& path);
// All of a file. Errors: `io`.
Result<std::string> file_bytes(const std::string& path);
bool is_folder(const std::string& path);
// METADATA of a wheel in a file. Errors: `io`, `syntax`, `limit`.
Result<std::string> metadata_of_file(const std::string& path);

}  // namespace whip::resolver
