#include <algorithm>
#include <charconv>

#include "rules/packaging/gaps.h"

namespace whip::rules {
namespace {

Span to_span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

constexpr std::size_t kNowhere = std::string_view::npos;

// The word at `at`.
std::string_view word_at(std::string_view code, std::size_t at) {
  std::size_t end = at;
  while (end < code.size() && is_word_byte(code[end])) ++end;
  return code.substr(at, end - at);
}

std::size_t line_begin(const BuildFile& file, std::size_t at) {
  return file.lines.line_begin(file.lines.line_of(static_cast<std::uint32_t>(at)));
}

bool is_preprocessor_line(const BuildFile& file, std::size_t at) {
  return file.code()[std::min(skip_space(file.code(), line_begin(file, at)), at)] == '#';
}

// Whether between the braces of the array, outside of its elements, stands a word: a macro may bring slots of its own.
bool has_macro_between(const BuildFile& file, Span body) {
  const std::string_view code = file.code();
  for (std::size_t i = body.begin + 1; i + 1 < body.end; ++i) {
    if (code[i] == '#' && is_preprocessor_line(file, i)) {
      i = std::min(code.find('\n', i), static_cast<std::size_t>(body.end) - 1);
    } else if (code[i] == '{') {
      const std::size_t past = file.masked.past_bracket(i);
      if (past == kNowhere) return false;
      i = past - 1;
    } else if (is_word_byte(code[i])) {
      return true;
    }
  }
  return false;
}

// A line before the array's last element, if that one begins its line.
std::optional<Edit> slot_edit(const BuildFile& file, Span body) {
  const std::string_view code = file.code();
  std::size_t last = kNowhere;
  for (std::size_t i = body.begin + 1; i + 1 < body.end; ++i) {
    if (code[i] != '{') continue;
    last = i;
    const std::size_t past = file.masked.past_bracket(i);
    if (past == kNowhere) return std::nullopt;
    i = past - 1;
  }
  if (last == kNowhere) return std::nullopt;
  const std::size_t begin = line_begin(file, last);
  if (skip_space(code, begin) != last) return std::nullopt;
  const std::string indent(code.substr(begin, last - begin));
  return Edit::insert(static_cast<std::uint32_t>(begin),
                      "#ifdef Py_GIL_DISABLED\n" + indent + "{Py_mod_gil, Py_MOD_GIL_NOT_USED},\n#endif\n");
}

// `PyModuleDef_Slot name[] = { ... }` without Py_mod_gil.
void slot_gaps(std::uint32_t number, const BuildFile& file, std::vector<Gap>& out) {
  const std::string_view code = file.code();
  constexpr std::string_view kType = "PyModuleDef_Slot";
  for (std::size_t at = find_word(code, kType); at != kNowhere; at = find_word(code, kType, at + 1)) {
    const std::size_t begin = skip_space(code, at + kType.size());
    const std::string_view name = word_at(code, begin);
    std::size_t next = skip_space(code, begin + name.size());
    if (name.empty() || next >= code.size() || code[next] != '[') continue;
    next = file.masked.past_bracket(next);
    if (next == kNowhere) continue;
    next = skip_space(code, next);
    if (next >= code.size() || code[next] != '=') continue;
    next = skip_space(code, next + 1);
    if (next >= code.size() || code[next] != '{') continue;
    const std::size_t end = file.masked.past_bracket(next);
    if (end == kNowhere) continue;
    const Span body = to_span(next, end);
    if (has_word(code.substr(next, end - next), "Py_mod_gil") || has_macro_between(file, body)) continue;
    out.push_back({.place = {number, to_span(begin, begin + name.size())},
                   .what = "the module with the slots `" + std::string(name) + "`",
                   .needs = "`Py_mod_gil`",
                   .title = "Add the slot `Py_mod_gil`, after an audit",
                   .edit = slot_edit(file, body)});
  }
}

// The call before the function's last `return module;`.
std::optional<Edit> set_gil_edit(const BuildFile& file, Span body) {
  const std::string_view code = file.code();
  const std::size_t create = code.find("PyModule_Create", body.begin);
  std::size_t sign = code.find_last_not_of(" \t\r\n(", create - 1);
  if (sign == kNowhere || code[sign] != '=') return std::nullopt;
  std::size_t end = code.find_last_not_of(" \t\r\n", sign - 1) + 1;
  std::size_t begin = end;
  while (begin > body.begin && is_word_byte(code[begin - 1])) --begin;
  const std::string name(code.substr(begin, end - begin));
  if (name.empty()) return std::nullopt;
  const std::size_t last = code.substr(0, body.end).rfind("return " + name + ";");
  if (last == kNowhere || last < create) return std::nullopt;
  const std::size_t line = line_begin(file, last);
  if (skip_space(code, line) != last) return std::nullopt;
  const std::string indent(code.substr(line, last - line));
  return Edit::insert(
      static_cast<std::uint32_t>(line),
      "#ifdef Py_GIL_DISABLED\n" + indent + "PyUnstable_Module_SetGIL(" + name + ", Py_MOD_GIL_NOT_USED);\n#endif\n");
}

// `PyInit_x(void) { ... PyModule_Create ... }`, and no PyUnstable_Module_SetGIL in the file.
void single_phase_gaps(std::uint32_t number, const BuildFile& file, std::vector<Gap>& out) {
  const std::string_view code = file.code();
  if (code.find("PyUnstable_Module_SetGIL") != kNowhere) return;
  for (std::size_t at = code.find("PyInit_"); at != kNowhere; at = code.find("PyInit_", at + 1)) {
    if ((at > 0 && is_word_byte(code[at - 1])) || is_preprocessor_line(file, at)) continue;
    const std::string_view name = word_at(code, at);
    std::size_t next = skip_space(code, at + name.size());
    if (next >= code.size() || code[next] != '(') continue;
    next = file.masked.past_bracket(next);
    if (next == kNowhere) continue;
    next = skip_space(code, next);
    if (next >= code.size() || code[next] != '{') continue;
    const std::size_t end = file.masked.past_bracket(next);
    if (end == kNowhere || code.substr(next, end - next).find("PyModule_Create") == kNowhere) continue;
    out.push_back({.place = {number, to_span(at, at + name.size())},
                   .what = "the module of `" + std::string(name) + "`",
                   .needs = "`PyUnstable_Module_SetGIL`",
                   .title = "Call `PyUnstable_Module_SetGIL`, after an audit",
                   .edit = set_gil_edit(file, to_span(next, end))});
  }
}

// `PYBIND11_MODULE(name, m)` without mod_gil_not_used().
void pybind_gaps(std::uint32_t number, const BuildFile& file, std::vector<Gap>& out) {
  const std::string_view code = file.code();
  constexpr std::string_view kMacro = "PYBIND11_MODULE";
  const bool is_short = code.find("namespace py = pybind11") != kNowhere;
  const bool has_prefix = code.find("using namespace pybind11") == kNowhere;
  const std::string prefix = is_short ? "py::" : has_prefix ? "pybind11::" : "";
  for (std::size_t at = find_word(code, kMacro); at != kNowhere; at = find_word(code, kMacro, at + 1)) {
    const std::size_t open = skip_space(code, at + kMacro.size());
    if (open >= code.size() || code[open] != '(' || is_preprocessor_line(file, at)) continue;
    const std::size_t end = file.masked.past_bracket(open);
    if (end == kNowhere || code.substr(open, end - open).find("mod_gil") != kNowhere) continue;
    const std::string_view name = word_at(code, skip_space(code, open + 1));
    out.push_back({.place = {number, to_span(at, at + kMacro.size())},
                   .what = "the pybind11 module `" + std::string(name) + "`",
                   .needs = "`mod_gil_not_used()`",
                   .title = "Add `" + prefix + "mod_gil_not_used()`, after an audit",
                   .edit = Edit::insert(static_cast<std::uint32_t>(end - 1), ", " + prefix + "mod_gil_not_used()")});
  }
}

// CMake: `nanobind_add_module(name ...)` without FREE_THREADED.
void nanobind_gaps(std::uint32_t number, const BuildFile& file, std::vector<Gap>& out) {
  const std::string_view code = file.code();
  constexpr std::string_view kCommand = "nanobind_add_module";
  if (has_word(code, "FREE_THREADED")) return;
  for (std::size_t at = find_word(code, kCommand); at != kNowhere; at = find_word(code, kCommand, at + 1)) {
    const std::size_t open = skip_space(code, at + kCommand.size());
    if (open >= code.size() || code[open] != '(') continue;
    const std::size_t end = file.masked.past_bracket(open);
    if (end == kNowhere) continue;
    const std::size_t begin = skip_space(code, open + 1);
    std::size_t name_end = begin;
    while (name_end + 1 < end && std::string_view(" \t\r\n)").find(code[name_end]) == kNowhere) ++name_end;
    out.push_back({.place = {number, to_span(at, at + kCommand.size())},
                   .what = "the nanobind module `" + std::string(code.substr(begin, name_end - begin)) + "`",
                   .needs = "`FREE_THREADED`",
                   .title = "Add `FREE_THREADED`, after an audit",
                   .edit = Edit::insert(static_cast<std::uint32_t>(name_end), " FREE_THREADED")});
  }
}

// The minor version that a requirement of a crate begins with: 27 of "^0.27.1"; nothing for 1.0 and for what is not
// understood.
std::optional<unsigned> minor_version(std::string_view text) {
  const std::size_t at = text.find("0.");
  if (at == kNowhere || (at > 0 && std::string_view("=^~> v").find(text[at - 1]) == kNowhere)) return std::nullopt;
  unsigned minor = 0;
  const std::string_view digits = text.substr(at + 2);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), minor);
  if (error != std::errc{} || end == digits.data()) return std::nullopt;
  return minor;
}

std::optional<unsigned> pyo3_version(const BuildFile& cargo) {
  for (const TomlEntry& entry : cargo.toml.all()) {
    if (entry.kind != TomlEntry::Kind::string) continue;
    const std::string_view name = entry.name;
    if (name.ends_with("dependencies.pyo3") || name.ends_with("dependencies.pyo3.version"))
      return minor_version(entry.text);
  }
  return std::nullopt;
}

// The version of PyO3 that the crate of a file asks for: its own Cargo.toml, or that of the workspace around it.
std::optional<unsigned> pyo3_of(const BuildProject& project, const BuildFile& source) {
  std::optional<unsigned> found;
  std::size_t depth = 0;
  project.for_each(BuildRole::cargo, [&](std::uint32_t, const BuildFile& cargo) {
    const std::string_view folder = folder_of_path(cargo.in_project);
    if (!folder.empty() && !source.in_project.starts_with(std::string(folder) + "/")) return;
    const std::optional<unsigned> version = pyo3_version(cargo);
    if (!version || (found && folder.size() < depth)) return;
    found = version;
    depth = folder.size();
  });
  return found;
}

// `#[pymodule]` without gil_used, with a PyO3 that takes that for a yes: before 0.28.
void pyo3_gaps(const BuildProject& project, std::uint32_t number, const BuildFile& file, std::vector<Gap>& out) {
  const std::string_view code = file.code();
  if (has_word(code, "gil_used")) return;
  const std::optional<unsigned> version = pyo3_of(project, file);
  if (!version || *version >= 28) return;
  for (std::size_t at = find_word(code, "pymodule"); at != kNowhere; at = find_word(code, "pymodule", at + 1)) {
    const std::string_view before = code.substr(0, at);
    if (!before.ends_with("#[") && !before.ends_with("#[pyo3::")) continue;
    const std::size_t next = at + std::string_view("pymodule").size();
    const bool has_arguments = next < code.size() && code[next] == '(';
    if (has_arguments) {
      const std::size_t end = file.masked.past_bracket(next);
      if (end == kNowhere || has_word(code.substr(next, end - next), "submodule")) continue;
    } else if (next >= code.size() || code[next] != ']') {
      continue;
    }
    const auto insert_at = static_cast<std::uint32_t>(has_arguments ? next + 1 : next);
    out.push_back({.place = {number, to_span(at, next)},
                   .what = "this module (PyO3 0." + std::to_string(*version) + ")",
                   .needs = "`gil_used = false`",
                   .title = "Add `gil_used = false`, after an audit",
                   .edit = *version < 23
                               ? std::nullopt
                               : std::optional(Edit::insert(
                                     insert_at, has_arguments ? "gil_used = false, " : "(gil_used = false)"))});
  }
}

}  // namespace

std::vector<Gap> native_gaps(const BuildProject& project) {
  std::vector<Gap> gaps;
  for (std::uint32_t i = 0; i < project.size(); ++i) {
    const BuildFile& file = project[i];
    if (file.aside) continue;
    if (file.role == BuildRole::c) {
      slot_gaps(i, file, gaps);
      single_phase_gaps(i, file, gaps);
      pybind_gaps(i, file, gaps);
    } else if (file.role == BuildRole::cmake) {
      nanobind_gaps(i, file, gaps);
    } else if (file.role == BuildRole::rust) {
      pyo3_gaps(project, i, file, gaps);
    }
  }
  return gaps;
}

}  // namespace whip::rules
