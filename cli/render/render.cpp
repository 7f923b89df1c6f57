#include "cli/render/render.h"

#include <algorithm>
#include <array>

#include "cli/render/formats.h"

namespace whip::render {
namespace {

struct Row {
  std::string_view name;  // on the command line
  void (*write)(const Run&, std::string&);
  bool for_people;             // followed by the list of fixes and the summary
  bool tells_outcome = false;  // written with --fix-only too, without findings
};

// Indexed by Format.
constexpr std::array<Row, 13> kFormats{{
    {"concise", write_concise, true},
    {"full", write_full, true},
    {"json", write_json, false},
    {"json-lines", write_json_lines, false},
    {"junit", write_junit, false},
    {"grouped", write_grouped, true},
    {"github", write_github, false},
    {"gitlab", write_gitlab, false},
    {"pylint", write_pylint, false},
    {"rdjson", write_rdjson, false},
    {"azure", write_azure, false},
    {"sarif", write_sarif, false},
    {"agent", write_agent, false, true},
}};

constexpr auto kNames = [] {
  std::array<std::string_view, kFormats.size()> names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = kFormats[i].name;
  return names;
}();

const Row& row(Format format) { return kFormats[static_cast<std::size_t>(format)]; }

}  // namespace

std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Format>(found - kNames.begin());
}

std::string_view format_name(Format format) { return row(format).name; }

std::span<const std::string_view> format_names() { return kNames; }

void write_findings(const Run& run, Format format, std::string& out) { row(format).write(run, out); }

void write_run(const Run& run, Format format, std::string& out) {
  const bool for_people = row(format).for_people;
  if (!run.options.fix_only || row(format).tells_outcome) write_findings(run, format, out);
  if (!for_people) return;
  if (run.options.explain) write_explanations(run, out);
  if (run.options.show_fixes) write_fixed(run, out);
  if (!run.options.quiet) write_summary(run, out);
}

}  // namespace whip::render
