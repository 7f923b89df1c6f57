#include "cli/commands/version.h"

#include "cli/commands/console.h"
#include "core/base/json_writer.h"

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

}  // namespace

int print_version(Listing listing, std::string& out) {
  if (listing == Listing::json) {
    JsonWriter(out, JsonWriter::Style::pretty).begin_object().member("version", WHIP_VERSION).end_object();
    out += '\n';
  } else {
    out += "whip " WHIP_VERSION "\n";
  }
  return kDone;
}

int run_version(const Arguments& arguments) {
  std::string out;
  const int code = print_version(arguments.value("--output-format") == "json" ? Listing::json : Listing::text, out);
  return write_out(out) ? code : kFailure;
}

std::span<const FlagGroup> version_groups() { return kGroups; }

}  // namespace whip::cli
