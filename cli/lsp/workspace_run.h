// All files of the workspace, linted by a thread of its own while the editor goes on: the command line's run, with its
// cache, in small portions between which it can be cancelled.
#pragma once

#include <atomic>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "cli/config/overrides.h"
#include "cli/lsp/channel.h"
#include "cli/lsp/client.h"
#include "cli/pipeline/build_run.h"
#include "linter/select.h"

namespace whip::lsp {

struct WorkspaceRequest {
  std::string id;  // of the request that is answered
  ClientFacts client;
  struct Folder {
    std::string root;
    Overrides overrides;
    bool shows_syntax_errors = true;
  };
  std::vector<Folder> folders;
  std::map<std::string, std::string> previous;  // result ids that the client has, by URI
  std::set<std::string> open;                   // paths that are open: their reports are made already
  std::vector<OtherText> texts;                 // of those that are no notebooks
  std::vector<std::string> reports;             // as JSON
};

class WorkspaceRun {
 public:
  WorkspaceRun(const RuleTable& rules, Outbox& outbox) : rules_(&rules), outbox_(&outbox) {}
  ~WorkspaceRun() { stop(Failure::request_cancelled); }
  WorkspaceRun(const WorkspaceRun&) = delete;
  WorkspaceRun& operator=(const WorkspaceRun&) = delete;

  // One at a time: what runs is stopped, and its client told to ask again.
  void start(WorkspaceRequest request);
  // Whether that request is under way; it is answered with an error then.
  bool cancel(std::string_view id);
  void stop(Failure reason);

 private:
  void run(const WorkspaceRequest& request);
  // False: cancelled.
  bool run_folder(const WorkspaceRequest& request, const WorkspaceRequest::Folder& folder, JsonWriter& json);

  const RuleTable* rules_;
  Outbox* outbox_;
  std::thread thread_;
  std::string id_;
  std::atomic<bool> is_stopping_ = false;
  std::atomic<Failure> reason_ = Failure::none;
};

// A report for one document, `unchanged` if the client has the same already.
void write_report(JsonWriter& json, std::string_view items, std::string_view previous, std::string_view uri,
                  std::string_view version);

}  // namespace whip::lsp
