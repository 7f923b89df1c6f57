// Every method that the server answers, one function each.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/message.h"
#include "cli/lsp/open_file.h"
#include "cli/lsp/text.h"

namespace whip::lsp {

struct Server;

struct Method {
  std::string_view name;
  // Of a notification the reply is not sent.
  Reply (*run)(Server&, const Message&);
};

// Null: there is none.
const Method* find_method(std::string_view name);

// lifecycle.cpp
Reply initialize(Server& server, const Message& message);
Reply initialized(Server& server, const Message& message);
Reply shut_down(Server& server, const Message& message);
Reply leave(Server& server, const Message& message);
Reply cancel(Server& server, const Message& message);
Reply ignore(Server& server, const Message& message);

// synchronisation.cpp
Reply did_open(Server& server, const Message& message);
Reply did_change(Server& server, const Message& message);
Reply did_save(Server& server, const Message& message);
Reply did_close(Server& server, const Message& message);

// Of `contentChanges`: parts of the text, or all of it.
void apply_changes(DocumentText& text, Json changes, Encoding encoding);

// notebook.cpp
Reply did_open_notebook(Server& server, const Message& message);
Reply did_change_notebook(Server& server, const Message& message);
Reply did_close_notebook(Server& server, const Message& message);

// pull.cpp
Reply pull_diagnostics(Server& server, const Message& message);
// The report for one document, once it is quiet.
std::string pulled_diagnostics(Server& server, std::string_view uri, std::string_view previous);

// workspace_diagnostics.cpp
Reply pull_workspace(Server& server, const Message& message);

// code_action.cpp
Reply code_actions(Server& server, const Message& message);
Reply resolve_code_action(Server& server, const Message& message);
std::vector<PartEdit> fix_all(Server& server, const OpenFile& file);
std::vector<PartEdit> organize_imports(Server& server, const OpenFile& file);

// command.cpp
Reply execute_command(Server& server, const Message& message);

// hover.cpp, completion.cpp
Reply hover(Server& server, const Message& message);
Reply complete(Server& server, const Message& message);

// configuration.cpp
Reply did_change_configuration(Server& server, const Message& message);
Reply did_change_watched_files(Server& server, const Message& message);
Reply did_change_folders(Server& server, const Message& message);
// Asks the client for its settings, of each folder; what it answers takes effect.
void ask_for_settings(Server& server);

// formatting.cpp
Reply format_document(Server& server, const Message& message);
Reply format_range(Server& server, const Message& message);

}  // namespace whip::lsp
