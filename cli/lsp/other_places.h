// Places in other files that findings name (`Note::is_elsewhere`), as an editor wants them: of a file that is open in
// the text as it is there, else in the file on the disk.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cli/lsp/files.h"
#include "cli/lsp/position.h"
#include "cli/lsp/text.h"
#include "core/report/diagnostic.h"

namespace whip::lsp {

class OtherPlaces {
 public:
  // `root`: where paths begin that people see. `open` may be null.
  OtherPlaces(std::string root, const Files* open) : root_(std::move(root)), open_(open) {}

  struct Place {
    std::string uri;
    Range range;
  };
  // Nothing: the file is not there any more, or is a notebook, the places of which are in its cells.
  std::optional<Place> of(const Note& note, Encoding encoding);

 private:
  struct Opened {
    std::string uri;
    std::optional<DocumentText> read;    // from the disk
    const DocumentText* text = nullptr;  // null: there is none
  };
  const Opened& open(const std::string& shown);

  std::string root_;
  const Files* open_;
  std::map<std::string, Opened> files_;  // by path as it is shown: each is read once
};

}  // namespace whip::lsp
