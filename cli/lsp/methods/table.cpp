#include <algorithm>
#include <array>

#include "cli/lsp/methods/methods.h"

namespace whip::lsp {
namespace {

constexpr auto kMethods = std::to_array<Method>({
    {"initialize", initialize},
    {"initialized", initialized},
    {"shutdown", shut_down},
    {"exit", leave},
    {"$/cancelRequest", cancel},
    {"$/setTrace", ignore},
    {"textDocument/didOpen", did_open},
    {"textDocument/didChange", did_change},
    {"textDocument/didClose", did_close},
    {"textDocument/didSave", did_save},
    {"textDocument/diagnostic", pull_diagnostics},
    {"workspace/diagnostic", pull_workspace},
    {"notebookDocument/didOpen", did_open_notebook},
    {"notebookDocument/didChange", did_change_notebook},
    {"notebookDocument/didSave", ignore},
    {"notebookDocument/didClose", did_close_notebook},
    {"textDocument/codeAction", code_actions},
    {"codeAction/resolve", resolve_code_action},
    {"textDocument/hover", hover},
    {"textDocument/completion", complete},
    {"workspace/executeCommand", execute_command},
    {"workspace/didChangeConfiguration", did_change_configuration},
    {"workspace/didChangeWatchedFiles", did_change_watched_files},
    {"workspace/didChangeWorkspaceFolders", did_change_folders},
    {"textDocument/formatting", format_document},
    {"textDocument/rangeFormatting", format_range},
});

}  // namespace

const Method* find_method(std::string_view name) {
  const auto* const found = std::ranges::find(kMethods, name, &Method::name);
  return found == kMethods.end() ? nullptr : found;
}

}  // namespace whip::lsp
