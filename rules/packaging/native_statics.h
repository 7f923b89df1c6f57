// Variables of a C or C++ file that live as long as the program and that functions change without a lock.
#pragma once

#include <string>
#include <vector>

#include "linter/packaging/build_file.h"

namespace whip::rules {

struct StaticWrite {
  std::string name;
  Span declared;  // the name, where it is declared
  Span written;   // and where a function first changes it
  std::string function;
};

// Functions that run once (initialisation, clean-up of the module) do not count, nor functions that take a lock.
std::vector<StaticWrite> unguarded_static_writes(const BuildFile& file);

}  // namespace whip::rules
