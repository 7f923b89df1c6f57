// Modules in C, C++ and Rust that turn the GIL on again, and modules that say they need none but share variables.

#include "linter/rule.h"
#include "rules/packaging/gaps.h"
#include "rules/packaging/native_statics.h"

namespace whip::rules {
namespace {

void report_shared_statics(std::uint32_t number, const BuildFile& file, BuildReport& report) {
  constexpr std::string_view kPromise = "Py_MOD_GIL_NOT_USED";
  std::size_t promise = find_word(file.code(), kPromise);
  std::size_t size = kPromise.size();
  if (promise == std::string_view::npos) {
    promise = find_word(file.code(), "mod_gil_not_used");
    size = std::string_view("mod_gil_not_used").size();
  }
  if (promise == std::string_view::npos) return;
  for (const StaticWrite& write : unguarded_static_writes(file)) {
    report
        .at(number, write.written,
            "`" + write.function + "` changes the static variable `" + write.name +
                "` without a lock, in a module that says it needs no GIL")
        .note(write.declared, "one for all threads")
        .note({static_cast<std::uint32_t>(promise), static_cast<std::uint32_t>(promise + size)}, "said here");
  }
}

void native_module_gil_slot_missing(const BuildProject& project, BuildReport& report) {
  if (project.is_off() || !project.is_for_free_threading()) return;
  for (Gap& gap : native_gaps(project)) {
    Finding finding = report.at(gap.place, gap.needs + " is missing for " + gap.what +
                                               ": importing it turns the GIL on again, though " + project.why());
    if (gap.edit) {
      finding.fix(Safety::unsafe, std::move(gap.title), std::move(*gap.edit));
    } else {
      finding.help(std::move(gap.title));
    }
  }
  project.for_each(BuildRole::c, [&](std::uint32_t i, const BuildFile& file) {
    if (!file.aside) report_shared_statics(i, file, report);
  });
}

}  // namespace

extern constexpr Rule FTP402_native_module_gil_slot_missing{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
A module in C, C++ or Rust must say that it runs without the GIL; otherwise CPython prints a warning and turns the GIL on again for
the whole process when the module is imported. How depends on what it is made with:

| made with | what says so |
|---|---|
| C API, slots | `{Py_mod_gil, Py_MOD_GIL_NOT_USED}` among the `PyModuleDef_Slot` |
| C API, `PyModule_Create` | `PyUnstable_Module_SetGIL(m, Py_MOD_GIL_NOT_USED)` |
| pybind11 | `PYBIND11_MODULE(name, m, py::mod_gil_not_used())` |
| nanobind | `nanobind_add_module(name FREE_THREADED ...)` in CMake |
| PyO3 before 0.28 | `#[pymodule(gil_used = false)]` |

```toml pyproject.toml
[project]
name = "example"
classifiers = ["Programming Language :: Python :: Free Threading :: 2 - Beta"]
```
```cpp example.cpp bad
PYBIND11_MODULE(example, m) { m.def("f", &f); }
```
```cpp example.cpp good
PYBIND11_MODULE(example, m, pybind11::mod_gil_not_used()) { m.def("f", &f); }
```

Also the other way round: a file that says it needs no GIL, with a `static` variable that functions change without a lock.

```c example.c bad
static long calls = 0;

static PyObject *count(PyObject *self, PyObject *unused) {
    calls++;
    return PyLong_FromLong(calls);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
    {0, NULL}
};
```
```c example.c good
static _Atomic long calls = 0;

static PyObject *count(PyObject *self, PyObject *unused) {
    return PyLong_FromLong(++calls);
}

static PyModuleDef_Slot slots[] = {
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
    {0, NULL}
};
```

Only projects that declare a classifier `Free Threading`, or build wheels for `cp31Xt`, are looked at; sources that tools have written
are not, nor tests and examples. The sources are searched, not compiled: what macros do is not known.

The fix is unsafe: it writes a promise down, which is for you to check first.

The C API (<https://docs.python.org/3/c-api/module.html#c.Py_mod_gil>), the migration guide of PyO3
(<https://pyo3.rs/latest/migration.html>), and <https://py-free-threading.github.io/porting-extensions/>.
)md",
    .listens = on_build(native_module_gil_slot_missing),
};

}  // namespace whip::rules
