// JSON-RPC 2.0 as the protocol uses it: requests have a method and an id, notifications a method, responses an id.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/lsp/json.h"

namespace whip::lsp {

// Codes of JSON-RPC and of the protocol.
enum class Failure : std::int32_t {
  none = 0,
  parse = -32700,
  invalid_request = -32600,
  unknown_method = -32601,
  invalid_params = -32602,
  internal = -32603,
  not_initialized = -32002,
  request_failed = -32803,
  server_cancelled = -32802,
  content_modified = -32801,
  request_cancelled = -32800,
};

struct Message {
  enum class Kind : std::uint8_t { request, notification, response, invalid };

  JsonText json;
  Kind kind = Kind::invalid;
  std::string id;       // as JSON; empty for notifications
  std::string method;   // empty for responses
  std::string trouble;  // of an invalid one: what is wrong
  Failure failure = Failure::none;

  Json params() const { return json.root()["params"]; }
  Json result() const { return json.root()["result"]; }
};

// Anything else than a message becomes one of the kind `invalid`.
Message read_message(std::string body);

// What a method answers: a result as JSON, or why there is none.
struct Reply {
  std::string result = "null";
  Failure failure = Failure::none;
  std::string trouble;
  bool comes_later = false;  // another thread will answer

  static Reply fail(Failure failure, std::string trouble) {
    return {.result = {}, .failure = failure, .trouble = std::move(trouble)};
  }
};

// Bodies of messages to the client.
std::string response(std::string_view id, const Reply& reply);
std::string notification(std::string_view method, std::string_view params);
std::string request(std::uint64_t id, std::string_view method, std::string_view params);

}  // namespace whip::lsp
