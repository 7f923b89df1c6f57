#include "cli/commands/lock_report.h"

#include <vector>

#include "core/base/json_writer.h"

namespace whip::cli {
namespace {

using namespace resolver;

constexpr std::uint64_t kSchema = 1;

std::string_view text_of(LockStatus status) {
  switch (status) {
    case LockStatus::unchanged:
      return "unchanged";
    case LockStatus::outdated:
      return "outdated";
    case LockStatus::written:
      return "written";
    case LockStatus::no_solution:
      return "no-solution";
  }
  return {};
}

void write_text(JsonWriter& json, std::string_view key, const std::string& text) {
  json.key(key);
  text.empty() ? json.null() : json.string(text);
}

void write_texts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

}  // namespace

std::string lock_json(const LockReport& report) {
  std::string out;
  JsonWriter json(out, JsonWriter::Style::pretty);
  json.begin_object().member("schema", kSchema).member("status", text_of(report.status));
  json.member("lock", report.lock).member("packages", std::uint64_t{report.packages});
  json.key("inputs").begin_array();
  for (const InputChange& change : report.difference.inputs) {
    json.begin_object().member("what", change.what);
    write_text(json, "before", change.before);
    write_text(json, "after", change.after);
    write_text(json, "place", change.place);
    json.end_object();
  }
  json.end_array().key("changes").begin_array();
  for (const PackageChange& change : report.difference.packages) {
    json.begin_object().member("action", resolver::text_of(change.action)).member("name", change.name);
    write_texts(json, "before", change.before);
    write_texts(json, "after", change.after);
    write_text(json, "reason", change.reason);
    write_texts(json, "added_files", change.added_files);
    write_texts(json, "removed_files", change.removed_files);
    json.end_object();
  }
  json.end_array().key("failure");
  if (report.failure) {
    json.begin_object().member("headline", report.failure->headline).member("story", report.failure->story);
    write_texts(json, "help", report.failure->help);
    json.end_object();
  } else {
    json.null();
  }
  json.end_object();
  return out + "\n";
}

std::string lock_text(const LockReport& report, bool check, bool dry_run) {
  const std::string count = std::to_string(report.packages) + (report.packages == 1 ? " package" : " packages");
  if (report.failure) return "error: " + report.failure->text() + "\n";
  if (check && report.status == LockStatus::unchanged) return "The lock is up to date (" + count + ")\n";
  std::string out;
  if (check) {
    if (report.is_missing) return "There is no lock at " + report.lock + "\n";
    out = report.lock + " is not up to date:\n";
  }
  const std::string margin = check ? "  " : "";
  // What is new altogether has no reasons but that.
  if (!report.is_missing) {
    for (const InputChange& change : report.difference.inputs) out += margin + resolver::text_of(change) + "\n";
  }
  // Nor is everything in it news, unless that is asked.
  if (report.is_missing && !dry_run) return "Locked " + count + "\n";
  for (const PackageChange& change : report.difference.packages) out += margin + resolver::text_of(change) + "\n";
  if (check) return out;
  return out +
         (report.status == LockStatus::unchanged ? "Unchanged: "
          : dry_run                              ? "Would lock "
                                                 : "Locked ") +
         count + "\n";
}

}  // namespace whip::cli
