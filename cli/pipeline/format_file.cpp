#include "cli/pipeline/format_file.h"

#include <algorithm>
#include <utility>

#include "cli/pipeline/markdown.h"
#include "cli/pipeline/notebook_format.h"
#include "core/report/reserved.h"
#include "core/text/line_index.h"

namespace whip {
namespace {

fmt::SourceType source_type(SourceKind kind) {
  return kind == SourceKind::stub       ? fmt::SourceType::stub
         : kind == SourceKind::notebook ? fmt::SourceType::notebook
                                        : fmt::SourceType::python;
}

Result<std::optional<Reformatted>> reformat_notebook(const Source& json, const fmt::Options& options,
                                                     fmt::Formatter& formatter) {
  Result<std::optional<Notebook>> notebook = read_notebook(json);
  if (!notebook) return notebook.error();
  if (!*notebook) return std::optional<Reformatted>{};
  Result<FormattedNotebook> formatted = format_notebook(**notebook, options, formatter);
  if (!formatted) return formatted.error();
  if (formatted->before == formatted->after) return std::optional<Reformatted>{};
  return std::optional(
      Reformatted{.file = write_notebook(json.text(), **notebook, formatted->after, formatted->cells_after),
                  .cells_before = std::move(formatted->before),
                  .cells_after = std::move(formatted->after),
                  .old_cells = std::move((*notebook)->cells),
                  .new_cells = std::move(formatted->cells_after)});
}

Span span_of(std::string_view text, const FormatRange& range) {
  const LineIndex lines(text);
  const std::uint32_t begin = range.begin ? lines.offset(*range.begin, text) : 0;
  const std::uint32_t end = range.end ? lines.offset(*range.end, text) : static_cast<std::uint32_t>(text.size());
  return {begin, std::max(begin, end)};
}

Result<std::string> reformat_python(const Source& text, const fmt::Options& options, const FormatRunOptions& run,
                                    fmt::Formatter& formatter, const Tree* parsed) {
  if (parsed != nullptr) return formatter.format_parsed(text, *parsed, options);
  if (!run.range) {
    // --check asks whether the text would change, not for what.
    const auto check = run.mode == FormatMode::check ? fmt::Formatter::Check::nothing : fmt::Formatter::Check::program;
    return formatter.format(text, options, check);
  }
  Result<fmt::Formatter::Part> part = formatter.format_range(text, span_of(text.text(), *run.range), options);
  if (!part) return part.error();
  std::string out(text.text());
  out.replace(part->replaced.begin, part->replaced.size(), part->text);
  return out;
}

std::string_view without_line_break(std::string_view cell) {
  return cell.ends_with('\n') ? cell.substr(0, cell.size() - 1) : cell;
}

}  // namespace

fmt::Options format_options(const Configuration& configuration, const DiscoveredFile& file) {
  fmt::Options options = configuration.format;
  options.preview = false;  // there is only the stable style
  options.source_type = source_type(file.kind);
  options.line_width = configuration.lint.line_length;
  options.indent_width = configuration.lint.tab_size;
  options.target_version = target_version_for(configuration.lint, file.path).value_or(kDefaultPython);
  return options;
}

std::string cache_key(const fmt::Options& options) {
  const auto number = [](auto value) { return std::to_string(static_cast<unsigned>(value)) + ","; };
  return "format " + number(options.source_type) + number(options.target_version) + number(options.line_width) +
         number(options.indent_width) + number(options.indent_style) + number(options.quote_style) +
         number(options.nested_quote_style) + number(options.magic_trailing_comma) + number(options.line_ending) +
         number(options.docstring_code) + number(options.docstring_code_line_width.value_or(0));
}

Result<std::optional<Reformatted>> reformat(const Source& text, const DiscoveredFile& file,
                                            const Configuration& configuration, const FormatRunOptions& run,
                                            fmt::Formatter& formatter, const Tree* parsed) {
  const fmt::Options options = format_options(configuration, file);
  if (file.kind == SourceKind::notebook) return reformat_notebook(text, options, formatter);
  if (const Done good = check_utf8(text.text()); !good) return good.error();
  if (file.kind == SourceKind::markdown) {
    std::optional<std::string> better = format_markdown(text.text(), configuration, options, formatter);
    if (!better) return std::optional<Reformatted>{};
    return std::optional(Reformatted{
        .file = std::move(*better), .cells_before = {}, .cells_after = {}, .old_cells = {}, .new_cells = {}});
  }
  Result<std::string> output = reformat_python(text, options, run, formatter, parsed);
  if (!output) return output.error();
  if (*output == text.text()) return std::optional<Reformatted>{};
  return std::optional(
      Reformatted{.file = std::move(*output), .cells_before = {}, .cells_after = {}, .old_cells = {}, .new_cells = {}});
}

namespace {

Edit smallest_edit(std::string_view before, std::string_view after, std::uint32_t offset) {
  const auto differ = std::ranges::mismatch(before, after);
  auto begin = static_cast<std::size_t>(differ.in1 - before.begin());
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  while (begin > 0 &&
         ((begin < before.size() && continues(before[begin])) || (begin < after.size() && continues(after[begin])))) {
    --begin;
  }
  std::size_t tail = 0;
  const std::size_t most = std::min(before.size(), after.size()) - begin;
  while (tail < most && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  while (tail > 0 && continues(before[before.size() - tail])) --tail;
  return {
      .span = {offset + static_cast<std::uint32_t>(begin), offset + static_cast<std::uint32_t>(before.size() - tail)},
      .text = std::string(after.substr(begin, after.size() - tail - begin))};
}

Diagnostic unformatted(std::vector<Edit> edits) {
  const Span span{edits.front().span.begin, edits.back().span.end};
  Fix fix{.safety = Safety::safe, .title = {}, .edits = std::move(edits)};
  return {.rule = kUnformatted, .span = span, .message = "File would be reformatted", .fix = std::move(fix)};
}

}  // namespace

Diagnostic unformatted(std::string_view before, std::string_view after) {
  return unformatted({smallest_edit(before, after, 0)});
}

Diagnostic unformatted_cells(const Reformatted& text) {
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < text.old_cells.size(); ++i) {
    const Span before = text.old_cells[i].span;
    const Span after = text.new_cells[i].span;
    const std::string_view old_cell = std::string_view(text.cells_before).substr(before.begin, before.size());
    const std::string_view new_cell = std::string_view(text.cells_after).substr(after.begin, after.size());
    if (old_cell != new_cell) edits.push_back(smallest_edit(old_cell, new_cell, before.begin));
  }
  return unformatted(std::move(edits));
}

std::vector<ChangedPart> changed_cells(const Reformatted& text) {
  std::vector<ChangedPart> out;
  for (std::size_t i = 0; i < text.old_cells.size(); ++i) {
    const Span before = text.old_cells[i].span;
    const Span after = text.new_cells[i].span;
    const std::string_view old_cell =
        without_line_break(std::string_view(text.cells_before).substr(before.begin, before.size()));
    const std::string_view new_cell =
        without_line_break(std::string_view(text.cells_after).substr(after.begin, after.size()));
    if (old_cell != new_cell) {
      out.push_back({text.old_cells[i].number, std::string(old_cell), std::string(new_cell)});
    }
  }
  return out;
}

}  // namespace whip
