// --statistics: a line per rule, the most broken first; rules broken equally often by name.
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cli/render/finding.h"
#include "cli/render/style.h"
#include "core/base/json_writer.h"

namespace whip::render {
namespace {

struct Row {
  std::string_view code;  // empty for findings of no rule
  std::string_view name;
  std::size_t count = 0;
  std::size_t fixable = 0;
};

std::vector<Row> count_findings(const Run& run) {
  std::map<std::string_view, Row> by_name;
  for (const FileFindings& file : run.files) {
    for (const Diagnostic& finding : file.findings) {
      Row& row = by_name[name_of(run, finding.rule)];
      row.name = name_of(run, finding.rule);
      row.code = entry_of(run, finding.rule) == nullptr ? std::string_view{} : code_of(run, finding.rule);
      ++row.count;
      if (is_applicable(run, finding)) ++row.fixable;
    }
  }
  std::vector<Row> rows;
  for (const auto& [name, row] : by_name) rows.push_back(row);
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.count > b.count; });
  return rows;
}

void write_json(const std::vector<Row>& rows, std::string& out) {
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_array();
  for (const Row& row : rows) {
    json.begin_object().key("code");
    if (row.code.empty())
      json.null();
    else
      json.string(row.code);
    json.member("name", row.name).member("count", std::uint64_t{row.count});
    json.member("fixable", row.fixable == row.count).member("fixable_count", std::uint64_t{row.fixable}).end_object();
  }
  json.end_array();
  out += '\n';
}

void write_rows(const Run& run, const std::vector<Row>& rows, std::string& out) {
  Styled to(out, run.options.colour);
  std::size_t code_width = 0;
  for (const Row& row : rows) code_width = std::max(code_width, row.code.size());
  const std::size_t count_width = digits_of(rows.front().count);
  const bool any_fixable = std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.fixable > 0; });
  for (const Row& row : rows) {
    std::string count = std::to_string(row.count);
    count.insert(0, count_width - count.size(), ' ');
    to.text(count, Style::emphasis)
        .text("\t")
        .text(row.code, Style::statistics_code)
        .blanks(code_width - row.code.size());
    to.text("\t");
    if (any_fixable) {
      const std::string_view sign = row.fixable == row.count ? "*" : "-";
      to.text("[");
      if (row.fixable > 0)
        to.text(sign, Style::separator);
      else
        to.text(" ");
      to.text("] ");
    }
    to.text(row.name).text("\n");
  }
}

}  // namespace

bool write_statistics(const Run& run, Format format, std::string& out) {
  const std::vector<Row> rows = count_findings(run);
  if (rows.empty()) return true;
  if (format == Format::json) {
    write_json(rows, out);
    return true;
  }
  if (format != Format::concise && format != Format::full) return false;
  write_rows(run, rows, out);
  if (!run.options.quiet) write_summary(run, out);
  return true;
}

}  // namespace whip::render
