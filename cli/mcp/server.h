// The Model Context Protocol over two descriptors: JSON-RPC 2.0, a message a line. Both of its eras are spoken: the
// handshake (`initialize`, until 2025-11-25) and the stateless one (`server/discover`, the version with every request,
// from 2026-07-28). Which one is told by each request.
//
// One thread. One tool runs at a time, in a process of its own; meanwhile messages are read, so that a call can be
// cancelled and a ping is answered. Calls that wait are answered in their order.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cli/lsp/message.h"
#include "cli/mcp/lines.h"
#include "cli/mcp/tool.h"
#include "cli/mcp/workspace.h"
#include "cli/pipeline/subprocess.h"

namespace whip::mcp {

class Server {
 public:
  // `program` is whip itself, `in` and `out` the client's ends.
  Server(Workspace workspace, std::string program, std::string_view version, int in, int out)
      : workspace_(std::move(workspace)), program_(std::move(program)), version_(version), in_(in), out_(out) {}

  // Until the client has closed its end and all it asked for is answered. False if it went away before.
  bool run();

 private:
  enum class Era : std::uint8_t { handshake, stateless };
  struct Pending {
    std::string id;
    Era era;
    Call call;
  };
  struct Running {
    std::string id;
    Era era;
    Call call;
    Child child;
  };

  void read_input();
  void take(const Line& line);
  void answer_request(const lsp::Message& message);
  void initialize(const lsp::Message& message);
  void discover(const lsp::Message& message);
  void list_tools(const lsp::Message& message, Era era);
  void call_tool(const lsp::Message& message, Era era);
  void cancel(const lsp::Message& message);
  void start_next();
  void finish_running();

  void send(std::string_view message);
  void send_result(std::string_view id, Era era, std::string_view members);
  void send_answer(std::string_view id, Era era, const Answer& answer);
  void send_error(std::string_view id, int code, std::string_view message, std::string_view data = {});

  Workspace workspace_;
  std::string program_;
  std::string_view version_;
  int in_;
  int out_;
  LineReader lines_;
  bool is_open_ = true;   // the client may still send
  bool is_heard_ = true;  // and reads
  std::deque<Pending> queue_;
  std::optional<Running> running_;
};

}  // namespace whip::mcp
