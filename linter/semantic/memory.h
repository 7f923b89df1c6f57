// What the walk reuses from file to file, kept with the model. Inside of linter/semantic only.
#pragma once

#include "linter/semantic/resolver.h"

namespace whip {

struct Names::Memory {
  Resolver::Scratch scratch;
};

}  // namespace whip
