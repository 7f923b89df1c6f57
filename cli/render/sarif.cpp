// SARIF 2.1.0, the format of code scanning. Beyond Ruff's: paths relative to the working directory, fingerprints, names
// of the rules, an entry for syntax errors, secondary places, and the statement that columns count code points.
#include <algorithm>
#include <vector>

#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/rule_text.h"
#include "cli/render/tool.h"
#include "cli/render/uri.h"
#include "core/base/json_writer.h"

namespace whip::render {
namespace {

constexpr std::string_view kBase = "SRCROOT";

class Writer {
 public:
  Writer(const Run& run, std::string& out) : run_(run), json_(out, JsonWriter::Style::pretty) {
    for (const FileFindings& file : run.files) {
      for (const Diagnostic& finding : file.findings) rules_.push_back(finding.rule);
    }
    // By code, as Ruff's; findings of no rule come last.
    const auto before = [&](RuleId a, RuleId b) { return label(a) < label(b); };
    std::sort(rules_.begin(), rules_.end(), before);
    rules_.erase(std::unique(rules_.begin(), rules_.end()), rules_.end());
  }

  void write() {
    json_.begin_object().member("$schema", "https://json.schemastore.org/sarif-2.1.0.json").key("runs").begin_array();
    json_.begin_object().member("columnKind", "unicodeCodePoints");
    write_base();
    json_.key("results").begin_array();
    for (const FileFindings& file : run_.files) {
      for (std::size_t i = 0; i < file.findings.size(); ++i) write_result(file, i);
    }
    json_.end_array().key("tool").begin_object().key("driver").begin_object().member("name", kToolName);
    json_.key("rules").begin_array();
    for (const RuleId rule : rules_) write_rule(rule);
    json_.end_array().member("version", run_.options.version).end_object().end_object();
    json_.end_object().end_array().member("version", "2.1.0").end_object();
  }

 private:
  std::string_view label(RuleId rule) const { return label_of(run_, rule); }
  std::string_view level_of(RuleId rule) const {
    const std::string_view severity = severity_of(run_, rule);
    return severity == "info" ? "note" : severity;
  }

  void write_base() {
    if (run_.options.working_directory.empty()) return;
    std::string uri = "file://" + encode_path(run_.options.working_directory);
    if (!uri.ends_with('/')) uri += '/';
    json_.key("originalUriBaseIds")
        .begin_object()
        .key(kBase)
        .begin_object()
        .member("uri", uri)
        .end_object()
        .end_object();
  }

  void write_text(std::string_view key, std::string_view text) {
    json_.key(key).begin_object().member("text", text).end_object();
  }

  void write_rule(RuleId id) {
    const RuleEntry* entry = entry_of(run_, id);
    const std::string_view doc = entry != nullptr
                                     ? doc_of(*entry)
                                     : std::string_view(
                                           "The file is not valid Python, so its meaning is unknown. "
                                           "Rules that need the syntax tree see only what could be parsed.");
    const std::string paragraph = first_paragraph(doc);
    json_.begin_object().key("defaultConfiguration").begin_object();
    json_.member("enabled", entry == nullptr || entry->rule->by_default).member("level", level_of(id)).end_object();
    write_text("fullDescription", paragraph);
    json_.key("help").begin_object().member("markdown", doc).member("text", doc).end_object();
    if (const std::string url = url_of(run_, id); !url.empty()) json_.member("helpUri", url);
    json_.member("id", label(id)).member("name", pascal_case(name_of(run_, id)));
    json_.key("properties").begin_object().member("id", label(id));
    if (entry != nullptr) json_.member("kind", entry->family);
    json_.member("name", name_of(run_, id)).member("problem.severity", severity_of(run_, id)).end_object();
    write_text("shortDescription", first_sentence(paragraph));
    json_.end_object();
  }

  void write_artifact(const FileFindings& file) { write_uri(file.path); }

  void write_uri(std::string_view path) {
    json_.key("artifactLocation").begin_object();
    if (path.starts_with('/')) {
      json_.member("uri", "file://" + encode_path(path));
    } else {
      json_.member("uri", encode_path(path));
      if (!run_.options.working_directory.empty()) json_.member("uriBaseId", kBase);
    }
    json_.end_object();
  }

  void write_region(std::string_view key, const FileFindings& file, Span span) {
    const LineColumn begin = place(file, span.begin);
    const LineColumn end = place(file, span.end);
    json_.key(key)
        .begin_object()
        .member("endColumn", std::uint64_t{end.column})
        .member("endLine", std::uint64_t{end.line});
    json_.member("startColumn", std::uint64_t{begin.column})
        .member("startLine", std::uint64_t{begin.line})
        .end_object();
  }

  void write_note(const FileFindings& file, const Note& note) {
    write_text("message", note.message);
    if (!note.is_elsewhere()) {
      write_place(file, note.span);
      return;
    }
    json_.key("physicalLocation").begin_object();
    write_uri(note.path);
    json_.key("region").begin_object().member("startColumn", std::uint64_t{note.column});
    json_.member("startLine", std::uint64_t{note.line}).end_object().end_object();
  }

  // How the threads get to the finding, step by step, for viewers that show paths.
  void write_flow(const FileFindings& file, const Diagnostic& finding) {
    json_.key("codeFlows").begin_array().begin_object().key("threadFlows").begin_array().begin_object();
    json_.key("locations").begin_array();
    for (const Note& note : finding.notes) {
      json_.begin_object().key("location").begin_object();
      write_note(file, note);
      json_.end_object().end_object();
    }
    json_.begin_object().key("location").begin_object();
    write_text("message", finding.message);
    write_place(file, finding.span);
    json_.end_object().end_object();
    json_.end_array().end_object().end_array().end_object().end_array();
  }

  void write_place(const FileFindings& file, Span span) {
    json_.key("physicalLocation").begin_object();
    write_artifact(file);
    write_region("region", file, span);
    json_.end_object();
  }

  void write_fix(const FileFindings& file, const Diagnostic& finding) {
    json_.key("fixes").begin_array().begin_object().key("artifactChanges").begin_array().begin_object();
    write_artifact(file);
    json_.key("replacements").begin_array();
    for (const Edit& edit : finding.fix->edits) {
      json_.begin_object();
      write_region("deletedRegion", file, edit.span);
      if (!edit.text.empty()) write_text("insertedContent", edit.text);
      json_.end_object();
    }
    json_.end_array().end_object().end_array();
    write_text("description", help_of(finding));
    json_.end_object().end_array();
  }

  void write_result(const FileFindings& file, std::size_t i) {
    const Diagnostic& finding = file.findings[i];
    json_.begin_object();
    if (tells_places(run_, finding)) write_flow(file, finding);
    if (finding.fix && !finding.fix->edits.empty()) write_fix(file, finding);
    json_.member("level", level_of(finding.rule)).key("locations").begin_array().begin_object();
    write_place(file, finding.span);
    json_.end_object().end_array();
    write_text("message", body_of(finding));
    if (i < file.facts.size()) {
      json_.key("partialFingerprints").begin_object();
      json_.member("whipFingerprint/v1", to_string(file.facts[i].fingerprint)).end_object();
    }
    if (!finding.notes.empty()) {
      json_.key("relatedLocations").begin_array();
      for (const Note& note : finding.notes) {
        json_.begin_object();
        write_note(file, note);
        json_.end_object();
      }
      json_.end_array();
    }
    const auto rule = std::find(rules_.begin(), rules_.end(), finding.rule);
    json_.member("ruleId", label(finding.rule));
    json_.member("ruleIndex", static_cast<std::uint64_t>(rule - rules_.begin())).end_object();
  }

  const Run& run_;
  JsonWriter json_;
  std::vector<RuleId> rules_;  // that occur
};

}  // namespace

void write_sarif(const Run& run, std::string& out) { Writer(run, out).write(); }

}  // namespace whip::render
