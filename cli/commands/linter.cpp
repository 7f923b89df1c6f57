#include "cli/commands/linter.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "cli/commands/console.h"
#include "core/base/json_writer.h"
#include "linter/families.h"
#include "linter/known_rules.h"
#include "rules/all.h"

namespace whip::cli {
namespace {

constexpr std::string_view kFormats[] = {"text", "json"};
constexpr Flag kFlags[] = {
    {.name = "--output-format",
     .takes = Takes::value,
     .value = "FORMAT",
     .help = "text or json [default: text]",
     .choices = kFormats},
};
constexpr FlagGroup kGroups[] = {{"Options", kFlags}};

struct Row {
  std::string prefix;
  std::string_view name;
  std::size_t carried = 0;
  std::size_t there_are = 0;
};

bool is_carried(std::span<const RuleEntry> rules, std::string_view code) {
  return std::any_of(rules.begin(), rules.end(), [&](const RuleEntry& entry) { return entry.code == code; });
}

std::string_view letters(std::string_view code) { return code.substr(0, code.find_first_of("0123456789")); }

std::vector<Row> count_rules(std::span<const RuleEntry> rules) {
  std::vector<Row> rows;
  for (const KnownLinter& linter : known_linters()) rows.push_back({std::string(linter.prefix), linter.name});
  for (const KnownRule& known : known_rules()) {
    if (known.status == RuleStatus::removed) continue;
    Row& row = rows[known.linter];
    ++row.there_are;
    if (is_carried(rules, known.code)) ++row.carried;
    // A linter without one prefix (pycodestyle) is called by those of its rules.
    const std::string_view prefix = letters(known.code);
    if (!known_linters()[known.linter].prefix.empty() ||
        ("/" + row.prefix + "/").find("/" + std::string(prefix) + "/") != std::string::npos)
      continue;
    if (!row.prefix.empty()) row.prefix += '/';
    row.prefix += prefix;
  }
  // Families of our own follow.
  for (const RuleEntry& entry : rules) {
    if (known_rule(entry.code) != nullptr) continue;
    auto row =
        std::find_if(rows.begin(), rows.end(), [&](const Row& r) { return r.name == family_name(entry.family); });
    if (row == rows.end()) row = rows.insert(rows.end(), {std::string(letters(entry.code)), family_name(entry.family)});
    ++row->carried;
    ++row->there_are;
  }
  return rows;
}

}  // namespace

int print_linters(Listing listing, std::span<const RuleEntry> rules, std::string& out) {
  const std::vector<Row> rows = count_rules(rules);
  if (listing == Listing::json) {
    JsonWriter json(out, JsonWriter::Style::pretty);
    json.begin_array();
    for (const Row& row : rows) {
      json.begin_object().member("prefix", row.prefix).member("name", row.name);
      json.member("carried", std::uint64_t{row.carried}).member("rules", std::uint64_t{row.there_are}).end_object();
    }
    json.end_array();
    out += '\n';
    return kDone;
  }
  std::size_t prefix_width = 0;
  std::size_t name_width = 0;
  for (const Row& row : rows) {
    prefix_width = std::max(prefix_width, row.prefix.size());
    name_width = std::max(name_width, row.name.size());
  }
  for (const Row& row : rows) {
    out.append(prefix_width - row.prefix.size(), ' ').append(row.prefix).append(" ").append(row.name);
    out.append(name_width - row.name.size() + 2, ' ');
    out.append(std::to_string(row.carried)).append(" of ").append(std::to_string(row.there_are)).append("\n");
  }
  return kDone;
}

int run_linter(const Arguments& arguments) {
  std::string out;
  const int code =
      print_linters(arguments.value("--output-format") == "json" ? Listing::json : Listing::text, rules::all(), out);
  return write_out(out) ? code : kFailure;
}

std::span<const FlagGroup> linter_groups() { return kGroups; }

}  // namespace whip::cli
