#include "cli/commands/check.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

#include "cli/commands/check_filter.h"
#include "cli/commands/check_report.h"
#include "cli/commands/check_request.h"
#include "cli/commands/check_session.h"
#include "cli/commands/check_watch.h"
#include "cli/commands/config.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/stdin_file.h"
#include "cli/pipeline/build_files.h"
#include "cli/pipeline/read.h"
#include "cli/pipeline/run.h"
#include "linter/packaging/build_file.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

// Where the report goes: to a file in folders that may not be there yet, or to standard output.
class Output {
 public:
  explicit Output(const std::optional<std::string>& path) : is_file_(path.has_value()) {
    if (!path) return;
    std::error_code ignored;  // opening the file will tell
    std::filesystem::create_directories(std::filesystem::path(*path).parent_path(), ignored);
    descriptor_ = ::open(path->c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (descriptor_ < 0) trouble_ = errno;
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() {
    if (is_file_ && descriptor_ >= 0) ::close(descriptor_);
  }
  int descriptor() const { return descriptor_; }
  int trouble() const { return trouble_; }

 private:
  bool is_file_;
  int descriptor_ = STDOUT_FILENO;
  int trouble_ = 0;
};

int finish(const Session& session, RunResult& result, int descriptor) {
  if (session.speaks()) report_warnings(result.problems, session.request.colour);
  if (session.request.write_baseline) {
    const Done written = write_baseline(result, session, *session.request.write_baseline);
    return written ? kDone : report_failure(written.error(), session.request.colour);
  }
  if (session.request.max_findings) cut_findings(result, *session.request.max_findings);
  const int code = exit_code(session, result);
  const Done reported = report_run(session, result, {.exit_code = code, .gone = {}}, descriptor);
  if (!reported) return report_failure(reported.error(), session.request.colour);
  if (session.speaks() && result.left_out > 0) {
    write_error(std::to_string(result.left_out) + (result.left_out == 1 ? " more finding is" : " more findings are") +
                " not shown (--max-findings)\n");
  }
  if (session.speaks() && result.reformatted > 0 && !session.request.reads_stdin) {
    const bool would = session.options.fix == FixMode::diff;
    write_error(std::to_string(result.reformatted) + (result.reformatted == 1 ? " file " : " files ") +
                (would ? "would be reformatted\n" : "reformatted\n"));
  }
  return code;
}

// --add-noqa and --add-ignore.
int silence(const Session& session, std::span<const DiscoveredFile> files) {
  const bool is_noqa = session.request.add_noqa.has_value();
  if (session.speaks() && session.options.fix == FixMode::apply) {
    report_warnings(
        std::array{std::string("--fix is incompatible with ") + (is_noqa ? "--add-noqa." : "--add-ignore.")},
        session.request.colour);
  }
  const SilencedFiles done = silence_files(files, session.tree, session.rules, session.options,
                                           is_noqa ? AddedComment::noqa : AddedComment::ignore,
                                           is_noqa ? *session.request.add_noqa : *session.request.add_ignore);
  if (!session.speaks()) return kDone;
  report_warnings(done.problems, session.request.colour);
  if (done.comments > 0) {
    write_error("Added " + std::to_string(done.comments) + (is_noqa ? " noqa directive" : " ignore comment") +
                (done.comments == 1 ? "" : "s") + ".\n");
  }
  return kDone;
}

// The modes that look for files but do not lint them.
int use_files(Session& session, int descriptor) {
  Result<Discovered> found =
      discover(session.request.paths, session.options.working_directory, session.tree, build_rules(session.rules));
  if (!found) return report_failure(found.error(), session.request.colour);
  report_session(session, found->warnings);
  // What is not there cannot be used: nothing is said about it, for nothing is looked for in it.
  std::erase_if(found->files, [](const DiscoveredFile& file) { return file.missing; });
  if (session.request.add_noqa || session.request.add_ignore) return silence(session, found->files);
  std::string out;
  if (session.request.show_files) {
    show_files(*found, out);
  } else if (found->files.empty()) {
    return report_failure({.code = ErrorCode::usage, .message = "No files found under the given path", .path = {}},
                          session.request.colour);
  } else {
    show_settings(session.tree, session.rules, found->files.front(), out);
  }
  return write_all(descriptor, out) ? kDone : kFailure;
}

int check_files(Session& session, int descriptor) {
  Result<RunResult> result = run_session(session);
  if (!result) return report_failure(result.error(), session.request.colour);
  return finish(session, *result, descriptor);
}

// The project of a named standard input, if rules are on that ask for it: what its configuration file is about.
std::vector<DiscoveredFile> project_of(const DiscoveredFile& file, Session& session) {
  const Configuration& configuration = session.tree[file.config];
  if (file.path == "-" || configuration.path.empty() || !asks_about_project(file, session.tree, session.rules))
    return {};
  const std::vector<std::string> folders{configuration.root};
  Result<Discovered> found = discover(folders, session.options.working_directory, session.tree);
  return found ? std::move(found->files) : std::vector<DiscoveredFile>{};
}

int check_stdin(Session& session, int descriptor) {
  Result<DiscoveredFile> file =
      stdin_file(session.request.stdin_filename, session.options.working_directory, session.tree);
  if (!file) return report_failure(file.error(), session.request.colour);
  std::vector<std::string> warnings;
  for (const std::string& path : session.request.paths) {
    if (path != "-") warnings.push_back("Ignoring file " + path + " in favor of standard input.");
  }
  report_session(session, warnings);
  const Result<Source> text = read_stream(STDIN_FILENO);
  if (!text) return report_failure(text.error(), session.request.colour);

  const Configuration& configuration = session.tree[file->config];
  const bool is_out = configuration.force_exclude && file->path != "-" && is_excluded(file->path, configuration);
  Result<std::vector<DiscoveredFile>> build_files =
      find_build_files({.files = {*file}, .walked = {}, .warnings = {}}, build_rules(session.rules), session.tree);
  if (!build_files) return report_failure(build_files.error(), session.request.colour);
  session.options.build_files = std::move(*build_files);
  const bool is_build = !session.options.build_files.empty() && build_role(file->path);
  if (is_build && (file->kind == SourceKind::other || file->kind == SourceKind::toml)) file->kind = SourceKind::build;
  TextResult result{.run = {}, .text = std::string(text->text())};
  std::vector<DiscoveredFile> others;
  if (!is_out) {
    others = project_of(*file, session);
    result = lint_text(text->text(), *file, session.tree, session.rules, session.options, others);
  }
  if (session.request.baseline) {
    const Done left = leave_out_baseline(result.run, *session.request.baseline);
    if (!left) return report_failure(left.error(), session.request.colour);
  }
  // Where the fixed source goes to standard output, what is said about it does not.
  const bool shows = session.request.diff || session.request.dry_run;
  const bool writes = session.options.fix == FixMode::apply || (session.options.format && !shows);
  if (writes && !write_out(result.text)) return kFailure;
  const bool shares_output = (writes || session.request.diff) && descriptor == STDOUT_FILENO;
  return finish(session, result.run, shares_output ? STDERR_FILENO : descriptor);
}

int run_request(const Result<CheckRequest>& request, std::string_view command) {
  if (!request) return usage_error(find_command(command), request.error().message);
  const RuleTable rules(rules::all());
  Result<Session> session = open_session(*request, rules);
  if (!session) return report_failure(session.error(), request->colour);
  const Output output(request->output_file);
  if (output.trouble() != 0) {
    return report_failure(
        {.code = ErrorCode::io, .message = system_message(output.trouble()), .path = *request->output_file},
        request->colour);
  }
  const int descriptor = output.descriptor();
  if (request->watch) return watch_files(*session, *request, rules);
  const bool lints = !request->show_files && !request->show_settings && !request->add_noqa && !request->add_ignore;
  if (!lints) return use_files(*session, descriptor);
  return request->reads_stdin ? check_stdin(*session, descriptor) : check_files(*session, descriptor);
}

}  // namespace

int run_check(const Arguments& arguments) { return run_request(check_request(arguments), "check"); }

int run_fix(const Arguments& arguments) {
  Result<CheckRequest> request = check_request(arguments);
  if (request) {
    request->format = true;
    if (!request->overrides.fix) request->overrides.fix = true;
  }
  return run_request(request, "fix");
}

}  // namespace whip::cli
