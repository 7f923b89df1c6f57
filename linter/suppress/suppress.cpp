// Order of questions, as in Ruff: the comments for the whole file, then ranges, then the `# noqa` of the line. The
// first that answers is the one that was of use.

#include "linter/suppress/suppress.h"

#include <algorithm>

#include "core/text/blank.h"
#include "linter/known_rules.h"

namespace whip {
namespace {

// Whether the word after a `#` can begin a directive: noqa, ruff, whip, flake8. Nearly all comments end here.
bool may_be_directive(std::string_view text, Span comment) {
  text = text.substr(0, comment.end);
  for (std::size_t at = comment.begin; at != std::string_view::npos; at = text.find('#', at)) {
    const std::uint32_t word = skip_blanks(text, static_cast<std::uint32_t>(at) + 1, comment.end);
    if (word >= comment.end) return false;
    const char c = text[word];
    if (c == 'n' || c == 'N' || c == 'r' || c == 'w' || c == 'f') return true;
    at = word;
  }
  return false;
}

bool is_external(std::string_view code, const Settings& settings) {
  return std::ranges::any_of(settings.external, [&](const std::string& prefix) { return code.starts_with(prefix); });
}

bool stands_alone(const File& file, Span comment) {
  std::uint32_t begin = file.lines.line_begin(file.lines.line_of(comment.begin));
  if (begin == 0) begin = byte_order_mark(file.text);
  return std::ranges::all_of(file.text.substr(begin, comment.begin - begin), is_python_blank);
}

std::string place(const File& file, Span comment) {
  return std::string(file.facts.path) + ":" + std::to_string(file.lines.line_of(comment.begin) + 1);
}

std::string warning_text(const File& file, const NoqaWarning& warning) {
  const std::string where = place(file, warning.comment);
  const std::string what(to_string(warning.trouble));
  if (!is_fatal(warning.trouble)) return "Missing or joined rule code(s) at " + where + ": " + what;
  if (warning.scope == NoqaScope::file) return "Invalid `# ruff: noqa` directive at " + where + ": " + what;
  return "Invalid `# noqa` directive on " + where + ": " + what;
}

}  // namespace

std::string_view current_code(std::string_view code) { return redirect(code).value_or(code); }

void Suppressions::read(const File& file, std::vector<std::string>& warnings) {
  noqa_.clear();
  ranges_.clear();
  lines_.clear();
  matches_.clear();
  file_codes_.clear();
  accepted_.clear();
  whole_file_ = false;
  preview_ = file.settings.preview;
  for (const Span comment : file.comments.all()) {
    if (!may_be_directive(file.text, comment)) continue;
    noqa_.read(file.text, comment);
    ranges_.read(file.text, comment);
    read_acceptance(file, comment, warnings);
  }
  ranges_.resolve(file);
  // Ruff speaks about the file's directives first.
  for (const NoqaScope scope : {NoqaScope::file, NoqaScope::line}) {
    for (const NoqaWarning& warning : noqa_.warnings) {
      if (warning.scope == scope) warnings.push_back(warning_text(file, warning));
    }
    if (scope == NoqaScope::line) continue;
    std::erase_if(noqa_.directives, [&](const NoqaDirective& directive) {
      if (directive.scope != NoqaScope::file || stands_alone(file, directive.comment)) return false;
      warnings.push_back(
          "Unexpected `# ruff: noqa` directive at " + place(file, directive.comment) +
          ". File-level suppression comments must appear on their own line. For line-level suppression, omit "
          "the `ruff:` prefix.");
      return true;
    });
  }
  for (std::uint32_t i = 0; i < noqa_.directives.size(); ++i) {
    const NoqaDirective& directive = noqa_.directives[i];
    if (directive.scope == NoqaScope::line) {
      const Span line = file.lines.line_content(file.lines.line_of(directive.comment.begin), file.text);
      lines_.push_back({line, i, line.end == file.text.size()});
    } else if (directive.all) {
      whole_file_ = true;
    } else {
      for (const NoqaCode& code : noqa_.codes_of(directive)) {
        if (!is_external(code.text, file.settings)) file_codes_.push_back(current_code(code.text));
      }
    }
  }
  if (!lines_.empty()) line_map_.read(file.text, file.tree, file.lines);
}

bool Suppressions::silences_file(std::string_view code) const {
  return whole_file_ || std::ranges::find(file_codes_, code) != file_codes_.end();
}

const Suppressions::Line* Suppressions::find_line(std::uint32_t offset) const {
  const auto after = std::ranges::upper_bound(lines_, offset, {}, [](const Line& line) { return line.span.begin; });
  if (after == lines_.begin()) return nullptr;
  const Line& line = *std::prev(after);
  return line.span.contains(offset) || (line.reaches_end && line.span.end == offset) ? &line : nullptr;
}

const NoqaDirective* Suppressions::line_directive(std::uint32_t offset) const {
  const Line* line = find_line(lines_.empty() ? offset : line_map_.resolve(offset));
  return line != nullptr ? &noqa_.directives[line->directive] : nullptr;
}

bool Suppressions::names(const NoqaDirective& directive, std::string_view code) const {
  return std::ranges::any_of(noqa_.codes_of(directive),
                             [&](const NoqaCode& named) { return current_code(named.text) == code; });
}

bool Suppressions::silenced_by_line(std::uint32_t offset, const Diagnostic& diagnostic, std::string_view code) {
  const Line* const line = find_line(line_map_.resolve(offset));
  if (line == nullptr) return false;
  const NoqaDirective& directive = noqa_.directives[line->directive];
  if (!directive.all && !names(directive, code)) return false;
  matches_.emplace_back(line->directive, diagnostic.rule);
  return true;
}

void Suppressions::read_acceptance(const File& file, Span comment, std::vector<std::string>& warnings) {
  constexpr std::string_view kWord = "whip: racy-ok";
  const std::string_view text = file.slice(comment);
  const std::size_t at = text.find(kWord);
  if (at == std::string_view::npos) return;
  const std::string_view rest = text.substr(at + kWord.size());
  const std::size_t close = rest.find(']');
  if (!rest.starts_with('[') || close == std::string_view::npos ||
      rest.substr(1, close - 1).find_first_not_of(" \t") == std::string_view::npos) {
    warnings.push_back("Invalid `# whip: racy-ok` comment at " + place(file, comment) +
                       ": expected a reason in brackets.");
    return;
  }
  accepted_.push_back(file.lines.line_content(file.lines.line_of(comment.begin), file.text));
}

bool Suppressions::is_accepted(std::uint32_t offset) const {
  return std::ranges::any_of(accepted_, [&](Span line) { return line.begin <= offset && offset <= line.end; });
}

bool Suppressions::silences(const Diagnostic& diagnostic, const Listeners& listeners) {
  if (diagnostic.rule == RuleId::invalid_syntax) return false;
  const RuleEntry& entry = listeners.entry(diagnostic.rule);
  if (!accepted_.empty() && entry.rule->listens.needs_concurrency && is_accepted(diagnostic.span.begin)) return true;
  if (entry.code == "PGH004") return false;  // it speaks about these very comments
  if (silences_file(entry.code)) return true;
  for (RangeSuppression& suppression : ranges_.suppressions) {
    const std::string_view code = current_code(suppression.code);
    if (code != entry.code && !(preview_ && code == entry.name)) continue;
    if (!ranges_.covers(suppression, diagnostic.span, diagnostic.parent)) continue;
    suppression.used = true;
    return true;
  }
  if (lines_.empty()) return false;
  if (diagnostic.parent != UINT32_MAX && silenced_by_line(diagnostic.parent, diagnostic, entry.code)) return true;
  return silenced_by_line(diagnostic.span.begin, diagnostic, entry.code);
}

}  // namespace whip
