#include "cli/commands/console.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

namespace whip::cli {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

}  // namespace

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(descriptor, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

bool write_out(std::string_view text) { return write_all(STDOUT_FILENO, text); }
bool write_error(std::string_view text) { return write_all(STDERR_FILENO, text); }

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

bool wants_colour(ColourWhen when, int descriptor) {
  if (when != ColourWhen::automatic) return when == ColourWhen::always;
  // https://no-color.org and https://bixense.com/clicolors: refusing wins, then forcing, then the terminal decides.
  if (!variable("NO_COLOR").empty()) return false;
  for (const char* force : {"FORCE_COLOR", "CLICOLOR_FORCE"}) {
    const std::string_view value = variable(force);
    if (!value.empty() && value != "0") return true;
  }
  if (variable("CLICOLOR") == "0" || variable("TERM") == "dumb") return false;
  return is_terminal(descriptor);
}

}  // namespace whip::cli
