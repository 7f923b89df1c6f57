#include "cli/lsp/files.h"

#include <utility>

namespace whip::lsp {

OpenFile* Files::find(std::string_view uri) {
  if (const auto at = files_.find(uri); at != files_.end()) return at->second.get();
  for (const auto& [name, file] : files_) {
    if (file->is_notebook && file->find_part(uri) != nullptr) return file.get();
  }
  return nullptr;
}

OpenFile& Files::open(OpenFile file) {
  std::string uri = file.uri;
  std::unique_ptr<OpenFile>& slot = files_[std::move(uri)];
  slot = std::make_unique<OpenFile>(std::move(file));
  slot->changed();
  return *slot;
}

void Files::close(std::string_view uri) {
  if (const auto at = files_.find(uri); at != files_.end()) files_.erase(at);
}

}  // namespace whip::lsp
