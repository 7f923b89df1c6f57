// --explain: below the findings, why the rules are there that were broken.
#include <string>
#include <vector>

#include "cli/render/finding.h"
#include "cli/render/formats.h"
#include "cli/render/rule_text.h"
#include "cli/render/style.h"

namespace whip::render {

void write_explanations(const Run& run, std::string& out) {
  std::vector<bool> broken(run.rules.size());
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) {
      if (entry_of(run, finding.rule) != nullptr) broken[static_cast<std::size_t>(finding.rule)] = true;
    }
  }
  Styled to(out, run.options.colour);
  for (std::size_t i = 0; i < broken.size(); ++i) {
    if (!broken[i]) continue;
    const RuleEntry& entry = run.rules[i];
    to.text(entry.code, Style::code).text(" (").text(entry.name).text("): ");
    to.text(first_paragraph(doc_of(entry))).text("\n");
  }
}

}  // namespace whip::render
