#include "cli/lsp/check.h"

#include <algorithm>
#include <cstring>
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

// How many bytes two texts have in common, at their begins or their ends.
std::size_t same_bytes(const char* a, const char* b, std::size_t size, bool from_the_end) {
  constexpr std::size_t kBlock = 1024;
  const auto at = [&](const char* text, std::size_t begin, std::size_t count) {
    return from_the_end ? text - begin - count : text + begin;
  };
  std::size_t same = 0;
  while (same + kBlock <= size && std::memcmp(at(a, same, kBlock), at(b, same, kBlock), kBlock) == 0) same += kBlock;
  while (same < size && *at(a, same, 1) == *at(b, same, 1)) ++same;
  return same;
}

// All edits between two texts as one.
TextChange change_between(std::string_view before, std::string_view now) {
  const std::size_t shorter = std::min(before.size(), now.size());
  const std::size_t head = same_bytes(before.data(), now.data(), shorter, false);
  const std::size_t tail = same_bytes(before.data() + before.size(), now.data() + now.size(), shorter - head, true);
  return {.begin = static_cast<std::uint32_t>(head),
          .old_end = static_cast<std::uint32_t>(before.size() - tail),
          .new_end = static_cast<std::uint32_t>(now.size() - tail)};
}

// The project around the file, if rules are on that ask for it.
std::optional<Neighbours> neighbours_of(const OpenFile& file, const FilePlace& place) {
  const Neighbourhood* const others = place.project == nullptr ? nullptr : place.project->neighbourhood(place);
  return others == nullptr ? std::nullopt : std::optional(others->of(file.path));
}

}  // namespace

bool Checker::lint_into(Checked& out, const OpenFile& file, const FilePlace& place, const std::string& root,
                        Identity identity, const Interrupt& interrupt) {
  const std::string shown = shown_path(file.path, root);
  const FileInput input = input_of(file, place, shown);
  const Settings& settings = place.group->settings();
  const std::optional<Neighbours> known = neighbours_of(file, place);
  const Neighbours* const among = known ? &*known : nullptr;
  std::optional<LintResult> result;
  if (on_bench_ == &file && !file.is_notebook) {
    const TextChange change = change_between(text_, input.text);
    result = lint_again(input, change, settings, *place.listeners, bench_, interrupt, among);
  } else {
    result = lint(input, settings, *place.listeners, bench_, Noqa::respected, Company::alone, among);
  }
  on_bench_ = &file;
  text_ = input.text;
  ++runs_.all;
  if (!result) ++runs_.given_up;
  if (!result) return false;
  if (among != nullptr && result->part) place.project->tell(place, std::move(result->part->summary));
  std::string_view path = file.path;
  const std::string& project = place.group->settings().project_root;
  if (path.starts_with(project + "/")) path.remove_prefix(project.size() + 1);
  out.findings = std::move(result->diagnostics);
  out.parses = result->parses;
  if (identity == Identity::none) return true;
  out.fingerprints = fingerprints({.path = path,
                                   .text = file.text(),
                                   .lines = bench_.lines,
                                   .tree = bench_.tree,
                                   .findings = out.findings,
                                   .rules = place.listeners->table()});
  return true;
}

const Checked* Checker::check(const OpenFile& file, const FilePlace& place, const std::string& root, Identity identity,
                              const Interrupt& interrupt) {
  if (const Known* const known = find(file)) {
    if (place.project == nullptr || !place.listens_to_others() || known->told == place.project->told())
      return &known->checked;
    edited(file);
  }
  auto known = std::make_unique<Known>(Known{.file = &file, .told = 0, .checked = {}});
  if (place.file.kind == SourceKind::pyproject) {
    known->checked.project = check_pyproject(file.text(), file.path);
  } else if (place.is_linted && (file.is_notebook || is_python(place.file.kind))) {
    if (!lint_into(known->checked, file, place, root, identity, interrupt)) return nullptr;
  }
  if (place.is_linted && !file.is_notebook && !add_build(known->checked, file, place, root, identity, interrupt)) {
    return nullptr;
  }
  if (place.project != nullptr) known->told = place.project->told();
  return &known_.emplace_back(std::move(known))->checked;
}

const Checker::Known* Checker::find(const OpenFile& file) const {
  for (const auto& known : known_) {
    if (known->file == &file) return known.get();
  }
  return nullptr;
}

bool Checker::is_outdated(const OpenFile& file, const Project& project) const {
  const Known* const known = find(file);
  return known != nullptr && known->told != project.told();
}

bool Checker::add_build(Checked& out, const OpenFile& file, const FilePlace& place, const std::string& root,
                        Identity identity, const Interrupt& interrupt) {
  BuildNeighbourhood* const build = place.project == nullptr ? nullptr : place.project->build(place);
  if (build == nullptr) return true;
  if (interrupt && interrupt()) return false;
  std::vector<OtherText> open = build->texts_of(open_, file);
  RunResult result =
      build->check(file.path, open,
                   {.use_cache = false, .wants_extras = identity == Identity::fingerprints, .working_directory = root});
  if (result.files.empty()) return true;
  LintedFile& found = result.files.front();
  // In the order of places; what is there already comes first among equals.
  for (std::size_t i = 0; i < found.findings.size(); ++i) {
    const auto at = std::ranges::upper_bound(out.findings, found.findings[i].span.begin, {},
                                             [](const Diagnostic& finding) { return finding.span.begin; });
    const auto place_in_list = at - out.findings.begin();
    if (i < found.extras.size()) {
      out.fingerprints.resize(out.findings.size());
      out.fingerprints.insert(out.fingerprints.begin() + place_in_list, found.extras[i].fingerprint);
    }
    out.findings.insert(at, std::move(found.findings[i]));
  }
  return true;
}

void Checker::edited(const OpenFile& file) {
  std::erase_if(known_, [&](const auto& known) { return known->file == &file; });
}

void Checker::forget(const OpenFile& file) {
  edited(file);
  if (on_bench_ == &file) on_bench_ = nullptr;
}

Edit Checker::silence(const OpenFile& file, const FilePlace& place, const std::string& root,
                      const Diagnostic& finding) {
  if (on_bench_ != &file || text_ != file.text()) {
    Checked again;
    lint_into(again, file, place, root, Identity::none, {});
  }
  const std::string shown = shown_path(file.path, root);
  return silencing_edit(input_of(file, place, shown), *place.listeners, bench_, finding);
}

std::optional<std::string> Checker::fix_build(const OpenFile& file, const FilePlace& place, const std::string& root,
                                              std::string_view text) {
  BuildNeighbourhood* const build = place.project == nullptr ? nullptr : place.project->build(place);
  if (build == nullptr) return std::nullopt;
  std::vector<OtherText> open = build->texts_of(open_, file);
  OtherText& own = open.front();
  own.text = text;
  build->check(file.path, open,
               {.fix = FixMode::apply,
                .unsafe_fixes = place.configuration().unsafe_fixes == UnsafeFixes::enabled,
                .use_cache = false,
                .working_directory = root});
  return own.text == text ? std::nullopt : std::optional(std::move(own.text));
}

FixResult Checker::fix(const OpenFile& file, const FilePlace& place, const std::string& root, Scope scope) {
  on_bench_ = nullptr;
  const std::string shown = shown_path(file.path, root);
  const Configuration& configuration = place.configuration();
  const FixReach reach = configuration.unsafe_fixes == UnsafeFixes::enabled ? FixReach::unsafe : FixReach::safe;
  if (scope == Scope::all) {
    const std::optional<Neighbours> among = neighbours_of(file, place);
    return lint_and_fix(input_of(file, place, shown), place.group->settings(), *place.listeners, bench_, reach,
                        Noqa::respected, Company::alone, among ? &*among : nullptr);
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
