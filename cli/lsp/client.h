// What the client said it can do.
#pragma once

#include <string>

#include "cli/lsp/json.h"
#include "cli/lsp/position.h"

namespace whip::lsp {

struct ClientFacts {
  Encoding encoding = Encoding::utf16;
  bool pulls_diagnostics = false;      // it asks; only notebooks are pushed
  bool refreshes_diagnostics = false;  // it can be told to ask again
  bool related_information = false;
  bool diagnostic_tags = false;
  bool code_description = false;
  bool diagnostic_data = false;
  bool resolves_edits = false;    // code actions may come without their edits
  bool document_changes = false;  // edits with versions
  bool applies_edits = false;
  bool has_configuration = false;  // answers workspace/configuration
  bool registers_watchers = false;
  bool registers_configuration = false;
};

ClientFacts client_facts(Json capabilities);

// As the protocol names it.
constexpr std::string_view to_string(Encoding encoding) {
  return encoding == Encoding::utf8 ? "utf-8" : encoding == Encoding::utf32 ? "utf-32" : "utf-16";
}

}  // namespace whip::lsp
