#include "cli/lsp/edits.h"

#include <algorithm>

#include "cli/lsp/diagnostics.h"
#include "cli/render/line_diff.h"

namespace whip::lsp {
namespace {

// Comparing all lines with all others is only worth it where few differ.
constexpr std::size_t kMostLines = 4000;

void write_text_edit(JsonWriter& json, const Range& range, std::string_view text) {
  json.begin_object().key("range");
  write_range(json, range);
  json.member("newText", text).end_object();
}

}  // namespace

std::vector<Edit> line_edits(std::string_view before, std::string_view after) {
  if (before == after) return {};
  const std::vector<std::string_view> old_lines = render::split_lines(before);
  const std::vector<std::string_view> new_lines = render::split_lines(after);
  const std::size_t most = std::min(old_lines.size(), new_lines.size());
  std::size_t head = 0;
  while (head < most && old_lines[head] == new_lines[head]) ++head;
  std::size_t tail = 0;
  while (tail < most - head && old_lines[old_lines.size() - 1 - tail] == new_lines[new_lines.size() - 1 - tail]) {
    ++tail;
  }
  const std::span<const std::string_view> old_middle(old_lines.data() + head, old_lines.size() - head - tail);
  const std::span<const std::string_view> new_middle(new_lines.data() + head, new_lines.size() - head - tail);
  std::vector<render::Change> changes;
  if (std::max(old_middle.size(), new_middle.size()) > kMostLines) {
    changes.push_back({.kind = render::Change::Kind::replaced,
                       .old_begin = 0,
                       .old_end = old_middle.size(),
                       .new_begin = 0,
                       .new_end = new_middle.size()});
  } else {
    changes = render::diff_lines(old_middle, new_middle);
  }
  // Lines are views into the texts: where they are is where they point.
  const auto begin_of = [](std::string_view text, std::span<const std::string_view> lines, std::size_t index,
                           std::size_t end) {
    return static_cast<std::uint32_t>(index < lines.size() ? lines[index].data() - text.data()
                                                           : static_cast<std::ptrdiff_t>(end));
  };
  const std::size_t old_end =
      tail == 0 ? before.size() : static_cast<std::size_t>(old_lines[old_lines.size() - tail].data() - before.data());
  const std::size_t new_end =
      tail == 0 ? after.size() : static_cast<std::size_t>(new_lines[new_lines.size() - tail].data() - after.data());
  std::vector<Edit> edits;
  for (const render::Change& change : changes) {
    if (change.kind == render::Change::Kind::equal) continue;
    const Span span{begin_of(before, old_middle, change.old_begin, old_end),
                    begin_of(before, old_middle, change.old_end, old_end)};
    const std::uint32_t begin = begin_of(after, new_middle, change.new_begin, new_end);
    const std::uint32_t end = begin_of(after, new_middle, change.new_end, new_end);
    edits.push_back(Edit::replace(span, after.substr(begin, end - begin)));
  }
  return edits;
}

void write_text_edits(JsonWriter& json, const DocumentText& text, std::span<const Edit> edits, Encoding encoding) {
  json.begin_array();
  for (const Edit& edit : edits) write_text_edit(json, text.range(edit.span, encoding), edit.text);
  json.end_array();
}

void write_workspace_edit(JsonWriter& json, const OpenFile& file, const std::vector<PartEdit>& edits,
                          const ClientFacts& client) {
  json.begin_object().key(client.document_changes ? "documentChanges" : "changes");
  client.document_changes ? json.begin_array() : json.begin_object();
  for (std::size_t i = 0; i < file.parts.size(); ++i) {
    const auto is_here = [&](const PartEdit& edit) { return edit.part == i; };
    if (std::ranges::none_of(edits, is_here)) continue;
    const Part& part = file.parts[i];
    if (client.document_changes) {
      json.begin_object().key("textDocument").begin_object().member("uri", part.uri);
      json.key("version").raw(std::to_string(part.version)).end_object().key("edits");
    } else {
      json.key(part.uri);
    }
    json.begin_array();
    for (const PartEdit& edit : edits) {
      if (is_here(edit)) write_text_edit(json, edit.range, edit.text);
    }
    json.end_array();
    if (client.document_changes) json.end_object();
  }
  client.document_changes ? json.end_array() : json.end_object();
  json.end_object();
}

}  // namespace whip::lsp
