#include "cli/lsp/server.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "cli/lsp/methods/methods.h"

namespace whip::lsp {
namespace {

Patience::Time now() { return std::chrono::steady_clock::now(); }

}  // namespace

Server::Server(const RuleTable& table, std::string version_text, std::string working_directory, Inbox& from_client,
               Outbox& to_client)
    : rules(table),
      version(std::move(version_text)),
      inbox(from_client),
      outbox(to_client),
      workspace(table, std::move(working_directory)),
      checker(&files),
      workspace_run(table, to_client) {}

int Server::run() {
  while (!exit_code && !outbox.is_broken()) {
    std::optional<Message> message;
    if (!has_due() || patience_.lasts(now())) message = inbox.take(patience_.pause());
    if (!message) {
      if (settle()) continue;
      message = inbox.wait();
      if (!message) break;
    }
    handle(*message);
  }
  return exit_code.value_or(1);
}

void Server::answer(const Message& message, const Reply& reply) {
  if (message.kind == Message::Kind::notification || reply.comes_later) return;
  outbox.send(response(message.id, reply));
}

void Server::handle(const Message& message) {
  if (message.kind == Message::Kind::invalid) {
    outbox.send(response(message.id, Reply::fail(message.failure, message.trouble)));
    return;
  }
  if (message.kind == Message::Kind::response) {
    std::uint64_t id = 0;
    std::from_chars(message.id.data(), message.id.data() + message.id.size(), id);
    const auto at = asked_.find(id);
    if (at == asked_.end()) return;
    const Then then = std::move(at->second);
    asked_.erase(at);
    then(message);
    return;
  }
  const Method* const method = find_method(message.method);
  const bool is_exit = message.method == "exit";
  if (state == State::waiting && message.method != "initialize" && !is_exit) {
    answer(message, Reply::fail(Failure::not_initialized, "the first request must be `initialize`"));
    return;
  }
  if (state == State::shut_down && !is_exit) {
    answer(message, Reply::fail(Failure::invalid_request, "the server was shut down"));
    return;
  }
  if (method == nullptr) {
    answer(message, Reply::fail(Failure::unknown_method, "there is no method `" + message.method + "`"));
    return;
  }
  if (message.kind == Message::Kind::request && inbox.is_cancelled(message.id)) {
    answer(message, Reply::fail(Failure::request_cancelled, "cancelled by the client"));
    return;
  }
  answer(message, method->run(*this, message));
}

const Checked* Server::check(const OpenFile& file, const Interrupt& interrupt) {
  Project& project = project_of(file);
  const FilePlace place = place_of(file);
  const auto identity = client.diagnostic_data ? Checker::Identity::fingerprints : Checker::Identity::none;
  // What others of the project tell is what they hold now.
  if (place.listeners->needs_project()) {
    for (const auto& [uri, other] : files.all()) {
      if (other.get() == &file || checker.knows(*other) || &project_of(*other) != &project) continue;
      const FilePlace others = place_of(*other);
      if (!others.listeners->needs_project()) continue;
      if (checker.check(*other, others, project.root(), identity, interrupt) == nullptr) return nullptr;
    }
  }
  const Checked* const checked = checker.check(file, place, project.root(), identity, interrupt);
  for (const std::string& problem : project.take_problems()) show(MessageType::warning, problem);
  return checked;
}

FilePlace Server::place_of(const OpenFile& file) {
  FilePlace place = project_of(file).place(file.path);
  // By its name it might be anything.
  if (place.file.kind == SourceKind::other && !file.is_notebook && !file.parts.empty()) {
    const std::string& language = file.parts.front().language;
    if (!language.empty() && !language.starts_with("python")) place.is_linted = place.is_formatted = false;
  }
  return place;
}

DiagnosticStyle Server::style_for(const OpenFile& file, OtherPlaces* elsewhere) {
  return {.client = client,
          .rules = rules.carried(),
          .shows_syntax_errors = project_of(file).settings().show_syntax_errors,
          .elsewhere = elsewhere};
}

std::vector<std::string> Server::diagnostics(const OpenFile& file) {
  OtherPlaces elsewhere(project_of(file).root(), &files);
  return diagnostics_of(file, check(file), style_for(file, &elsewhere));
}

void Server::changed(OpenFile& file) {
  checker.forget(file);
  edited(file);
}

void Server::edited(OpenFile& file) {
  file.changed();
  checker.edited(file);
  project_of(file).edited(file.path);
  due(file);
}

void Server::due(const OpenFile& file) {
  if (!is_pushed(file)) return;
  if (std::ranges::find(unpublished, file.uri) == unpublished.end()) unpublished.push_back(file.uri);
  patience_.begin(now());
}

void Server::tell_listeners() {
  bool any = false;
  for (const auto& [uri, file] : files.all()) {
    if (!place_of(*file).listens_to_others() || !checker.is_outdated(*file, project_of(*file))) continue;
    due(*file);
    any = true;
  }
  if (any) refresh();
}

void Server::refresh() {
  if (!client.pulls_diagnostics || !client.refreshes_diagnostics) return;
  ask("workspace/diagnostic/refresh", "null", [](const Message&) {});
}

void Server::put_off(Pull pull) {
  pulls.push_back(std::move(pull));
  patience_.begin(now());
}

void Server::publish_nothing(std::string_view uri) {
  std::string params;
  JsonWriter json(params);
  json.begin_object().member("uri", uri).key("diagnostics").begin_array().end_array().end_object();
  notify("textDocument/publishDiagnostics", params);
}

void Server::close(const OpenFile& file) {
  checker.forget(file);
  std::erase(unpublished, file.uri);
  if (is_pushed(file)) {
    for (const Part& part : file.parts) publish_nothing(part.uri);
  }
  files.close(std::string(file.uri));
}

void Server::reconfigured() {
  workspace.reload();
  for (const auto& [uri, file] : files.all()) changed(*file);
  refresh();
}

bool Server::is_checked(const OpenFile& file) {
  const Interrupt interrupt = [this] { return inbox.has_more() && patience_.lasts(now()); };
  const bool is_known = check(file, interrupt) != nullptr;
  if (!is_known) patience_.give_up();
  return is_known;
}

bool Server::settle() {
  if (!has_due()) return false;
  if (!pulls.empty()) {
    const OpenFile* const file = files.find(pulls.front().uri);
    if (file != nullptr && !is_checked(*file)) return true;
    const Pull pull = std::move(pulls.front());
    pulls.erase(pulls.begin());
    outbox.send(response(pull.id, Reply{.result = pulled_diagnostics(*this, pull.uri, pull.previous)}));
  } else {
    const OpenFile* const file = files.find(unpublished.front());
    if (file != nullptr && !is_checked(*file)) return true;
    unpublished.erase(unpublished.begin());
    if (file != nullptr) publish(*file);
  }
  patience_.found(has_due(), now());
  return true;
}

void Server::publish(const OpenFile& file) {
  const std::vector<std::string> lists = diagnostics(file);
  for (std::size_t i = 0; i < lists.size(); ++i) {
    std::string params;
    JsonWriter json(params);
    json.begin_object().member("uri", file.parts[i].uri);
    json.key("version").raw(std::to_string(file.parts[i].version)).key("diagnostics").raw(lists[i]).end_object();
    notify("textDocument/publishDiagnostics", params);
  }
}

void Server::ask(std::string_view method, std::string_view params, Then then) {
  ++last_id_;
  asked_.emplace(last_id_, std::move(then));
  outbox.send(request(last_id_, method, params));
}

void Server::log(MessageType type, std::string_view text) {
  std::string params;
  JsonWriter json(params);
  json.begin_object().member("type", static_cast<std::uint64_t>(type)).member("message", text).end_object();
  notify("window/logMessage", params);
}

void Server::show(MessageType type, std::string_view text) {
  std::string params;
  JsonWriter json(params);
  json.begin_object().member("type", static_cast<std::uint64_t>(type)).member("message", text).end_object();
  notify("window/showMessage", params);
}

}  // namespace whip::lsp
