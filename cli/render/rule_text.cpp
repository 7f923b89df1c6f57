#include "cli/render/rule_text.h"

#include "core/base/characters.h"
#include "linter/known_rules.h"

namespace whip::render {

std::string_view doc_of(const RuleEntry& entry) {
  std::string_view doc = entry.rule->doc;
  const std::size_t first = doc.find_first_not_of(" \n");
  if (first == std::string_view::npos) return {};
  return doc.substr(first, doc.find_last_not_of(" \n") + 1 - first);
}

std::string first_paragraph(std::string_view doc) {
  std::string paragraph(doc.substr(0, doc.find("\n\n")));
  for (char& c : paragraph) {
    if (c == '\n') c = ' ';
  }
  return paragraph;
}

std::string_view first_sentence(std::string_view paragraph) {
  // A full stop inside code is no end: `os.path`.
  bool in_code = false;
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    if (paragraph[i] == '`') in_code = !in_code;
    const bool stop = !in_code && paragraph[i] == '.';
    if (stop && i + 1 < paragraph.size() && paragraph[i + 1] == ' ') return paragraph.substr(0, i + 1);
  }
  return paragraph;
}

std::string_view severity_word(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

std::string page_of(const RuleEntry& entry, std::string_view docs) {
  if (known_rule(entry.code) != nullptr) return "https://docs.astral.sh/ruff/rules/" + std::string(entry.name);
  if (docs.empty()) return {};
  // The heading there is `name (CODE)`.
  return std::string(docs) + "/rules.md#" + std::string(entry.name) + "-" + lowered(entry.code);
}

std::string page_of(const RuleEntry& entry) { return page_of(entry, published_docs()); }

std::string_view published_docs() { return WHIP_DOCS_URL; }

std::string pascal_case(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c == '-') {
      upper = true;
      continue;
    }
    out += upper && 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out;
}

}  // namespace whip::render
