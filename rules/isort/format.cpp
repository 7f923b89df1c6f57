//     # above
//     from module import a, b  # beside
//
// or, where that is too long, a comma is magic, or a member has comments,
//
//     # above
//     from module import (  # beside
//         # above a
//         a,  # beside a
//         b,
//         # below b
//     )  # behind

#include "rules/isort/format.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/text/width.h"
#include "rules/isort/lines.h"
#include "rules/shared/indentation.h"
#include "rules/shared/pragma.h"

namespace whip::rules::isort {
namespace {

// Columns that a line takes; a tab goes on to the next multiple of the tab size.
class LineWidth {
 public:
  explicit LineWidth(std::uint32_t tab_size) : tab_size_(tab_size) {}

  void add(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c == '\t') {
        const std::uint32_t blanks = tab_size_ - column_ % tab_size_;
        width += blanks;
        column_ += blanks;
        ++i;
      } else if (c == '\n' || c == '\r') {  // a name continued on another line
        width = column_ = 0;
        ++i;
      } else if (c >= 0x20 && c < 0x7F) {
        ++width;
        ++column_;
        ++i;
      } else {
        const auto [value, size] = first_character(text.substr(i));
        width += character_width(value, 0);
        ++column_;
        i += size;
      }
    }
  }

  std::uint32_t width = 0;

 private:
  std::uint32_t tab_size_;
  std::uint32_t column_ = 0;
};

class Formatter {
 public:
  Formatter(const File& file, const Imports& imports, std::string_view indentation, std::string& out)
      : file_(file),
        settings_(file.settings.isort),
        imports_(imports),
        newline_(file.newline()),
        indentation_(indentation),
        out_(out) {}

  void block() {
    std::size_t end = 0;
    for (std::size_t begin = 0; begin < imports_.order.size(); begin = end) {
      end = begin + 1;
      while (end < imports_.order.size() && at(end).separation == at(begin).separation) ++end;
      if (begin > 0) out_ += newline_;
      part(begin, end);
    }
  }

  void blank_lines(Follower follower) {
    if (follower == Follower::nothing) return;
    std::int32_t lines = settings_.lines_after_imports;
    if (lines < 0) {
      lines = follower == Follower::definition ? 2 : 1;
    } else if (file_.is_stub()) {
      lines = std::min(lines, 1);  // as the formatter has it
    }
    for (; lines > 0; --lines) out_ += newline_;
  }

 private:
  const Import& at(std::size_t i) const { return imports_.imports[imports_.order[i]]; }

  // The sections of what forced-separate keeps together.
  void part(std::size_t begin, std::size_t end) {
    std::uint32_t last_section = 0;
    for (std::size_t i = begin; i < end;) {
      const std::uint32_t section = at(i).section;
      if (i != begin && has_blank_line_before(last_section, section)) out_ += newline_;
      heading(section);
      std::size_t section_end = i + 1;
      while (section_end < end && at(section_end).section == section) ++section_end;
      statements(i, section_end);
      last_section = section;
      i = section_end;
    }
  }

  // Sections without imports between the two count as well: one of them may want the line.
  bool has_blank_line_before(std::uint32_t last_section, std::uint32_t section) const {
    for (std::uint32_t i = last_section + 1; i <= section; ++i) {
      if (i >= settings_.section_order.size()) return true;
      const auto& without = settings_.no_lines_before;
      if (std::ranges::find(without, settings_.section_order[i]) == without.end()) return true;
    }
    return false;
  }

  void heading(std::uint32_t section) {
    if (settings_.import_headings.empty() || section >= settings_.section_order.size()) return;
    for (const IsortSettings::Heading& heading : settings_.import_headings) {
      if (heading.section == settings_.section_order[section]) out_.append("# ").append(heading.text) += newline_;
    }
  }

  void statements(std::size_t begin, std::size_t end) {
    bool style_changes = false;  // an import of the first style was seen, and no blank line since
    for (std::size_t i = begin; i < end; ++i) {
      const Import& import = at(i);
      if (import.is_from() == settings_.from_first) {
        style_changes = true;
      } else if (style_changes && !settings_.force_sort_within_sections) {
        for (std::uint32_t line = 0; line < settings_.lines_between_types; ++line) out_ += newline_;
        if (settings_.lines_between_types > 0) style_changes = false;
      }
      if (i != begin && !import.above.empty()) out_ += newline_;
      lines_of_comments(import.above, {});
      if (import.is_from()) {
        from(import);
      } else {
        straight(import);
      }
    }
  }

  void straight(const Import& import) {
    if (import.lazy) out_ += "lazy ";
    out_.append("import ").append(import.module);
    if (!import.alias.empty()) out_.append(" as ").append(import.alias);
    comments_behind(import.beside);
    out_ += newline_;
  }

  void from(const Import& import) {
    const std::size_t begin = out_.size();
    if (import.lazy) out_ += "lazy ";
    out_ += "from ";
    out_.append(import.level, '.');
    out_.append(import.module).append(" import ");
    const std::size_t names = out_.size();
    if (import.shape == Import::Shape::star || may_be_one_line(import)) {
      names_on_one_line(import);
      const std::size_t names_end = out_.size();
      comments_on_one_line(import);
      if (import.shape == Import::Shape::star || width(begin, names_end) <= file_.settings.line_length) {
        out_ += newline_;
        return;
      }
      out_.resize(names);
    }
    many_lines(import);
  }

  const Member& member(const Import& import, std::uint32_t i) const {
    return imports_.members[imports_.member_order[import.members_begin + i]];
  }

  bool may_be_one_line(const Import& import) const {
    if (import.trailing_comma) return false;
    if (import.member_count == 1) return true;
    for (std::uint32_t i = 0; i < import.member_count; ++i) {
      const Member& each = member(import, i);
      if (!each.above.empty() || !each.beside.empty() || !each.below.empty()) return false;
      if (settings_.force_wrap_aliases && !each.alias.empty()) return false;
    }
    return true;
  }

  // Columns of the line that begins at `begin` of the output (0 for one that is short at first sight); of its comments,
  // from `names_end` on, only the words for people.
  std::uint32_t width(std::size_t begin, std::size_t names_end) const {
    // No character takes more columns than bytes, except a tab.
    const std::size_t bytes = indentation_.size() * file_.settings.tab_size + out_.size() - begin;
    if (bytes <= file_.settings.line_length && out_.find('\t', begin) == std::string::npos) return 0;
    LineWidth line(file_.settings.tab_size);
    line.add(indentation_);
    const std::string_view written = out_;
    line.add(written.substr(begin, names_end - begin));
    if (names_end == written.size()) return line.width;
    for (const std::string_view comment : line_comments_) {
      std::string_view counted = comment.substr(0, pragma_begin(comment));
      while (!counted.empty() && is_blank(counted.back())) counted.remove_suffix(1);
      if (counted.empty()) continue;
      line.add("  ");
      line.add(counted);
    }
    return line.width;
  }

  void names_on_one_line(const Import& import) {
    for (std::uint32_t i = 0; i < import.member_count; ++i) {
      if (i > 0) out_ += ", ";
      name(member(import, i));
    }
  }

  // Fills line_comments_.
  void comments_on_one_line(const Import& import) {
    line_comments_.clear();
    gather(import.beside);
    for (std::uint32_t i = 0; i < import.member_count; ++i) {
      const Member& each = member(import, i);
      gather(each.above);
      gather(each.beside);
      gather(each.below);
    }
    gather(import.behind);
    for (const std::string_view comment : line_comments_) out_.append("  ").append(comment);
  }

  void gather(const CommentList& list) {
    for (std::uint32_t id = list.first; id != UINT32_MAX; id = imports_.comments[id].next) {
      line_comments_.push_back(imports_.comments[id].text);
    }
  }

  void many_lines(const Import& import) {
    if (step_.empty()) step_ = indentation_step(file_);
    out_ += '(';
    comments_behind(import.beside);
    out_ += newline_;
    for (std::uint32_t i = 0; i < import.member_count; ++i) {
      const Member& each = member(import, i);
      lines_of_comments(each.above, step_);
      out_ += step_;
      name(each);
      out_ += ',';
      comments_behind(each.beside);
      out_ += newline_;
      lines_of_comments(each.below, step_);
    }
    out_ += ')';
    comments_behind(import.behind);
    out_ += newline_;
  }

  void name(const Member& each) {
    out_ += each.name;
    if (!each.alias.empty()) out_.append(" as ").append(each.alias);
  }

  void comments_behind(const CommentList& list) {
    for (std::uint32_t id = list.first; id != UINT32_MAX; id = imports_.comments[id].next) {
      out_.append("  ").append(imports_.comments[id].text);
    }
  }

  void lines_of_comments(const CommentList& list, std::string_view indentation) {
    for (std::uint32_t id = list.first; id != UINT32_MAX; id = imports_.comments[id].next) {
      out_.append(indentation).append(imports_.comments[id].text) += newline_;
    }
  }

  const File& file_;
  const IsortSettings& settings_;
  const Imports& imports_;
  std::string_view newline_;
  std::string_view indentation_;
  std::string_view step_;  // looked for when first needed
  std::vector<std::string_view> line_comments_;
  std::string& out_;
};

}  // namespace

void format(const File& file, const Imports& imports, Follower follower, std::string_view indentation,
            std::string& out) {
  Formatter formatter(file, imports, indentation, out);
  formatter.block();
  formatter.blank_lines(follower);
}

}  // namespace whip::rules::isort
