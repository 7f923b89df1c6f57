#include "cli/render/line_diff.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <optional>

#include "cli/render/line_diff_parts.h"

namespace whip::render {
namespace {

using Kind = Change::Kind;

// Two runs that are still to be compared, or (with nothing left to compare) an equal run to write down.
struct Task {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
  bool equal = false;
};

struct Split {
  std::size_t old_at = 0;
  std::size_t new_at = 0;
};

// The farthest point reached on each diagonal k = x - y; diagonals may be negative.
class Frontier {
 public:
  explicit Frontier(std::size_t reach) : offset_(static_cast<std::ptrdiff_t>(reach)), x_(2 * reach + 1, 0) {}
  std::size_t& operator[](std::ptrdiff_t k) { return x_[static_cast<std::size_t>(k + offset_)]; }

 private:
  std::ptrdiff_t offset_;
  std::vector<std::size_t> x_;
};

class Myers {
 public:
  Myers(Numbers old_lines, Numbers new_lines)
      : old_(old_lines),
        new_(new_lines),
        forward_((old_lines.size() + new_lines.size() + 1) / 2 + 2),
        backward_((old_lines.size() + new_lines.size() + 1) / 2 + 2) {}

  std::vector<Change> run() {
    tasks_.push_back({0, old_.size(), 0, new_.size()});
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      if (task.equal)
        add(Kind::equal, task);
      else
        compare(task);
    }
    return std::move(changes_);
  }

 private:
  // Once this many edits were tried, the best split so far must do: the search would become quadratic.
  static constexpr std::size_t kMaxCost = 1024;

  Numbers old_run(const Task& t) const { return old_.subspan(t.old_begin, t.old_end - t.old_begin); }
  Numbers new_run(const Task& t) const { return new_.subspan(t.new_begin, t.new_end - t.new_begin); }

  void add(Kind kind, const Task& t) { changes_.push_back({kind, t.old_begin, t.old_end, t.new_begin, t.new_end}); }

  void compare(Task t) {
    if (const std::size_t same = common_prefix(old_run(t), new_run(t)); same > 0) {
      add(Kind::equal, {t.old_begin, t.old_begin + same, t.new_begin, t.new_begin + same});
      t.old_begin += same;
      t.new_begin += same;
    }
    // What is pushed first is done last.
    if (const std::size_t same = common_suffix(old_run(t), new_run(t)); same > 0) {
      t.old_end -= same;
      t.new_end -= same;
      tasks_.push_back({t.old_end, t.old_end + same, t.new_end, t.new_end + same, true});
    }
    const bool old_empty = t.old_begin == t.old_end;
    const bool new_empty = t.new_begin == t.new_end;
    if (old_empty && new_empty) return;
    if (new_empty) return add(Kind::removed, t);
    if (old_empty) return add(Kind::added, t);
    if (const std::optional<Split> split = middle(t)) {
      tasks_.push_back({split->old_at, t.old_end, split->new_at, t.new_end});
      tasks_.push_back({t.old_begin, split->old_at, t.new_begin, split->new_at});
      return;
    }
    add(Kind::removed, {t.old_begin, t.old_end, t.new_begin, t.new_begin});
    add(Kind::added, {t.old_end, t.old_end, t.new_begin, t.new_end});
  }

  // Searches from both ends at once; where the two meet, a shortest script can be cut in two.
  std::optional<Split> middle(const Task& t) {
    const Numbers a = old_run(t);
    const Numbers b = new_run(t);
    const auto n = static_cast<std::ptrdiff_t>(a.size());
    const auto m = static_cast<std::ptrdiff_t>(b.size());
    const std::ptrdiff_t delta = n - m;
    const bool odd = (delta & 1) != 0;
    forward_[1] = 0;
    backward_[1] = 0;
    const auto most = static_cast<std::ptrdiff_t>((a.size() + b.size() + 1) / 2 + 1);
    for (std::ptrdiff_t d = 0; d < most; ++d) {
      for (std::ptrdiff_t k = d; k >= -d; k -= 2) {
        const std::size_t x = step(forward_, k, d);
        const auto y = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(x) - k);
        std::size_t end = x;
        if (x < a.size() && y < b.size()) end += common_prefix(a.subspan(x), b.subspan(y));
        forward_[k] = end;
        const bool crosses = odd && k - delta >= -(d - 1) && k - delta <= d - 1;
        if (crosses && end + backward_[delta - k] >= a.size()) return Split{t.old_begin + x, t.new_begin + y};
      }
      for (std::ptrdiff_t k = d; k >= -d; k -= 2) {
        std::size_t x = step(backward_, k, d);
        auto y = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(x) - k);
        if (x < a.size() && y < b.size()) {
          const std::size_t same = common_suffix(a.first(a.size() - x), b.first(b.size() - y));
          x += same;
          y += same;
        }
        backward_[k] = x;
        const bool crosses = !odd && k - delta >= -d && k - delta <= d;
        if (crosses && x + forward_[delta - k] >= a.size()) return Split{t.old_end - x, t.new_end - y};
      }
      if (static_cast<std::size_t>(d) >= kMaxCost) return farthest(t, a.size(), b.size(), d);
    }
    return std::nullopt;
  }

  static std::size_t step(Frontier& frontier, std::ptrdiff_t k, std::ptrdiff_t d) {
    if (k == -d || (k != d && frontier[k - 1] < frontier[k + 1])) return frontier[k + 1];
    return frontier[k - 1] + 1;
  }

  std::optional<Split> farthest(const Task& t, std::size_t n, std::size_t m, std::ptrdiff_t d) {
    std::optional<Split> best;
    std::size_t progress = 0;
    for (std::ptrdiff_t k = d; k >= -d; k -= 2) {
      const std::size_t x = forward_[k];
      const std::ptrdiff_t y = static_cast<std::ptrdiff_t>(x) - k;
      if (x > n || y < 0 || static_cast<std::size_t>(y) > m) continue;
      const std::size_t reached = x + static_cast<std::size_t>(y);
      if (reached <= progress || reached == n + m) continue;
      progress = reached;
      best = Split{t.old_begin + x, t.new_begin + static_cast<std::size_t>(y)};
    }
    return best;
  }

  Numbers old_;
  Numbers new_;
  Frontier forward_;
  Frontier backward_;
  std::vector<Task> tasks_;
  std::vector<Change> changes_;
};

// Joins runs of the same kind and pairs removed with added ones. Positions follow from the order: moving runs about has
// left those of their empty side behind.
std::vector<Change> paired(const std::vector<Change>& changes) {
  std::vector<Change> out;
  std::size_t old_at = 0;
  std::size_t new_at = 0;
  for (const Change& change : changes) {
    const std::size_t old_end = old_at + change.old_size();
    const std::size_t new_end = new_at + change.new_size();
    if (old_end == old_at && new_end == new_at) continue;
    if (!out.empty() && (out.back().kind == Kind::equal) == (change.kind == Kind::equal)) {
      Change& last = out.back();
      last.old_end = old_end;
      last.new_end = new_end;
      if (last.kind != change.kind) last.kind = Kind::replaced;
    } else {
      out.push_back({change.kind, old_at, old_end, new_at, new_end});
    }
    old_at = old_end;
    new_at = new_end;
  }
  return out;
}

}  // namespace

std::size_t common_prefix(Numbers a, Numbers b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  return n;
}

std::size_t common_suffix(Numbers a, Numbers b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  return n;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool cr_lf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (cr_lf || (text[i] != '\n' && text[i] != '\r')) continue;
    lines.push_back(text.substr(begin, i + 1 - begin));
    begin = i + 1;
  }
  if (begin < text.size()) lines.push_back(text.substr(begin));
  return lines;
}

Numbered numbered(Lines old_lines, Lines new_lines) {
  struct Slot {
    std::string_view line;
    std::uint32_t number = 0;  // 0: empty
  };
  // At most half full, so that looking for a line ends soon.
  std::vector<Slot> slots(std::bit_ceil(2 * (old_lines.size() + new_lines.size()) + 1));
  std::uint32_t last = 0;
  const auto number = [&](std::string_view line) {
    for (std::size_t i = std::hash<std::string_view>{}(line);; ++i) {
      Slot& slot = slots[i & (slots.size() - 1)];
      if (slot.number == 0) slot = {line, ++last};
      if (slot.line == line) return slot.number;
    }
  };
  Numbered out;
  out.old_lines.reserve(old_lines.size());
  out.new_lines.reserve(new_lines.size());
  for (const std::string_view line : old_lines) out.old_lines.push_back(number(line));
  for (const std::string_view line : new_lines) out.new_lines.push_back(number(line));
  return out;
}

std::vector<Change> shortest_script(Numbers old_lines, Numbers new_lines) { return Myers(old_lines, new_lines).run(); }

std::vector<Change> finished(Numbers old_lines, Numbers new_lines, std::vector<Change> changes) {
  join_changes(old_lines, new_lines, changes);
  return paired(changes);
}

std::vector<Change> diff_lines(Lines old_lines, Lines new_lines) {
  const Numbered lines = numbered(old_lines, new_lines);
  return finished(lines.old_lines, lines.new_lines, shortest_script(lines.old_lines, lines.new_lines));
}

std::vector<std::vector<Change>> group_changes(std::vector<Change> changes, std::size_t context) {
  std::vector<std::vector<Change>> groups;
  if (changes.empty()) return groups;
  const auto drop_front = [](Change& change, std::size_t kept) {
    const std::size_t dropped = change.old_size() > kept ? change.old_size() - kept : 0;
    change.old_begin += dropped;
    change.new_begin += dropped;
  };
  const auto drop_back = [](Change& change, std::size_t kept) {
    const std::size_t dropped = change.old_size() > kept ? change.old_size() - kept : 0;
    change.old_end -= dropped;
    change.new_end -= dropped;
  };
  if (changes.front().kind == Kind::equal) drop_front(changes.front(), context);
  if (changes.back().kind == Kind::equal) drop_back(changes.back(), context);
  std::vector<Change> pending;
  for (const Change& change : changes) {
    if (change.kind == Kind::equal && change.old_size() > 2 * context) {
      pending.push_back(change);
      drop_back(pending.back(), context);
      groups.push_back(std::move(pending));
      pending = {change};
      drop_front(pending.back(), context);
      continue;
    }
    pending.push_back(change);
  }
  if (pending.size() > 1 || (pending.size() == 1 && pending.front().kind != Kind::equal))
    groups.push_back(std::move(pending));
  return groups;
}

}  // namespace whip::render
