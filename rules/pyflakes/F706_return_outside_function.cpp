// `return` with nothing to return from. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F706_return_outside_function{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
Python refuses to compile a `return` at module level or in the body of a class.

```py bad
class Answer:
    return 42
```
```py good
def answer():
    return 42
```
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
