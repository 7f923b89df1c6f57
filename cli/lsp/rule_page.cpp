#include "cli/lsp/rule_page.h"

#include "cli/render/rule_text.h"

namespace whip::lsp {
namespace {

std::string_view fix_sentence(Fixable fixable) {
  switch (fixable) {
    case Fixable::never:
      return "There is no fix.";
    case Fixable::sometimes:
      return "There sometimes is a fix.";
    case Fixable::always:
      return "There is a fix.";
  }
  return "";
}

}  // namespace

std::string rule_page(const RuleEntry& entry) {
  std::string out = "# " + std::string(entry.name) + " (" + std::string(entry.code) + ")\n\n";
  out += fix_sentence(entry.rule->fixable);
  out += "\n\n";
  // Editors colour ```python; what the examples are for (`bad`, `good`) they would take for the language.
  const std::string_view doc = render::doc_of(entry);
  constexpr std::string_view kFence = "```py ";
  std::size_t at = 0;
  for (std::size_t fence = doc.find(kFence); fence != std::string_view::npos; fence = doc.find(kFence, at)) {
    const std::size_t line_end = doc.find('\n', fence);
    if (line_end == std::string_view::npos) break;
    out.append(doc.substr(at, fence - at)).append("```python");
    at = line_end;
  }
  return out.append(doc.substr(at));
}

}  // namespace whip::lsp
