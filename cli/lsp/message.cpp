#include "cli/lsp/message.h"

#include <utility>

namespace whip::lsp {
namespace {

std::string id_text(Json id) {
  std::string out;
  JsonWriter json(out);
  write_json(json, id);
  return out;
}

Message invalid(Message message, Failure failure, std::string trouble) {
  message.kind = Message::Kind::invalid;
  message.failure = failure;
  message.trouble = std::move(trouble);
  return message;
}

}  // namespace

Message read_message(std::string body) {
  Message message;
  Result<JsonText> json = JsonText::parse(std::move(body));
  if (!json) return invalid(std::move(message), Failure::parse, "not JSON: " + json.error().message);
  message.json = std::move(*json);
  const Json root = message.json.root();
  if (!root.is_object()) {
    return invalid(std::move(message), Failure::invalid_request, "a message must be an object");
  }
  const Json id = root["id"];
  if (id.integer() || id.is_string()) message.id = id_text(id);
  const Json method = root["method"];
  if (const auto name = method.string()) {
    message.method = *name;
    if (id.exists() && message.id.empty()) {
      return invalid(std::move(message), Failure::invalid_request, "an id must be a number or a string");
    }
    message.kind = id.exists() ? Message::Kind::request : Message::Kind::notification;
    return message;
  }
  if (!method.exists() && !message.id.empty() && (root["result"].exists() || root["error"].exists())) {
    message.kind = Message::Kind::response;
    return message;
  }
  return invalid(std::move(message), Failure::invalid_request, "a message must have a method that is a string");
}

std::string response(std::string_view id, const Reply& reply) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("jsonrpc", "2.0").key("id").raw(id.empty() ? "null" : id);
  if (reply.failure == Failure::none) {
    json.key("result").raw(reply.result);
  } else {
    json.key("error").begin_object().key("code").raw(std::to_string(static_cast<std::int32_t>(reply.failure)));
    json.member("message", reply.trouble);
    // The client is to ask again.
    if (reply.failure == Failure::server_cancelled) {
      json.key("data").begin_object().member("retriggerRequest", true).end_object();
    }
    json.end_object();
  }
  json.end_object();
  return out;
}

std::string notification(std::string_view method, std::string_view params) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("jsonrpc", "2.0").member("method", method).key("params").raw(params).end_object();
  return out;
}

std::string request(std::uint64_t id, std::string_view method, std::string_view params) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("jsonrpc", "2.0").member("id", id).member("method", method);
  json.key("params").raw(params).end_object();
  return out;
}

}  // namespace whip::lsp
