// What an editor shows about a rule.
#pragma once

#include <string>
#include <string_view>

#include "linter/rule.h"

namespace whip::lsp {

// Markdown: name and code, whether there is a fix, and the rule's own prose.
std::string rule_page(const RuleEntry& entry);

}  // namespace whip::lsp
