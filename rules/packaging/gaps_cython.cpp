#include <algorithm>

#include "rules/packaging/gaps.h"

namespace whip::rules {
namespace {

constexpr std::string_view kDirective = "freethreading_compatible";

constexpr std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

Span to_span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// What stands behind the directive's name: `=True`, `": True`. Whether that is a yes; nothing if the name is not there.
std::optional<bool> directive_in(std::string_view text) {
  const std::size_t at = text.find(kDirective);
  if (at == std::string_view::npos) return std::nullopt;
  return !mentions(text.substr(at + kDirective.size(), 12), "false");
}

// The comment `# cython: ...` before the first line of code.
std::optional<Span> header_of(const BuildFile& file) {
  const std::size_t first = file.code().find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  for (const Span comment : file.masked.comments) {
    if (comment.begin > first) break;
    if (mentions(file.slice(comment), "cython:") && directive_in(file.slice(comment))) return comment;
  }
  return std::nullopt;
}

std::optional<Span> any_header(const BuildFile& file) {
  for (const Span comment : file.masked.comments) {
    if (mentions(file.slice(comment), "cython:")) return comment;
  }
  return std::nullopt;
}

// Whether the build gives the directive to all modules: it stands in code or a string, not in a comment.
bool is_set_for_all(const BuildProject& project) {
  for (std::uint32_t i = 0; i < project.size(); ++i) {
    const BuildFile& file = project[i];
    if (file.role == BuildRole::cython || file.role == BuildRole::c || file.role == BuildRole::rust) continue;
    for (std::size_t at = file.text.find(kDirective); at != std::string::npos;
         at = file.text.find(kDirective, at + 1)) {
      const auto offset = static_cast<std::uint32_t>(at);
      if (!file.has_comment_in({offset, offset + 1})) return true;
    }
  }
  return false;
}

// `cythonize(...)` in a setup.py: from the name to past the bracket.
std::optional<Span> cythonize_call(const BuildFile& file) {
  const std::string_view code = file.code();
  for (std::size_t at = find_word(code, "cythonize"); at != std::string_view::npos;
       at = find_word(code, "cythonize", at + 1)) {
    const std::size_t open = at + std::string_view("cythonize").size();
    if (open >= code.size() || code[open] != '(' || code.substr(0, at).ends_with("def ")) continue;
    const std::size_t end = file.masked.past_bracket(open);
    if (end != std::string_view::npos) return to_span(at, end);
  }
  return std::nullopt;
}

// The directive as an argument of the call, or in the dictionary that is there.
std::optional<Edit> with_directive(const BuildFile& file, Span call) {
  const std::string_view code = file.code();
  const std::string_view arguments = code.substr(call.begin, call.size());
  const std::size_t old = find_word(arguments, "compiler_directives");
  if (old != std::string_view::npos) {
    const std::size_t value = skip_space(code, call.begin + old + std::string_view("compiler_directives").size());
    const std::size_t open = skip_space(code, value + 1);
    if (value >= code.size() || code[value] != '=' || open >= code.size() || code[open] != '{') return std::nullopt;
    const bool is_empty = code[skip_space(code, open + 1)] == '}';
    return Edit::insert(static_cast<std::uint32_t>(open + 1),
                        "\"freethreading_compatible\": True" + std::string(is_empty ? "" : ", "));
  }
  if (find_word(arguments, "directives") != std::string_view::npos || arguments.find("**") != std::string_view::npos)
    return std::nullopt;
  std::size_t last = call.end - 1;
  while (last > call.begin && std::string_view(" \t\r\n").find(code[last - 1]) != std::string_view::npos) --last;
  const bool has_comma = code[last - 1] == ',';
  const bool is_empty = code[last - 1] == '(';
  return Edit::insert(static_cast<std::uint32_t>(last), std::string(is_empty    ? ""
                                                                    : has_comma ? " "
                                                                                : ", ") +
                                                            "compiler_directives={\"freethreading_compatible\": True}" +
                                                            (has_comma ? "," : ""));
}

// A new first line, behind what must come first.
Edit header_line(const BuildFile& file) {
  const std::string_view text = file.text;
  std::size_t at = byte_order_mark(text);
  while (text.substr(at).starts_with("#!") || text.substr(at, 40).starts_with("# -*-") ||
         text.substr(at, 40).starts_with("# coding")) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
  return Edit::insert(static_cast<std::uint32_t>(at),
                      "# cython: freethreading_compatible=True" + std::string(to_string(line_ending(text))));
}

// Names of files that other modules take in by `include "name.pyx"`: they are compiled as part of these.
std::vector<std::string_view> included(const BuildProject& project) {
  std::vector<std::string_view> names;
  project.for_each(BuildRole::cython, [&](std::uint32_t, const BuildFile& file) {
    for (const Span string : file.masked.strings) {
      const std::string_view before = file.code().substr(0, string.begin);
      if (string.size() > 2 && before.ends_with("include "))
        names.push_back(name_of(file.slice({string.begin + 1, string.end - 1})));
    }
  });
  return names;
}

Gap gap_in(std::uint32_t number, const BuildFile& file) {
  std::size_t begin = skip_space(file.code(), byte_order_mark(file.text));
  std::size_t end = std::min(file.text.find_first_of("\r\n", begin), file.text.size());
  if (const std::optional<Span> header = any_header(file)) {
    begin = header->begin;
    end = header->end;
  }
  return {.place = {number, to_span(begin, end)},
          .what = "the Cython module `" + std::string(name_of(file.path)) + "`",
          .needs = "`freethreading_compatible`",
          .title = "Add `# cython: freethreading_compatible=True`, after an audit",
          .edit = header_line(file)};
}

}  // namespace

std::vector<Gap> cython_gaps(const BuildProject& project) {
  std::vector<Gap> gaps;
  std::size_t modules = 0;
  if (is_set_for_all(project)) return gaps;
  const std::vector<std::string_view> parts = included(project);
  project.for_each(BuildRole::cython, [&](std::uint32_t i, const BuildFile& file) {
    if (file.aside || std::ranges::find(parts, name_of(file.path)) != parts.end()) return;
    ++modules;
    if (!header_of(file)) gaps.push_back(gap_in(i, file));
  });
  if (gaps.size() != modules) return gaps;
  // None says so: one call that compiles them all is where to.
  std::uint32_t number = 0;
  const BuildFile* const setup = project.first(BuildRole::setup_py, number);
  if (setup == nullptr) return gaps;
  const std::optional<Span> call = cythonize_call(*setup);
  if (!call) return gaps;
  const std::string what = modules == 0   ? "what `cythonize` makes"
                           : modules == 1 ? gaps.front().what
                                          : "all " + std::to_string(modules) + " Cython modules";
  gaps = {{.place = {number, {call->begin, call->begin + 9}},
           .what = what,
           .needs = "`freethreading_compatible`",
           .title = "Pass `freethreading_compatible`, after an audit",
           .edit = with_directive(*setup, *call)}};
  return gaps;
}

std::vector<BuildPlace> refusals(const BuildProject& project) {
  std::vector<BuildPlace> out;
  for (std::uint32_t i = 0; i < project.size(); ++i) {
    const BuildFile& file = project[i];
    if (file.aside) continue;
    if (file.role == BuildRole::cython) {
      const std::optional<Span> header = header_of(file);
      if (header && !directive_in(file.slice(*header)).value_or(true)) out.push_back({i, *header});
    } else if (file.role == BuildRole::c) {
      const std::size_t at = find_word(file.code(), "Py_MOD_GIL_USED");
      if (at != std::string_view::npos && !has_word(file.code(), "Py_MOD_GIL_NOT_USED"))
        out.push_back({i, to_span(at, at + 15)});
    } else if (file.role == BuildRole::rust) {
      const std::size_t at = find_word(file.code(), "gil_used");
      const bool says_yes = at != std::string_view::npos && mentions(file.code().substr(at, 20), "true");
      if (says_yes) out.push_back({i, to_span(at, at + 8)});
    }
  }
  return out;
}

}  // namespace whip::rules
