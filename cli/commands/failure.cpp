#include "cli/commands/failure.h"

#include <unistd.h>

#include <utility>

#include "cli/commands/command.h"

namespace whip::cli {
namespace {

std::string styled(std::string_view text, std::string_view style, ColourWhen colour) {
  if (!wants_colour(colour, STDERR_FILENO)) return std::string(text);
  return std::string(style).append(text).append("\x1b[0m");
}

constexpr std::string_view kRed = "\x1b[1m\x1b[31m";
constexpr std::string_view kYellow = "\x1b[1m\x1b[33m";
constexpr std::string_view kBold = "\x1b[1m";

}  // namespace

Error usage(std::string message) { return Error{.code = ErrorCode::usage, .message = std::move(message), .path = {}}; }

int report_failure(const Error& error, ColourWhen colour) {
  std::string text = styled("whip failed", kRed, colour) + "\n  " + styled("Cause:", kBold, colour) + " ";
  if (!error.path.empty()) {
    text += error.path;
    if (error.line > 0) text += ":" + std::to_string(error.line);
    if (error.line > 0 && error.column > 0) text += ":" + std::to_string(error.column);
    text += ": ";
  }
  write_error(text + error.message + "\n");
  return kFailure;
}

void report_warnings(std::span<const std::string> warnings, ColourWhen colour) {
  std::string text;
  for (const std::string& warning : warnings) {
    if (!warning.starts_with("note:")) text += styled("warning", kYellow, colour) + styled(":", kBold, colour) + " ";
    text += warning + "\n";
  }
  if (!text.empty()) write_error(text);
}

}  // namespace whip::cli
