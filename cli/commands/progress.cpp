#include "cli/commands/progress.h"

#include <unistd.h>

#include "cli/commands/console.h"

namespace whip::cli {
namespace {

constexpr std::chrono::milliseconds kPause{80};

}  // namespace

Progress::Progress(bool wanted) : is_on_(wanted && is_terminal(STDERR_FILENO)) {}

Progress::~Progress() {
  if (is_shown_) write_error("\r\x1b[K");
}

void Progress::show(const std::string& text) {
  if (!is_on_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + kPause;
  is_shown_ = true;
  write_error("\r\x1b[K" + text);
}

}  // namespace whip::cli
