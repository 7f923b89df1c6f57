// A tool that clients may call: a row of data. A call becomes a command line of whip, run as a process of its own: what
// a command does it does here too, a call can be taken back, and no defect in one ends the server.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/json.h"
#include "cli/mcp/workspace.h"
#include "cli/pipeline/subprocess.h"
#include "core/base/result.h"

namespace whip::mcp {

// What a tool answers: a JSON object that its output schema describes, or why it could not.
struct Answer {
  std::string json;
  std::string trouble;  // not empty: the tool failed

  static Answer failure(std::string trouble) { return {.json = {}, .trouble = std::move(trouble)}; }
};

struct Call {
  std::vector<std::string> words;  // of the command line, without the program
  std::string input;               // for its standard input
  Answer (*answer)(const ProcessOutput& output);
};

struct Tool {
  std::string_view name;
  std::string_view title;
  std::string_view description;
  std::string_view input_schema;   // JSON
  std::string_view output_schema;  // JSON
  bool only_reads = false;
  bool asks_network = false;
  // Errors: usage, where the arguments are not what the input schema says, or lead out of the workspace.
  Result<Call> (*call)(lsp::Json arguments, const Workspace& workspace);
};

// By name.
std::span<const Tool> tools();

// One in each file of tools/.
extern const Tool kAudit;
extern const Tool kCheck;
extern const Tool kExplain;
extern const Tool kFormat;
extern const Tool kLock;

}  // namespace whip::mcp
