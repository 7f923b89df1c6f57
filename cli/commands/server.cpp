#include "cli/commands/server.h"

#include <signal.h>
#include <unistd.h>

#include "cli/commands/failure.h"
#include "cli/commands/stdin_file.h"
#include "cli/lsp/channel.h"
#include "cli/lsp/server.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

// What editors' extensions pass to servers: preview rules come from the settings, and there is no other way to talk.
constexpr Flag kFlags[] = {
    {.name = "--preview", .negative = "--no-preview", .hidden = true},
    {.name = "--stdio", .hidden = true},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}};

}  // namespace

int run_server(const Arguments&) {
  const Result<std::string> directory = working_directory();
  if (!directory) return report_failure(directory.error(), ColourWhen::automatic);
  // A client that goes away must end the server, not kill it in the middle of a write.
  ::signal(SIGPIPE, SIG_IGN);
  const RuleTable rules(rules::all());
  lsp::Inbox inbox(STDIN_FILENO);
  lsp::Outbox outbox(STDOUT_FILENO);
  lsp::Server server(rules, WHIP_VERSION, *directory, inbox, outbox);
  return server.run();
}

std::span<const FlagGroup> server_groups() { return kGroups; }

}  // namespace whip::cli
