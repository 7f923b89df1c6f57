// What is linted of a file: its text, or the code cells of a notebook as one text.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/pipeline/discover.h"
#include "cli/pipeline/notebook.h"
#include "cli/pipeline/run.h"
#include "core/base/result.h"
#include "core/text/source.h"
#include "linter/fix.h"

namespace whip {

struct Subject {
  Source text;
  std::optional<Notebook> notebook;
  Source json;               // of the notebook
  std::vector<Span> magics;  // of the notebook, places only

  std::span<const Cell> cells() const {
    return notebook ? std::span<const Cell>(notebook->cells) : std::span<const Cell>{};
  }
};

// Nothing for a notebook of another language. Errors: `encoding`, for bytes that are not UTF-8 or no notebook.
Result<std::optional<Subject>> make_subject(Source source, SourceKind kind);

// The text as people have it: with the notebook's magics. Of a plain file the text is moved out.
Source take_shown_text(Subject& subject);

// What fixes make of the file.
struct FixedSubject {
  std::string file;                  // what the file should hold
  std::string shown;                 // what findings now point into
  std::vector<ChangedPart> changes;  // the parts that differ; only if wanted
};
enum class Changes : std::uint8_t { unwanted, wanted };
// Moves the text out of `fixes`, and the subject's cells to where they are now.
FixedSubject apply_to(Subject& subject, FixResult& fixes, Changes changes);

}  // namespace whip
