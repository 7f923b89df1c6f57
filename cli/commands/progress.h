// A line on the terminal that says how far something is; nothing where standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace whip::cli {

class Progress {
 public:
  explicit Progress(bool wanted);
  ~Progress();  // takes the line away
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // At most a few times a second.
  void show(const std::string& text);

 private:
  bool is_on_;
  bool is_shown_ = false;
  std::chrono::steady_clock::time_point next_{};
};

}  // namespace whip::cli
