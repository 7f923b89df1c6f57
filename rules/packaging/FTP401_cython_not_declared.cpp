// Cython modules that turn the GIL on again, in a project that promises to run without it.

#include "linter/rule.h"
#include "rules/packaging/gaps.h"

namespace whip::rules {
namespace {

void cython_not_declared(const BuildProject& project, BuildReport& report) {
  if (project.is_off() || !project.is_for_free_threading()) return;
  for (Gap& gap : cython_gaps(project)) {
    Finding finding = report.at(gap.place, gap.needs + " is not set for " + gap.what +
                                               ": importing it turns the GIL on again, though " + project.why());
    if (gap.edit) {
      finding.fix(Safety::unsafe, std::move(gap.title), std::move(*gap.edit));
    } else {
      finding.help(std::move(gap.title));
    }
  }
}

}  // namespace

extern constexpr Rule FTP401_cython_not_declared{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
A module made by Cython declares that it runs without the GIL only if it was compiled with the directive
`freethreading_compatible` (Cython 3.1 and newer). One without turns the GIL on again for the whole process when it is imported:
the wheel for a free-threaded build installs, works, and takes away what it was made for. Nobody notices but who looks at
`sys._is_gil_enabled()`.

Looked at are the headers of `*.pyx` files, `setup.py` and the scripts beside it, `pyproject.toml`, `setup.cfg`, `meson.build`, CMake and Makefiles,
in projects that declare a classifier `Free Threading`, or build wheels for `cp31Xt`.

```toml pyproject.toml
[project]
name = "x"
classifiers = ["Programming Language :: Python :: Free Threading :: 2 - Beta"]
```
```py setup.py bad
from setuptools import setup
from Cython.Build import cythonize

setup(name="x", ext_modules=cythonize("x.pyx"))
```
```py setup.py good
from setuptools import setup
from Cython.Build import cythonize

setup(name="x", ext_modules=cythonize("x.pyx", compiler_directives={"freethreading_compatible": True}))
```

In the module itself: `# cython: freethreading_compatible=True` above the first line of code. In Meson: `-Xfreethreading_compatible=True`
among `cython_args`.

The directive is a promise about what the module does with threads. So the fix is unsafe: it writes the promise down, which is for
you to check first.

Cython's documentation (<https://cython.readthedocs.io/en/latest/src/userguide/freethreading.html>) and the guide
<https://py-free-threading.github.io/porting-extensions/>. SQLAlchemy's 2.0 wheels for 3.14t were without it (issue 13592).
)md",
    .listens = on_build(cython_not_declared),
};

}  // namespace whip::rules
