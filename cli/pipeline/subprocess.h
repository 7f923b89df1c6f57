// Other programs: started, fed, listened to, without waiting for one of these while another is due.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

struct pollfd;

namespace whip {

// A program that runs beside us. It ends with this object at the latest.
class Child {
 public:
  // The program is looked for on PATH unless it is a path; `input` becomes its standard input.
  // Errors: io, where it could not be started.
  static Result<Child> start(const std::vector<std::string>& words, std::string input);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();

  // What poll() should wait for on its behalf.
  void add_polls(std::vector<pollfd>& polls) const;
  // Writes and reads what can be written and read at once. False when it has closed its outputs.
  bool advance();
  // Waits for its end. Its exit code; 128 and the number of the signal that ended it.
  int finish();
  void kill() const;

  std::string out;  // what it wrote so far
  std::string err;

 private:
  Child() = default;

  pid_t pid_ = -1;
  int in_ = -1;  // a socket: writing to one whose reader is gone raises no signal
  int out_ = -1;
  int err_ = -1;
  std::string input_;
  std::size_t written_ = 0;
};

struct ProcessOutput {
  int code = 0;
  std::string out;
  std::string err;
};

// Runs a program to its end. Errors: as Child::start.
Result<ProcessOutput> run_process(const std::vector<std::string>& words, std::string input = {});

}  // namespace whip
