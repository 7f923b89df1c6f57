#include "cli/lsp/check.h"

#include <algorithm>
#include <utility>

#include "cli/pipeline/lint_file.h"
#include "cli/pipeline/run.h"
#include "linter/add_noqa.h"
#include "linter/fingerprint.h"

namespace whip::lsp {
namespace {

// `shown` must outlive what comes back.
FileInput input_of(const OpenFile& file, const FilePlace& place, const std::string& shown) {
  const std::string_view path = shown;
  return {.text = file.text(),
          .facts = {.path = path,
                    .name = path.substr(path.rfind('/') + 1),
                    .kind = file.is_notebook ? FileKind::notebook : file_kind(place.file.kind),
                    .module = place.module.module,
                    .root_package = place.module.root_package,
                    .source_modules = place.group->source_modules(),
                    .sources = &place.group->sources(),
                    .cells = file.cells(),
                    .magics = file.magics()},
          .target = target_version_for(place.group->settings(), file.path)};
}

}  // namespace

void Checker::lint_into(Checked& out, const OpenFile& file, const FilePlace& place, const std::string& root) {
  const std::string shown = shown_path(file.path, root);
  LintResult result = lint(input_of(file, place, shown), place.group->settings(), *place.listeners, bench_);
  on_bench_ = &file;
  std::string_view path = file.path;
  const std::string& project = place.group->settings().project_root;
  if (path.starts_with(project + "/")) path.remove_prefix(project.size() + 1);
  out.findings = std::move(result.diagnostics);
  out.parses = result.parses;
  out.fingerprints = fingerprints({.path = path,
                                   .text = file.text(),
                                   .lines = bench_.lines,
                                   .tree = bench_.tree,
                                   .findings = out.findings,
                                   .rules = place.listeners->table()});
}

const Checked& Checker::check(const OpenFile& file, const FilePlace& place, const std::string& root) {
  for (const Known& known : known_) {
    if (known.file == &file) return known.checked;
  }
  Known& known = known_.emplace_back(Known{.file = &file, .checked = {}});
  if (place.file.kind == SourceKind::pyproject) {
    known.checked.project = check_pyproject(file.text(), file.path);
  } else if (place.is_linted && (file.is_notebook || is_python(place.file.kind))) {
    lint_into(known.checked, file, place, root);
  }
  return known.checked;
}

void Checker::forget(const OpenFile& file) {
  std::erase_if(known_, [&](const Known& known) { return known.file == &file; });
  if (on_bench_ == &file) on_bench_ = nullptr;
}

Edit Checker::silence(const OpenFile& file, const FilePlace& place, const std::string& root,
                      const Diagnostic& finding) {
  if (on_bench_ != &file) {
    Checked again;
    lint_into(again, file, place, root);
  }
  const std::string shown = shown_path(file.path, root);
  return silencing_edit(input_of(file, place, shown), *place.listeners, bench_, finding);
}

FixResult Checker::fix(const OpenFile& file, const FilePlace& place, const std::string& root, Scope scope) {
  on_bench_ = nullptr;
  const std::string shown = shown_path(file.path, root);
  const Configuration& configuration = place.configuration();
  const FixReach reach = configuration.unsafe_fixes == UnsafeFixes::enabled ? FixReach::unsafe : FixReach::safe;
  if (scope == Scope::all) {
    return lint_and_fix(input_of(file, place, shown), place.group->settings(), *place.listeners, bench_, reach);
  }
  // Whether or not the rules for imports are on, who asks for sorted imports gets them.
  Settings settings = place.group->settings();
  RuleSet imports;
  for (const std::string_view code : {"I001", "I002"}) {
    if (const auto rule = place.listeners->find(code)) imports.insert(*rule);
  }
  settings.enabled = imports;
  settings.fixable |= imports;
  const Listeners listeners(place.listeners->table(), imports);
  return lint_and_fix(input_of(file, place, shown), settings, listeners, bench_, reach);
}

}  // namespace whip::lsp
