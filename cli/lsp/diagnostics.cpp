#include "cli/lsp/diagnostics.h"

#include <algorithm>

#include "cli/render/finding.h"
#include "cli/render/rule_text.h"

namespace whip::lsp {
namespace {

constexpr std::uint64_t kError = 1;
constexpr std::uint64_t kWarning = 2;
constexpr std::uint64_t kInformation = 3;
constexpr std::uint64_t kUnnecessary = 1;
constexpr std::uint64_t kDeprecated = 2;

const RuleEntry* entry_of(std::span<const RuleEntry> rules, RuleId rule) {
  const auto index = static_cast<std::size_t>(rule);
  return index < rules.size() ? &rules[index] : nullptr;
}

// Ruff's server shows all as warnings but for what will not run.
std::uint64_t severity_of(const RuleEntry* entry) {
  if (entry == nullptr || entry->code == "F821" || entry->code == "E902") return kError;
  return entry->rule->severity == Severity::info ? kInformation : kWarning;
}

// Editors dim what is unnecessary and strike out what is deprecated. The rules about either are named after it.
std::uint64_t tag_of(const RuleEntry* entry) {
  if (entry == nullptr) return 0;
  if (entry->name.starts_with("unused-") || entry->name == "redefined-while-unused") return kUnnecessary;
  return entry->name.starts_with("deprecated-") ? kDeprecated : 0;
}

void write_position(JsonWriter& json, Position position) {
  json.begin_object().member("line", std::uint64_t{position.line});
  json.member("character", std::uint64_t{position.character}).end_object();
}

void write_related(JsonWriter& json, const OpenFile& file, const Diagnostic& finding, const DiagnosticStyle& style) {
  const Encoding encoding = style.client.encoding;
  json.key("relatedInformation").begin_array();
  for (const Note& note : finding.notes) {
    std::optional<OtherPlaces::Place> place;
    if (!note.is_elsewhere()) {
      const PartRange own = file.place(note.span, encoding);
      place = {file.parts[own.part].uri, own.range};
    } else if (style.elsewhere != nullptr) {
      place = style.elsewhere->of(note, encoding);
    }
    if (!place) continue;
    json.begin_object().key("location").begin_object().member("uri", place->uri).key("range");
    write_range(json, place->range);
    json.end_object().member("message", note.message).end_object();
  }
  json.end_array();
}

}  // namespace

std::string_view code_of(std::span<const RuleEntry> rules, RuleId rule) {
  const RuleEntry* const entry = entry_of(rules, rule);
  return entry != nullptr ? entry->code : "invalid-syntax";
}

std::string message_of(const Diagnostic& finding) {
  std::string out = render::body_of(finding);
  const std::string_view help = render::help_of(finding);
  if (!help.empty()) out.append("\n\nhelp: ").append(help);
  return out;
}

void write_range(JsonWriter& json, const Range& range) {
  json.begin_object().key("start");
  write_position(json, range.start);
  json.key("end");
  write_position(json, range.end);
  json.end_object();
}

Position read_position(Json json) {
  const auto number = [&](std::string_view key) {
    const std::int64_t value = json[key].integer().value_or(0);
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(value, 0, UINT32_MAX));
  };
  return {number("line"), number("character")};
}

Range read_range(Json json) { return {read_position(json["start"]), read_position(json["end"])}; }

void write_diagnostic(JsonWriter& json, const OpenFile& file, const Diagnostic& finding, Fingerprint fingerprint,
                      const DiagnosticStyle& style) {
  const RuleEntry* const entry = entry_of(style.rules, finding.rule);
  json.begin_object().key("range");
  write_range(json, file.place(finding.span, style.client.encoding).range);
  json.member("severity", severity_of(entry)).member("code", code_of(style.rules, finding.rule));
  if (entry != nullptr && style.client.code_description) {
    const std::string page = render::page_of(*entry);
    if (!page.empty()) json.key("codeDescription").begin_object().member("href", page).end_object();
  }
  json.member("source", "whip").member("message", message_of(finding));
  if (const std::uint64_t tag = tag_of(entry); tag != 0 && style.client.diagnostic_tags) {
    json.key("tags").begin_array().number(tag).end_array();
  }
  if (!finding.notes.empty() && style.client.related_information) {
    write_related(json, file, finding, style);
  }
  if (style.client.diagnostic_data) {
    json.key("data").begin_object().member("fingerprint", to_string(fingerprint)).end_object();
  }
  json.end_object();
}

std::vector<std::string> diagnostics_of(const OpenFile& file, const Checked& checked, const DiagnosticStyle& style) {
  std::vector<std::string> out(file.parts.size());
  std::vector<JsonWriter> writers;
  writers.reserve(out.size());
  for (std::string& text : out) writers.emplace_back(text).begin_array();
  for (std::size_t i = 0; i < checked.findings.size(); ++i) {
    const Diagnostic& finding = checked.findings[i];
    if (finding.rule == RuleId::invalid_syntax && !style.shows_syntax_errors) continue;
    const std::size_t part = file.place(finding.span, style.client.encoding).part;
    write_diagnostic(writers[part], file, finding, checked.fingerprint(i), style);
  }
  for (const ProjectFinding& finding : checked.project) {
    if (finding.level == ProjectFinding::Level::none) continue;
    JsonWriter& json = writers.front().begin_object().key("range");
    write_range(json, file.place(finding.span, style.client.encoding).range);
    json.member("severity", static_cast<std::uint64_t>(finding.level)).member("code", finding.code);
    json.member("source", "whip").member("message", finding.message).end_object();
  }
  for (JsonWriter& writer : writers) writer.end_array();
  return out;
}

}  // namespace whip::lsp
