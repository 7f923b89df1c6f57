// What counts as a block, and which languages are Python, is as Ruff has it: fences of three or more backticks or
// tildes, indented or not, `{python}` too; console sessions (`pycon`), entry by entry. Blocks in quotes (`> `) are not
// looked at. `<!-- fmt: off -->` and `<!-- fmt: on -->` (or blacken-docs) turn formatting off and on.

#include "cli/pipeline/markdown.h"

#include <algorithm>

#include "core/base/characters.h"

namespace whip {
namespace {

struct Line {
  std::size_t begin = 0;
  std::size_t content_end = 0;  // before the line break
  std::size_t end = 0;          // behind it
};

// The line at `begin`; lines end at "\n", "\r\n" or "\r".
Line line_at(std::string_view text, std::size_t begin) {
  const std::size_t stop = std::min(text.find_first_of("\r\n", begin), text.size());
  std::size_t end = std::min(stop + 1, text.size());
  if (stop < text.size() && text[stop] == '\r' && end < text.size() && text[end] == '\n') ++end;
  return {begin, stop, end};
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\v'; }
bool is_word(char c) { return is_alphanumeric(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80; }

std::size_t skip_blanks(std::string_view line, std::size_t at) {
  while (at < line.size() && is_blank(line[at])) ++at;
  return at;
}

struct Fence {
  std::string_view indent;
  std::string_view marks;  // "```"
  std::string language;    // in lower case
};

std::optional<Fence> opening_fence(std::string_view line) {
  const std::size_t begin = skip_blanks(line, 0);
  if (begin == line.size() || (line[begin] != '`' && line[begin] != '~')) return std::nullopt;
  std::size_t end = line.find_first_not_of(line[begin], begin);
  if (end == std::string_view::npos) end = line.size();
  if (end - begin < 3) return std::nullopt;
  std::size_t at = skip_blanks(line, end);
  if (at < line.size() && line[at] == '{') ++at;
  Fence fence{line.substr(0, begin), line.substr(begin, end - begin), {}};
  for (; at < line.size() && is_word(line[at]); ++at) fence.language += lowered(line[at]);
  return fence;
}

bool closes(std::string_view line, std::string_view marks) {
  const std::size_t begin = skip_blanks(line, 0);
  std::size_t end = begin;
  while (end < line.size() && line[end] == marks[0]) ++end;
  return end - begin >= marks.size() && line.find_first_not_of(" \t", end) == std::string_view::npos;
}

// `<!-- fmt: off -->` or `on`: false or true.
std::optional<bool> directive(std::string_view line) {
  std::string word;
  for (const char c : line) {
    if (!is_blank(c)) word += lowered(c);
  }
  std::string_view rest = word;
  const auto take = [&](std::string_view start) {
    const bool has = rest.starts_with(start);
    if (has) rest.remove_prefix(start.size());
    return has;
  };
  if (!take("<!--") || (!take("blacken-docs") && !take("fmt")) || !take(":")) return std::nullopt;
  if (rest.starts_with("off-->")) return false;
  if (rest.starts_with("on-->")) return true;
  return std::nullopt;
}

// What the lines that are not blank have in common is taken off; blank lines become empty.
std::string dedented(std::string_view code) {
  std::optional<std::string_view> margin;
  for (std::size_t at = 0; at < code.size();) {
    const Line line = line_at(code, at);
    const std::string_view content = code.substr(line.begin, line.content_end - line.begin);
    const std::string_view indent = content.substr(0, skip_blanks(content, 0));
    if (indent.size() < content.size()) {
      if (!margin) margin = indent;
      const auto differ = std::ranges::mismatch(*margin, indent);
      margin = margin->substr(0, static_cast<std::size_t>(differ.in1 - margin->begin()));
    }
    at = line.end;
  }
  std::string out;
  for (std::size_t at = 0; at < code.size();) {
    const Line line = line_at(code, at);
    const std::string_view content = code.substr(line.begin, line.content_end - line.begin);
    if (skip_blanks(content, 0) < content.size()) out += content.substr(margin->size());
    out += code.substr(line.content_end, line.end - line.content_end);
    at = line.end;
  }
  return out;
}

void append_indented(std::string& out, std::string_view code, std::string_view indent) {
  for (std::size_t at = 0; at < code.size();) {
    const Line line = line_at(code, at);
    if (line.content_end > line.begin) out += indent;
    out += code.substr(line.begin, line.end - line.begin);
    at = line.end;
  }
}

std::optional<std::string> formatted(const std::string& code, const fmt::Options& options, fmt::Formatter& formatter) {
  Result<std::string> result = formatter.format(Source(code), options);
  if (!result || *result == code) return std::nullopt;
  return std::move(*result);
}

// A console session: what stands behind `>>>` and the `...` that follow is one piece of code; the rest is output.
std::optional<std::string> formatted_session(std::string_view code, const fmt::Options& options,
                                             fmt::Formatter& formatter) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < code.size();) {
    const Line first = line_at(code, at);
    at = first.end;
    if (!code.substr(first.begin).starts_with(">>> ")) continue;
    std::string entry(code.substr(first.begin + 4, first.end - first.begin - 4));
    while (at < code.size() && code.substr(at).starts_with("...")) {
      const Line next = line_at(code, at);
      const bool is_empty = skip_blanks(code.substr(0, next.content_end), next.begin + 3) == next.content_end;
      const std::size_t begin = is_empty ? next.content_end : std::min(next.begin + 4, next.end);
      entry += code.substr(begin, next.end - begin);
      at = next.end;
    }
    const std::optional<std::string> better = formatted(entry, options, formatter);
    if (!better) continue;
    out += code.substr(copied, first.begin - copied);
    for (std::size_t i = 0; i < better->size();) {
      const Line line = line_at(*better, i);
      out += i == 0 ? ">>> " : line.content_end == line.begin ? "..." : "... ";
      out += std::string_view(*better).substr(line.begin, line.end - line.begin);
      i = line.end;
    }
    copied = at;
  }
  if (out.empty()) return std::nullopt;
  return out + std::string(code.substr(copied));
}

// What the setting `extension` makes of a language's name, if it says anything.
std::optional<Language> mapped(const Configuration& configuration, std::string_view language) {
  for (const auto& [suffix, meaning] : configuration.extension) {
    if (suffix == language) return meaning;
  }
  return std::nullopt;
}

std::optional<std::string> formatted_block(const std::string& code, std::string_view language,
                                           const Configuration& configuration, fmt::Options options,
                                           fmt::Formatter& formatter) {
  const std::optional<Language> meaning = mapped(configuration, language);
  if (meaning && *meaning == Language::markdown) return std::nullopt;
  if (language == "pycon") return formatted_session(code, options, formatter);
  if (language != "python" && language != "py" && language != "python3" && language != "py3" && language != "pyi") {
    return std::nullopt;
  }
  const bool is_stub = meaning ? *meaning == Language::stub : language == "pyi";
  options.source_type = is_stub ? fmt::SourceType::stub : fmt::SourceType::python;
  return formatted(code, options, formatter);
}

}  // namespace

std::optional<std::string> format_markdown(std::string_view text, const Configuration& configuration,
                                           const fmt::Options& options, fmt::Formatter& formatter) {
  std::string out;
  std::size_t copied = 0;
  bool on = true;
  bool changed = false;
  for (std::size_t at = 0; at < text.size();) {
    const Line line = line_at(text, at);
    const std::string_view content = text.substr(line.begin, line.content_end - line.begin);
    at = line.end;
    if (const std::optional<bool> turned = directive(content)) {
      on = *turned;
      continue;
    }
    const std::optional<Fence> fence = opening_fence(content);
    if (!fence) continue;
    const std::size_t begin = at;
    while (at < text.size()) {
      const Line inner = line_at(text, at);
      at = inner.end;
      if (!closes(text.substr(inner.begin, inner.content_end - inner.begin), fence->marks)) continue;
      if (!on) break;
      const std::string code = dedented(text.substr(begin, inner.begin - begin));
      const auto better = formatted_block(code, fence->language, configuration, options, formatter);
      if (!better) break;
      out += text.substr(copied, begin - copied);
      append_indented(out, *better, fence->indent);
      copied = inner.begin;
      changed = true;
      break;
    }
  }
  if (!changed) return std::nullopt;
  return out + std::string(text.substr(copied));
}

}  // namespace whip
