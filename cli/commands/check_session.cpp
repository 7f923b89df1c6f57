#include "cli/commands/check_session.h"

#include <chrono>

#include "cli/commands/check_filter.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/stdin_file.h"
#include "cli/pipeline/build_files.h"
#include "cli/pipeline/discover.h"
#include "cli/pipeline/within.h"

namespace whip::cli {
namespace {

// The formats that show more of a finding than is needed to tell people of it.
bool shows_extras(std::string_view format) {
  return format == "json" || format == "json-lines" || format == "gitlab" || format == "sarif" || format == "agent";
}

// How much the output shows of the texts.
KeptText kept_text(const CheckRequest& request, std::string_view format) {
  if (compares_findings(request) || format == "agent") return KeptText::whole;
  return format == "full" ? KeptText::frames : KeptText::places;
}

// What is wrong with the request under these settings.
Done check_settings(const CheckRequest& request, const Configuration& base, bool fixes) {
  if (compares_findings(request) && fixes) {
    return usage(
        "findings are not compared while they are fixed: the configuration has `fix = true`, --no-fix is stronger");
  }
  if (request.dry_run && (!fixes || base.output_format != "agent")) {
    return usage("--dry-run needs --fix and --output-format agent; --diff shows people what would change");
  }
  if (request.explain && !request.statistics && base.output_format != "full" && base.output_format != "concise" &&
      base.output_format != "grouped" && base.output_format != "agent") {
    return usage("--explain has no output format `" + base.output_format + "`: use full, concise, grouped or agent");
  }
  return Unit{};
}

std::string milliseconds_since(std::chrono::steady_clock::time_point start) {
  const auto passed = std::chrono::steady_clock::now() - start;
  return std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count()) + " ms";
}

}  // namespace

void Session::tell(std::string_view what) const {
  if (request.verbosity == Verbosity::verbose) write_error("[debug] " + std::string(what) + "\n");
}

Result<Session> open_session(const CheckRequest& request, const RuleTable& rules) {
  Result<std::string> directory = working_directory();
  if (!directory) return directory.error();
  Result<ConfigTree> tree =
      ConfigTree::open(rules, request.overrides, *directory, start_folder(request.stdin_filename, *directory));
  if (!tree) return tree.error();
  const Configuration& base = (*tree)[ConfigTree::kBase];
  const bool fixes = base.fix || base.fix_only;
  if (const Done fine = check_settings(request, base, fixes); !fine) return fine.error();
  const FixMode fix = request.diff || request.dry_run ? FixMode::diff : fixes ? FixMode::apply : FixMode::offer;
  RunOptions options{
      .fix = fix,
      .unsafe_fixes = base.unsafe_fixes == UnsafeFixes::enabled,
      .ignore_noqa = request.ignore_noqa,
      .format = request.format,
      .use_cache = !request.no_cache,
      .wants_extras = compares_findings(request) || (!request.statistics && shows_extras(base.output_format)),
      .kept_text = kept_text(request, base.output_format),
      .working_directory = *directory};
  return Session{.request = request, .rules = rules, .tree = std::move(*tree), .options = std::move(options)};
}

void report_session(const Session& session, std::span<const std::string> more) {
  if (!session.speaks()) return;
  report_warnings(session.tree.warnings(), session.request.colour);
  report_warnings(more, session.request.colour);
}

Result<RunResult> run_session(Session& session) {
  const auto start = std::chrono::steady_clock::now();
  const RuleSet about_builds = build_rules(session.rules);
  Result<Discovered> found =
      discover(session.request.paths, session.options.working_directory, session.tree, about_builds);
  if (!found) return found.error();
  Result<std::vector<DiscoveredFile>> build_files = find_build_files(*found, about_builds, session.tree);
  if (!build_files) return build_files.error();
  session.options.build_files = std::move(*build_files);
  session.tell(std::to_string(found->files.size()) + " files found in " + milliseconds_since(start));
  report_session(session, found->warnings);
  if (found->files.empty() && session.speaks()) {
    report_warnings(std::vector<std::string>{"No Python files found under the given path(s)"}, session.request.colour);
  }
  if (session.request.within) {
    const std::size_t out = keep_within(found->files, *session.request.within);
    if (out > 0 && session.speaks())
      report_warnings(std::vector<std::string>{outside_note(out, *session.request.within)}, session.request.colour);
  }
  GitChanges changes;
  if (session.request.since || session.request.changed) {
    Result<GitChanges> kept = keep_changed(found->files, session);
    if (!kept) return kept.error();
    changes = std::move(*kept);
  }
  const auto ready = std::chrono::steady_clock::now();
  RunResult result = lint_files(found->files, session.tree, session.rules, session.options);
  session.tell(std::to_string(result.checked) + " files checked in " + milliseconds_since(ready) + ": " +
               std::to_string(result.linted) + " linted, " + std::to_string(result.judged) +
               " judged anew among the others");
  if (session.request.since || session.request.changed) {
    if (const Done kept = keep_since(result, found->files, changes, session); !kept) return kept.error();
  }
  if (session.request.baseline) {
    if (const Done left = leave_out_baseline(result, *session.request.baseline); !left) return left.error();
  }
  return result;
}

int exit_code(const Session& session, const RunResult& result) {
  const CheckRequest& request = session.request;
  if (request.exit_zero || request.write_baseline) return kDone;
  bool has_fixed = false;
  bool has_findings = result.left_out > 0;
  for (const LintedFile& file : result.files) {
    has_fixed = has_fixed || !file.fixed.empty() || !file.changes.empty();
    has_findings = has_findings || !file.findings.empty();
  }
  if (request.diff) return has_fixed ? kFindings : kDone;
  if (session.configuration().fix_only) return request.exit_non_zero_on_fix && has_fixed ? kFindings : kDone;
  return has_findings || (request.exit_non_zero_on_fix && has_fixed) ? kFindings : kDone;
}

}  // namespace whip::cli
