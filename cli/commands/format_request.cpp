#include "cli/commands/format_request.h"

#include <charconv>

#include "cli/commands/check_request.h"
#include "cli/commands/failure.h"

namespace whip::cli {
namespace {

constexpr std::string_view kTip = "\n  tip: The format is 'line:column'.";

// A number; or why it is none.
Result<std::uint64_t> number(std::string_view text) {
  const auto wrong = [](std::string_view why) { return usage("(" + std::string(why) + ")"); };
  if (text.starts_with('+') && text.size() > 1) text.remove_prefix(1);
  if (text.empty()) return wrong("cannot parse integer from empty string");
  std::uint64_t value = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble == std::errc::result_out_of_range) return wrong("number too large to fit in target type");
  if (trouble != std::errc{} || end != text.data() + text.size()) return wrong("invalid digit found in string");
  return value;
}

Error zero(std::string_view side, std::string_view what, LineColumn instead) {
  return usage("the " + std::string(side) + " " + std::string(what) +
               " is 0, but it should be 1 or greater.\n  tip: The " + std::string(what) +
               " numbers start at 1.\n  tip: Try " + std::to_string(instead.line) + ":" +
               std::to_string(instead.column) + " instead.");
}

std::uint32_t clamped(std::uint64_t value) {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, UINT32_MAX));
}

Result<LineColumn> position(std::string_view text, std::string_view side) {
  const std::size_t colon = text.find(':');
  const Result<std::uint64_t> line = number(text.substr(0, colon));
  if (!line) {
    return usage("the " + std::string(side) + " line is not a valid number " + line.error().message +
                 std::string(kTip));
  }
  LineColumn out{clamped(*line), 1};
  if (colon != std::string_view::npos) {
    const Result<std::uint64_t> column = number(text.substr(colon + 1));
    if (!column) {
      return usage("the " + std::string(side) + " column is not a valid number " + column.error().message +
                   std::string(kTip));
    }
    out.column = clamped(*column);
    if (out.column == 0) return zero(side, "column", {std::max(out.line, 1U), 1});
  }
  if (out.line == 0) return zero(side, "line", {1, out.column});
  return out;
}

std::string shown(LineColumn place) { return std::to_string(place.line) + ":" + std::to_string(place.column); }

}  // namespace

Result<FormatRange> parse_format_range(std::string_view text) {
  const auto read = [&]() -> Result<FormatRange> {
    FormatRange range;
    const std::size_t dash = text.find('-');
    const std::string_view begin = text.substr(0, dash);
    const std::string_view end = dash == std::string_view::npos ? std::string_view{} : text.substr(dash + 1);
    if (!begin.empty()) {
      const Result<LineColumn> place = position(begin, "start");
      if (!place) return place.error();
      range.begin = *place;
    }
    if (!end.empty()) {
      const Result<LineColumn> place = position(end, "end");
      if (!place) return place.error();
      range.end = *place;
    }
    if (range.begin && range.end &&
        std::pair(range.begin->line, range.begin->column) > std::pair(range.end->line, range.end->column)) {
      return usage("the start position '" + shown(*range.begin) + "' is greater than the end position '" +
                   shown(*range.end) + "'.\n  tip: Try switching start and end: '" + shown(*range.end) + "-" +
                   shown(*range.begin) + "'");
    }
    return range;
  };
  Result<FormatRange> range = read();
  if (range) return range;
  return usage("invalid value '" + std::string(text) + "' for '--range <RANGE>': " + range.error().message);
}

Result<FormatRequest> format_request(const Arguments& arguments) {
  FormatRequest out;
  out.paths.assign(arguments.positionals().begin(), arguments.positionals().end());
  out.overrides = overrides_of(arguments);
  out.verbosity = verbosity_of(arguments);
  out.colour = colour_of(arguments);
  if (const auto name = arguments.value("--stdin-filename")) out.stdin_filename = std::string(*name);
  out.reads_stdin = out.stdin_filename || (out.paths.size() == 1 && out.paths.front() == "-");
  if (const auto folder = arguments.value("--within")) out.within = std::string(*folder);
  out.no_cache = arguments.has("--no-cache");
  out.exit_non_zero_on_format = arguments.has("--exit-non-zero-on-format");
  out.mode = arguments.has("--diff")    ? FormatMode::diff
             : arguments.has("--check") ? FormatMode::check
                                        : FormatMode::write;
  if (const auto text = arguments.value("--range")) {
    Result<FormatRange> range = parse_format_range(*text);
    if (!range) return range.error();
    out.range = *range;
  }
  return out;
}

}  // namespace whip::cli
