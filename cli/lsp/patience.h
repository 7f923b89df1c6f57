// How keystrokes that come together are counted together. A run of the linter over a text that is not the newest any
// more is given up, so that the run which counts begins soon after the last keystroke. But somebody who never stops
// typing is to see findings too: what was due for long enough is finished, whatever comes meanwhile.
//
//   keystrokes   | ||||||||||||||||||||
//   runs         -x    (pause)         -----> diagnostics
//
// Whoever asks says what time it is.
#pragma once

#include <chrono>
#include <optional>

namespace whip::lsp {

class Patience {
 public:
  using Time = std::chrono::steady_clock::time_point;
  // How long findings may be put off.
  static constexpr auto kLongest = std::chrono::milliseconds(100);
  // How long it must be quiet after a run was given up: keystrokes that an editor has ready come closer than that.
  static constexpr auto kPause = std::chrono::microseconds(300);

  // Findings are due from now on, if they were not already.
  void begin(Time now) {
    if (!since_) since_ = now;
  }
  // Some were found. What is due now is due anew.
  void found(bool more_are_due, Time now) {
    gave_up_ = false;
    since_.reset();
    if (more_are_due) since_ = now;
  }
  // Whether a run may be given up for what came in.
  bool lasts(Time now) const { return !since_ || now - *since_ < kLongest; }
  void give_up() { gave_up_ = true; }
  // What to wait for more before the next run.
  std::chrono::microseconds pause() const { return gave_up_ ? kPause : std::chrono::microseconds{}; }

 private:
  std::optional<Time> since_;
  bool gave_up_ = false;
};

}  // namespace whip::lsp
