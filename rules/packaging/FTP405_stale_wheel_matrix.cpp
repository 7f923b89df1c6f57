// Settings of cibuildwheel for free threading that are gone, deprecated, or build what nobody should use any more.

#include <string>

#include "linter/packaging/build_project.h"
#include "linter/rule.h"

namespace whip::rules {
namespace {

constexpr std::string_view kFlag = "cpython-freethreading";
constexpr std::string_view kOld = "cp313t";

// A fix that drops a comment is unsafe.
Safety safety_of(const BuildFile& file, Span removed) {
  return file.has_comment_in(removed) ? Safety::unsafe : Safety::safe;
}

// The entry, or the element of a list, goes.
void remove(const BuildFile& file, const TomlEntry& entry, Finding& finding, std::string title) {
  const bool is_element = entry.name.ends_with("[]");
  if (!is_element && entry.is_inline) return;
  const Span span = is_element ? element_removal(file.text, entry.value) : entry_removal(file.text, entry);
  finding.fix(safety_of(file, span), std::move(title), Edit::remove(span));
}

const TomlEntry* list_of(const BuildFile& file, const TomlEntry& element) {
  return file.toml.find(std::string_view(element.name).substr(0, element.name.size() - 2));
}

std::size_t size_of(const BuildFile& file, const std::string& name) {
  std::size_t count = 0;
  file.toml.for_each(name, [&](const TomlEntry&) { ++count; });
  return count;
}

void check_support(std::uint32_t number, const BuildFile& file, BuildReport& report) {
  file.toml.for_each("tool.cibuildwheel.free-threaded-support", [&](const TomlEntry& entry) {
    Finding finding =
        report.at(number, entry.key,
                  "`free-threaded-support` is gone since cibuildwheel 3: wheels for 3.14t are built without it");
    remove(file, entry, finding, "Remove `free-threaded-support`");
  });
}

void check_enable(std::uint32_t number, const BuildFile& file, BuildReport& report) {
  for (const std::string name : {"tool.cibuildwheel.enable", "tool.cibuildwheel.enable[]"}) {
    file.toml.for_each(name, [&](const TomlEntry& entry) {
      if (entry.kind != TomlEntry::Kind::string || find_word(entry.text, kFlag) == std::string::npos) return;
      Finding finding =
          report.at(number, entry.value,
                    "`cpython-freethreading` is deprecated since cibuildwheel 3.4.1: it only adds wheels for 3.13t, "
                    "those for 3.14t are built without it");
      if (entry.text != kFlag) {
        finding.help("Remove `cpython-freethreading`");
        return;
      }
      const bool is_only = entry.name.ends_with("[]") && size_of(file, name) == 1;
      const TomlEntry* const whole = is_only ? list_of(file, entry) : &entry;
      if (whole != nullptr) remove(file, *whole, finding, "Remove `cpython-freethreading`");
    });
  }
}

// "cp311-* cp313t-* cp314t-*": the selector goes if another for free threading stays, else it becomes that for 3.14t.
void check_build(std::uint32_t number, const BuildFile& file, BuildReport& report) {
  bool has_newer = false;
  const auto is_build = [](const TomlEntry& entry) {
    return entry.kind == TomlEntry::Kind::string &&
           (entry.name == "tool.cibuildwheel.build" || entry.name == "tool.cibuildwheel.build[]");
  };
  for (const TomlEntry& entry : file.toml.all()) {
    if (!is_build(entry)) continue;
    for (Span at = find_free_threaded_build(entry.text); !at.empty();
         at = find_free_threaded_build(entry.text, at.end)) {
      has_newer = has_newer || entry.text.substr(at.begin, at.size()) > kOld;
    }
  }
  for (const TomlEntry& entry : file.toml.all()) {
    if (!is_build(entry)) continue;
    const std::string_view written = file.slice(entry.value);
    const std::size_t at = find_word(written, kOld);
    if (at == std::string_view::npos) continue;
    const auto begin = static_cast<std::uint32_t>(entry.value.begin + at);
    const auto end = static_cast<std::uint32_t>(begin + kOld.size());
    Finding finding = report.at(
        number, {begin, end},
        "Free threading is experimental in Python 3.13 and gets no more fixes there: 3.14t is the first to build for");
    if (!has_newer) {
      finding.fix(Safety::safe, "Build for 3.14t", Edit::replace({begin, end}, "cp314t"));
    } else if (written.substr(1, written.size() - 2).find_first_of(" \t\r\n") == std::string_view::npos) {
      remove(file, entry, finding, "Remove `" + entry.text + "`");
    } else {
      std::size_t first = at;
      std::size_t last = std::min(written.find_first_of(" \t\r\n\"'", at), written.size());
      if (last < written.size() && (written[last] == ' ' || written[last] == '\t')) {
        ++last;
      } else if (first > 0 && written[first - 1] == ' ') {
        --first;
      }
      finding.fix(Safety::safe, "Remove the selector",
                  Edit::remove({static_cast<std::uint32_t>(entry.value.begin + first),
                                static_cast<std::uint32_t>(entry.value.begin + last)}));
    }
  }
}

// Whether the selector takes out all builds without the GIL, or those for 3.14.
bool skips_all(std::string_view selector) {
  const std::size_t t = selector.find("t-");
  if (t == std::string_view::npos || t == 0 || selector.starts_with(kOld)) return false;
  const char before = selector[t - 1];
  return before == '*' || before == '?' || selector.starts_with("cp314t") || selector.starts_with("cp31?t");
}

void check_skip(const BuildProject& project, std::uint32_t number, const BuildFile& file, BuildReport& report) {
  const Declaration* const said = project.promise();
  if (said == nullptr) return;
  for (const std::string name : {"tool.cibuildwheel.skip", "tool.cibuildwheel.skip[]"}) {
    file.toml.for_each(name, [&](const TomlEntry& entry) {
      if (entry.kind != TomlEntry::Kind::string) return;
      std::string_view rest = entry.text;
      bool skips = false;
      for (std::size_t end = 0; !rest.empty(); rest.remove_prefix(std::min(end + 1, rest.size()))) {
        end = std::min(rest.find(' '), rest.size());
        skips = skips || skips_all(rest.substr(0, end));
      }
      if (!skips) return;
      Finding finding =
          report.at(number, entry.value,
                    "The wheels that `" + said->text.substr(said->text.find("Free")) + "` speaks of are not built");
      report.note(said->place, "declared here");
      const bool is_whole = entry.text.find(' ') == std::string::npos;
      if (is_whole && entry.name.ends_with("[]")) {
        const Span span = element_removal(file.text, entry.value);
        finding.fix(Safety::unsafe, "Remove `" + entry.text + "`", Edit::remove(span));
      } else {
        finding.help("Take it out of `skip`");
      }
    });
  }
}

void check_workflow(std::uint32_t number, const BuildFile& file, BuildReport& report) {
  const auto at_word = [&](std::size_t at, std::size_t size) {
    return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + size)};
  };
  constexpr std::string_view kSupport = "CIBW_FREE_THREADED_SUPPORT";
  const std::string_view code = file.code();
  if (const std::size_t at = find_word(code, kSupport); at != std::string_view::npos) {
    report.at(number, at_word(at, kSupport.size()),
              "`CIBW_FREE_THREADED_SUPPORT` is gone since cibuildwheel 3: wheels for 3.14t are built without it");
  }
  if (const std::size_t at = code.find(kFlag); at != std::string_view::npos) {
    report.at(number, at_word(at, kFlag.size()),
              "`cpython-freethreading` is deprecated since cibuildwheel 3.4.1: it only adds wheels for 3.13t, those "
              "for 3.14t are "
              "built without it");
  }
  for (std::size_t at = find_word(code, kOld); at != std::string_view::npos; at = find_word(code, kOld, at + 1)) {
    const std::size_t begin = file.lines.line_begin(file.lines.line_of(static_cast<std::uint32_t>(at)));
    if (mentions(code.substr(begin, at - begin), "skip")) continue;
    report.at(
        number, at_word(at, kOld.size()),
        "Free threading is experimental in Python 3.13 and gets no more fixes there: 3.14t is the first to build for");
    return;  // one is enough: a matrix names it again and again
  }
}

void stale_wheel_matrix(const BuildProject& project, BuildReport& report) {
  project.for_each(BuildRole::pyproject, [&](std::uint32_t number, const BuildFile& file) {
    check_support(number, file, report);
    check_enable(number, file, report);
    check_build(number, file, report);
    check_skip(project, number, file, report);
  });
  project.for_each(BuildRole::workflow,
                   [&](std::uint32_t number, const BuildFile& file) { check_workflow(number, file, report); });
}

}  // namespace

extern constexpr Rule FTP405_stale_wheel_matrix{
    .since = "0.1",
    .fixable = Fixable::sometimes,
    .severity = Severity::warning,
    .doc = R"md(
How wheels for builds without the GIL are asked for has changed three times. In `[tool.cibuildwheel]` and in workflows, reported are

* `free-threaded-support` and `CIBW_FREE_THREADED_SUPPORT`: gone since cibuildwheel 3.0,
* `cpython-freethreading` among `enable`: deprecated since 3.4.1, where it only adds 3.13t; wheels for 3.14t are built by default,
* `cp313t` among the builds: free threading was experimental in 3.13, and is not mended there any more,
* a `skip` of all builds without the GIL, in a project whose classifier promises them.

```toml pyproject.toml bad
[tool.cibuildwheel]
enable = ["cpython-freethreading"]
```
```toml pyproject.toml good
[tool.cibuildwheel]
build = "cp311-* cp314t-*"
```

The fixes are safe, but for two: what stands in `skip` is there for a reason, and a line with a comment takes it along.
Workflows are reported and not fixed.

cibuildwheel's changelog (<https://cibuildwheel.pypa.io/en/stable/changelog/>), CPython's issues 134595 and 148892.
)md",
    .listens = on_build(stale_wheel_matrix),
};

}  // namespace whip::rules
