// Notebooks come, change and go: cells are documents, and what is linted is all of them together.

#include <algorithm>
#include <utility>

#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/lsp/uri.h"

namespace whip::lsp {
namespace {

constexpr std::int64_t kCodeCell = 2;

void fill(Part& part, Json document) {
  part.uri = document["uri"].text();
  part.language = document["languageId"].text();
  part.version = document["version"].integer().value_or(0);
  part.text.assign(document["text"].text());
}

// A cell, without its text: that comes as a document of its own.
Part cell_of(Json cell) {
  Part part;
  part.uri = cell["document"].text();
  part.is_code = cell["kind"].integer().value_or(kCodeCell) == kCodeCell;
  return part;
}

// Cells go and come: an array of them is spliced.
void change_structure(Server& server, OpenFile& file, Json structure) {
  const Json array = structure["array"];
  const auto count = file.parts.size();
  const auto start =
      std::min(static_cast<std::size_t>(std::max<std::int64_t>(0, array["start"].integer().value_or(0))), count);
  const auto gone = std::min(
      static_cast<std::size_t>(std::max<std::int64_t>(0, array["deleteCount"].integer().value_or(0))), count - start);
  std::vector<Part> removed(std::make_move_iterator(file.parts.begin() + static_cast<std::ptrdiff_t>(start)),
                            std::make_move_iterator(file.parts.begin() + static_cast<std::ptrdiff_t>(start + gone)));
  file.parts.erase(file.parts.begin() + static_cast<std::ptrdiff_t>(start),
                   file.parts.begin() + static_cast<std::ptrdiff_t>(start + gone));
  std::vector<Part> added;
  for (const Json cell : array["cells"]) {
    Part part = cell_of(cell);
    // A cell that only moved is not opened again.
    const auto moved = std::ranges::find(removed, part.uri, &Part::uri);
    if (moved != removed.end()) {
      const bool is_code = part.is_code;
      part = std::move(*moved);
      part.is_code = is_code;
    }
    added.push_back(std::move(part));
  }
  file.parts.insert(file.parts.begin() + static_cast<std::ptrdiff_t>(start), std::make_move_iterator(added.begin()),
                    std::make_move_iterator(added.end()));
  for (const Json document : structure["didOpen"]) {
    if (Part* const part = file.find_part(document["uri"].text())) fill(*part, document);
  }
  for (const Json document : structure["didClose"]) {
    const std::string_view uri = document["uri"].text();
    if (file.find_part(uri) == nullptr) server.publish_nothing(uri);
  }
}

}  // namespace

Reply did_open_notebook(Server& server, const Message& message) {
  const Json params = message.params();
  const Json notebook = params["notebookDocument"];
  const std::string uri(notebook["uri"].text());
  const std::optional<std::string> path = path_of(uri);
  OpenFile file(uri, path ? *path : server.workspace.projects().front()->root() + "/Untitled.ipynb", true);
  if (const OpenFile* const open = server.files.find(uri)) server.checker.forget(*open);
  file.version = notebook["version"].integer().value_or(0);
  for (const Json cell : notebook["cells"]) file.parts.push_back(cell_of(cell));
  for (const Json document : params["cellTextDocuments"]) {
    if (Part* const part = file.find_part(document["uri"].text())) fill(*part, document);
  }
  server.changed(server.files.open(std::move(file)));
  return {};
}

Reply did_change_notebook(Server& server, const Message& message) {
  const Json params = message.params();
  OpenFile* const file = server.files.find(params["notebookDocument"]["uri"].text());
  if (file == nullptr || !file->is_notebook) return {};
  file->version = params["notebookDocument"]["version"].integer().value_or(file->version);
  const Json cells = params["change"]["cells"];
  if (cells["structure"].is_object()) change_structure(server, *file, cells["structure"]);
  for (const Json cell : cells["data"]) {
    Part* const part = file->find_part(cell["document"].text());
    if (part != nullptr) part->is_code = cell["kind"].integer().value_or(kCodeCell) == kCodeCell;
  }
  for (const Json content : cells["textContent"]) {
    Part* const part = file->find_part(content["document"]["uri"].text());
    if (part == nullptr) continue;
    apply_changes(part->text, content["changes"], server.client.encoding);
    part->version = content["document"]["version"].integer().value_or(part->version);
  }
  server.edited(*file);
  return {};
}

Reply did_close_notebook(Server& server, const Message& message) {
  OpenFile* const file = server.files.find(message.params()["notebookDocument"]["uri"].text());
  if (file != nullptr && file->is_notebook) server.close(*file);
  return {};
}

}  // namespace whip::lsp
