#include "cli/pipeline/build_run.h"

#include <algorithm>
#include <deque>
#include <map>
#include <unordered_map>
#include <utility>

#include "cli/pipeline/parallel.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/write.h"
#include "core/toml/read.h"
#include "linter/fingerprint.h"
#include "linter/fix.h"
#include "linter/packaging/judge_build.h"

namespace whip {
namespace {

// A file of a project, as it was read and as it is by now.
struct Member {
  const DiscoveredFile* file = nullptr;
  BuildRole role = BuildRole::build_script;
  std::shared_ptr<const BuildFile> opened;  // null: it has no bearing on any rule
  std::string root;                         // folder of its project; empty: it belongs to none
  BuildReader reader;                       // with listeners where it is checked
  bool is_text = true;                      // false: bytes that are no UTF-8 stand as `?`, and nothing is fixed
  OtherText* other = nullptr;
  std::string before;  // of a fixed file, the text that was read
  std::vector<FixedCount> fixed;
  RuleSet barred;  // rules whose fix would have broken it
};

// Each byte of what is no UTF-8 as a question mark: places stay what they are.
bool make_text(std::string& bytes) {
  if (check_utf8(bytes).has_value()) return true;
  for (char& c : bytes) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  return false;
}

bool is_sound(const BuildFile& file, const std::string& text) {
  const HostLanguage language = language_of(file.role, file.path);
  if (language == HostLanguage::toml) return parse_toml(text, file.path).has_value();
  if (language != HostLanguage::python) return true;
  Bench bench;
  const Source source{std::string_view(text)};
  return is_program({.text = source.text(), .facts = {.path = file.path, .name = "setup.py"}, .target = std::nullopt},
                    bench);
}

class BuildRun {
 public:
  BuildRun(std::span<const DiscoveredFile> checked, std::span<OtherText> others, const ConfigTree& tree,
           const RuleTable& rules, const RunOptions& options, RunResult& result, BuildMemory* memory)
      : tree_(tree), rules_(rules), options_(options), result_(result), memory_(memory) {
    for (LintedFile& file : result.files) linted_.emplace(file.path, &file);
    members_.resize(options.build_files.size());
    for (std::size_t i = 0; i < members_.size(); ++i) {
      Member& member = members_[i];
      member.file = &options.build_files[i];
      member.role = build_role(member.file->path).value_or(BuildRole::build_script);
      numbers_.emplace(member.file->path, i);
    }
    for (OtherText& other : others) {
      if (Member* const member = find(other.path)) member->other = &other;
    }
    for (const DiscoveredFile& file : checked) listen(file);
  }

  void run() {
    find_roots();
    const auto read = [&](std::size_t i, unsigned) { open(members_[i]); };
    for_each_parallel(members_.size(), thread_count(), read);
    if (memory_ != nullptr) {
      for (const Member& member : members_) {
        if (member.other == nullptr && member.is_text) memory_->try_emplace(member.file->path, member.opened);
      }
    }
    std::map<std::string, std::vector<Member*>> projects;
    for (Member& member : members_) {
      if (member.opened) projects[member.root].push_back(&member);
    }
    for (auto& [root, members] : projects) {
      const auto is_checked = [](const Member* member) { return member->reader.listeners != nullptr; };
      if (!root.empty() && std::ranges::any_of(members, is_checked)) judge_project(root, members, projects);
    }
    std::ranges::sort(result_.files, {}, &LintedFile::path);
  }

 private:
  Member* find(const std::string& path) {
    const auto found = numbers_.find(path);
    return found == numbers_.end() ? nullptr : &members_[found->second];
  }

  // The checked file hears its rules.
  void listen(const DiscoveredFile& file) {
    Member* const member = find(file.path);
    const Configuration& configuration = tree_[file.config];
    if (member == nullptr || is_lint_excluded(file, configuration)) return;
    const RuleSet enabled = rules_for(configuration.lint, file.path);
    auto known = std::ranges::find(listeners_, enabled, &Listeners::enabled);
    if (known == listeners_.end()) {
      listeners_.emplace_back(rules_.carried(), enabled);
      known = std::prev(listeners_.end());
    }
    if (known->builds().empty()) return;
    member->reader = {.listeners = &*known, .settings = &configuration.lint};
    if (!is_python(file.kind)) ++result_.checked;
  }

  void find_roots() {
    std::unordered_map<std::string, bool> roots;
    for (const Member& member : members_) {
      if (member.role == BuildRole::pyproject || member.role == BuildRole::setup_py)
        roots.emplace(folder_of_path(member.file->path), true);
    }
    for (Member& member : members_) {
      for (std::string_view at = folder_of_path(member.file->path); !at.empty(); at = folder_of_path(at)) {
        if (!roots.contains(std::string(at))) continue;
        member.root = at;
        break;
      }
      // What a repository's tests are run by speaks for all projects in it.
      if (member.root.empty() && (member.role == BuildRole::workflow || member.role == BuildRole::test_runner))
        member.root = folder_of_path(member.file->path.substr(0, member.file->path.find("/.github/") + 1));
    }
  }

  void open(Member& member) const {
    const std::string& path = member.file->path;
    if (memory_ != nullptr && member.other == nullptr) {
      if (const auto known = memory_->find(path); known != memory_->end()) {
        member.opened = known->second;
        return;
      }
    }
    std::string text;
    const auto linted = linted_.find(path);
    if (member.other != nullptr) {
      text = member.other->text;
    } else if (linted != linted_.end() && !linted->second->changes.empty()) {
      text = linted->second->changes.back().after;
    } else {
      const Result<FileBytes> read = read_file(path.c_str());
      if (!read) return;
      text = read->source.text();
    }
    if (member.root.empty() || !is_of_interest(member.role, text)) return;
    member.is_text = make_text(text);
    member.opened = std::make_shared<const BuildFile>(open_build_file(shown_path(path, options_.working_directory),
                                                                      path.substr(member.root.size() + 1), member.role,
                                                                      std::move(text)));
  }

  void judge_project(const std::string& root, std::vector<Member*> members,
                     const std::map<std::string, std::vector<Member*>>& projects) {
    const std::size_t own = members.size();
    for (const auto& [other, others] : projects) {
      if (other == root || other.empty() || !root.starts_with(other + "/")) continue;
      for (Member* const member : others) {
        if (member->role == BuildRole::workflow || member->role == BuildRole::test_runner) members.push_back(member);
      }
    }
    const std::size_t outer = members.size() - own;
    std::vector<BuildReader> readers;
    for (const Member* const member : members) readers.push_back(member->reader);
    const ConcurrencyContract setting = tree_[members.front()->file->config].lint.concurrency;
    for (unsigned round = 0;; ++round) {
      std::vector<const BuildFile*> files;
      for (const Member* const member : members) files.push_back(member->opened.get());
      const BuildProject project(std::move(files), outer, setting);
      std::vector<std::vector<Diagnostic>> found = judge_build(project, readers, !options_.ignore_noqa);
      bool any = false;
      for (std::size_t i = 0; i < own && options_.fix != FixMode::offer && round < kFixRounds; ++i) {
        any = fix(*members[i], found[i]) || any;
      }
      if (any) continue;
      for (std::size_t i = 0; i < own; ++i) {
        if (!found[i].empty() || !members[i]->fixed.empty()) finish(root, *members[i], std::move(found[i]));
      }
      return;
    }
  }

  // One round. Whether anything was fixed.
  bool fix(Member& member, const std::vector<Diagnostic>& found) const {
    if (found.empty() || !member.is_text) return false;
    const FixReach reach = options_.unsafe_fixes ? FixReach::unsafe : FixReach::safe;
    const FixRound round = choose_fixes(found, *member.reader.listeners, reach, member.barred);
    if (round.edits.empty()) return false;
    const BuildFile& file = *member.opened;
    std::string text = apply_edits(file.text, round.edits);
    if (!is_sound(file, text) && is_sound(file, file.text)) {
      for (const std::uint32_t i : round.applied) {
        member.barred.insert(found[i].rule);
        result_.problems.push_back("The fix of " + std::string(member.reader.listeners->entry(found[i].rule).code) +
                                   " would have broken " + file.path +
                                   " and was not made. This is a defect of whip: please report it with the file");
      }
      return false;
    }
    if (member.fixed.empty()) member.before = file.text;
    for (const std::uint32_t i : round.applied) {
      const auto same = std::ranges::find(member.fixed, found[i].rule, &FixedCount::rule);
      if (same == member.fixed.end()) {
        member.fixed.push_back({found[i].rule, 1});
      } else {
        ++same->count;
      }
    }
    member.opened =
        std::make_shared<const BuildFile>(open_build_file(file.path, file.in_project, file.role, std::move(text)));
    return true;
  }

  // Puts what was found and done into the results, beside what was found in a setup.py as Python.
  void finish(const std::string& root, Member& member, std::vector<Diagnostic> found) {
    const BuildFile& file = *member.opened;
    LintedFile& out = result_for(member);
    restore_lines(out, file.text);
    const std::size_t first = out.findings.size();
    std::vector<FindingExtra> extras;
    if (options_.wants_extras) extras = extras_of(root, member, found);
    // In the order of places; what was there comes first among equals.
    std::ranges::move(found, std::back_inserter(out.findings));
    std::ranges::move(extras, std::back_inserter(out.extras));
    if (first != 0) order(out);
    std::ranges::move(member.fixed, std::back_inserter(out.fixed));
    if (!member.before.empty()) write(member, out);
    keep_lines(out, options_.kept_text);
  }

  LintedFile& result_for(const Member& member) {
    for (LintedFile& file : result_.files) {
      if (file.path == member.file->path) return file;
    }
    LintedFile& file = result_.files.emplace_back();
    file.path = member.file->path;
    file.shown = member.opened->path;
    return file;
  }

  // Lines that were emptied come back, and places move to where they are in the whole text.
  static void restore_lines(LintedFile& file, const std::string& text) {
    const LineIndex kept(file.text.text());
    const LineIndex whole(text);
    const auto move = [&](std::uint32_t& offset) {
      const std::uint32_t line = kept.line_of(offset);
      offset = whole.line_begin(line) + (offset - kept.line_begin(line));
    };
    for (Diagnostic& finding : file.findings) {
      move(finding.span.begin);
      move(finding.span.end);
      for (Note& note : finding.notes) {
        if (note.is_elsewhere()) continue;
        move(note.span.begin);
        move(note.span.end);
      }
      if (!finding.fix) continue;
      for (Edit& edit : finding.fix->edits) {
        move(edit.span.begin);
        move(edit.span.end);
      }
    }
    file.text = Source(text);
  }

  static void order(LintedFile& file) {
    std::vector<std::size_t> places(file.findings.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    std::ranges::stable_sort(places, {}, [&](std::size_t i) { return file.findings[i].span.begin; });
    std::vector<Diagnostic> findings;
    std::vector<FindingExtra> extras;
    for (const std::size_t i : places) {
      findings.push_back(std::move(file.findings[i]));
      if (!file.extras.empty()) extras.push_back(file.extras[i]);
    }
    file.findings = std::move(findings);
    file.extras = std::move(extras);
  }

  static std::vector<FindingExtra> extras_of(const std::string& root, const Member& member,
                                             std::span<const Diagnostic> found) {
    const BuildFile& file = *member.opened;
    std::string_view path = member.file->path;
    const std::string& project = member.reader.settings->project_root;
    path.remove_prefix((path.starts_with(project + "/") ? project.size() : root.size()) + 1);
    const Tree tree;
    const std::vector<Fingerprint> prints = fingerprints({.path = path,
                                                          .text = file.text,
                                                          .lines = file.lines,
                                                          .tree = tree,
                                                          .findings = found,
                                                          .rules = member.reader.listeners->table()});
    std::vector<FindingExtra> out;
    for (std::size_t i = 0; i < found.size(); ++i) {
      out.push_back({.noqa_line = file.lines.line_of(found[i].span.begin) + 1, .fingerprint = prints[i]});
    }
    return out;
  }

  void write(Member& member, LintedFile& out) const {
    const std::string& text = member.opened->text;
    if (member.other != nullptr) member.other->text = text;
    if (options_.fix == FixMode::diff) {
      if (out.changes.empty()) {
        out.changes.push_back({.cell = 0, .before = std::move(member.before), .after = text});
      } else {
        out.changes.back().after = text;
      }
    } else if (member.other == nullptr) {
      const Done written = write_file(member.file->path, text, Durability::flushed);
      if (!written)
        result_.problems.push_back("Failed to write " + member.opened->path + ": " + written.error().message);
    }
  }

  const ConfigTree& tree_;
  const RuleTable& rules_;
  const RunOptions& options_;
  RunResult& result_;
  BuildMemory* memory_;
  std::unordered_map<std::string, LintedFile*> linted_;
  std::vector<Member> members_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::deque<Listeners> listeners_;
};

}  // namespace

void check_builds(std::span<const DiscoveredFile> checked, std::span<OtherText> others, const ConfigTree& tree,
                  const RuleTable& rules, const RunOptions& options, RunResult& result, BuildMemory* memory) {
  if (!options.build_files.empty()) BuildRun(checked, others, tree, rules, options, result, memory).run();
}

}  // namespace whip
