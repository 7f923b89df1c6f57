// `except:` before other handlers. Found by core/syntax/validate.cpp, for it is a syntax error.

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule F707_default_except_not_last{
    .since = "0.1",
    .by_default = true,
    .doc = R"md(
A bare `except` catches everything, so no handler behind it could ever run; Python refuses to compile that.

```py bad
try:
    load()
except:
    retry()
except OSError:
    report()
```
```py good
try:
    load()
except OSError:
    report()
except:
    retry()
```
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
