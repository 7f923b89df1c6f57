// Findings that depend on one statement of the module and its neighbours, or on one line: what the rules for lines and
// those for nodes that need no names find. They are kept from one state of a text to the next. Where nothing was edited
// they only move.
#pragma once

#include <cstdint>
#include <vector>

#include "core/report/diagnostic.h"
#include "core/syntax/change.h"
#include "core/text/source.h"
#include "linter/engine/listeners.h"
#include "linter/file.h"

namespace whip {

class NearFindings {
 public:
  // Of another file, or of a tree with errors.
  void forget() { are_known_ = false; }
  // Brings them up to the file's tree, which is whole and without errors. `change`: what became of the tree that they
  // are of; null if that is not known.
  void update(const File& file, const Listeners& listeners, const TreeChange* change);
  void append_to(std::vector<Diagnostic>& out) const;

 private:
  struct Kept {
    std::uint32_t at = 0;  // the node, or where the line begins
    Diagnostic finding;
  };
  using List = std::vector<Kept>;

  bool are_known_ = false;
  LineEnding line_ending_ = LineEnding::lf;  // the file's, which fixes write
  List of_nodes_;                            // ascending
  List of_lines_;
  List fresh_;  // scratch
  std::vector<Diagnostic> found_;
};

}  // namespace whip
