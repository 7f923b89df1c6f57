// What stands behind a rule's code, and behind whatever is underlined.

#include <algorithm>
#include <optional>

#include "cli/lsp/code_list.h"
#include "cli/lsp/methods/methods.h"
#include "cli/lsp/project_file.h"
#include "cli/lsp/rule_page.h"
#include "cli/lsp/server.h"

namespace whip::lsp {
namespace {

Reply hover_reply(const std::string& markdown, const Range& range) {
  Reply reply{.result = {}};
  JsonWriter json(reply.result);
  json.begin_object().key("contents").begin_object().member("kind", "markdown").member("value", markdown).end_object();
  json.key("range");
  write_range(json, range);
  json.end_object();
  return reply;
}

// The rule whose code or name stands at the place, in a comment or in a configuration's list.
std::optional<ListedCode> code_at(const OpenFile& file, const Part& part, std::uint32_t at) {
  const std::string_view text = part.text.text();
  const std::string_view name = std::string_view(file.path).substr(file.path.rfind('/') + 1);
  if (is_settings_file(name)) return code_in_settings(text, at, name == "pyproject.toml");
  const Span line = part.text.line(part.text.line_of(at));
  std::optional<ListedCode> code = code_in_comment(text.substr(line.begin, line.size()), at - line.begin);
  if (code) code->word = {code->word.begin + line.begin, code->word.end + line.begin};
  return code;
}

// Every finding at the place, each with the page of its rule.
Reply hover_findings(Server& server, const OpenFile& file, std::size_t part, std::uint32_t at) {
  const Checked& checked = server.check(file);
  const std::optional<std::uint32_t> offset = file.offset(part, at);
  if (!offset) return {};
  std::string markdown;
  std::optional<Span> where;
  for (const Diagnostic& finding : checked.findings) {
    const bool is_here = finding.span.contains(*offset) || (finding.span.empty() && finding.span.begin == *offset);
    if (!is_here) continue;
    if (!markdown.empty()) markdown += "\n\n---\n\n";
    markdown += "**" + std::string(code_of(server.rules.carried(), finding.rule)) + "** " + message_of(finding);
    const auto index = static_cast<std::size_t>(finding.rule);
    if (index < server.rules.carried().size()) markdown += "\n\n" + rule_page(server.rules.carried()[index]);
    if (!where || where->contains(finding.span)) where = finding.span;  // the narrowest
  }
  for (const ProjectFinding& finding : checked.project) {
    if (!finding.span.contains(*offset)) continue;
    if (!markdown.empty()) markdown += "\n\n---\n\n";
    markdown += finding.explanation.empty() ? finding.message : finding.explanation;
    where = finding.span;
  }
  if (!where) return {};
  return hover_reply(markdown, file.place(*where, server.client.encoding).range);
}

}  // namespace

Reply hover(Server& server, const Message& message) {
  const Json params = message.params();
  const OpenFile* const file = server.file_of(params);
  if (file == nullptr) return {};
  const Part* const part = file->find_part(params["textDocument"]["uri"].text());
  const std::uint32_t at = part->text.offset(read_position(params["position"]), server.client.encoding);
  if (const std::optional<ListedCode> code = code_at(*file, *part, at)) {
    const Span word = code->word;
    const std::optional<RuleId> rule = server.rules.find(part->text.text().substr(word.begin, word.size()));
    if (rule) {
      return hover_reply(rule_page(server.rules.carried()[static_cast<std::size_t>(*rule)]),
                         part->text.range(word, server.client.encoding));
    }
  }
  return hover_findings(server, *file, static_cast<std::size_t>(part - file->parts.data()), at);
}

}  // namespace whip::lsp
