// What can be done about findings: each one's fix, a comment that silences it, and the changes of a whole file, which
// are only worked out when the user chose them (`codeAction/resolve`).

#include <algorithm>
#include <optional>

#include "cli/lsp/code_action_kind.h"
#include "cli/lsp/edits.h"
#include "cli/lsp/methods/methods.h"
#include "cli/lsp/server.h"
#include "cli/lsp/source_fix.h"

namespace whip::lsp {
namespace {

// Whether the client asked for actions of the kind: for all, for it, or for a kind above it (`source` for
// `source.fixAll.whip`).
bool asks_for(Json only, std::string_view kind) {
  if (!only.is_array()) return true;
  for (const Json item : only) {
    const std::string_view asked = item.text();
    if (asked.empty() || kind == asked || (kind.starts_with(asked) && kind[asked.size()] == '.')) return true;
  }
  return false;
}

struct ActionWriter {
  Server& server;
  const OpenFile& file;
  const Checked& checked;
  JsonWriter json;

  void begin(std::string_view title, std::string_view kind) {
    json.begin_object().member("title", title).member("kind", kind);
  }
  void write_finding(std::size_t i) {
    json.key("diagnostics").begin_array();
    write_diagnostic(json, file, checked.findings[i], checked.fingerprint(i), server.style_for(file));
    json.end_array();
  }
  void write_edit(const std::vector<PartEdit>& edits) {
    json.key("edit");
    write_workspace_edit(json, file, edits, server.client);
  }
  std::string title_of(std::size_t i, std::string_view what) const {
    const std::string_view code = code_of(server.rules.carried(), checked.findings[i].rule);
    return "whip (" + std::string(code) + "): " + std::string(what);
  }

  void fix(std::size_t i) {
    const Fix& fix = *checked.findings[i].fix;
    begin(title_of(i, fix.title), kQuickFix);
    write_finding(i);
    json.member("isPreferred", fix.safety == Safety::safe);
    write_edit(edits_of(file, fix.edits, server.client.encoding));
    json.end_object();
  }
  void silence(std::size_t i) {
    begin(title_of(i, "Disable for this line"), kQuickFix);
    write_finding(i);
    const Edit edit =
        server.checker.silence(file, server.place_of(file), server.project_of(file).root(), checked.findings[i]);
    write_edit(edits_of(file, {edit}, server.client.encoding));
    json.end_object();
  }
};

// The findings that the request is about: of those that the client names, ours; else all in the range.
std::vector<std::size_t> findings_for(Server& server, const OpenFile& file, const Checked& checked, Json params) {
  const std::string_view uri = params["textDocument"]["uri"].text();
  const Encoding encoding = server.client.encoding;
  const Range wanted = read_range(params["range"]);
  const Json named = params["context"]["diagnostics"];
  bool names_ours = false;
  for (const Json item : named) names_ours = names_ours || item["source"].text() == "whip";
  const auto is_named = [&](std::string_view code, const Range& range) {
    for (const Json item : named) {
      if (item["code"].text() == code && read_range(item["range"]) == range) return true;
    }
    return false;
  };
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < checked.findings.size(); ++i) {
    const Diagnostic& finding = checked.findings[i];
    const PartRange place = file.place(finding.span, encoding);
    if (file.parts[place.part].uri != uri) continue;
    const std::string_view code = code_of(server.rules.carried(), finding.rule);
    const bool is_wanted =
        names_ours ? is_named(code, place.range) : place.range.start <= wanted.end && wanted.start <= place.range.end;
    if (is_wanted) out.push_back(i);
  }
  return out;
}

std::vector<PartEdit> source_edits(Server& server, const OpenFile& file, Checker::Scope scope) {
  const FilePlace place = server.place_of(file);
  const std::string& root = server.project_of(file).root();
  if (!place.is_linted) return {};
  FixResult fixes{.text = std::string(file.text())};
  if (is_python(place.file.kind)) fixes = server.checker.fix(file, place, root, scope);
  for (const RuleId rule : fixes.defective) {
    server.log(MessageType::error, "the fix of " + std::string(code_of(server.rules.carried(), rule)) +
                                       " would have broken " + file.path +
                                       " and was not made; this is a defect of whip: please report it with the file");
  }
  if (scope == Checker::Scope::all && !file.is_notebook) {
    if (const std::optional<std::string> text = server.checker.fix_build(file, place, root, fixes.text)) {
      std::vector<PartEdit> edits;
      add_line_edits(file, 0, *text, server.client.encoding, edits);
      return edits;
    }
  }
  return edits_of(file, fixes, server.client.encoding);
}

// One of the two actions on a whole file, under the name that the client asked for.
void write_source_action(ActionWriter& out, Json only, std::string_view base, std::string_view title,
                         Checker::Scope scope) {
  const std::string prefix = out.file.is_notebook ? std::string(kNotebook) : std::string();
  for (const std::string_view owner : {".whip", ".ruff"}) {
    const std::string kind = prefix + std::string(base) + std::string(owner);
    if (!asks_for(only, kind)) continue;
    out.begin("whip: " + std::string(title), kind);
    if (out.server.client.resolves_edits) {
      out.json.key("data").begin_object().member("uri", out.file.uri);
      out.json.key("version").raw(std::to_string(out.file.version)).end_object();
    } else {
      out.write_edit(source_edits(out.server, out.file, scope));
    }
    out.json.end_object();
    return;
  }
}

}  // namespace

std::vector<PartEdit> fix_all(Server& server, const OpenFile& file) {
  return source_edits(server, file, Checker::Scope::all);
}

std::vector<PartEdit> organize_imports(Server& server, const OpenFile& file) {
  return source_edits(server, file, Checker::Scope::imports);
}

Reply code_actions(Server& server, const Message& message) {
  const Json params = message.params();
  const OpenFile* const file = server.file_of(params);
  if (file == nullptr) return {};
  const EditorSettings& settings = server.project_of(*file).settings();
  const Json only = params["context"]["only"];
  const Checked& checked = server.check(*file);
  Reply reply{.result = {}};
  ActionWriter out{server, *file, checked, JsonWriter(reply.result)};
  out.json.begin_array();
  if (asks_for(only, kQuickFix)) {
    const std::vector<std::size_t> findings = findings_for(server, *file, checked, params);
    for (const std::size_t i : settings.offers_fixes ? findings : std::vector<std::size_t>{}) {
      const std::optional<Fix>& fix = checked.findings[i].fix;
      if (fix && fix->safety != Safety::display_only && !fix->edits.empty()) out.fix(i);
    }
    // A comment that silences is written as Python.
    const bool offers_silencing = settings.offers_silencing && is_python(server.place_of(*file).file.kind);
    for (const std::size_t i : offers_silencing ? findings : std::vector<std::size_t>{}) {
      if (checked.findings[i].rule != RuleId::invalid_syntax) out.silence(i);
    }
  }
  if (settings.fix_all) {
    write_source_action(out, only, kFixAll, "Fix all auto-fixable problems", Checker::Scope::all);
  }
  if (settings.organize_imports) {
    write_source_action(out, only, kOrganizeImports, "Organize imports", Checker::Scope::imports);
  }
  out.json.end_array();
  return reply;
}

Reply resolve_code_action(Server& server, const Message& message) {
  const Json action = message.params();
  const std::string_view kind = action["kind"].text();
  // The URI alone is what Ruff's server puts there.
  const std::string_view uri = action["data"].string().value_or(action["data"]["uri"].text());
  const OpenFile* const file = server.files.find(uri);
  if (file == nullptr) return Reply::fail(Failure::invalid_params, "the document of the action is not open");
  const std::int64_t version = action["data"]["version"].integer().value_or(file->version);
  if (version != file->version) {
    return Reply::fail(Failure::content_modified, "the document changed since the action was offered");
  }
  Reply reply{.result = {}};
  JsonWriter json(reply.result);
  json.begin_object();
  for (const Json member : action) {
    if (member.key() == "edit") continue;
    json.key(member.key());
    write_json(json, member);
  }
  if (const Json edit = action["edit"]; edit.is_object()) {
    json.key("edit");
    write_json(json, edit);
  } else if (kind.find(kFixAll) != std::string_view::npos) {
    json.key("edit");
    write_workspace_edit(json, *file, fix_all(server, *file), server.client);
  } else if (kind.find(kOrganizeImports) != std::string_view::npos) {
    json.key("edit");
    write_workspace_edit(json, *file, organize_imports(server, *file), server.client);
  }
  json.end_object();
  return reply;
}

}  // namespace whip::lsp
