#include "cli/lsp/workspace_run.h"

#include <algorithm>
#include <span>
#include <utility>

#include "cli/lsp/diagnostics.h"
#include "cli/lsp/notebook_places.h"
#include "cli/lsp/uri.h"
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

// The findings of a file on the disk.
std::string items_of(LintedFile& linted, SourceKind kind, const DiagnosticStyle& style) {
  Checked checked;
  checked.findings = std::move(linted.findings);
  for (const FindingExtra& extra : linted.extras) checked.fingerprints.push_back(extra.fingerprint);
  if (kind != SourceKind::notebook) return items_of(linted.path, linted.text.text(), std::move(checked), style);

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
  Result<ConfigTree> tree = ConfigTree::open(*rules_, folder.overrides, folder.root, folder.root);
  if (!tree) return true;  // told when the first document was opened
  const std::vector<std::string> paths{folder.root};
  Result<Discovered> found = discover(paths, folder.root, *tree);
  if (!found) return true;
  std::erase_if(found->files,
                [&](const DiscoveredFile& file) { return !is_python(file.kind) || request.open.contains(file.path); });
  const RunOptions options{.wants_extras = request.client.diagnostic_data, .working_directory = folder.root};
  const DiagnosticStyle style{
      .client = request.client, .rules = rules_->carried(), .shows_syntax_errors = folder.shows_syntax_errors};
  const std::span<const DiscoveredFile> all(found->files);
  // Rules that look at the whole project get all of it at once.
  const bool is_whole =
      std::ranges::any_of(all, [&](const DiscoveredFile& file) { return asks_about_project(file, *tree, *rules_); });
  const std::size_t size = is_whole ? std::max<std::size_t>(all.size(), 1) : kPortion;
  for (std::size_t at = 0; at < all.size(); at += size) {
    if (is_stopping_) return false;
    const auto portion = all.subspan(at, std::min(size, all.size() - at));
    RunResult result = lint_files(portion, *tree, *rules_, options);
    std::map<std::string_view, LintedFile*> by_path;
    for (LintedFile& file : result.files) by_path[file.path] = &file;
    for (const DiscoveredFile& file : portion) {
      const std::string uri = uri_of(file.path);
      const auto known = request.previous.find(uri);
      const auto linted = by_path.find(file.path);
      const std::string items = linted == by_path.end() ? "[]" : items_of(*linted->second, file.kind, style);
      write_report(json, items, known == request.previous.end() ? std::string_view() : known->second, uri, "null");
    }
  }
  return true;
}

}  // namespace whip::lsp
