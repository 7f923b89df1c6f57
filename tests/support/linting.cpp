#include "tests/support/linting.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "rules/all.h"

namespace whip::test {
namespace {

// "pkg.sub.mod" of "pkg/sub/mod.py": in tests every folder is a package. Empty outside folders.
std::string module_of(std::string_view path) {
  if (path.find('/') == std::string_view::npos) return {};
  std::string module(path.substr(0, path.rfind('.')));
  std::ranges::replace(module, '/', '.');
  if (module.ends_with(".__init__")) module.resize(module.size() - std::string_view(".__init__").size());
  return module;
}

FileKind kind_of(std::string_view path) {
  return path.ends_with(".pyi") ? FileKind::stub : path.ends_with(".ipynb") ? FileKind::notebook : FileKind::source;
}

}  // namespace

RuleSet every_rule() {
  RuleSet rules;
  for (std::size_t i = 0; i < rules::all().size(); ++i) rules.insert(static_cast<RuleId>(i));
  return rules;
}

RuleSet rules_named(std::string_view codes) {
  const Listeners everything(rules::all(), every_rule());
  RuleSet rules;
  std::istringstream in{std::string(codes)};
  for (std::string code; in >> code;) {
    const std::optional<RuleId> rule = everything.find(code);
    if (!rule) throw std::invalid_argument("no rule " + code);
    rules.insert(*rule);
  }
  return rules;
}

Settings settings_with(const RuleSet& rules) {
  Settings settings;
  settings.enabled = rules;
  settings.fixable = every_rule();
  return settings;
}

Settings settings_with(std::string_view codes) { return settings_with(rules_named(codes)); }

LintedText::LintedText(std::string_view text, Settings settings, std::string_view path, Noqa noqa)
    : settings_(std::move(settings)),
      path_(path),
      module_(module_of(path)),
      source_(text),
      listeners_(rules::all(), settings_.enabled),
      bench_(std::make_unique<Bench>()) {
  result_ = lint(input(), settings_, listeners_, *bench_, noqa);
}

FileInput LintedText::input() const {
  const std::string_view path = path_;
  const std::string_view module = module_;
  return {.text = source_.text(),
          .facts = {.path = path,
                    .name = path.substr(path.rfind('/') + 1),
                    .kind = kind_of(path),
                    .module = module,
                    .root_package = module.substr(0, module.find('.'))},
          .target = settings_.target_version};
}

std::string_view LintedText::code(const Diagnostic& diagnostic) const {
  return diagnostic.rule == RuleId::invalid_syntax ? "invalid-syntax" : listeners_.entry(diagnostic.rule).code;
}

std::string LintedText::listing() const {
  const LineIndex lines(text());
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics()) {
    const LineColumn at = lines.position(diagnostic.span.begin, text());
    out.append(std::to_string(at.line)).append(":").append(std::to_string(at.column)).append(" ");
    out.append(code(diagnostic)).append(" ").append(diagnostic.message).append("\n");
  }
  return out;
}

std::string LintedText::codes() const {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics()) out.append(out.empty() ? "" : " ").append(code(diagnostic));
  return out;
}

FixResult LintedText::fix(FixReach reach) { return lint_and_fix(input(), settings_, listeners_, *bench_, reach); }

}  // namespace whip::test
