// A classifier `Free Threading` that the rest of the project does not keep, and wheels that no classifier announces.

#include <array>
#include <charconv>
#include <string>

#include "linter/rule.h"
#include "rules/packaging/gaps.h"
#include "rules/packaging/lock_wheels.h"

namespace whip::rules {
namespace {

constexpr std::array<std::string_view, 5> kLevels = {"", " :: 1 - Unstable", " :: 2 - Beta", " :: 3 - Stable",
                                                     " :: 4 - Resilient"};

std::string classifier(std::size_t level) {
  return std::string(kFreeThreadingClassifier) + std::string(kLevels[level]);
}

bool exists(std::string_view text) {
  for (std::size_t level = 0; level < kLevels.size(); ++level) {
    if (text == classifier(level)) return true;
  }
  return false;
}

// The one that is meant: by its number, or by its word.
std::string nearest(std::string_view text) {
  const std::size_t digit = text.find_first_of("1234");
  if (digit != std::string_view::npos) return classifier(static_cast<std::size_t>(text[digit] - '0'));
  constexpr std::array<std::string_view, 4> kWords = {"unstable", "beta", "stable", "resilient"};
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    if (mentions(text, kWords[i])) return classifier(i + 1);
  }
  return classifier(0);
}

void check_spelling(const BuildProject& project, BuildReport& report) {
  for (const Declaration& said : project.declarations()) {
    if (exists(said.text)) continue;
    const std::string meant = nearest(said.text);
    report.at(said.place, "There is no classifier `" + said.text + "`: indexes refuse the upload")
        .fix(Safety::safe, "Write `" + meant.substr(meant.find("Free")) + "`", Edit::replace(said.place.span, meant));
  }
}

std::string promised(const Declaration& said) {
  const std::size_t at = said.text.find("Free");
  return "`" + (at == std::string::npos ? said.text : said.text.substr(at)) + "` is declared";
}

// The promise, and modules that turn the GIL on again.
void check_modules(const BuildProject& project, const Declaration& said, BuildReport& report) {
  const std::vector<BuildPlace> refusing = refusals(project);
  if (!refusing.empty()) {
    report.at(said.place, promised(said) + ", but a module says that it needs the GIL");
    report.note(refusing.front(), "here");
    return;
  }
  std::vector<Gap> gaps = cython_gaps(project);
  const std::vector<Gap> native = native_gaps(project);
  gaps.insert(gaps.end(), native.begin(), native.end());
  if (gaps.empty()) return;
  const std::string more = gaps.size() == 1 ? "" : " and " + std::to_string(gaps.size() - 1) + " more";
  report.at(said.place, promised(said) + ", but " + gaps.front().what + more + " turn" + (gaps.size() == 1 ? "s" : "") +
                            " the GIL on again when imported");
  report.note(gaps.front().place, gaps.front().needs + " is missing here");
}

// "3.13" below 3.13: the upper bound of requires-python, exclusive or not.
bool ends_before_313(std::string_view specifier) {
  for (std::size_t at = specifier.find('<'); at != std::string_view::npos; at = specifier.find('<', at + 1)) {
    const bool with_end = specifier.substr(at + 1).starts_with("=");
    const std::size_t digits = specifier.find_first_of("0123456789", at);
    if (digits == std::string_view::npos) return false;
    unsigned major = 0;
    unsigned minor = 0;
    const char* const end = specifier.data() + specifier.size();
    const char* next = std::from_chars(specifier.data() + digits, end, major).ptr;
    if (next < end && *next == '.') std::from_chars(next + 1, end, minor);
    if (major == 3 && (with_end ? minor < 13 : minor <= 13)) return true;
  }
  return false;
}

void check_python(const BuildProject& project, const Declaration& said, BuildReport& report) {
  project.for_each(BuildRole::pyproject, [&](std::uint32_t number, const BuildFile& file) {
    const TomlEntry* const python = file.toml.find("project.requires-python");
    if (python == nullptr || !ends_before_313(python->text)) return;
    report.at(number, python->value,
              promised(said) + ", but no version with a build without the GIL is allowed: the first is 3.13");
    report.note(said.place, "declared here");
  });
}

void check_tests(const BuildProject& project, const Declaration& said, BuildReport& report) {
  if (!project.runs_tests() || project.tests_without_gil()) return;
  report
      .at(said.place,
          promised(said) +
              ", but no workflow, tox.ini or noxfile.py names an interpreter without the GIL, nor pytest-run-parallel")
      .help("Run the tests with `3.14t` as well");
}

void check_dependencies(const BuildProject& project, const Declaration& said, BuildReport& report) {
  for (const GilOnlyDependency& dependency : gil_only_dependencies(project)) {
    report
        .at(dependency.place,
            promised(said) + ", but the locked `" + dependency.name + "` has no wheel that runs without the GIL")
        .help("`whip audit` tells which version has one");
  }
}

// Wheels for builds without the GIL, of a project that says nothing about how it does there.
void check_announcement(const BuildProject& project, BuildReport& report) {
  if (!project.declarations().empty() || !project.free_threaded_wheels()) return;
  std::uint32_t number = 0;
  const BuildFile* const file = project.first(BuildRole::pyproject, number);
  if (file == nullptr) return;
  const TomlEntry* const list = file->toml.find("project.classifiers");
  const TomlEntry* const table = file->toml.find("project");
  bool is_dynamic = false;
  file->toml.for_each("project.dynamic[]",
                      [&](const TomlEntry& entry) { is_dynamic = is_dynamic || entry.text == "classifiers"; });
  if (table == nullptr || is_dynamic) return;
  report
      .at(number, list != nullptr ? list->key : table->key,
          "Wheels for builds without the GIL are built, but no classifier `" +
              std::string(kFreeThreadingClassifier.substr(kFreeThreadingClassifier.find("Free"))) +
              "` says how far they are to be trusted")
      .help("Add one of `1 - Unstable`, `2 - Beta`, `3 - Stable`, `4 - Resilient`");
  report.note(*project.free_threaded_wheels(), "built here");
}

void free_threading_contract(const BuildProject& project, BuildReport& report) {
  if (project.is_off()) return;
  check_spelling(project, report);
  check_announcement(project, report);
  const Declaration* const said = project.promise();
  if (said == nullptr) return;
  check_modules(project, *said, report);
  check_python(project, *said, report);
  check_tests(project, *said, report);
  check_dependencies(project, *said, report);
}

}  // namespace

extern constexpr Rule FTP404_free_threading_contract{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
The classifiers `Programming Language :: Python :: Free Threading` tell users how far a project is to be trusted without the GIL. A
promise that nothing else in the project supports is worse than none. Reported are

* a classifier that does not exist; there are five: the bare one, and `1 - Unstable`, `2 - Beta`, `3 - Stable`, `4 - Resilient` behind it,
* a promise, and an extension module that turns the GIL on again (FTP401 and FTP402 say where),
* a promise, and a `requires-python` that ends before 3.13, where free threading begins,
* a promise, and tests that run, but never with an interpreter such as `3.14t`, nor with pytest-run-parallel,
* a promise, and a direct dependency of which the lock has only native wheels that need the GIL,
* wheels for `cp31Xt`, and no classifier.

```toml pyproject.toml bad
[project]
name = "x"
requires-python = ">=3.9,<3.13"
classifiers = ["Programming Language :: Python :: Free Threading :: 3 - Stable"]
```
```toml pyproject.toml good
[project]
name = "x"
requires-python = ">=3.11"
classifiers = ["Programming Language :: Python :: Free Threading :: 2 - Beta"]
```

`1 - Unstable` promises nothing, and is only checked for its spelling. A level of 2 and more also makes the rules FT1xx and FT2xx stricter:
the setting `concurrency` is `"library"` then.

The fix, of the spelling, is safe.

The list of classifiers (<https://pypi.org/classifiers/>), and <https://py-free-threading.github.io/porting/>.
)md",
    .listens = on_build(free_threading_contract),
};

}  // namespace whip::rules
