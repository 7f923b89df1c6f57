#include "cli/render/unified_diff.h"

#include <cstdint>

#include "cli/render/line_diff.h"
#include "cli/render/style.h"

namespace whip::render {
namespace {

using Kind = Change::Kind;

constexpr std::size_t kContext = 3;

class Writer {
 public:
  // The cells of a notebook have no line break at their end; there is nothing to say about that.
  enum class LastLine : std::uint8_t { should_end, may_be_open };
  Writer(std::string& out, bool colour, LastLine last) : to_(out, colour), last_(last) {}

  // False if there is no difference.
  bool write(std::string_view name, std::string_view before, std::string_view after) {
    if (before == after) return false;
    const std::vector<std::string_view> old_lines = split_lines(before);
    const std::vector<std::string_view> new_lines = split_lines(after);
    if (!name.empty()) {
      to_.text("--- ").text(name, Style::deletion).text("\n+++ ").text(name, Style::insertion).text("\n");
    }
    for (const std::vector<Change>& hunk : group_changes(diff_lines(old_lines, new_lines), kContext)) {
      write_range("@@ -", hunk.front().old_begin, hunk.back().old_end);
      write_range(" +", hunk.front().new_begin, hunk.back().new_end);
      to_.text(" @@\n");
      for (const Change& change : hunk) {
        if (change.kind != Kind::equal) {
          for (std::size_t i = change.old_begin; i < change.old_end; ++i)
            write_line("-", old_lines[i], Style::deletion);
        }
        const bool equal = change.kind == Kind::equal;
        for (std::size_t i = change.new_begin; i < change.new_end; ++i) {
          write_line(equal ? " " : "+", new_lines[i], equal ? Style::none : Style::insertion);
        }
      }
    }
    return true;
  }

 private:
  // "first,count", the count left out if it is 1; an empty range is named by the line before it.
  void write_range(std::string_view before, std::size_t begin, std::size_t end) {
    const std::size_t size = end - begin;
    to_.text(before).number(size == 0 ? begin : begin + 1);
    if (size != 1) to_.text(",").number(size);
  }

  void write_line(std::string_view sign, std::string_view line, Style style) {
    to_.text(sign, style).text(line, style);
    if (line.ends_with('\n') || line.ends_with('\r')) return;
    to_.text(last_ == LastLine::should_end ? "\n\\ No newline at end of file\n" : "\n");
  }

  Styled to_;
  LastLine last_;
};

}  // namespace

void write_unified_diff(std::string_view name, std::string_view before, std::string_view after, bool colour,
                        std::string& out) {
  if (Writer(out, colour, Writer::LastLine::should_end).write(name, before, after)) out += '\n';
}

void write_unified_diff(std::string_view name, std::span<const CellTexts> cells, bool colour, std::string& out) {
  Writer writer(out, colour, Writer::LastLine::may_be_open);
  bool any = false;
  for (const CellTexts& cell : cells) {
    const std::string cell_name = std::string(name) + ":cell " + std::to_string(cell.number);
    any = writer.write(cell_name, cell.before, cell.after) || any;
  }
  if (any) out += '\n';
}

}  // namespace whip::render
