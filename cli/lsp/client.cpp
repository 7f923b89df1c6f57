#include "cli/lsp/client.h"

namespace whip::lsp {
namespace {

bool lists(Json array, std::string_view word) {
  for (const Json item : array) {
    if (item.text() == word) return true;
  }
  return false;
}

// Bytes cost nothing to count; UTF-16 is what everybody understands.
Encoding choose_encoding(Json offered) {
  if (lists(offered, "utf-8")) return Encoding::utf8;
  return lists(offered, "utf-32") ? Encoding::utf32 : Encoding::utf16;
}

}  // namespace

ClientFacts client_facts(Json capabilities) {
  const Json text = capabilities["textDocument"];
  const Json workspace = capabilities["workspace"];
  const Json published = text["publishDiagnostics"];
  const Json pulled = text["diagnostic"];
  const Json actions = text["codeAction"];
  const auto either = [&](std::string_view name) { return published[name].is_true() || pulled[name].is_true(); };
  return {.encoding = choose_encoding(capabilities["general"]["positionEncodings"]),
          .pulls_diagnostics = pulled.is_object(),
          .refreshes_diagnostics = workspace["diagnostics"]["refreshSupport"].is_true(),
          .related_information = either("relatedInformation"),
          .diagnostic_tags = published["tagSupport"].is_object() || pulled["tagSupport"].is_object(),
          .code_description = either("codeDescriptionSupport"),
          .diagnostic_data = either("dataSupport"),
          .resolves_edits = actions["dataSupport"].is_true() && lists(actions["resolveSupport"]["properties"], "edit"),
          .document_changes = workspace["workspaceEdit"]["documentChanges"].is_true(),
          .applies_edits = workspace["applyEdit"].is_true(),
          .has_configuration = workspace["configuration"].is_true(),
          .registers_watchers = workspace["didChangeWatchedFiles"]["dynamicRegistration"].is_true(),
          .registers_configuration = workspace["didChangeConfiguration"]["dynamicRegistration"].is_true()};
}

}  // namespace whip::lsp
