// Reading files and folders in tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace whip::test {

// The repository; tests are run from anywhere.
std::filesystem::path source_root();
std::string read_file(const std::filesystem::path& path);
// Files below the folder whose names end in one of the suffixes, sorted.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder,
                                               const std::vector<std::string>& suffixes);

}  // namespace whip::test
