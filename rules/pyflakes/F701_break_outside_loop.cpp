// `break` with nothing to break out of. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F701_break_outside_loop{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
`break` ends the innermost `for` or `while` of its own function; Python refuses to compile it anywhere else, also in the `else` clause of a loop
and in a class or function within one.

```py bad
def find(x):
    if x:
        break
```
```py good
def find(xs):
    for x in xs:
        if x:
            break
```
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
