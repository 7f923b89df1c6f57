// Renders findings that another tool made: reads them as JSON from standard input, prints them in one of our formats.
// With it compare_with_ruff.py feeds Ruff's findings through our renderers and compares the bytes with what Ruff
// printed itself, so that differences between the rules of the two tools do not get in the way.
//
//   replay FORMAT < findings.json              also statistics-full, statistics-json
//   replay diff < pairs.json                   what --diff prints for pairs of texts
#include <simdjson.h>

#include <cstdio>
#include <deque>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "cli/render/render.h"
#include "cli/render/unified_diff.h"

namespace {

using simdjson::dom::array;
using simdjson::dom::element;
using namespace whip;
using namespace whip::render;

struct Input {
  std::string path;
  std::string absolute_path;
  std::string text;
  LineIndex lines;
  std::vector<Cell> cells;
  std::vector<Diagnostic> findings;
  std::vector<FindingFacts> facts;
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string text_of(element value) { return std::string(std::string_view(value)); }

std::uint32_t offset_of(const Input& input, element at) {
  const auto row = static_cast<std::uint32_t>(std::uint64_t(at["row"]));
  const auto column = static_cast<std::uint32_t>(std::uint64_t(at["column"]));
  const std::uint32_t offset = input.lines.offset({row, column}, input.text);
  // The first place of a file is its first byte, a byte order mark included.
  return row == 1 && column == 1 && at["file"].error() == simdjson::SUCCESS ? 0 : offset;
}

Span span_of(const Input& input, element value) {
  return {offset_of(input, value["location"]), offset_of(input, value["end_location"])};
}

Fix fix_of(const Input& input, element value) {
  Fix fix;
  const std::string_view safety = value["applicability"];
  fix.safety = safety == "safe" ? Safety::safe : safety == "unsafe" ? Safety::unsafe : Safety::display_only;
  if (!value["message"].is_null()) fix.title = text_of(value["message"]);
  for (const element edit : array(value["edits"]))
    fix.edits.push_back({span_of(input, edit), text_of(edit["content"])});
  return fix;
}

void add_finding(Input& input, element value) {
  Diagnostic finding;
  finding.rule = static_cast<RuleId>(std::uint64_t(value["rule"]));
  finding.span = span_of(input, value);
  finding.message = text_of(value["message"]);
  finding.label = text_of(value["label"]);
  finding.help = text_of(value["help"]);
  if (!value["fix"].is_null()) finding.fix = fix_of(input, value["fix"]);
  for (const element note : array(value["notes"]))
    finding.notes.push_back({span_of(input, note), text_of(note["message"])});
  input.findings.push_back(std::move(finding));
  const element noqa = value["noqa_row"];
  static std::uint64_t count = 0;  // stands in for a fingerprint: no two are equal
  input.facts.push_back({noqa.is_null() ? 0 : static_cast<std::uint32_t>(std::uint64_t(noqa)), {0, ++count}});
}

int print_differences(element root) {
  std::string out;
  for (const element pair : array(root["pairs"])) {
    write_unified_diff(pair["name"], read_file(text_of(pair["before"])), read_file(text_of(pair["after"])),
                       bool(root["colour"]), out);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string json(std::istreambuf_iterator<char>(std::cin), {});
  simdjson::dom::parser parser;
  const element root = parser.parse(json);
  if (std::string_view(argv[1]) == "diff") return print_differences(root);

  std::deque<std::string> names;
  std::vector<RuleEntry> rules;
  static constexpr Rule kRule{.since = "0.1", .doc = "prose"};
  for (const element rule : array(root["rules"])) {
    names.push_back(text_of(rule["code"]));
    names.push_back(text_of(rule["name"]));
    rules.push_back({names[names.size() - 2], names.back(), "family", &kRule});
  }
  std::deque<Input> inputs;
  for (const element file : array(root["files"])) {
    Input& input = inputs.emplace_back();
    input.path = text_of(file["path"]);
    input.absolute_path = text_of(file["absolute_path"]);
    input.text = read_file(text_of(file["text_file"]));
    input.lines = LineIndex(input.text);
    for (const element cell : array(file["cells"])) {
      input.cells.push_back({static_cast<std::uint32_t>(std::uint64_t(cell.at(0))),
                             static_cast<std::uint32_t>(std::uint64_t(cell.at(1)))});
    }
    for (const element finding : array(file["findings"])) add_finding(input, finding);
  }
  std::vector<FileFindings> files;
  for (const Input& input : inputs) {
    files.push_back({.path = input.path,
                     .absolute_path = input.absolute_path,
                     .text = input.text,
                     .lines = &input.lines,
                     .cells = input.cells,
                     .findings = input.findings,
                     .facts = input.facts});
  }
  Options options{.version = "0"};
  options.colour = bool(root["colour"]);
  options.label = bool(root["preview"]) ? RuleLabel::name : RuleLabel::code;
  options.unsafe_fixes = bool(root["unsafe_fixes"]) ? UnsafeFixes::enabled : UnsafeFixes::hint;
  const Run run{.files = files, .fixed = {}, .rules = rules, .options = options};
  std::string out;
  const std::string_view format = argv[1];
  if (format.starts_with("statistics-")) {
    if (!write_statistics(run, *parse_format(format.substr(11)), out)) return 2;
  } else {
    write_run(run, *parse_format(format), out);
  }
  std::fwrite(out.data(), 1, out.size(), stdout);
  return 0;
}
