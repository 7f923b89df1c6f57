// Diagnostics for clients that ask for them. What did not change since the client's last question is not sent again.

#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"

namespace whip::lsp {

Reply pull_diagnostics(Server& server, const Message& message) {
  const Json params = message.params();
  server.put_off({.id = message.id,
                  .uri = std::string(params["textDocument"]["uri"].text()),
                  .previous = std::string(params["previousResultId"].text())});
  return {.comes_later = true};
}

std::string pulled_diagnostics(Server& server, std::string_view uri, std::string_view previous) {
  std::string items = "[]";
  if (const OpenFile* const file = server.files.find(uri)) {
    std::vector<std::string> lists = server.diagnostics(*file);
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (file->parts[i].uri == uri) items = std::move(lists[i]);
    }
  }
  std::string out;
  JsonWriter json(out);
  write_report(json, items, previous, {}, {});
  return out;
}

}  // namespace whip::lsp
