// All that is open in the editor.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/open_file.h"

namespace whip::lsp {

class Files {
 public:
  // The file that a URI is of: its own, or that of one of its cells. Null: not open.
  OpenFile* find(std::string_view uri);
  // Opens it, in place of what was open under the same name.
  OpenFile& open(OpenFile file);
  void close(std::string_view uri);
  // In the order of their names.
  const std::map<std::string, std::unique_ptr<OpenFile>, std::less<>>& all() const { return files_; }

 private:
  std::map<std::string, std::unique_ptr<OpenFile>, std::less<>> files_;
};

}  // namespace whip::lsp
