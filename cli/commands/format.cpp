#include "cli/commands/format.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "cli/commands/failure.h"
#include "cli/commands/format_report.h"
#include "cli/commands/format_request.h"
#include "cli/commands/stdin_file.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/within.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

// What one run needs besides its request.
struct FormatSession {
  const FormatRequest& request;
  ConfigTree tree;
  FormatRunOptions options;

  const Configuration& configuration() const { return tree[ConfigTree::kBase]; }
  bool speaks() const { return request.verbosity >= Verbosity::normal; }
};

Result<FormatSession> open_format(const FormatRequest& request, const RuleTable& rules) {
  Result<std::string> directory = working_directory();
  if (!directory) return directory.error();
  Result<ConfigTree> tree =
      ConfigTree::open(rules, request.overrides, *directory, start_folder(request.stdin_filename, *directory));
  if (!tree) return tree.error();
  return FormatSession{.request = request,
                       .tree = std::move(*tree),
                       .options = {.mode = request.mode,
                                   .use_cache = !request.no_cache,
                                   .range = request.range,
                                   .working_directory = *directory}};
}

void report_session(const FormatSession& session, std::span<const std::string> more) {
  if (!session.speaks()) return;
  report_warnings(session.tree.warnings(), session.request.colour);
  report_warnings(more, session.request.colour);
  if (session.configuration().format.preview) {
    report_warnings(std::vector<std::string>{"note: there is no preview style: files get the stable one"},
                    session.request.colour);
  }
}

int finish(const FormatSession& session, const FormatResult& result) {
  const Done reported =
      report_format(result, session.request, session.configuration(), session.options.working_directory);
  if (!reported) return report_failure(reported.error(), session.request.colour);
  return format_exit_code(result, session.request);
}

int format_paths(FormatSession& session) {
  const FormatRequest& request = session.request;
  Result<Discovered> found = discover(request.paths, session.options.working_directory, session.tree);
  if (!found) return report_failure(found.error(), request.colour);
  report_session(session, found->warnings);
  if (request.within) {
    const std::size_t out = keep_within(found->files, *request.within);
    if (out > 0 && session.speaks())
      report_warnings(std::vector<std::string>{outside_note(out, *request.within)}, request.colour);
  }
  if (found->files.empty()) {
    if (session.speaks()) {
      report_warnings(std::vector<std::string>{"No Python files found under the given path(s)"}, request.colour);
    }
    return kDone;
  }
  if (request.range && found->files.size() > 1) {
    return report_failure({.code = ErrorCode::usage,
                           .message = "The `--range` option is only supported when formatting a single file but the "
                                      "specified paths resolve to " +
                                      std::to_string(found->files.size()) + " files.",
                           .path = {}},
                          request.colour);
  }
  return finish(session, format_files(found->files, session.tree, session.options));
}

int format_stdin(FormatSession& session) {
  const FormatRequest& request = session.request;
  const Result<DiscoveredFile> file =
      stdin_file(request.stdin_filename, session.options.working_directory, session.tree);
  if (!file) return report_failure(file.error(), request.colour);
  report_session(session, {});
  Result<Source> text = read_stream(STDIN_FILENO);
  if (!text) return report_failure(text.error(), request.colour);

  const Configuration& configuration = session.tree[file->config];
  const bool is_out = configuration.force_exclude && file->path != "-" &&
                      (is_excluded(file->path, configuration) || is_format_excluded(*file, configuration));
  FormattedText result{.run = {}, .text = std::string(text->text())};
  if (!is_out) result = format_text(std::move(*text), *file, session.tree, session.options);
  const bool failed =
      std::ranges::any_of(result.run.files, [](const FormattedFile& one) { return one.error.has_value(); });
  if (request.mode == FormatMode::write && !failed && !write_out(result.text)) return kFailure;
  if (request.mode == FormatMode::write) return failed ? finish(session, result.run) : kDone;
  return finish(session, result.run);
}

}  // namespace

int run_format(const Arguments& arguments) {
  const Result<FormatRequest> request = format_request(arguments);
  if (!request) return usage_error(find_command("format"), request.error().message);
  const RuleTable rules(rules::all());
  Result<FormatSession> session = open_format(*request, rules);
  if (!session) return report_failure(session.error(), request->colour);
  return request->reads_stdin ? format_stdin(*session) : format_paths(*session);
}

}  // namespace whip::cli
