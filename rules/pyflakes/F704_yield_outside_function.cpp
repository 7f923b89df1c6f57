// `yield` and `await` where no function could wait. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F704_yield_outside_function{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
`yield` and `yield from` make a function a generator and belong to the function around them; `await` suspends it. Python refuses to compile them at
module level, in a class body, and `yield` in a comprehension.

```py bad
class Numbers:
    yield 1
```
```py good
def numbers():
    yield 1
```

At the top of a notebook `await` is fine.
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
