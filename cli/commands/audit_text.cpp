// The report for people: on a terminal, and as Markdown for a comment or a page.
#include <algorithm>
#include <array>
#include <string_view>

#include "cli/commands/audit_findings.h"

namespace whip::cli {
namespace {

using resolver::AuditedPackage;
using resolver::Declared;
using resolver::Readiness;

constexpr std::size_t kWidth = 80;

std::string platform_names(const AuditReport& report) {
  std::string out;
  for (const auto& platform : report.platforms) out += (out.empty() ? "" : ", ") + std::string(platform.name);
  return out;
}

// Words over as many lines as they need, all indented.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    if (column > 0 && column + 1 + word.size() > kWidth) {
      out += '\n';
      column = 0;
    }
    // What goes on stands a little further in.
    const std::size_t blanks = column > 0 ? 1 : out.empty() ? indent : indent + 2;
    out.append(blanks, ' ').append(word);
    column += blanks + word.size();
  }
  return out + "\n";
}

// What stands in front of a package's name.
std::string heading_of(const AuditedPackage& package) {
  if (package.older || package.newer) return std::string(status_of(package));
  if (package.is_blocked) return "blocked";
  return std::string(package.missing.empty() ? text_of(package.state.overall) : std::string_view("partly"));
}

// Worst first.
int weight_of(const AuditedPackage& package) {
  if (package.is_blocked) return package.older || package.newer ? 1 : 0;
  return package.missing.empty() ? 10 - static_cast<int>(package.state.overall) : 2;
}

std::vector<const AuditedPackage*> rows_of(const AuditReport& report, const AuditedTarget& target) {
  std::vector<const AuditedPackage*> rows;
  for (const AuditedPackage& package : target.packages) {
    if (report.all || finding_of(package) != nullptr) rows.push_back(&package);
  }
  std::ranges::stable_sort(rows, {}, [](const AuditedPackage* package) { return weight_of(*package); });
  return rows;
}

class Counter {
 public:
  void add(std::size_t count, std::string_view what) {
    if (count == 0) return;
    if (!out_.empty()) out_ += ", ";
    out_ += std::to_string(count) + " " + std::string(what);
  }
  const std::string& text() const { return out_; }

 private:
  std::string out_;
};

std::string counts(const AuditedTarget& target) {
  std::array<std::size_t, static_cast<std::size_t>(Readiness::unknown) + 1> served{};
  std::size_t partly = 0;
  std::size_t blocked = 0;
  std::size_t solvable = 0;
  for (const AuditedPackage& package : target.packages) {
    if (package.older || package.newer) {
      ++solvable;
    } else if (package.is_blocked) {
      ++blocked;
    } else if (!package.missing.empty()) {
      ++partly;
    } else {
      ++served[static_cast<std::size_t>(package.state.overall)];
    }
  }
  Counter counter;
  for (const Readiness readiness :
       {Readiness::pure, Readiness::ready, Readiness::pure_fallback, Readiness::native_unknown, Readiness::unknown}) {
    counter.add(served[static_cast<std::size_t>(readiness)], text_of(readiness));
  }
  counter.add(partly, "partly");
  counter.add(solvable, "ready in another version");
  counter.add(blocked, "blocked");
  const std::size_t all = target.packages.size();
  return std::to_string(all) + (all == 1 ? " package: " : " packages: ") +
         (all == 0 ? "none is needed there" : counter.text());
}

// "5 Beta, 1 Stable"; empty if nobody says anything.
std::string declarations(const AuditedTarget& target) {
  Counter counter;
  for (const Declared level :
       {Declared::resilient, Declared::stable, Declared::beta, Declared::unstable, Declared::support})
    counter.add(static_cast<std::size_t>(std::ranges::count(target.packages, level, &AuditedPackage::declared)),
                text_of(level));
  return counter.text();
}

// "ready, declared Stable"
std::string state_words(const AuditReport& report, const AuditedTarget& target, const AuditedPackage& package) {
  std::string out = words_about(report, target, package).front();
  if (package.declared != Declared::nothing) out += ", declared " + std::string(text_of(package.declared));
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string audit_text(const AuditReport& report) {
  std::string out;
  for (const AuditedTarget& target : report.targets) {
    if (!out.empty()) out += "\n";
    out += "Free threading, CPython " + target_text(target.minor) + "\n";
    out += wrapped("on " + platform_names(report), 2) + wrapped(counts(target), 2);
    if (const std::string declared = declarations(target); !declared.empty())
      out += wrapped("declared by the projects: " + declared, 2);
    const auto rows = rows_of(report, target);
    std::size_t width = 0;
    for (const AuditedPackage* row : rows) width = std::max(width, heading_of(*row).size());
    for (const AuditedPackage* row : rows) {
      const std::string heading = heading_of(*row);
      out += "  " + heading + std::string(width - heading.size() + 2, ' ') +
             title_of(report.lock.packages[row->package]) + "\n";
      auto words = words_about(report, target, *row);
      words.front() = state_words(report, target, *row);
      if (row->is_lacking()) words.push_back(path_words(report, *row));
      for (const std::string& line : words) {
        if (!line.empty() && line != heading) out += wrapped(line, 6);
      }
    }
  }
  if (!report.unknown.empty()) out += "\n" + wrapped(report.unknown, 0);
  return out;
}

std::string audit_markdown(const AuditReport& report) {
  std::string out;
  for (const AuditedTarget& target : report.targets) {
    if (!out.empty()) out += "\n";
    out += "## Free threading, CPython " + target_text(target.minor) + "\n\n";
    out += "On " + platform_names(report) + ". " + counts(target) + ".";
    if (const std::string declared = declarations(target); !declared.empty())
      out += " Declared by the projects: " + declared + ".";
    out += "\n";
    const auto rows = rows_of(report, target);
    if (rows.empty()) continue;
    out += "\n| status | package | why | pulled in by |\n|---|---|---|---|\n";
    for (const AuditedPackage* row : rows) {
      auto words = words_about(report, target, *row);
      words.front() = state_words(report, target, *row);
      std::string why;
      for (const std::string& line : words) why += (why.empty() ? "" : ". ") + line;
      std::string path = path_words(report, *row);
      path.erase(0, std::min(path.size(), std::string_view("pulled in by ").size()));
      out += "| " + heading_of(*row) + " | " + escaped(title_of(report.lock.packages[row->package])) + " | " +
             escaped(why) + " | " + escaped(path) + " |\n";
    }
  }
  if (!report.unknown.empty()) out += "\n" + report.unknown + "\n";
  return out;
}

}  // namespace whip::cli
