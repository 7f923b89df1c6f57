// Suppression comments that silence nothing. The engine knows which (linter/suppress/unused.cpp).

#include "linter/rule.h"

namespace whip::rules {

extern constexpr Rule RUF100_unused_noqa{
    .since = "0.1",
    .fixable = Fixable::always,
    .by_default = true,
    .doc = R"md(
A suppression comment whose finding is gone hides the next one that turns up on its line. This holds for `# noqa`, with or without codes, for
`# ruff: noqa: F401` and for `# ruff: ignore[F401]`, `file-ignore`, `disable` and `enable`.

```py bad
import os  # noqa: F401

print(os.name)
```
```py good
import os

print(os.name)
```

Codes of rules that are not enabled count as unused. Codes that no rule has are left alone, as are those that begin with an entry of
`lint.external`. A comment that names `RUF100` itself is left alone too.

The fix takes out the codes that are of no use, or the whole comment up to the next `#`: a remark behind the codes goes with them. It is unsafe where
one of several `# ruff: ...` comments in a row would go, for the others may then mean something else.
)md",
    .listens = by_engine(),
};

}  // namespace whip::rules
