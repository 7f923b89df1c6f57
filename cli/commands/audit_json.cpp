// The report for programs: JSON of our own (docs/free-threading.md has its schema), and SARIF 2.1.0 for code scanning.
#include <algorithm>
#include <string_view>

#include "cli/commands/audit_findings.h"
#include "cli/render/rule_text.h"
#include "cli/render/tool.h"
#include "cli/render/uri.h"
#include "core/base/json_writer.h"

namespace whip::cli {
namespace {

using resolver::Alternative;
using resolver::AuditedPackage;
using resolver::AuditedRelease;
using resolver::Declared;
using resolver::PlacedRequirement;

void write_or_null(JsonWriter& json, std::string_view key, std::string_view text) {
  json.key(key);
  if (text.empty()) {
    json.null();
  } else {
    json.string(text);
  }
}

void write_alternative(JsonWriter& json, std::string_view key, const std::optional<Alternative>& alternative) {
  json.key(key);
  if (!alternative) {
    json.null();
    return;
  }
  json.begin_object().member("version", alternative->version).member("status", text_of(alternative->readiness));
  json.key("moves").begin_array();
  for (const std::string& name : alternative->moves) json.string(name);
  json.end_array().end_object();
}

void write_package(const AuditReport& report, const AuditedPackage& package, JsonWriter& json) {
  const AuditedRelease& release = report.lock.packages[package.package];
  const FindingKind* kind = finding_of(package);
  json.begin_object().member("name", release.name);
  write_or_null(json, "version", release.version);
  json.member("status", status_of(package)).member("files", text_of(package.state.overall));
  write_or_null(json, "code", kind == nullptr ? std::string_view() : kind->code);
  write_or_null(json, "declared", text_of(package.declared));
  json.member("blocked", package.is_blocked);
  write_alternative(json, "older", package.older);
  write_alternative(json, "newer", package.newer);
  write_or_null(json, "out_of_reach", package.out_of_reach);
  json.key("platforms").begin_object();
  for (std::size_t i = 0; i < package.state.on.size(); ++i)
    json.member(report.platforms[package.platforms[i]].triple, text_of(package.state.on[i]));
  json.end_object().key("path").begin_array();
  for (const std::size_t step : package.path) json.string(report.lock.packages[step].name);
  json.end_array().end_object();
}

// --- SARIF ---

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

class SarifWriter {
 public:
  SarifWriter(const AuditReport& report, std::string& out) : report_(report), json_(out, JsonWriter::Style::pretty) {}

  void write() {
    json_.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").key("runs").begin_array();
    json_.begin_object().member("columnKind", "unicodeCodePoints").key("results").begin_array();
    for (const AuditedTarget& target : report_.targets) {
      for (const AuditedPackage& package : target.packages) {
        if (const FindingKind* kind = finding_of(package); kind != nullptr) result(target, package, *kind);
      }
    }
    json_.end_array().key("tool").begin_object().key("driver").begin_object();
    json_.member("name", render::kToolName).key("rules").begin_array();
    for (const FindingKind& kind : finding_kinds()) rule(kind);
    json_.end_array().member("version", WHIP_VERSION).end_object().end_object().end_object().end_array();
    json_.member("version", "2.1.0").end_object();
  }

 private:
  void text(std::string_view key, std::string_view text) {
    json_.key(key).begin_object().member("text", text).end_object();
  }

  void rule(const FindingKind& kind) {
    json_.begin_object().key("defaultConfiguration").begin_object().member("level", text_of(kind.level)).end_object();
    text("fullDescription", kind.meaning);
    text("help", kind.meaning);
    if (const std::string_view docs = render::published_docs(); !docs.empty()) {
      json_.member("helpUri", std::string(docs) + "/free-threading.md#how-to-read-it");
    }
    json_.member("id", kind.code).member("name", render::pascal_case(kind.name));
    text("shortDescription", render::first_sentence(kind.meaning));
    json_.end_object();
  }

  // The requirement that the shortest path begins with, or else the package in the lock.
  void place(const AuditedPackage& package) {
    const auto& packages = report_.lock.packages;
    const std::size_t first = package.path.empty() ? package.package : package.path.front();
    const auto wish = report_.wishes.find(packages[first].name);
    const bool is_wished = wish != report_.wishes.end();
    const Place at = is_wished ? wish->second.place : packages[package.package].place;
    json_.begin_object().key("physicalLocation").begin_object().key("artifactLocation").begin_object();
    json_.member("uri", render::encode_path(is_wished ? wish->second.path : report_.path)).end_object();
    json_.key("region").begin_object();
    if (is_wished) json_.member("endColumn", std::uint64_t{at.column + characters(wish->second.text)});
    json_.member("startColumn", std::uint64_t{std::max(at.column, 1U)});
    json_.member("startLine", std::uint64_t{std::max(at.line, 1U)}).end_object().end_object().end_object();
  }

  void result(const AuditedTarget& target, const AuditedPackage& package, const FindingKind& kind) {
    const std::string title = title_of(report_.lock.packages[package.package]);
    std::string message = title + " on CPython " + target_text(target.minor);
    for (const std::string& words : words_about(report_, target, package)) message += ". " + words;
    if (const std::string path = path_words(report_, package); !path.empty()) message += ". " + path;
    json_.begin_object().member("level", text_of(kind.level)).key("locations").begin_array();
    place(package);
    json_.end_array();
    text("message", message + ".");
    json_.key("partialFingerprints").begin_object();
    json_.member("whipAudit/v1", std::string(kind.code) + " " + title + " " + target_text(target.minor)).end_object();
    json_.member("ruleId", kind.code);
    json_.member("ruleIndex", static_cast<std::uint64_t>(&kind - finding_kinds().data())).end_object();
  }

  const AuditReport& report_;
  JsonWriter json_;
};

}  // namespace

std::string audit_json(const AuditReport& report) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_object().member("lock", report.path);
  write_or_null(json, "unknown", report.unknown);
  json.key("targets").begin_array();
  for (const AuditedTarget& target : report.targets) {
    json.begin_object().member("target", target_text(target.minor)).key("packages").begin_array();
    for (const AuditedPackage& package : target.packages) write_package(report, package, json);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

std::string audit_sarif(const AuditReport& report) {
  std::string out;
  SarifWriter(report, out).write();
  return out + "\n";
}

}  // namespace whip::cli
