#include "cli/lsp/source_fix.h"

#include "cli/lsp/edits.h"
#include "cli/pipeline/notebook.h"

namespace whip::lsp {

void add_line_edits(const OpenFile& file, std::size_t part, std::string_view after, Encoding encoding,
                    std::vector<PartEdit>& out) {
  const DocumentText& text = file.parts[part].text;
  for (Edit& edit : line_edits(text.text(), after)) {
    out.push_back({.part = part, .range = text.range(edit.span, encoding), .text = std::move(edit.text)});
  }
}

std::vector<PartEdit> edits_of(const OpenFile& file, const FixResult& fixes, Encoding encoding) {
  std::vector<PartEdit> out;
  if (fixes.fixed.empty()) return out;
  if (!file.is_notebook) {
    add_line_edits(file, 0, fixes.text, encoding, out);
    return out;
  }
  std::vector<Magic> magics(file.magic_texts().begin(), file.magic_texts().end());
  for (std::size_t i = 0; i < magics.size(); ++i) magics[i].span = fixes.magics[i];
  const std::string joined = restore_magics(fixes.text, magics);
  std::size_t cell = 0;
  for (std::size_t i = 0; i < file.parts.size(); ++i) {
    if (!file.parts[i].is_python) continue;
    const Span span = fixes.cells[cell++].span;
    std::string_view after = std::string_view(joined).substr(span.begin, span.size());
    if (after.ends_with('\n')) after.remove_suffix(1);
    add_line_edits(file, i, after, encoding, out);
  }
  return out;
}

std::vector<PartEdit> edits_of(const OpenFile& file, const std::vector<Edit>& edits, Encoding encoding) {
  std::vector<PartEdit> out;
  for (const Edit& edit : edits) out.push_back(file.place(edit, encoding));
  return out;
}

}  // namespace whip::lsp
