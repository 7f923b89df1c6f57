// Codes of rules where such are written: in comments that silence findings, first those of what is found on the line;
// in the lists of configuration files.

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "cli/lsp/code_list.h"
#include "cli/lsp/methods/methods.h"
#include "cli/lsp/project_file.h"
#include "cli/lsp/server.h"
#include "cli/render/rule_text.h"
#include "linter/known_rules.h"

namespace whip::lsp {
namespace {

constexpr std::uint64_t kValue = 12;  // CompletionItemKind
constexpr std::uint64_t kModule = 9;

struct ItemWriter {
  JsonWriter json;
  Range range;

  void write(std::string_view label, std::string_view detail, std::string_view about, std::uint64_t kind,
             std::string_view order) {
    json.begin_object().member("label", label).member("kind", kind).member("detail", detail);
    if (!about.empty()) json.member("documentation", about);
    json.member("sortText", std::string(order) + std::string(label));
    json.key("textEdit").begin_object().key("range");
    write_range(json, range);
    json.member("newText", label).end_object().end_object();
  }
  void write(const RuleEntry& entry, std::string_view order) {
    const std::string paragraph = render::first_paragraph(render::doc_of(entry));
    write(entry.code, entry.name, render::first_sentence(paragraph), kValue, order);
  }
};

// Whether the comment is on the line where a finding begins or ends.
std::set<std::string_view> codes_on_line(Server& server, const OpenFile& file, std::size_t part, std::uint32_t line) {
  std::set<std::string_view> out;
  for (const Diagnostic& finding : server.check(file).findings) {
    const PartRange place = file.place(finding.span, server.client.encoding);
    if (place.part != part || line < place.range.start.line || line > place.range.end.line) continue;
    if (finding.rule != RuleId::invalid_syntax) out.insert(code_of(server.rules.carried(), finding.rule));
  }
  return out;
}

}  // namespace

Reply complete(Server& server, const Message& message) {
  const Json params = message.params();
  const OpenFile* const file = server.file_of(params);
  if (file == nullptr) return {};
  const Part* const part = file->find_part(params["textDocument"]["uri"].text());
  const Encoding encoding = server.client.encoding;
  const std::uint32_t at = part->text.offset(read_position(params["position"]), encoding);
  const std::uint32_t line = part->text.line_of(at);
  const Span line_span = part->text.line(line);
  const std::string_view name = std::string_view(file->path).substr(file->path.rfind('/') + 1);

  std::optional<ListedCode> code;
  if (is_settings_file(name)) {
    code = code_in_settings(part->text.text(), at, name == "pyproject.toml");
  } else {
    code = code_in_comment(part->text.text().substr(line_span.begin, line_span.size()), at - line_span.begin);
    if (code) code->word = {code->word.begin + line_span.begin, code->word.end + line_span.begin};
  }
  if (!code) return {};
  Reply reply{.result = {}};
  ItemWriter out{JsonWriter(reply.result), part->text.range(code->word, encoding)};
  out.json.begin_object().member("isIncomplete", false).key("items").begin_array();
  if (code->is_selector) {
    out.write("ALL", "every rule", {}, kModule, "0");
    for (const KnownLinter& linter : known_linters()) {
      if (!linter.prefix.empty()) out.write(linter.prefix, linter.name, {}, kModule, "1");
    }
    for (const std::string_view prefix : {"E", "W"}) out.write(prefix, "pycodestyle", {}, kModule, "1");
    for (const RuleEntry& entry : server.rules.carried()) out.write(entry, "2");
  } else {
    const auto here = codes_on_line(server, *file, static_cast<std::size_t>(part - file->parts.data()), line);
    for (const RuleEntry& entry : server.rules.carried()) out.write(entry, here.contains(entry.code) ? "0" : "1");
  }
  out.json.end_array().end_object();
  return reply;
}

}  // namespace whip::lsp
