// Layout of a document, a cell of a notebook, or a part of either.

#include <optional>

#include "cli/lsp/edits.h"
#include "cli/lsp/layout.h"
#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/pipeline/format_file.h"
#include "cli/pipeline/format_run.h"

namespace whip::lsp {
namespace {

Reply edits_reply(Server& server, const DocumentText& text, std::span<const Edit> edits) {
  Reply reply{.result = {}};
  JsonWriter json(reply.result);
  write_text_edits(json, text, edits, server.client.encoding);
  return reply;
}

// A text that is no Python is left alone; the log tells why.
Reply refused(Server& server, const OpenFile& file, const Error& error) {
  std::string text = "not formatted: " + file.path;
  if (error.line != 0) text += ":" + std::to_string(error.line) + ":" + std::to_string(error.column);
  server.log(MessageType::warning, text + ": " + error.message);
  return {};
}

}  // namespace

Reply format_document(Server& server, const Message& message) {
  const Json params = message.params();
  OpenFile* const file = server.file_of(params);
  if (file == nullptr) return {};
  FilePlace place = server.place_of(*file);
  const Part* const part = file->find_part(params["textDocument"]["uri"].text());
  if (!place.is_formatted || !is_formattable(place.file.kind)) return {};
  const Result<std::string> formatted = formatted_text(*file, *part, place, server.formatter);
  if (!formatted) return refused(server, *file, formatted.error());
  return edits_reply(server, part->text, line_edits(part->text.text(), *formatted));
}

Reply format_range(Server& server, const Message& message) {
  const Json params = message.params();
  OpenFile* const file = server.file_of(params);
  if (file == nullptr) return {};
  FilePlace place = server.place_of(*file);
  const Part* const part = file->find_part(params["textDocument"]["uri"].text());
  if (!place.is_formatted || !is_python(place.file.kind) || (file->is_notebook && !part->is_python)) return {};
  const Source source(part->text.text());
  const Span range = part->text.span(read_range(params["range"]), server.client.encoding);
  const auto formatted =
      server.formatter.format_range(source, range, format_options(place.configuration(), place.file));
  if (!formatted) return refused(server, *file, formatted.error());
  const Span replaced = formatted->replaced;
  std::vector<Edit> edits = line_edits(part->text.text().substr(replaced.begin, replaced.size()), formatted->text);
  for (Edit& edit : edits) edit.span = {edit.span.begin + replaced.begin, edit.span.end + replaced.begin};
  return edits_reply(server, part->text, edits);
}

}  // namespace whip::lsp
