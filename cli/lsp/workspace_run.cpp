#include "cli/lsp/workspace_run.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "cli/lsp/diagnostics.h"
#include "cli/lsp/notebook_places.h"
#include "cli/lsp/project_file.h"
#include "cli/lsp/uri.h"
#include "cli/pipeline/build_files.h"
#include "cli/pipeline/cache_format.h"
#include "cli/pipeline/notebook.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/run.h"
#include "core/report/fingerprint.h"

namespace whip::lsp {
namespace {

constexpr std::size_t kPortion = 64;  // files between two looks at the stop sign

std::string items_of(const std::string& path, std::string_view text, Checked checked, const DiagnosticStyle& style) {
  OpenFile file(uri_of(path), path, false);
  file.parts.push_back({.uri = file.uri, .text = DocumentText(text)});
  return std::move(diagnostics_of(file, checked, style).front());
}

std::string items_of_notebook(LintedFile& linted, Checked checked, const DiagnosticStyle& style) {
  const Result<FileBytes> bytes = read_file(linted.path.c_str());
  if (!bytes) return "[]";
  const std::string_view json = bytes->source.text();
  const Result<std::optional<Notebook>> notebook = read_notebook(bytes->source);
  // It was saved meanwhile: the next answer is about what it is now.
  if (!notebook || !*notebook || (*notebook)->cells.empty()) return "[]";
  if (restore_magics((*notebook)->text, (*notebook)->magics) != linted.text.text()) return "[]";
  place_in_file(json, **notebook, checked.findings);
  return items_of(linted.path, json, std::move(checked), style);
}

// The findings of a file on the disk; `linted` is null where the linter found none.
std::string items_of(const DiscoveredFile& file, LintedFile* linted, const DiagnosticStyle& style) {
  Checked checked;
  if (linted != nullptr) {
    checked.findings = std::move(linted->findings);
    for (const FindingExtra& extra : linted->extras) checked.fingerprints.push_back(extra.fingerprint);
  }
  if (file.kind == SourceKind::pyproject) {
    const Result<FileBytes> bytes = read_file(file.path.c_str());
    if (!bytes) return "[]";
    checked.project = check_pyproject(bytes->source.text(), file.path);
    return items_of(file.path, bytes->source.text(), std::move(checked), style);
  }
  if (linted == nullptr) return "[]";
  if (file.kind == SourceKind::notebook) return items_of_notebook(*linted, std::move(checked), style);
  return items_of(file.path, linted->text.text(), std::move(checked), style);
}

// What there is in a folder, in the order in which it is linted.
struct FolderFiles {
  ConfigTree tree;
  std::vector<DiscoveredFile> files;
  // What must be looked at together: files that say how projects are built, or all if a rule asks about all.
  std::size_t first_portion = kPortion;
  std::vector<DiscoveredFile> build_files;
};

std::optional<FolderFiles> files_of(const WorkspaceRequest::Folder& folder, const RuleTable& rules) {
  Result<ConfigTree> tree = ConfigTree::open(rules, folder.overrides, folder.root, folder.root);
  if (!tree) return std::nullopt;
  FolderFiles out{.tree = std::move(*tree)};
  const RuleSet about_builds = build_rules(rules);
  const std::vector<std::string> paths{folder.root};
  Result<Discovered> found = discover(paths, folder.root, out.tree, about_builds);
  if (!found) return std::nullopt;
  Result<std::vector<DiscoveredFile>> build_files = find_build_files(*found, about_builds, out.tree);
  if (build_files) out.build_files = std::move(*build_files);
  const auto is_build = [&](const DiscoveredFile& file) {
    const auto at = std::ranges::lower_bound(out.build_files, file.path, {}, &DiscoveredFile::path);
    return at != out.build_files.end() && at->path == file.path;
  };
  std::erase_if(found->files, [&](const DiscoveredFile& file) {
    return !is_python(file.kind) && file.kind != SourceKind::pyproject && !is_build(file);
  });
  out.files = std::move(found->files);
  const auto asks = [&](const DiscoveredFile& file) { return asks_about_project(file, out.tree, rules); };
  if (std::ranges::any_of(out.files, asks)) {
    out.first_portion = std::max<std::size_t>(out.files.size(), 1);
  } else if (!out.build_files.empty()) {
    const auto rest = std::stable_partition(out.files.begin(), out.files.end(), is_build);
    out.first_portion = std::max(static_cast<std::size_t>(rest - out.files.begin()), kPortion);
  }
  return out;
}

}  // namespace

void write_report(JsonWriter& json, std::string_view items, std::string_view previous, std::string_view uri,
                  std::string_view version) {
  const CacheHash hash = cache_hash(items);
  const std::string id = to_string(Fingerprint{hash.high, hash.low});
  json.begin_object().member("kind", id == previous ? "unchanged" : "full").member("resultId", id);
  if (!uri.empty()) json.member("uri", uri).key("version").raw(version);
  if (id != previous) json.key("items").raw(items);
  json.end_object();
}

void WorkspaceRun::start(WorkspaceRequest request) {
  stop(Failure::server_cancelled);
  id_ = request.id;
  is_stopping_ = false;
  thread_ = std::thread([this, request = std::move(request)] { run(request); });
}

bool WorkspaceRun::cancel(std::string_view id) {
  if (!thread_.joinable() || id != id_) return false;
  stop(Failure::request_cancelled);
  return true;
}

void WorkspaceRun::stop(Failure reason) {
  if (!thread_.joinable()) return;
  reason_ = reason;
  is_stopping_ = true;
  thread_.join();
}

void WorkspaceRun::run(const WorkspaceRequest& request) {
  Reply reply{.result = {}};
  JsonWriter json(reply.result);
  json.begin_object().key("items").begin_array();
  for (const std::string& report : request.reports) json.raw(report);
  for (const WorkspaceRequest::Folder& folder : request.folders) {
    if (run_folder(request, folder, json)) continue;
    outbox_->send(response(request.id, Reply::fail(reason_, "cancelled")));
    return;
  }
  json.end_array().end_object();
  outbox_->send(response(request.id, reply));
}

bool WorkspaceRun::run_folder(const WorkspaceRequest& request, const WorkspaceRequest::Folder& folder,
                              JsonWriter& json) {
  std::optional<FolderFiles> files = files_of(folder, *rules_);
  if (!files) return true;  // told when the first document was opened
  const RunOptions options{.wants_extras = request.client.diagnostic_data, .working_directory = folder.root};
  OtherPlaces elsewhere(folder.root, nullptr);
  const DiagnosticStyle style{.client = request.client,
                              .rules = rules_->carried(),
                              .shows_syntax_errors = folder.shows_syntax_errors,
                              .elsewhere = &elsewhere};
  const std::span<const DiscoveredFile> all(files->files);
  for (std::size_t at = 0, size = files->first_portion; at < all.size(); at += size, size = kPortion) {
    if (is_stopping_) return false;
    const auto portion = all.subspan(at, std::min(size, all.size() - at));
    RunResult result = lint_files(portion, files->tree, *rules_, options);
    if (at == 0) {
      RunOptions about_builds = options;
      about_builds.build_files = std::move(files->build_files);
      std::vector<OtherText> open = request.texts;
      check_builds(portion, open, files->tree, *rules_, about_builds, result);
    }
    std::map<std::string_view, LintedFile*> by_path;
    for (LintedFile& file : result.files) by_path[file.path] = &file;
    for (const DiscoveredFile& file : portion) {
      if (request.open.contains(file.path)) continue;  // reported already
      const std::string uri = uri_of(file.path);
      const auto known = request.previous.find(uri);
      const bool was_reported = known != request.previous.end();
      const auto linted = by_path.find(file.path);
      const std::string items = items_of(file, linted == by_path.end() ? nullptr : linted->second, style);
      // Most of what is no Python says nothing about how a project is built.
      if (!is_python(file.kind) && items == "[]" && !was_reported) continue;
      write_report(json, items, was_reported ? known->second : std::string_view(), uri, "null");
    }
  }
  return true;
}

}  // namespace whip::lsp
