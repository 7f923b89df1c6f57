#include "cli/commands/rule.h"

#include <algorithm>

#include "cli/commands/audit_findings.h"
#include "cli/commands/console.h"
#include "cli/render/rule_text.h"
#include "core/base/json_writer.h"
#include "linter/families.h"
#include "linter/known_rules.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json"};
constexpr Flag kFlags[] = {
    {.name = "--all", .help = "All rules"},
    {.name = "--output-format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "text or json [default: text]",
     .choices = kFormats},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}};

std::string_view fix_word(Fixable fixable) {
  switch (fixable) {
    case Fixable::never:
      return "None";
    case Fixable::sometimes:
      return "Sometimes";
    case Fixable::always:
      return "Always";
  }
  return "None";
}

void write_text(const RuleEntry& entry, std::string& out) {
  out.append("# ").append(entry.name).append(" (").append(entry.code).append(")\n\n");
  out.append("From **").append(linter_of(entry)).append("**, in whip since ").append(entry.rule->since).append(". ");
  if (entry.rule->preview)
    out += "In preview: on only with `preview = true`. ";
  else
    out += entry.rule->by_default ? "On by default. " : "Off by default. ";
  out.append(fix_sentence(entry.rule->fixable)).append("\n\n").append(render::doc_of(entry)).append("\n");
}

void write_json(const RuleEntry& entry, JsonWriter& json) {
  const std::string_view doc = render::doc_of(entry);
  const std::string paragraph = render::first_paragraph(doc);
  json.begin_object().member("name", entry.name).member("code", entry.code).member("linter", linter_of(entry));
  json.member("summary", render::first_sentence(paragraph)).member("fix", fix_sentence(entry.rule->fixable));
  json.member("fix_availability", fix_word(entry.rule->fixable)).member("explanation", doc);
  json.member("preview", entry.rule->preview).member("default", entry.rule->by_default);
  json.member("severity", render::severity_word(entry.rule->severity)).member("since", entry.rule->since).end_object();
}

// What `whip audit` finds has codes too.
void write_finding_kind(const FindingKind& kind, Listing listing, std::string& out) {
  if (listing == Listing::text) {
    out.append("# ").append(kind.name).append(" (").append(kind.code).append(")\n\nFrom `whip audit`: ");
    out.append(text_of(kind.level)).append(".\n\n").append(kind.meaning).append("\n");
    return;
  }
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_object().member("name", kind.name).member("code", kind.code).member("linter", "whip audit");
  json.member("summary", render::first_sentence(kind.meaning)).member("fix", fix_sentence(Fixable::never));
  json.member("fix_availability", fix_word(Fixable::never)).member("explanation", kind.meaning);
  json.member("preview", false).member("default", true).member("severity", text_of(kind.level)).end_object();
  out += '\n';
}

const RuleEntry* find_rule(std::span<const RuleEntry> rules, std::string_view name) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const RuleEntry& e) { return e.code == name || e.name == name; });
  return found == rules.end() ? nullptr : &*found;
}

std::string unknown_rule(std::string_view name) {
  const auto known = known_rules();
  const auto found =
      std::find_if(known.begin(), known.end(), [&](const KnownRule& k) { return k.code == name || k.name == name; });
  std::string text = "error: ";
  if (found != known.end()) {
    return text.append("`")
        .append(found->code)
        .append("` (")
        .append(found->name)
        .append(") is a rule of Ruff that whip does not carry\n");
  }
  if (const auto now = redirect(name)) {
    return text.append("`").append(name).append("` is now called `").append(*now).append("`\n");
  }
  return text.append("there is no rule `").append(name).append("`; `whip rule --all` shows those there are\n");
}

}  // namespace

std::string_view fix_sentence(Fixable fixable) {
  switch (fixable) {
    case Fixable::never:
      return "Fix is not available.";
    case Fixable::sometimes:
      return "Fix is sometimes available.";
    case Fixable::always:
      return "Fix is always available.";
  }
  return "";
}

std::string_view linter_of(const RuleEntry& entry) {
  const KnownRule* known = known_rule(entry.code);
  return known != nullptr ? known_linters()[known->linter].name : family_name(entry.family);
}

int print_rule(const RuleOptions& options, std::span<const RuleEntry> rules, std::string& out, std::string& err) {
  JsonWriter json(out, JsonWriter::Style::pretty);
  if (options.rule.empty()) {
    if (options.listing == Listing::json) json.begin_array();
    for (const RuleEntry& entry : rules) {
      if (options.listing == Listing::json)
        write_json(entry, json);
      else
        write_text(entry, out.empty() ? out : out.append("\n"));
    }
    if (options.listing == Listing::json) json.end_array();
  } else {
    const RuleEntry* entry = find_rule(rules, options.rule);
    if (entry == nullptr) {
      err += unknown_rule(options.rule);
      return kFailure;
    }
    if (options.listing == Listing::json)
      write_json(*entry, json);
    else
      write_text(*entry, out);
  }
  if (options.listing == Listing::json) out += '\n';
  return kDone;
}

int run_rule(const Arguments& arguments) {
  RuleOptions options;
  if (arguments.value("--output-format") == "json") options.listing = Listing::json;
  const bool all = arguments.has("--all");
  if (all != arguments.positionals().empty()) return usage_error(find_command("rule"), "give either a rule or --all");
  if (!all) options.rule = arguments.positionals().front();
  std::string out;
  std::string err;
  if (const FindingKind* kind = options.rule.empty() ? nullptr : find_finding_kind(options.rule); kind != nullptr) {
    write_finding_kind(*kind, options.listing, out);
    return write_out(out) ? kDone : kFailure;
  }
  const int code = print_rule(options, rules::all(), out, err);
  write_error(err);
  return write_out(out) ? code : kFailure;
}

std::span<const FlagGroup> rule_groups() { return kGroups; }

}  // namespace whip::cli
