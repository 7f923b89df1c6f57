// `whip server`: what is open, what was asked, and the loop that answers.
//
// Changes are applied as they come, but nothing is linted while more messages are waiting: fifty keystrokes that came
// together cost one lint, of the last state. Diagnostics are sent, and questions for them answered, when it is quiet,
// or when they were put off for long enough (patience.h).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/channel.h"
#include "cli/lsp/check.h"
#include "cli/lsp/client.h"
#include "cli/lsp/diagnostics.h"
#include "cli/lsp/files.h"
#include "cli/lsp/message.h"
#include "cli/lsp/patience.h"
#include "cli/lsp/workspace.h"
#include "cli/lsp/workspace_run.h"
#include "formatter/format.h"

namespace whip::lsp {

enum class MessageType : std::uint8_t { error = 1, warning = 2, info = 3, log = 4 };

struct Server {
  Server(const RuleTable& table, std::string version_text, std::string working_directory, Inbox& from_client,
         Outbox& to_client);

  // Until the client says `exit`, or is gone. The exit code: 0 after a `shutdown`, else 1.
  int run();

  // The open file that a request is about: its `textDocument.uri`. Null: not open.
  OpenFile* file_of(Json params) { return files.find(params["textDocument"]["uri"].text()); }
  Project& project_of(const OpenFile& file) { return workspace.project_of(file.path); }
  FilePlace place_of(const OpenFile& file);
  const Checked& check(const OpenFile& file) { return *check(file, {}); }
  const Checked* check(const OpenFile& file, const Interrupt& interrupt);
  DiagnosticStyle style_for(const OpenFile& file, OtherPlaces* elsewhere = nullptr);
  // The diagnostics of each part of the file, as JSON arrays.
  std::vector<std::string> diagnostics(const OpenFile& file);

  // A file is as the client says now: what was known of it goes, and diagnostics are due. `edited`: only its text is
  // new.
  void changed(OpenFile& file);
  void edited(OpenFile& file);
  // It is not open any more, and what was said about it goes.
  void close(const OpenFile& file);
  void publish_nothing(std::string_view uri);
  // Whether the client is told without asking. Of notebooks it always is: clients that ask for documents (VS Code)
  // leave cells out, as one cell's findings change with another's text.
  bool is_pushed(const OpenFile& file) const { return file.is_notebook || !client.pulls_diagnostics; }
  // Settings or configuration changed: the same for all files.
  void reconfigured();
  // Diagnostics are due for the files that are open about which others may have said something new.
  void tell_listeners();

  void notify(std::string_view method, std::string_view params) { outbox.send(notification(method, params)); }
  // Asks the client; `then` gets its answer.
  using Then = std::function<void(const Message& answer)>;
  void ask(std::string_view method, std::string_view params, Then then);
  void log(MessageType type, std::string_view text);   // into the editor's log
  void show(MessageType type, std::string_view text);  // before the user's eyes

  const RuleTable& rules;
  const std::string version;
  Inbox& inbox;
  Outbox& outbox;
  Workspace workspace;
  Files files;
  Checker checker;
  fmt::Formatter formatter;
  ClientFacts client;
  WorkspaceRun workspace_run;

  enum class State : std::uint8_t { waiting, running, shut_down };
  State state = State::waiting;
  std::optional<int> exit_code;

  // Questions for diagnostics that wait until it is quiet.
  struct Pull {
    std::string id;
    std::string uri;
    std::string previous;  // the result that the client has
  };
  void put_off(Pull pull);
  std::vector<Pull> pulls;
  std::vector<std::string> unpublished;  // URIs of files whose diagnostics are to be pushed, the longest due first

 private:
  void handle(const Message& message);
  void answer(const Message& message, const Reply& reply);
  // One piece of the work that waits for quiet; false: there is none.
  bool settle();
  // Whether the file's findings are known now. False: a message came before they were.
  bool is_checked(const OpenFile& file);
  void publish(const OpenFile& file);
  void due(const OpenFile& file);
  // Tells a client that asks for diagnostics to ask again.
  void refresh();
  bool has_due() const { return !pulls.empty() || !unpublished.empty(); }

  Patience patience_;

  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Then> asked_;
};

}  // namespace whip::lsp
