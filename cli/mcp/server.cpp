#include "cli/mcp/server.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "cli/lsp/framing.h"
#include "cli/mcp/answer.h"
#include "core/base/json_writer.h"

namespace whip::mcp {
namespace {

using lsp::Failure;
using lsp::Json;
using lsp::Message;

constexpr std::string_view kHandshakeVersions[] = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"};
constexpr std::string_view kStatelessVersion = "2026-07-28";
constexpr std::string_view kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr int kUnsupportedVersion = -32022;
constexpr std::string_view kInstructions =
    "Linter, formatter and dependency resolver for Python. After an edit call `check` with `changed`: it tells what "
    "the "
    "edit brought. Paths are from the start folder; nothing outside of it can be touched.";

std::optional<std::string_view> stateless_version(const Message& message) {
  return message.params()["_meta"][kVersionKey].string();
}

// The members of an object without its braces.
template <class Write>
std::string members(Write&& write) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write(json);
  json.end_object();
  return out.substr(1, out.size() - 2);
}

void write_tool(JsonWriter& json, const Tool& tool) {
  json.begin_object().member("name", tool.name).member("title", tool.title).member("description", tool.description);
  json.key("inputSchema").raw(tool.input_schema).key("outputSchema").raw(tool.output_schema);
  json.key("annotations").begin_object().member("title", tool.title).member("readOnlyHint", tool.only_reads);
  json.member("destructiveHint", false).member("idempotentHint", true).member("openWorldHint", tool.asks_network);
  json.end_object().end_object();
}

}  // namespace

bool Server::run() {
  while (is_heard_ && (is_open_ || running_ || !queue_.empty())) {
    start_next();
    std::vector<pollfd> polls;
    if (is_open_) polls.push_back({.fd = in_, .events = POLLIN, .revents = 0});
    if (running_) running_->child.add_polls(polls);
    if (!polls.empty() && ::poll(polls.data(), polls.size(), -1) < 0 && errno != EINTR) return false;
    if (is_open_ && polls.front().revents != 0) read_input();
    if (running_ && !running_->child.advance()) finish_running();
  }
  return is_heard_;
}

void Server::read_input() {
  char buffer[64 * 1024];
  const ssize_t got = ::read(in_, buffer, sizeof buffer);
  if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
  if (got <= 0) {
    is_open_ = false;
    lines_.close();
  } else {
    lines_.feed({buffer, static_cast<std::size_t>(got)});
  }
  while (const std::optional<Line> line = lines_.next()) take(*line);
}

void Server::take(const Line& line) {
  if (line.is_too_long) {
    return send_error({}, static_cast<int>(Failure::invalid_request),
                      "a message has at most " + std::to_string(kLongestMessage) + " bytes");
  }
  std::string text = line.text;
  text.reserve(text.size() + lsp::FrameReader::kPadding);
  const Message message = lsp::read_message(std::move(text));
  switch (message.kind) {
    case Message::Kind::invalid:
      return send_error(message.id, static_cast<int>(message.failure), message.trouble);
    case Message::Kind::request:
      return answer_request(message);
    case Message::Kind::notification:
      if (message.method == "notifications/cancelled") cancel(message);
      return;
    case Message::Kind::response:  // nothing was asked
      return;
  }
}

void Server::answer_request(const Message& message) {
  const std::optional<std::string_view> version = stateless_version(message);
  if (version && version != kStatelessVersion) {
    const std::string data = "{" + members([&](JsonWriter& json) {
                               json.member("requested", *version).key("supported").begin_array();
                               json.string(kStatelessVersion).end_array();
                             }) +
                             "}";
    return send_error(message.id, kUnsupportedVersion, "this version of the protocol is not spoken here", data);
  }
  const Era era = version ? Era::stateless : Era::handshake;
  if (message.method == "initialize") return initialize(message);
  if (message.method == "server/discover") return discover(message);
  if (message.method == "ping") return send_result(message.id, era, {});
  if (message.method == "tools/list") return list_tools(message, era);
  if (message.method == "tools/call") return call_tool(message, era);
  send_error(message.id, static_cast<int>(Failure::unknown_method), "there is no method `" + message.method + "`");
}

void Server::initialize(const Message& message) {
  const std::string_view asked = message.params()["protocolVersion"].text();
  const bool is_known = std::ranges::find(kHandshakeVersions, asked) != std::end(kHandshakeVersions);
  send_result(message.id, Era::handshake, members([&](JsonWriter& json) {
                json.member("protocolVersion", is_known ? asked : *std::rbegin(kHandshakeVersions));
                json.key("capabilities").raw(R"({"tools":{"listChanged":false}})");
                json.key("serverInfo").begin_object().member("name", "whip").member("title", "whipsnake");
                json.member("version", version_).end_object().member("instructions", kInstructions);
              }));
}

void Server::discover(const Message& message) {
  send_result(message.id, Era::stateless, members([&](JsonWriter& json) {
                json.key("supportedVersions").begin_array().string(kStatelessVersion).end_array();
                json.key("capabilities").raw(R"({"tools":{}})").member("instructions", kInstructions);
                json.member("ttlMs", std::uint64_t{3'600'000}).member("cacheScope", "public");
              }));
}

void Server::list_tools(const Message& message, Era era) {
  send_result(message.id, era, members([&](JsonWriter& json) {
                json.key("tools").begin_array();
                for (const Tool& tool : tools()) write_tool(json, tool);
                json.end_array();
                if (era == Era::stateless)
                  json.member("ttlMs", std::uint64_t{3'600'000}).member("cacheScope", "public");
              }));
}

void Server::call_tool(const Message& message, Era era) {
  const std::string_view name = message.params()["name"].text();
  const auto tool = std::ranges::find(tools(), name, &Tool::name);
  if (tool == tools().end()) {
    return send_error(message.id, static_cast<int>(Failure::invalid_params),
                      "there is no tool `" + std::string(name) + "`");
  }
  Result<Call> call = tool->call(message.params()["arguments"], workspace_);
  // What is wrong with the arguments is for whoever chose them: a result, no error of the protocol.
  if (!call) return send_answer(message.id, era, Answer::failure(call.error().message));
  queue_.push_back({message.id, era, std::move(*call)});
}

void Server::cancel(const Message& message) {
  std::string id;
  JsonWriter json(id);
  lsp::write_json(json, message.params()["requestId"]);
  std::erase_if(queue_, [&](const Pending& pending) { return pending.id == id; });
  if (running_ && running_->id == id) running_.reset();  // its end is the process'
}

void Server::start_next() {
  while (!running_ && !queue_.empty()) {
    Pending next = std::move(queue_.front());
    queue_.pop_front();
    std::vector<std::string> words = next.call.words;
    words.insert(words.begin(), program_);
    Result<Child> child = Child::start(words, std::move(next.call.input));
    if (child) {
      running_.emplace(Running{std::move(next.id), next.era, std::move(next.call), std::move(*child)});
    } else {
      send_answer(next.id, next.era, Answer::failure(child.error().message));
    }
  }
}

void Server::finish_running() {
  ProcessOutput output;
  output.code = running_->child.finish();
  output.out = std::move(running_->child.out);
  output.err = std::move(running_->child.err);
  send_answer(running_->id, running_->era, running_->call.answer(output));
  running_.reset();
}

void Server::send(std::string_view message) {
  std::string line(message);
  line += '\n';
  for (std::string_view rest = line; !rest.empty() && is_heard_;) {
    const ssize_t put = ::write(out_, rest.data(), rest.size());
    if (put > 0) {
      rest.remove_prefix(static_cast<std::size_t>(put));
    } else if (errno != EINTR) {
      is_heard_ = false;
    }
  }
}

void Server::send_result(std::string_view id, Era era, std::string_view result) {
  std::string body = "{";
  if (era == Era::stateless) {
    body += members([&](JsonWriter& json) {
      json.member("resultType", "complete").key("_meta").begin_object().key("io.modelcontextprotocol/serverInfo");
      json.begin_object().member("name", "whip").member("title", "whipsnake").member("version", version_);
      json.end_object().end_object();
    });
    if (!result.empty()) body += ",";
  }
  send(lsp::response(id, {.result = body.append(result).append("}"), .trouble = {}}));
}

void Server::send_answer(std::string_view id, Era era, const Answer& answer) {
  send_result(id, era, members([&](JsonWriter& json) {
                const bool failed = !answer.trouble.empty();
                json.key("content").begin_array().begin_object().member("type", "text");
                json.member("text", failed ? answer.trouble : answer.json).end_object().end_array();
                if (!failed) json.key("structuredContent").raw(answer.json);
                json.member("isError", failed);
              }));
}

void Server::send_error(std::string_view id, int code, std::string_view message, std::string_view data) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("jsonrpc", "2.0").key("id").raw(id.empty() ? "null" : id);
  json.key("error").begin_object().key("code").raw(std::to_string(code)).member("message", message);
  if (!data.empty()) json.key("data").raw(data);
  json.end_object().end_object();
  send(out);
}

}  // namespace whip::mcp
