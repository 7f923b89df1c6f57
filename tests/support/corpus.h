// Real Python for tests: the standard library of the machine's Python, or the folder that WHIP_CORPUS names. Tests look
// at a sample, the same in each run; with WHIP_CORPUS_ALL=1 at every file.
#pragma once

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace whip::test {

inline std::string corpus_folder() {
  if (const char* named = std::getenv("WHIP_CORPUS")) return named;
  std::string folder;
  if (std::FILE* pipe =
          popen("python3 -c 'import sysconfig; print(sysconfig.get_path(\"stdlib\"))' 2>/dev/null", "r")) {
    for (int c = std::fgetc(pipe); c != EOF && c != '\n'; c = std::fgetc(pipe)) folder += static_cast<char>(c);
    pclose(pipe);
  }
  return folder;
}

// Paths of Python files, sorted; without WHIP_CORPUS_ALL evenly chosen ones of together about `bytes`.
inline std::vector<std::filesystem::path> corpus_files(std::uintmax_t bytes) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  std::uintmax_t total = 0;
  const auto skip = std::filesystem::directory_options::skip_permission_denied;
  for (std::filesystem::recursive_directory_iterator it(corpus_folder(), skip, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() != ".py" || !it->is_regular_file(error)) continue;
    files.push_back(it->path());
    total += it->file_size(error);
  }
  std::sort(files.begin(), files.end());
  if (std::getenv("WHIP_CORPUS_ALL") != nullptr || total <= bytes) return files;
  const std::size_t step = static_cast<std::size_t>(total / bytes) + 1;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < files.size(); i += step) files[kept++] = files[i];
  files.resize(kept);
  return files;
}

}  // namespace whip::test
