// The stable ABI asked for without condition, in a project that also builds for interpreters that have none.

#include <charconv>
#include <optional>
#include <string>

#include "linter/rule.h"
#include "rules/packaging/gaps.h"

namespace whip::rules {
namespace {

// Whether anything in the build makes a difference between builds with and without the GIL.
bool makes_a_difference(const BuildProject& project) {
  bool found = false;
  for (std::uint32_t i = 0; i < project.size() && !found; ++i) {
    const BuildFile& file = project[i];
    if (file.role == BuildRole::setup_py || file.role == BuildRole::build_script || file.role == BuildRole::meson) {
      found = file.text.find("Py_GIL_DISABLED") != std::string::npos ||
              file.text.find("abiflags") != std::string::npos ||
              file.text.find("_is_gil_enabled") != std::string::npos || mentions(file.text, "freethread") ||
              mentions(file.text, "free_thread") || mentions(file.text, "allow_limited_api");
    } else if (file.role == BuildRole::pyproject) {
      file.toml.for_each("tool.cibuildwheel.overrides[].select", [&](const TomlEntry& entry) {
        found = found || entry.text.find("t-") != std::string::npos || entry.text.ends_with('t');
      });
    } else if (file.role == BuildRole::workflow) {
      found = mentions(file.text, "allow_limited_api") || mentions(file.text, "limited_api");
    }
  }
  return found;
}

void report_option(const BuildProject& project, BuildPlace place, std::string_view option, std::string_view backend,
                   BuildReport& report) {
  report
      .at(place, "`" + std::string(option) + "` holds for every interpreter, and " + std::string(backend) +
                     " refuses it where there is no GIL, though " + project.why())
      .help(
          "Set it only where `sysconfig.get_config_var(\"Py_GIL_DISABLED\")` is not true, or by "
          "`[[tool.cibuildwheel.overrides]]`");
}

void look_at_pyproject(const BuildProject& project, std::uint32_t number, const BuildFile& file, BuildReport& report) {
  for (const TomlEntry& entry : file.toml.all()) {
    const bool is_setuptools = entry.name == "tool.distutils.bdist_wheel.py_limited_api" ||
                               entry.name == "tool.distutils.bdist_wheel.py-limited-api";
    if (is_setuptools && !entry.text.empty())
      report_option(project, {number, entry.key}, "py_limited_api", "setuptools", report);
    if (entry.name == "tool.meson-python.limited-api" && entry.text == "true")
      report_option(project, {number, entry.key}, "limited-api", "meson-python", report);
  }
}

void look_at_setup_cfg(const BuildProject& project, std::uint32_t number, const BuildFile& file, BuildReport& report) {
  for (const std::string_view word : {"py_limited_api", "py-limited-api"}) {
    const std::size_t at = file.code().find(word);
    if (at == std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(at + word.size());
    report_option(project, {number, {begin, end}}, word, "setuptools", report);
  }
}

// `py_limited_api=True` in an Extension, or `"py_limited_api": "cp311"` among the options of bdist_wheel.
void look_at_setup_py(const BuildProject& project, std::uint32_t number, const BuildFile& file, BuildReport& report) {
  constexpr std::string_view kName = "py_limited_api";
  const std::string_view text = file.text;
  for (std::size_t at = find_word(text, kName); at != std::string_view::npos; at = find_word(text, kName, at + 1)) {
    const Span name{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + kName.size())};
    if (file.has_comment_in(name)) continue;
    std::size_t value = name.end;
    while (value < text.size() && std::string_view("\"' \t=:").find(text[value]) != std::string_view::npos) ++value;
    const std::string_view rest = text.substr(value);
    const bool is_true = rest.starts_with("True") && (rest.size() == 4 || !is_word_byte(rest[4]));
    const bool is_version = rest.starts_with("cp3") && (text[value - 1] == '"' || text[value - 1] == '\'');
    if (!is_true && !is_version) continue;
    Finding finding =
        report.at(number, name,
                  "`py_limited_api` holds for every interpreter, and setuptools refuses it where there is no "
                  "GIL, though " +
                      project.why());
    if (is_true && find_word(text, "sysconfig") == std::string_view::npos) {
      const auto begin = static_cast<std::uint32_t>(value);
      finding.fix(Safety::unsafe, "Only where there is a GIL",
                  {Edit::insert(byte_order_mark(text), "import sysconfig" + std::string(to_string(line_ending(text)))),
                   Edit::replace({begin, begin + 4}, "not sysconfig.get_config_var(\"Py_GIL_DISABLED\")")});
    } else {
      finding.help("Set it only where `sysconfig.get_config_var(\"Py_GIL_DISABLED\")` is not true");
    }
  }
}

// The version that a requirement of the build begins at: "scikit-build-core>=0.10" is {0, 10}.
std::optional<std::pair<unsigned, unsigned>> lower_bound(std::string_view requirement) {
  const std::size_t sign = requirement.find(">=");
  if (sign == std::string_view::npos) return std::nullopt;
  const std::size_t digits = requirement.find_first_of("0123456789", sign);
  if (digits == std::string_view::npos) return std::nullopt;
  const char* const end = requirement.data() + requirement.size();
  unsigned major = 0;
  unsigned minor = 0;
  const char* at = std::from_chars(requirement.data() + digits, end, major).ptr;
  if (at < end && *at == '.') std::from_chars(at + 1, end, minor);
  return std::pair(major, minor);
}

// abi3t is asked for, of a backend that may be too old for it.
void look_at_backend(const BuildProject& project, std::uint32_t number, const BuildFile& file, BuildReport& report) {
  const TomlEntry* const api = file.toml.find("tool.scikit-build.wheel.py-api");
  const bool by_cmake = api != nullptr && !find_free_threaded_build(api->text).empty();
  bool by_cargo = false;
  project.for_each(BuildRole::cargo, [&](std::uint32_t, const BuildFile& cargo) {
    for (const TomlEntry& entry : cargo.toml.all()) {
      by_cargo = by_cargo || (entry.text.starts_with("abi3t") && entry.name.find("pyo3") != std::string::npos);
    }
  });
  file.toml.for_each("build-system.requires[]", [&](const TomlEntry& entry) {
    const bool is_cmake = entry.text.starts_with("scikit-build-core");
    const bool is_maturin = entry.text.starts_with("maturin");
    const auto bound = lower_bound(entry.text);
    const std::pair<unsigned, unsigned> needed = is_cmake ? std::pair(1U, 0U) : std::pair(1U, 14U);
    if (!((by_cmake && is_cmake) || (by_cargo && is_maturin)) || !bound || *bound >= needed) return;
    const std::string version = is_cmake ? "1.0" : "1.14.1";
    Finding finding =
        report.at(number, entry.value,
                  "`abi3t` is asked for, which " + std::string(is_cmake ? "scikit-build-core" : "maturin") +
                      " knows from " + version + " on");
    const std::size_t sign = file.slice(entry.value).find(">=");
    const std::size_t end = file.slice(entry.value).find_first_of(",;\"'", sign);
    if (sign == std::string_view::npos || end == std::string_view::npos) return;
    finding.fix(Safety::unsafe, "Require " + version,
                Edit::replace({static_cast<std::uint32_t>(entry.value.begin + sign),
                               static_cast<std::uint32_t>(entry.value.begin + end)},
                              ">=" + version));
  });
}

void limited_api_on_t_build(const BuildProject& project, BuildReport& report) {
  if (project.is_off()) return;
  const bool refused = project.free_threaded_wheels() && !makes_a_difference(project);
  for (std::uint32_t i = 0; i < project.size(); ++i) {
    const BuildFile& file = project[i];
    if (file.aside) continue;
    if (file.role == BuildRole::pyproject) {
      if (refused) look_at_pyproject(project, i, file, report);
      look_at_backend(project, i, file, report);
    } else if (refused && file.role == BuildRole::setup_cfg) {
      look_at_setup_cfg(project, i, file, report);
    } else if (refused && (file.role == BuildRole::setup_py || file.role == BuildRole::build_script)) {
      look_at_setup_py(project, i, file, report);
    }
  }
}

}  // namespace

extern constexpr Rule FTP403_limited_api_on_t_build{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::error,
    .doc = R"md(
The stable ABI `abi3` does not exist on builds without the GIL before Python 3.15, and what exists from there on, `abi3t`, is another
one. setuptools and meson-python refuse to build a wheel for `cp31Xt` where the limited API is asked for: the build of exactly the
wheels that free threading needs fails.

```toml pyproject.toml bad
[tool.distutils.bdist_wheel]
py_limited_api = "cp311"

[tool.cibuildwheel]
build = "cp311-* cp314t-*"
```
```toml pyproject.toml good
[build-system]
requires = ["scikit-build-core>=1.0"]
build-backend = "scikit_build_core.build"

[tool.scikit-build]
wheel.py-api = "cp315.cp315t"

[tool.cibuildwheel]
build = "cp315-* cp315t-*"
```

In a `setup.py` the option can be made to depend on the interpreter, which is what the fix does:

```toml pyproject.toml
[tool.cibuildwheel]
build = "cp311-* cp314t-*"
```
```py setup.py bad
from setuptools import Extension, setup

setup(ext_modules=[Extension("fast", ["fast.c"], py_limited_api=True)])
```
```py setup.py good
import sysconfig
from setuptools import Extension, setup

setup(ext_modules=[Extension("fast", ["fast.c"], py_limited_api=not sysconfig.get_config_var("Py_GIL_DISABLED"))])
```

With `abi3t` three wheels serve all: `cp311-abi3`, `cp314-cp314t` and `cp315-abi3.abi3t`. It needs scikit-build-core 1.0 or maturin
1.14.1, which is reported where the project admits older ones; of setuptools and meson-python no version can make it yet.

Silent where the build makes a difference between interpreters: `Py_GIL_DISABLED` in a script, an override of cibuildwheel for `*t-*`.

PEP 803, and <https://py-free-threading.github.io/abi3t/>. The fix is unsafe: it changes which wheels are built.
)md",
    .listens = on_build(limited_api_on_t_build),
};

}  // namespace whip::rules
