// Any bytes as a notebook: an error, or cells that lie where they say, magics that come back, and a file that is the same when nothing changed.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "cli/pipeline/notebook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto notebook = whip::read_notebook(whip::Source(bytes));
  if (!notebook || !*notebook) return 0;
  const whip::Notebook& read = **notebook;
  std::uint32_t end = 0;
  for (const whip::Cell& cell : read.cells) {
    if (cell.span.begin != end || cell.span.end <= cell.span.begin) std::abort();
    end = cell.span.end;
  }
  if (end != read.text.size() || read.sources.size() != read.cells.size()) std::abort();
  const std::string text = whip::restore_magics(read.text, read.magics);
  if (text.size() != read.text.size()) std::abort();
  if (whip::write_notebook(bytes, read, text, read.cells) != bytes) std::abort();
  // Every source written anew must still be a notebook with the same text.
  std::string changed = text;
  for (const whip::Cell& cell : read.cells) {
    if (cell.span.size() > 1) changed[cell.span.begin] = 'x';
  }
  const std::string file = whip::write_notebook(bytes, read, changed, read.cells);
  if (!whip::read_notebook(whip::Source(file))) std::abort();
  return 0;
}
