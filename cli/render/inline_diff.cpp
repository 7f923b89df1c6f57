// Words are compared by the patience method: words that occur once on each side are matched first, what lies between
// them by the shortest script. The thresholds (half of the lines, half of the words must be able to match) are those of
// the `similar` crate.
#include "cli/render/inline_diff.h"

#include <unordered_map>

#include "cli/render/displayed.h"
#include "cli/render/line_diff_parts.h"

namespace whip::render {
namespace {

using Kind = Change::Kind;

struct Words {
  std::vector<std::string_view> words;  // runs of blanks and runs of others, of all lines
  std::vector<std::size_t> line;        // which line each is on
};

bool begins_blank(std::string_view text) { return is_white_space(first_character(text).value); }

Words split_words(Lines lines) {
  Words found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view rest = lines[i];
    while (!rest.empty()) {
      const bool blank = begins_blank(rest);
      std::size_t size = 0;
      while (size < rest.size() && begins_blank(rest.substr(size)) == blank)
        size += first_character(rest.substr(size)).size;
      found.words.push_back(rest.substr(0, size));
      found.line.push_back(i);
      rest.remove_prefix(size);
    }
  }
  return found;
}

// Positions of the words that occur once.
std::vector<std::size_t> unique_words(const std::vector<std::string_view>& words) {
  std::unordered_map<std::string_view, std::size_t> count;
  for (const std::string_view word : words) ++count[word];
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (count[words[i]] == 1) found.push_back(i);
  }
  return found;
}

std::vector<std::uint32_t> picked(Numbers words, const std::vector<std::size_t>& at) {
  std::vector<std::uint32_t> out;
  for (const std::size_t i : at) out.push_back(words[i]);
  return out;
}

class Patience {
 public:
  Patience(Numbers old_words, Numbers new_words) : old_(old_words), new_(new_words) {}

  std::vector<Change> run(const std::vector<std::string_view>& old_words,
                          const std::vector<std::string_view>& new_words) {
    const std::vector<std::size_t> old_unique = unique_words(old_words);
    const std::vector<std::size_t> new_unique = unique_words(new_words);
    const std::vector<std::uint32_t> a = picked(old_, old_unique);
    const std::vector<std::uint32_t> b = picked(new_, new_unique);
    for (const Change& match : shortest_script(a, b)) {
      if (match.kind != Kind::equal) continue;
      for (std::size_t i = 0; i < match.old_size(); ++i) {
        const std::size_t old_anchor = old_unique[match.old_begin + i];
        const std::size_t new_anchor = new_unique[match.new_begin + i];
        const std::size_t same =
            common_prefix(old_.subspan(old_at_, old_anchor - old_at_), new_.subspan(new_at_, new_anchor - new_at_));
        if (same > 0) changes_.push_back({Kind::equal, old_at_, old_at_ + same, new_at_, new_at_ + same});
        old_at_ += same;
        new_at_ += same;
        compare_until(old_anchor, new_anchor);
      }
    }
    compare_until(old_.size(), new_.size());
    return finished(old_, new_, std::move(changes_));
  }

 private:
  void compare_until(std::size_t old_end, std::size_t new_end) {
    for (Change c :
         shortest_script(old_.subspan(old_at_, old_end - old_at_), new_.subspan(new_at_, new_end - new_at_))) {
      c.old_begin += old_at_, c.old_end += old_at_, c.new_begin += new_at_, c.new_end += new_at_;
      changes_.push_back(c);
    }
    old_at_ = old_end;
    new_at_ = new_end;
  }

  Numbers old_;
  Numbers new_;
  std::size_t old_at_ = 0;
  std::size_t new_at_ = 0;
  std::vector<Change> changes_;
};

// Appends a run of words to their lines, neighbours of one line as one piece. Line endings are never emphasized.
void append(const Words& words, std::size_t begin, std::size_t end, bool changed,
            std::vector<std::vector<Segment>>& lines) {
  for (std::size_t i = begin; i < end;) {
    const std::size_t line = words.line[i];
    const char* const first = words.words[i].data();
    std::size_t size = 0;
    for (; i < end && words.line[i] == line; ++i) size += words.words[i].size();
    std::string_view text(first, size);
    std::string_view ending;
    if (changed) {
      const std::size_t last = text.find_last_not_of("\r\n");
      const std::size_t kept = last == std::string_view::npos ? 0 : last + 1;
      ending = text.substr(kept);
      text = text.substr(0, kept);
    }
    if (!text.empty()) lines[line].push_back({text, changed});
    if (!ending.empty()) lines[line].push_back({ending, false});
  }
}

std::vector<std::vector<Segment>> whole(Lines lines) {
  std::vector<std::vector<Segment>> out;
  for (const std::string_view line : lines) out.push_back({{line, false}});
  return out;
}

bool has_half(std::size_t matches, std::size_t a, std::size_t b) { return 4 * matches >= a + b; }

}  // namespace

InlineDiff diff_words(Lines old_lines, Lines new_lines) {
  InlineDiff plain{whole(old_lines), whole(new_lines)};
  if (!has_half(std::min(old_lines.size(), new_lines.size()), old_lines.size(), new_lines.size())) return plain;
  const Words a = split_words(old_lines);
  const Words b = split_words(new_lines);
  const Numbered numbers = numbered(a.words, b.words);
  const std::vector<Change> changes = Patience(numbers.old_lines, numbers.new_lines).run(a.words, b.words);
  std::size_t equal = 0;
  for (const Change& c : changes) equal += c.kind == Kind::equal ? c.old_size() : 0;
  if (!has_half(equal, a.words.size(), b.words.size())) return plain;

  InlineDiff found;
  found.old_lines.resize(old_lines.size());
  found.new_lines.resize(new_lines.size());
  for (const Change& c : changes) {
    append(a, c.old_begin, c.old_end, c.kind != Kind::equal, found.old_lines);
    append(b, c.new_begin, c.new_end, c.kind != Kind::equal, found.new_lines);
  }
  return found;
}

}  // namespace whip::render
