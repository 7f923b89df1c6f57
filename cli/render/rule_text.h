// The prose of a rule in the shapes that outputs need. All of it comes from Rule::doc.
#pragma once

#include <string>
#include <string_view>

#include "linter/rule.h"

namespace whip::render {

// The Markdown without blank lines around it.
std::string_view doc_of(const RuleEntry& entry);
// Its first paragraph on one line.
std::string first_paragraph(std::string_view doc);
// The first sentence of a paragraph, with its full stop.
std::string_view first_sentence(std::string_view paragraph);
// "info", "warning" or "error".
std::string_view severity_word(Severity severity);
// The page about the rule: Ruff's, or for a rule that Ruff has not, its place in our docs/rules.md as published at
// `docs` (with no slash at the end). Empty: it has none.
std::string page_of(const RuleEntry& entry, std::string_view docs);
// The same for where this build says that docs/ is published.
std::string page_of(const RuleEntry& entry);
// Where that is; empty: nowhere.
std::string_view published_docs();
// "unused-import" as "UnusedImport".
std::string pascal_case(std::string_view name);

}  // namespace whip::render
