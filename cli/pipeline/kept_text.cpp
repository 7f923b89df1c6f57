#include "cli/pipeline/kept_text.h"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <vector>

#include "cli/pipeline/run.h"

namespace whip {
namespace {

constexpr std::uint32_t kAround = 3;  // lines before and after, at least what frames and differences show

bool has_lone_carriage_returns(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (at + 1 == text.size() || text[at + 1] != '\n') return true;
  }
  return false;
}

// Calls visit(begin, end) for everything that is shown of a finding: references, to be read or moved.
template <class Visit>
void for_each_place(Diagnostic& finding, Visit&& visit) {
  visit(finding.span.begin, finding.span.end);
  for (Note& note : finding.notes) visit(note.span.begin, note.span.end);
  if (!finding.fix) return;
  for (Edit& edit : finding.fix->edits) visit(edit.span.begin, edit.span.end);
}

// The lines to keep, as bytes [begin, end), in order, apart from each other.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  // The lines of a stretch, and `around` lines on both sides.
  void add(std::uint32_t begin, std::uint32_t end, std::uint32_t around) {
    spans_.push_back({line_begin(begin, around), line_end(end, around)});
  }

  const std::vector<Span>& in_order() {
    std::ranges::sort(spans_);
    std::size_t kept = 0;
    for (const Span& span : spans_) {
      if (kept > 0 && span.begin <= spans_[kept - 1].end) {
        spans_[kept - 1].end = std::max(spans_[kept - 1].end, span.end);
      } else {
        spans_[kept++] = span;
      }
    }
    spans_.resize(kept);
    return spans_;
  }

 private:
  std::uint32_t line_begin(std::uint32_t at, std::uint32_t lines_before) const {
    std::size_t begin = at;
    for (std::uint32_t line = 0; line <= lines_before && begin > 0; ++line) {
      // Not the line break that ends the line before.
      if (line > 0) --begin;
      const std::size_t line_break = begin == 0 ? std::string_view::npos : text_.rfind('\n', begin - 1);
      begin = line_break == std::string_view::npos ? 0 : line_break + 1;
    }
    return static_cast<std::uint32_t>(begin);
  }

  std::uint32_t line_end(std::uint32_t at, std::uint32_t lines_after) const {
    std::size_t end = at;
    for (std::uint32_t line = 0; line <= lines_after && end < text_.size(); ++line) {
      const std::size_t line_break = text_.find('\n', end);
      end = line_break == std::string_view::npos ? text_.size() : line_break + 1;
    }
    return static_cast<std::uint32_t>(end);
  }

  std::string_view text_;
  std::vector<Span> spans_;
};

std::size_t line_breaks(std::string_view text) { return static_cast<std::size_t>(std::ranges::count(text, '\n')); }

}  // namespace

void keep_lines(LintedFile& file, KeptText kept) {
  const std::string_view text = file.text.text();
  if (kept == KeptText::whole || text.empty() || !file.cells.empty() || has_lone_carriage_returns(text)) return;

  Lines lines(text);
  for (Diagnostic& finding : file.findings) {
    if (kept == KeptText::places) {
      for_each_place(finding, [&](std::uint32_t& begin, std::uint32_t& end) {
        lines.add(begin, begin, 0);
        lines.add(end, end, 0);
      });
      continue;
    }
    for_each_place(finding, [&](std::uint32_t& begin, std::uint32_t& end) { lines.add(begin, end, kAround); });
    if (finding.fix && !finding.fix->edits.empty()) {
      lines.add(finding.fix->span().begin, finding.fix->span().end, kAround);
    }
  }

  // Where each kept stretch will stand, and the size of it all.
  const std::vector<Span>& spans = lines.in_order();
  std::vector<std::uint32_t> moved;
  moved.reserve(spans.size());
  std::size_t size = 0;
  std::uint32_t done = 0;
  for (const Span& span : spans) {
    size += line_breaks(text.substr(done, span.begin - done));
    moved.push_back(static_cast<std::uint32_t>(size));
    size += span.size();
    done = span.end;
  }
  size += line_breaks(text.substr(done));
  if (size > text.size() / 4 * 3) return;

  Source emptied = Source::with_size(size);
  char* const out = emptied.data();
  std::memset(out, '\n', size);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    std::memcpy(out + moved[i], text.data() + spans[i].begin, spans[i].size());
  }
  const auto move = [&](std::uint32_t& offset) {
    const auto after = std::ranges::upper_bound(spans, offset, {}, &Span::begin);
    const auto i = static_cast<std::size_t>(after - spans.begin()) - 1;
    offset = moved[i] + (offset - spans[i].begin);
  };
  for (Diagnostic& finding : file.findings) {
    for_each_place(finding, [&](std::uint32_t& begin, std::uint32_t& end) {
      move(begin);
      move(end);
    });
    finding.parent = UINT32_MAX;  // comments that silence have been looked at
  }
  file.text = std::move(emptied);
}

}  // namespace whip
