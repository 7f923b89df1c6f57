#include "linter/packaging/build_project.h"

#include <algorithm>
#include <utility>

#include "core/base/characters.h"

namespace whip {
namespace {

// The line around an offset, as far as a person would write it: so that many places in one line are no square of work.
std::string_view line_at(std::string_view text, std::size_t offset) {
  constexpr std::size_t kWidest = 400;
  const std::size_t from = offset > kWidest ? offset - kWidest : 0;
  const std::string_view around = text.substr(from, 2 * kWidest);
  const std::size_t before = around.rfind('\n', offset - from);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return around.substr(begin, std::min(around.find('\n', offset - from), around.size()) - begin);
}

Span to_span(std::size_t begin, std::size_t size) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + size)};
}

// A selector that takes builds without the GIL out: `*t-*`, `cp314t-*`, `cp3??t-*`.
bool leaves_out_free_threaded(std::string_view selectors) {
  for (std::size_t at = selectors.find("t-"); at != std::string_view::npos; at = selectors.find("t-", at + 1)) {
    if (at > 0 &&
        (is_digit(selectors[at - 1]) || std::string_view("*?]}").find(selectors[at - 1]) != std::string_view::npos))
      return true;
  }
  return false;
}

// The texts of a setting that is a string or a list of strings.
template <class Function>
void for_each_text(const BuildFile& file, const std::string& name, Function&& f) {
  for (const TomlEntry& entry : file.toml.all()) {
    if (entry.kind == TomlEntry::Kind::string && (entry.name == name || entry.name == name + "[]")) f(entry);
  }
}

// Whether the workflow uses a cibuildwheel that builds cp314t unless it is told not to: 3.1 or newer.
std::optional<Span> default_builder(const BuildFile& file) {
  const std::string_view text = file.text;
  constexpr std::string_view kAction = "pypa/cibuildwheel@";
  for (std::size_t at = text.find(kAction); at != std::string_view::npos; at = text.find(kAction, at + 1)) {
    const std::string_view line = line_at(text, at);
    // `@v3.2.1`, or a commit with the version in a comment behind it.
    const std::size_t v = line.find_last_of('v');
    if (v == std::string_view::npos || v + 1 >= line.size() || !is_digit(line[v + 1])) continue;
    const std::string_view version = line.substr(v + 1);
    const bool is_new =
        version[0] >= '4' || (version[0] == '3' && version.size() > 2 && version[1] == '.' && version[2] != '0');
    if (is_new) return to_span(at, kAction.size() - 1);
  }
  return std::nullopt;
}

}  // namespace

Span find_free_threaded_build(std::string_view code, std::size_t from) {
  for (std::size_t at = code.find('t', from); at != std::string_view::npos; at = code.find('t', at + 1)) {
    if (at + 1 < code.size() && is_word_byte(code[at + 1])) continue;
    std::size_t digits = at;
    while (digits > 0 && is_digit(code[digits - 1])) --digits;
    const std::string_view minor = code.substr(digits, at - digits);
    const std::string_view before = code.substr(0, digits);
    if (minor.size() == 2 && before.ends_with("3.")) return to_span(digits - 2, 5);
    if (minor.size() == 3 && minor[0] == '3' && (before.ends_with("cp") || before.ends_with("py")))
      return to_span(digits - 2, 6);
  }
  return {};
}

BuildProject::BuildProject(std::vector<const BuildFile*> files, std::size_t outer, ConcurrencyContract setting)
    : files_(std::move(files)), outer_(outer), setting_(setting) {
  read_declarations();
  read_wheels();
  read_tests();
}

const BuildFile* BuildProject::first(BuildRole role, std::uint32_t& number) const {
  const BuildFile* best = nullptr;
  for_each(role, [&](std::uint32_t i, const BuildFile& file) {
    if (best != nullptr && file.in_project.size() >= best->in_project.size()) return;
    best = &file;
    number = i;
  });
  return best;
}

void BuildProject::read_declarations() {
  const auto add = [&](std::uint32_t file, std::size_t begin, std::string text) {
    const std::size_t level = text.find_first_of("1234");
    declarations_.push_back(
        {{file, to_span(begin, text.size())}, text, level == std::string::npos ? ' ' : text[level]});
  };
  for (std::uint32_t i = 0; i < size(); ++i) {
    const BuildFile& file = *files_[i];
    if (file.role == BuildRole::pyproject) {
      for (const TomlEntry& entry : file.toml.all()) {
        const bool is_classifier = entry.name == "project.classifiers[]" || entry.name == "tool.poetry.classifiers[]";
        const bool is_meant = mentions(entry.text, "free threading") || mentions(entry.text, "free-threading");
        if (is_classifier && is_meant && file.slice(entry.value).substr(1).starts_with(entry.text)) {
          add(i, entry.value.begin + 1, entry.text);
        }
      }
    } else if (file.role == BuildRole::setup_py) {
      for (const Span string : file.masked.strings) {
        const std::string_view text = file.slice(string);
        if (!text.substr(1).starts_with(kFreeThreadingClassifier)) continue;
        add(i, string.begin + 1, std::string(text.substr(1, text.size() - 2)));
      }
    } else if (file.role == BuildRole::setup_cfg) {
      const std::size_t at = file.code().find(kFreeThreadingClassifier);
      if (at == std::string_view::npos) continue;
      std::string_view line = file.code().substr(at);
      line = line.substr(0, line.find_first_of("\r\n"));
      add(i, at, std::string(line.substr(0, line.find_last_not_of(" \t") + 1)));
    }
  }
}

const Declaration* BuildProject::promise() const {
  const auto found = std::ranges::find_if(declarations_, [](const Declaration& one) { return one.level != '1'; });
  return found == declarations_.end() ? nullptr : &*found;
}

void BuildProject::read_wheels() {
  bool is_restricted = false;
  std::optional<BuildPlace> builder;
  const auto found = [&](std::uint32_t file, Span span) {
    if (!wheels_) wheels_ = BuildPlace{file, span};
  };
  for (std::uint32_t i = 0; i < files_.size(); ++i) {
    const BuildFile& file = *files_[i];
    if (file.role == BuildRole::pyproject && i < size()) {
      const TomlEntry* const old = file.toml.find("tool.cibuildwheel.free-threaded-support");
      if (old != nullptr && old->text == "true") found(i, old->key);
      for_each_text(file, "tool.cibuildwheel.enable", [&](const TomlEntry& entry) {
        if (entry.text.find("cpython-freethreading") != std::string::npos) found(i, entry.value);
      });
      for_each_text(file, "tool.cibuildwheel.build", [&](const TomlEntry& entry) {
        is_restricted = true;
        const Span build = find_free_threaded_build(entry.text);
        if (!build.empty()) found(i, entry.value);
      });
      for_each_text(file, "tool.cibuildwheel.skip", [&](const TomlEntry& entry) {
        is_restricted = is_restricted || leaves_out_free_threaded(entry.text);
      });
    } else if (file.role == BuildRole::workflow) {
      const std::string_view code = file.code();
      is_restricted = is_restricted || has_word(code, "CIBW_BUILD");
      if (const std::size_t skip = code.find("CIBW_SKIP"); skip != std::string_view::npos) {
        is_restricted = is_restricted || leaves_out_free_threaded(line_at(code, skip));
      }
      for (Span build = find_free_threaded_build(code); !build.empty();
           build = find_free_threaded_build(code, build.end)) {
        const std::string_view line = line_at(code, build.begin);
        const bool is_wheel = code[build.begin] == 'c' || mentions(line, "interpreter") || mentions(line, " -i ");
        if (is_wheel && !mentions(line, "skip")) found(i, build);
      }
      if (const std::size_t enable = code.find("cpython-freethreading"); enable != std::string_view::npos) {
        found(i, to_span(enable, std::string_view("cpython-freethreading").size()));
      }
      if (const std::optional<Span> at = default_builder(file); at && !builder) builder = BuildPlace{i, *at};
    }
  }
  if (!wheels_ && builder && !is_restricted) {
    wheels_ = builder;
    wheels_by_default_ = true;
  }
}

void BuildProject::read_tests() {
  for (std::uint32_t i = 0; i < files_.size(); ++i) {
    const BuildFile& file = *files_[i];
    const bool is_settings = file.role == BuildRole::pyproject && i < size();
    if (file.role != BuildRole::workflow && file.role != BuildRole::test_runner && !is_settings) continue;
    const std::string_view text = file.text;
    const bool names_build = !find_free_threaded_build(text).empty();
    const bool tests_wheels = is_settings && file.toml.find_below("tool.cibuildwheel.test-command") != nullptr;
    // A tox.ini or noxfile.py leaves the choice of interpreters to who calls it.
    if (file.role == BuildRole::workflow) {
      runs_tests_ = runs_tests_ || mentions(text, "pytest") || mentions(text, "unittest") || mentions(text, "tox") ||
                    mentions(text, "nox") || mentions(text, "cibw_test_command");
    }
    if (!is_settings) {
      tests_without_gil_ = tests_without_gil_ || names_build || mentions(text, "freethread") ||
                           mentions(text, "free-thread") || mentions(text, "nogil") || mentions(text, "python_gil");
    }
    tests_without_gil_ = tests_without_gil_ || mentions(text, "run-parallel") ||
                         mentions(text, "pytest-freethreaded") || (tests_wheels && wheels_.has_value()) ||
                         (is_settings && names_build && mentions(text, "tox"));
  }
}

std::string BuildProject::why() const {
  if (const Declaration* const said = promise()) {
    return "`" + said->text.substr(said->text.find("Free")) + "` is declared";
  }
  if (wheels_) {
    return wheels_by_default_ ? "cibuildwheel builds wheels for 3.14t unless it is told not to"
                              : "wheels for builds without the GIL are built";
  }
  return "`concurrency = \"library\"` is set";
}

Finding BuildReport::at(BuildPlace place, std::string message) {
  BuildFinding& finding = out_->emplace_back();
  finding.file = place.file;
  finding.diagnostic.rule = rule_;
  finding.diagnostic.span = place.span;
  finding.diagnostic.message = std::move(message);
  return Finding(finding.diagnostic);
}

void BuildReport::note(BuildPlace place, std::string message) {
  BuildFinding& finding = out_->back();
  if (place.file == finding.file) {
    finding.diagnostic.notes.push_back({place.span, std::move(message)});
    return;
  }
  const BuildFile& file = *project_->with_outer()[place.file];
  const LineColumn at = file.lines.position(place.span.begin, file.text);
  finding.diagnostic.notes.push_back(
      {.span = {}, .message = std::move(message), .path = file.path, .line = at.line, .column = at.column});
}

}  // namespace whip
