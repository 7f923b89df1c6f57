// How F841 takes an unused name away.
#pragma once

#include <optional>

#include "linter/file.h"

namespace whip::rules {

struct UnusedFix {
  Safety safety = Safety::unsafe;
  Edit edit;
  Node owner;  // within which such fixes exclude each other; absent: nowhere
};

// `x = f()` becomes `f()`, `x = 1` goes altogether, `with f() as x:` loses its name. Nothing where there is no such way.
std::optional<UnusedFix> remove_unused_assignment(const File& file, const Binding& binding);
// `except E as e:` without its name.
std::optional<UnusedFix> remove_handler_name(const File& file, const Binding& binding);

}  // namespace whip::rules
