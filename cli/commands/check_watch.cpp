#include "cli/commands/check_watch.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <iterator>
#include <utility>

#include "cli/commands/check_filter.h"
#include "cli/commands/check_report.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/pipeline/watch.h"

namespace whip::cli {
namespace {

bool is_for_programs(const Session& session) { return session.configuration().output_format == "agent"; }

void clear_screen() { write_out("\x1b[H\x1b[2J\x1b[3J"); }

// "[06:52:34 AM] Found 1 error. ...".
void notify(std::string_view message) {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[32];
  const std::size_t size = std::strftime(text, sizeof text, "[%H:%M:%S %p] ", &local);
  write_out(std::string(text, size).append(message).append("\n"));
}

void tell_count(const RunResult& result) {
  std::size_t count = result.left_out;
  for (const LintedFile& file : result.files) count += file.findings.size();
  notify("Found " + std::to_string(count) + (count == 1 ? " error" : " errors") + ". Watching for file changes.");
  if (count > 0) write_out("\n");
}

// What programs are told after the first time: what is new. `known` are the findings of the last time, sorted.
Done report_news(const Session& session, RunResult& result, std::vector<Fingerprint>& known) {
  const int code = exit_code(session, result);
  std::vector<Fingerprint> now;
  for (const LintedFile& file : result.files) {
    for (const FindingExtra& extra : file.extras) now.push_back(extra.fingerprint);
  }
  std::ranges::sort(now);
  std::vector<Fingerprint> gone;
  std::ranges::set_difference(known, now, std::back_inserter(gone));
  leave_out(result, known);
  known = std::move(now);
  if (session.request.max_findings) cut_findings(result, *session.request.max_findings);
  return report_findings(session, result, {.exit_code = code, .gone = gone});
}

Done run_once(Session& session, std::vector<Fingerprint>& known) {
  Result<RunResult> result = run_session(session);
  if (!result) return result.error();
  if (session.speaks()) report_warnings(result->problems, session.request.colour);
  if (is_for_programs(session)) return report_news(session, *result, known);
  if (session.request.max_findings) cut_findings(*result, *session.request.max_findings);
  if (session.speaks()) tell_count(*result);
  return report_findings(session, *result, {});
}

}  // namespace

int watch_files(Session& session, const CheckRequest& request, const RuleTable& rules) {
  std::vector<std::string> paths = request.paths;
  if (paths.empty()) paths.emplace_back(".");
  if (!session.configuration().path.empty()) paths.push_back(session.configuration().path);
  Result<Watcher> watcher = Watcher::open(paths);
  if (!watcher) return report_failure(watcher.error(), request.colour);
  std::string_view news = "Starting linter in watch mode...\n";
  std::vector<Fingerprint> known;
  for (;;) {
    if (!is_for_programs(session)) {
      clear_screen();
      if (session.speaks()) notify(news);
    }
    if (const Done done = run_once(session, known); !done) return report_failure(done.error(), request.colour);
    const Result<Change> change = watcher->wait();
    if (!change) return report_failure(change.error(), request.colour);
    news = "File change detected...\n";
    // Folders may have got configuration files, so the tree of them is built anew every time.
    Result<Session> next = open_session(request, rules);
    if (next) {
      session.tree = std::move(next->tree);
      session.options = std::move(next->options);
    } else {
      report_failure(next.error(), request.colour);
    }
  }
}

}  // namespace whip::cli
