#include "cli/commands/mcp.h"

#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "cli/commands/failure.h"
#include "cli/commands/stdin_file.h"
#include "cli/mcp/server.h"

namespace whip::cli {

int run_mcp(const Arguments&) {
  const Result<std::string> directory = working_directory();
  if (!directory) return report_failure(directory.error(), ColourWhen::automatic);
  Result<mcp::Workspace> workspace = mcp::Workspace::open(*directory);
  if (!workspace) return report_failure(workspace.error(), ColourWhen::automatic);
  std::error_code trouble;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", trouble);
  if (trouble) {
    return report_failure({.code = ErrorCode::io, .message = trouble.message(), .path = "/proc/self/exe"},
                          ColourWhen::automatic);
  }
  // What commands print goes to us, whatever the environment says.
  for (const char* variable : {"WHIP_OUTPUT_FILE", "RUFF_OUTPUT_FILE"}) ::unsetenv(variable);
  // A client that goes away must end the server, not kill it in the middle of a write.
  ::signal(SIGPIPE, SIG_IGN);
  mcp::Server server(std::move(*workspace), program.string(), WHIP_VERSION, STDIN_FILENO, STDOUT_FILENO);
  return server.run() ? kDone : kFailure;
}

}  // namespace whip::cli
