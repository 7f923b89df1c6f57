#include "cli/lsp/other_places.h"

#include <algorithm>

#include "cli/lsp/uri.h"
#include "cli/pipeline/read.h"

namespace whip::lsp {

const OtherPlaces::Opened& OtherPlaces::open(const std::string& shown) {
  const auto known = files_.find(shown);
  if (known != files_.end()) return known->second;
  Opened& opened = files_[shown];
  const std::string path = shown.starts_with('/') ? shown : root_ + "/" + shown;
  if (open_ != nullptr) {
    for (const auto& [uri, file] : open_->all()) {
      if (file->path != path || file->is_notebook || file->parts.empty()) continue;
      opened.uri = uri;
      opened.text = &file->parts.front().text;
      return opened;
    }
  }
  if (path.ends_with(".ipynb")) return opened;
  const Result<FileBytes> bytes = read_file(path.c_str());
  if (!bytes) return opened;
  opened.uri = uri_of(path);
  opened.text = &opened.read.emplace(bytes->source.text());
  return opened;
}

std::optional<OtherPlaces::Place> OtherPlaces::of(const Note& note, Encoding encoding) {
  const Opened& file = open(note.path);
  if (file.text == nullptr) return std::nullopt;
  if (note.line == 0) {
    if (note.span.end > file.text->size()) return std::nullopt;
    return Place{file.uri, file.text->range(note.span, encoding)};
  }
  // Columns that people see count characters.
  const Position seen{note.line - 1, std::max(note.column, 1U) - 1};
  const std::uint32_t at = file.text->offset(seen, Encoding::utf32);
  return Place{file.uri, file.text->range({at, at}, encoding)};
}

}  // namespace whip::lsp
