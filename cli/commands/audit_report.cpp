#include "cli/commands/audit_report.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/json_writer.h"

namespace whip::cli {
namespace {

using resolver::AuditedPackage;
using resolver::LockedRelease;
using resolver::Readiness;

constexpr std::string_view kArrow = " -> ";

std::string target_text(std::uint32_t minor) { return "3." + std::to_string(minor) + "t"; }

std::string title_of(const LockedRelease& release) {
  return release.version.empty() ? release.name : release.name + " " + release.version;
}

// What stands in the first column; empty for packages that need no line: pure and ready everywhere.
std::string_view heading_of(const AuditedPackage& package) {
  if (package.is_blocked) return "blocked";
  if (!package.missing.empty()) return "partly";
  const Readiness overall = package.state.overall;
  return overall == Readiness::ready || overall == Readiness::pure ? std::string_view() : text_of(overall);
}

// Worst first.
int weight_of(const AuditedPackage& package) {
  if (package.is_blocked) return 0;
  return package.missing.empty() ? 10 - static_cast<int>(package.state.overall) : 1;
}

class TextWriter {
 public:
  explicit TextWriter(const AuditReport& report) : report_(report) {}

  std::string target(const AuditedTarget& target) {
    std::string out = "Free threading, CPython " + target_text(target.minor) + ", on ";
    for (std::size_t i = 0; i < report_.platforms.size(); ++i) {
      if (i > 0) out += ", ";
      out += report_.platforms[i].name;
    }
    out += "\n" + counts(target);
    std::vector<const AuditedPackage*> rows;
    for (const AuditedPackage& package : target.packages) {
      if (!heading_of(package).empty()) rows.push_back(&package);
    }
    std::ranges::stable_sort(rows, {}, [](const AuditedPackage* package) { return weight_of(*package); });
    std::size_t heading_width = 0;
    std::size_t title_width = 0;
    for (const AuditedPackage* row : rows) {
      heading_width = std::max(heading_width, heading_of(*row).size());
      title_width = std::max(title_width, title_of(release(row->package)).size());
    }
    for (const AuditedPackage* row : rows) {
      out += "  " + padded(heading_of(*row), heading_width) + "  " +
             padded(title_of(release(row->package)), title_width) + "  " + why(*row, target.minor) + "\n";
      if (row->path.empty() || (!row->is_blocked && row->missing.empty())) continue;
      out += std::string(heading_width + 6, ' ') + "pulled in by ";
      for (std::size_t i = 0; i < row->path.size(); ++i) {
        if (i > 0) out += kArrow;
        out += release(row->path[i]).name;
      }
      out += "\n";
    }
    return out;
  }

 private:
  const LockedRelease& release(std::size_t package) const { return report_.lock.packages[package]; }

  static std::string padded(std::string_view text, std::size_t width) {
    return std::string(text) + std::string(width - text.size(), ' ');
  }

  static std::string counts(const AuditedTarget& target) {
    std::array<std::size_t, static_cast<std::size_t>(Readiness::unknown) + 1> served{};
    std::size_t partly = 0;
    std::size_t blocked = 0;
    for (const AuditedPackage& package : target.packages) {
      if (package.is_blocked) {
        ++blocked;
      } else if (!package.missing.empty()) {
        ++partly;
      } else {
        ++served[static_cast<std::size_t>(package.state.overall)];
      }
    }
    const std::size_t all = target.packages.size();
    std::string out = "  " + std::to_string(all) + (all == 1 ? " package: " : " packages: ");
    const std::size_t start = out.size();
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count == 0) return;
      if (out.size() > start) out += ", ";
      out += std::to_string(count) + " " + std::string(what);
    };
    for (const Readiness readiness :
         {Readiness::pure, Readiness::ready, Readiness::pure_fallback, Readiness::native_unknown, Readiness::unknown}) {
      add(served[static_cast<std::size_t>(readiness)], text_of(readiness));
    }
    add(partly, "partly");
    add(blocked, "blocked");
    if (out.size() == start) out += "none is needed there";
    return out + "\n";
  }

  // The platforms whose state is this one.
  std::string where(const AuditedPackage& package, Readiness readiness) const {
    std::string out;
    for (std::size_t i = 0; i < package.state.on.size(); ++i) {
      if (package.state.on[i] == readiness)
        out += (out.empty() ? "" : ", ") + std::string(report_.platforms[package.platforms[i]].name);
    }
    return out;
  }

  static std::string words_for(Readiness readiness, const AuditedPackage& package, std::uint32_t minor) {
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

  std::string why(const AuditedPackage& package, std::uint32_t minor) const {
    std::vector<Readiness> states = package.state.on;
    std::ranges::sort(states);
    states.erase(std::unique(states.begin(), states.end()), states.end());
    const bool is_one = states.size() == 1;
    std::string out;
    for (const Readiness state : states) {
      if (!out.empty()) out += "; ";
      out += text_of(state);
      if (!is_one) out += " on " + where(package, state);
      if (const std::string words = words_for(state, package, minor); !words.empty()) out += ": " + words;
    }
    return out;
  }

  const AuditReport& report_;
};

void write_package(const AuditReport& report, const AuditedPackage& package, JsonWriter& json) {
  const LockedRelease& release = report.lock.packages[package.package];
  json.begin_object().member("name", release.name).key("version");
  if (release.version.empty()) {
    json.null();
  } else {
    json.string(release.version);
  }
  json.member("status", text_of(package.state.overall)).member("blocked", package.is_blocked);
  json.key("platforms").begin_object();
  for (std::size_t i = 0; i < package.state.on.size(); ++i)
    json.member(report.platforms[package.platforms[i]].triple, text_of(package.state.on[i]));
  json.end_object().key("path").begin_array();
  for (const std::size_t step : package.path) json.string(report.lock.packages[step].name);
  json.end_array().end_object();
}

}  // namespace

std::string audit_text(const AuditReport& report) {
  std::string out;
  TextWriter writer(report);
  for (const AuditedTarget& target : report.targets) out += (out.empty() ? "" : "\n") + writer.target(target);
  return out;
}

std::string audit_json(const AuditReport& report, const std::string& path) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_object().member("lock", path).key("targets").begin_array();
  for (const AuditedTarget& target : report.targets) {
    json.begin_object().member("target", target_text(target.minor)).key("packages").begin_array();
    for (const AuditedPackage& package : target.packages) write_package(report, package, json);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  return out + "\n";
}

}  // namespace whip::cli
