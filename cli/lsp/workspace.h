// The workspace folders, and what the editor says about each. Settings come from three places, the later ones stronger:
// the options of `initialize`, `workspace/didChangeConfiguration`, and answers to `workspace/configuration`.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/json.h"
#include "cli/lsp/project.h"

namespace whip::lsp {

class Workspace {
 public:
  // `fallback`: the folder for what lies in no workspace folder; absolute.
  Workspace(const RuleTable& rules, std::string fallback) : rules_(&rules), fallback_(std::move(fallback)) {}

  void add_folder(std::string uri);
  void remove_folder(std::string_view uri);
  const std::vector<std::string>& folder_uris() const { return uris_; }

  void set_options(Json options);  // of initialize
  void set_pushed(Json settings);  // of didChangeConfiguration
  // Answers for `whip` and `ruff`, for a folder or (empty) for all. Whether that is something new.
  bool set_asked(std::string_view uri, Json ruff, Json whip);

  // The project of a file: that of the innermost folder around it. Made when it is first asked for.
  Project& project_of(const std::string& path);
  // All folders' projects; the fallback's if there are no folders.
  std::vector<Project*> projects();
  // Settings or configuration files changed: all is read anew when it is asked for.
  void reload() { projects_.clear(); }

 private:
  EditorSettings settings_for(const std::string& uri) const;
  Project& project(const std::string& uri, const std::string& root);

  const RuleTable* rules_;
  std::string fallback_;
  std::vector<std::string> uris_;
  std::string options_;  // JSON, as it came; empty: none
  std::string pushed_;
  std::map<std::string, std::vector<std::string>, std::less<>> asked_;
  std::map<std::string, std::unique_ptr<Project>, std::less<>> projects_;  // by URI; "" is the fallback
};

}  // namespace whip::lsp
