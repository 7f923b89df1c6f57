// Two stars among the targets of one assignment. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F622_multiple_starred_expressions{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
One starred target takes what the others leave. With two it would be open which takes what, and Python refuses to compile it.

```py bad
first, *middle, *rest = row
```
```py good
first, *rest = row
```
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
