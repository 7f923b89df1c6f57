// `continue` with nothing to continue. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F702_continue_outside_loop{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
`continue` goes on with the innermost `for` or `while` of its own function; Python refuses to compile it anywhere else, also in the `else` clause of
a loop and in a class or function within one.

```py bad
def skip(x):
    if x:
        continue
```
```py good
def skip(xs):
    for x in xs:
        if x:
            continue
```
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
