// The beginning and the end of a session, and what the server can do.

#include <algorithm>

#include "cli/lsp/code_action_kind.h"
#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/lsp/uri.h"

namespace whip::lsp {
namespace {

bool looks_across_files(Server& server) {
  return std::ranges::any_of(server.workspace.projects(),
                             [](const Project* project) { return project->looks_across_files(); });
}

void write_capabilities(JsonWriter& json, Server& server) {
  json.member("positionEncoding", to_string(server.client.encoding));
  json.key("textDocumentSync").begin_object().member("openClose", true).member("change", std::uint64_t{2});
  json.member("save", true).end_object();
  json.key("notebookDocumentSync").begin_object().key("notebookSelector").begin_array().begin_object();
  json.member("notebook", "*").key("cells").begin_array();
  json.begin_object().member("language", "python").end_object().end_array().end_object().end_array().end_object();
  json.key("diagnosticProvider").begin_object().member("identifier", "whip");
  json.member("interFileDependencies", looks_across_files(server)).member("workspaceDiagnostics", true).end_object();
  json.key("codeActionProvider").begin_object().key("codeActionKinds").begin_array();
  for (const std::string_view kind : kOfferedKinds) json.string(kind);
  json.end_array().member("resolveProvider", true).end_object();
  json.member("documentFormattingProvider", true).member("documentRangeFormattingProvider", true);
  json.member("hoverProvider", true);
  json.key("completionProvider").begin_object().key("triggerCharacters").begin_array();
  for (const std::string_view character : {":", ",", " ", "[", "\""}) json.string(character);
  json.end_array().end_object();
  json.key("executeCommandProvider").begin_object().key("commands").begin_array();
  for (const std::string_view owner : {"whip.", "ruff."}) {
    for (const std::string_view command : kCommands) json.string(std::string(owner).append(command));
  }
  json.end_array().end_object();
  json.key("workspace").begin_object().key("workspaceFolders").begin_object();
  json.member("supported", true).member("changeNotifications", true).end_object().end_object();
}

// What the client is to tell of: changes of configuration files; Python files that come or go, which decides what is a
// package; where rules look at more than the file that is open, changes of all that they read.
std::string registrations(Server& server) {
  const ClientFacts& client = server.client;
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("registrations").begin_array();
  if (client.registers_watchers) {
    json.begin_object().member("id", "whip-files").member("method", "workspace/didChangeWatchedFiles");
    json.key("registerOptions").begin_object().key("watchers").begin_array();
    for (const std::string_view glob : {"**/.whip.toml", "**/whip.toml", "**/.ruff.toml", "**/ruff.toml",
                                        "**/pyproject.toml", "**/pylock.toml", "**/pylock.*.toml"}) {
      json.begin_object().member("globPattern", glob).end_object();
    }
    constexpr std::uint64_t kCreateAndDelete = 1 | 4;
    constexpr std::uint64_t kAll = kCreateAndDelete | 2;
    const bool looks_across = looks_across_files(server);
    json.begin_object().member("globPattern", "**/*.{py,pyi}");
    json.member("kind", looks_across ? kAll : kCreateAndDelete).end_object();
    if (looks_across) {
      for (const std::string_view glob :
           {"**/{setup.cfg,tox.ini,meson.build,CMakeLists.txt,Cargo.toml,Makefile,uv.lock}",
            "**/*.{pyx,c,cc,cpp,cxx,m,mm,rs,cmake}", "**/{.github,.circleci}/**/*.{yml,yaml}",
            "**/{.gitlab-ci,.travis,.cirrus,appveyor,.appveyor,azure-pipelines}.yml"}) {
        json.begin_object().member("globPattern", glob).end_object();
      }
    }
    json.end_array().end_object().end_object();
  }
  if (client.registers_configuration) {
    json.begin_object().member("id", "whip-settings").member("method", "workspace/didChangeConfiguration");
    json.key("registerOptions").begin_object().key("section").begin_array().string("whip").string("ruff");
    json.end_array().end_object().end_object();
  }
  json.end_array().end_object();
  return out;
}

}  // namespace

Reply initialize(Server& server, const Message& message) {
  if (server.state != Server::State::waiting) {
    return Reply::fail(Failure::invalid_request, "`initialize` may be sent once");
  }
  const Json params = message.params();
  server.client = client_facts(params["capabilities"]);
  server.inbox.watch(params["processId"].integer().value_or(0));
  for (const Json folder : params["workspaceFolders"]) server.workspace.add_folder(std::string(folder["uri"].text()));
  if (server.workspace.folder_uris().empty()) {
    if (const auto uri = params["rootUri"].string()) {
      server.workspace.add_folder(std::string(*uri));
    } else if (const auto path = params["rootPath"].string()) {
      server.workspace.add_folder(uri_of(*path));
    }
  }
  server.workspace.set_options(params["initializationOptions"]);
  server.state = Server::State::running;

  Reply reply{.result = {}};
  JsonWriter json(reply.result);
  json.begin_object().key("capabilities").begin_object();
  write_capabilities(json, server);
  json.end_object().key("serverInfo").begin_object().member("name", "whip").member("version", server.version);
  json.end_object().end_object();
  return reply;
}

Reply initialized(Server& server, const Message&) {
  if (server.client.registers_watchers || server.client.registers_configuration) {
    server.ask("client/registerCapability", registrations(server), [](const Message&) {});
  }
  ask_for_settings(server);
  return {};
}

Reply shut_down(Server& server, const Message&) {
  server.state = Server::State::shut_down;
  // Whoever still waits for diagnostics is told that there will be none.
  for (const Server::Pull& pull : server.pulls) {
    server.outbox.send(response(pull.id, Reply::fail(Failure::request_cancelled, "the server is shutting down")));
  }
  server.pulls.clear();
  server.workspace_run.stop(Failure::request_cancelled);
  server.unpublished.clear();
  return {};
}

Reply leave(Server& server, const Message&) {
  server.exit_code = server.state == Server::State::shut_down ? 0 : 1;
  return {};
}

Reply cancel(Server& server, const Message& message) {
  std::string id;
  JsonWriter json(id);
  write_json(json, message.params()["id"]);
  const auto at = std::ranges::find(server.pulls, id, &Server::Pull::id);
  if (at == server.pulls.end()) {
    server.workspace_run.cancel(id);
    return {};
  }
  server.pulls.erase(at);
  server.outbox.send(response(id, Reply::fail(Failure::request_cancelled, "cancelled by the client")));
  return {};
}

Reply ignore(Server&, const Message&) { return {}; }

}  // namespace whip::lsp
