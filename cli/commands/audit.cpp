#include "cli/commands/audit.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

#include "cli/commands/audit_findings.h"
#include "cli/commands/check_request.h"
#include "cli/commands/console.h"
#include "cli/commands/failure.h"
#include "cli/commands/index_options.h"
#include "resolver/lock/audit_index.h"

namespace whip::cli {
namespace {

using namespace resolver;

// uv's names: each of the short ones stands for the most common machine.
constexpr std::string_view kPlatformNames[] = {"linux",
                                               "macos",
                                               "windows",
                                               "x86_64-unknown-linux-gnu",
                                               "aarch64-unknown-linux-gnu",
                                               "x86_64-unknown-linux-musl",
                                               "aarch64-unknown-linux-musl",
                                               "aarch64-apple-darwin",
                                               "x86_64-pc-windows-msvc"};
constexpr std::pair<std::string_view, std::string_view> kShortNames[] = {
    {"linux", "x86_64-unknown-linux-gnu"}, {"macos", "aarch64-apple-darwin"}, {"windows", "x86_64-pc-windows-msvc"}};
constexpr std::string_view kFormats[] = {"text", "json", "markdown", "sarif"};

constexpr Flag kFlags[] = {
    {.name = "--target",
     .takes = Takes::value,
     .value = "TARGET",
     .help = "The free-threaded build to ask about. May be given again [default: all that the lock is for]",
     .choices = kTargets},
    {.name = "--python-platform",
     .takes = Takes::value,
     .value = "PLATFORM",
     .help = "The platform to ask about. May be given again [default: Linux on x86_64 and aarch64, macOS on arm64, "
             "Windows on x86_64]",
     .choices = kPlatformNames},
    {.name = "--require-free-threaded",
     .takes = Takes::maybe_a_value,
     .value = "TARGET",
     .help = "Exit with 1 if a package has nothing that runs without the GIL on a platform where it is needed, or if "
             "that is not known. With a target: only this one is asked about",
     .choices = kTargets},
    {.name = "--format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "text, json, markdown or sarif [default: text]",
     .choices = kFormats},
    {.name = "--json", .help = "The same as --format json"},
    {.name = "--all", .help = "List all packages, those too that are pure or ready everywhere"},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}, {"Where from", kIndexFlags}};

std::vector<AuditPlatform> platforms_of(const Arguments& arguments) {
  const auto all = audit_platforms();
  std::vector<AuditPlatform> chosen;
  for (std::string_view name : arguments.values("--python-platform")) {
    for (const auto& [short_name, triple] : kShortNames) {
      if (name == short_name) name = triple;
    }
    if (std::ranges::find(chosen, name, &AuditPlatform::triple) != chosen.end()) continue;
    std::ranges::copy_if(all, std::back_inserter(chosen), [&](const auto& row) { return row.triple == name; });
  }
  if (chosen.empty()) std::ranges::copy(all.first(kDefaultPlatforms), std::back_inserter(chosen));
  return chosen;
}

// Those asked for, or those that the lock is for.
Result<std::vector<AuditedTarget>> targets_of(const std::vector<std::string>& wanted, const AuditedLock& lock,
                                              const std::string& path) {
  std::vector<AuditedTarget> targets;
  for (const std::string_view target : kTargets) {
    const bool is_wanted = std::ranges::find(wanted, target) != wanted.end();
    if (!is_wanted && !wanted.empty()) continue;
    if (is_locked_for(lock, minor_of(target))) {
      targets.push_back({.minor = minor_of(target), .packages = {}});
    } else if (is_wanted) {
      return Error{.code = ErrorCode::usage,
                   .message = "the lock is not for CPython " + std::string(target) + ": requires-python is `" +
                              lock.requires_python.text() + "`",
                   .path = path};
    }
  }
  if (!targets.empty()) return targets;
  return Error{.code = ErrorCode::configuration,
               .message = "the lock is for no Python that has a free-threaded build we know: requires-python is `" +
                          lock.requires_python.text() + "`",
               .path = path};
}

// "No index told of a, b: ..."; empty if all is known.
std::string unknown_words(const AuditIndex* index) {
  if (index == nullptr)
    return "No index was asked (`--default-index URL` names one): other versions, and what projects declare, are not "
           "known.";
  if (index->unknown().empty()) return {};
  std::string out = "The index did not tell of ";
  std::size_t count = 0;
  for (const std::string& name : index->unknown()) {
    if (count++ == 5) break;
    out += (count > 1 ? ", " : "") + name;
  }
  if (index->unknown().size() > 5) out += " and " + std::to_string(index->unknown().size() - 5) + " more";
  return out + (index->reason().empty() ? ": it does not have these versions" : ": " + index->reason());
}

bool is_unknown(const AuditedLock& lock, const AuditedPackage& package) {
  return package.state.overall == Readiness::unknown && lock.packages[package.package].is_of_index;
}

// Fills the targets; `index` is null where none is asked.
void audit_all(AuditInputs& inputs, AuditIndex* index, std::span<const AuditPlatform> platforms,
               std::vector<AuditedTarget>& targets) {
  if (index != nullptr) index->learn(inputs.lock);
  for (AuditedTarget& target : targets) {
    target.packages = audit(inputs.lock, target.minor, platforms);
    if (index != nullptr) index->find_alternatives(inputs.lock, target.minor, platforms, target.packages);
  }
}

std::string rendered(const Arguments& arguments, const AuditReport& report) {
  const std::string_view format =
      arguments.has("--json") ? std::string_view("json") : arguments.value("--format").value_or("text");
  if (format == "json") return audit_json(report);
  if (format == "sarif") return audit_sarif(report);
  return format == "markdown" ? audit_markdown(report) : audit_text(report);
}

}  // namespace

std::span<const FlagGroup> audit_groups() { return kGroups; }

std::uint32_t minor_of(std::string_view target) {
  std::uint32_t minor = 0;
  std::from_chars(target.data() + 2, target.data() + target.size(), minor);
  return minor;
}

Result<std::string> free_threading_report(AuditInputs inputs, Facts& facts, std::string_view target) {
  std::vector<std::string> wanted;
  if (!target.empty()) wanted.emplace_back(target);
  auto targets = targets_of(wanted, inputs.lock, inputs.path);
  if (!targets) return targets.error();
  const auto platforms = audit_platforms().first(kDefaultPlatforms);
  AuditIndex index(facts, inputs.requirements);
  audit_all(inputs, &index, platforms, *targets);
  return audit_text({inputs.lock, inputs.path, platforms, *targets, inputs.wishes, unknown_words(&index)});
}

int run_audit(const Arguments& arguments) {
  const auto fail = [&](const Error& error) { return report_failure(error, colour_of(arguments)); };
  auto inputs = read_audit_inputs(arguments);
  if (!inputs) return fail(inputs.error());
  report_warnings(inputs->warnings, colour_of(arguments));
  auto choice = read_index_options(arguments, inputs->settings, inputs->folder);
  if (!choice) return fail(choice.error());

  std::vector<std::string> wanted(arguments.values("--target").begin(), arguments.values("--target").end());
  if (const auto required = arguments.value("--require-free-threaded"); required && !required->empty())
    wanted.emplace_back(*required);
  auto targets = targets_of(wanted, inputs->lock, inputs->path);
  if (!targets) return fail(targets.error());

  const std::vector<AuditPlatform> platforms = platforms_of(arguments);
  const bool has_index = !choice->index.sources.empty();
  Facts facts(Index(std::move(choice->index), Store(choice->cache_folder)));
  AuditIndex index(facts, inputs->requirements);
  audit_all(*inputs, has_index ? &index : nullptr, platforms, *targets);

  const AuditReport report{inputs->lock,
                           inputs->path,
                           platforms,
                           *targets,
                           inputs->wishes,
                           unknown_words(has_index ? &index : nullptr),
                           arguments.has("--all")};
  if (!arguments.has("--silent") && !write_out(rendered(arguments, report))) return kFailure;
  if (!arguments.has("--require-free-threaded")) return kDone;
  const bool is_all_ready = std::ranges::none_of(*targets, [&](const AuditedTarget& target) {
    return std::ranges::any_of(target.packages, [&](const AuditedPackage& package) {
      return is_obstacle(package) || is_unknown(inputs->lock, package);
    });
  });
  return is_all_ready ? kDone : kFindings;
}

}  // namespace whip::cli
