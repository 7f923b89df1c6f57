// What is open in the editor and linted as one: a text document, or a notebook with its cells. Either is a list of
// parts, each a document of its own for the protocol:
//
//   a.py                one part
//   n.ipynb             a part for each code cell in Python; their texts, joined, are what is linted
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/text.h"
#include "cli/pipeline/notebook_magic.h"
#include "core/text/edit.h"
#include "core/text/source.h"
#include "linter/file.h"

namespace whip::lsp {

struct Part {
  std::string uri;
  std::string language;
  std::int64_t version = 0;
  DocumentText text;
  bool is_code = true;    // of a notebook: not a cell of prose
  bool is_python = true;  // not under `%%bash` and its like; part of what is linted
  Span span;              // in the joined text
};

// A place in one of the parts.
struct PartRange {
  std::size_t part = 0;
  Range range;
};
struct PartEdit {
  std::size_t part = 0;
  Range range;
  std::string text;
};

class OpenFile {
 public:
  OpenFile(std::string uri_of_file, std::string its_path, bool holds_cells)
      : uri(std::move(uri_of_file)), path(std::move(its_path)), is_notebook(holds_cells) {}

  std::string uri;
  std::string path;  // absolute; of a text that is no file one that it might have
  std::int64_t version = 0;
  bool is_notebook;
  std::vector<Part> parts;

  // What the linter reads, followed by padding; good until the next change. Of a notebook it is made anew if `changed`
  // was called since.
  std::string_view text() const;
  std::span<const Cell> cells() const { return cells_; }
  std::span<const Span> magics() const { return magic_spans_; }
  // The texts behind the magics, with their places.
  std::span<const Magic> magic_texts() const { return magics_; }
  // To be called after each change of a part or of the list of parts.
  void changed();

  // Where a span of text() is. One that crosses cells ends with its first cell.
  PartRange place(Span span, Encoding encoding) const;
  PartEdit place(const Edit& edit, Encoding encoding) const;
  // Where an offset of a part is in text(); nothing for a part that is not linted.
  std::optional<std::uint32_t> offset(std::size_t part, std::uint32_t offset) const;
  const Part* find_part(std::string_view wanted) const;
  Part* find_part(std::string_view wanted) {
    return const_cast<Part*>(static_cast<const OpenFile*>(this)->find_part(wanted));
  }

 private:
  std::size_t part_at(std::uint32_t offset) const;

  Source joined_;
  std::vector<Cell> cells_;
  std::vector<Magic> magics_;
  std::vector<Span> magic_spans_;
};

}  // namespace whip::lsp
