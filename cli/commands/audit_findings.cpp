#include "cli/commands/audit_findings.h"

#include <algorithm>

namespace whip::cli {
namespace {

using resolver::Alternative;
using resolver::AuditedPackage;
using resolver::AuditedRelease;
using resolver::Readiness;

constexpr FindingKind kKinds[] = {
    {"FTD001", "gil-only", FindingLevel::error,
     "All wheels for the platform are for builds with the GIL, or for other versions of CPython. An installer falls "
     "back to building the source distribution, or fails. A wheel for 3.14t does not serve 3.15t."},
    {"FTD002", "abi3-only", FindingLevel::error,
     "The wheel that a build with the GIL would take has the stable ABI `abi3`, which a free-threaded build never "
     "loads. From 3.15 on `abi3t` is the stable ABI that both load."},
    {"FTD003", "sdist-only", FindingLevel::error,
     "There is no wheel, only a source distribution. It would be built at installation, and nothing tells whether what "
     "is built runs without the GIL."},
    {"FTD004", "older-ready", FindingLevel::error,
     "The locked version has nothing to install on the target, an older one has, and it is within the constraints of "
     "the project and of all locked packages. That it installs is no advice to use it: read what changed since."},
    {"FTD005", "newer-ready", FindingLevel::error,
     "The locked version has nothing to install on the target, a newer one has, and it is within the constraints of "
     "the project and of all locked packages."},
    {"FTD006", "partly-ready", FindingLevel::warning,
     "The package can be installed on some of the platforms where it is needed, on others it can not."},
    {"FTD007", "pure-fallback", FindingLevel::note,
     "The native wheels leave the free-threaded build out, so that the one without native code is installed. It works, "
     "slower than it could."},
    {"FTD008", "native-unknown", FindingLevel::warning,
     "The wheel holds native code that no ABI tag speaks for: a library for ctypes, or a program. It installs; whether "
     "it is safe to use from several threads nobody says."},
    {"FTD009", "unknown", FindingLevel::note,
     "The lock names no files: the package is a URL, a folder or a repository, or no index was asked."},
    {"FTD010", "not-on-this-platform", FindingLevel::error,
     "There is no wheel for the platform or the version of Python, with the GIL neither."},
};

const FindingKind* kind(std::string_view name) {
  const auto found = std::ranges::find(kKinds, name, &FindingKind::name);
  return found == std::end(kKinds) ? nullptr : found;
}

std::string where(const AuditReport& report, const AuditedPackage& package, Readiness readiness) {
  std::string out;
  for (std::size_t i = 0; i < package.state.on.size(); ++i) {
    if (package.state.on[i] == readiness)
      out += (out.empty() ? "" : ", ") + std::string(report.platforms[package.platforms[i]].name);
  }
  return out;
}

std::string words_for(Readiness readiness, const AuditedPackage& package, std::uint32_t minor) {
  switch (readiness) {
    case Readiness::abi3_only:
      return "its abi3 wheels never load without the GIL";
    case Readiness::gil_only: {
      if (package.state.built_for.empty()) return "its wheels are for builds with the GIL";
      if (std::ranges::binary_search(package.state.built_for, minor)) return "its wheels here are for other builds";
      std::string out = "has free-threaded wheels for ";
      for (std::size_t i = 0; i < package.state.built_for.size(); ++i)
        out += (i > 0 ? ", " : "") + target_text(package.state.built_for[i]);
      return out + ", none for " + target_text(minor);
    }
    case Readiness::sdist_only:
      return "has no wheel, would be built";
    case Readiness::not_on_this_platform:
      return "has no wheel for this platform or Python, with the GIL neither";
    case Readiness::pure_fallback:
      return "the wheel without native code is taken";
    case Readiness::native_unknown:
      return "native code that no ABI tag speaks for";
    case Readiness::unknown:
      return "no files in the lock to tell from";
    case Readiness::ready:
    case Readiness::pure:
      break;
  }
  return "";
}

std::string why(const AuditReport& report, const AuditedPackage& package, std::uint32_t minor) {
  std::vector<Readiness> states = package.state.on;
  std::ranges::sort(states);
  states.erase(std::unique(states.begin(), states.end()), states.end());
  std::string out;
  for (const Readiness state : states) {
    if (!out.empty()) out += "; ";
    out += text_of(state);
    if (states.size() > 1) out += " on " + where(report, package, state);
    if (const std::string words = words_for(state, package, minor); !words.empty()) out += ": " + words;
  }
  return out;
}

std::string offer(const AuditedRelease& release, const Alternative& alternative) {
  std::string out = alternative.version + " is " + std::string(text_of(alternative.readiness)) +
                    " and within the constraints: whip lock -P '" + release.name + "==" + alternative.version + "'";
  for (std::size_t i = 0; i < alternative.moves.size(); ++i)
    out += (i > 0 ? ", " : "; it would also move ") + alternative.moves[i];
  return out;
}

}  // namespace

std::string_view text_of(FindingLevel level) {
  switch (level) {
    case FindingLevel::error:
      return "error";
    case FindingLevel::warning:
      return "warning";
    case FindingLevel::note:
      return "note";
  }
  return "";
}

std::span<const FindingKind> finding_kinds() { return kKinds; }

const FindingKind* find_finding_kind(std::string_view code) {
  const auto found = std::ranges::find(kKinds, code, &FindingKind::code);
  return found == std::end(kKinds) ? nullptr : found;
}

const FindingKind* finding_of(const AuditedPackage& package) {
  if (package.older || package.newer || package.is_blocked) return kind(status_of(package));
  if (!package.missing.empty()) return kind("partly-ready");
  const Readiness overall = package.state.overall;
  return overall == Readiness::ready || overall == Readiness::pure ? nullptr : kind(text_of(overall));
}

std::vector<std::string> words_about(const AuditReport& report, const AuditedTarget& target,
                                     const AuditedPackage& package) {
  const AuditedRelease& release = report.lock.packages[package.package];
  std::vector<std::string> words{why(report, package, target.minor)};
  for (const auto* alternative : {&package.older, &package.newer}) {
    if (*alternative) words.push_back(offer(release, **alternative));
  }
  if (!package.out_of_reach.empty()) words.push_back(package.out_of_reach);
  if (package.never) words.push_back("no version of it runs on all of its platforms");
  return words;
}

std::string path_words(const AuditReport& report, const AuditedPackage& package) {
  if (package.path.size() < 2) return {};
  std::string out = "pulled in by ";
  for (std::size_t i = 0; i < package.path.size(); ++i)
    out += (i > 0 ? " -> " : "") + report.lock.packages[package.path[i]].name;
  return out;
}

std::string title_of(const AuditedRelease& release) {
  return release.version.empty() ? release.name : release.name + " " + release.version;
}

std::string target_text(std::uint32_t minor) { return "3." + std::to_string(minor) + "t"; }

bool is_obstacle(const AuditedPackage& package) { return package.is_blocked || package.needs_gil_somewhere(); }

}  // namespace whip::cli
