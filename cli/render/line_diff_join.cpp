// A removed run between equal lines can often be written at several places: of "a b a b" minus "a b", either pair may
// be the removed one. Moving runs until they meet others of their kind makes differences with fewer pieces. Removed
// runs move only where they would meet one, added runs move as far as they can, up first, then down.
#include "cli/render/line_diff_parts.h"

namespace whip::render {
namespace {

using Kind = Change::Kind;

class Joiner {
 public:
  Joiner(Numbers old_lines, Numbers new_lines, std::vector<Change>& changes)
      : old_(old_lines), new_(new_lines), changes_(&changes) {}

  void join(Kind kind) {
    for (std::size_t i = 0; i < changes_->size(); ++i) {
      if (at(i).kind == kind) i = move_down(move_up(i));
    }
  }

 private:
  Change& at(std::size_t i) { return (*changes_)[i]; }
  bool has(std::size_t i, Kind kind) { return i < changes_->size() && at(i).kind == kind; }
  static bool is_empty(const Change& c) { return c.old_size() == 0 && c.new_size() == 0; }
  Numbers old_of(const Change& c) const { return old_.subspan(c.old_begin, c.old_size()); }
  Numbers new_of(const Change& c) const { return new_.subspan(c.new_begin, c.new_size()); }
  void erase(std::size_t i) { changes_->erase(changes_->begin() + static_cast<std::ptrdiff_t>(i)); }
  void insert(std::size_t i, Change c) { changes_->insert(changes_->begin() + static_cast<std::ptrdiff_t>(i), c); }
  static void shift(Change& c, std::ptrdiff_t by) {
    for (std::size_t* end : {&c.old_begin, &c.old_end, &c.new_begin, &c.new_end}) {
      *end = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(*end) + by);
    }
  }
  // Joins a run of the same kind at i + 1 into the one at i.
  void merge_next(std::size_t i) {
    if (at(i).kind == Kind::added)
      at(i).new_end += at(i + 1).new_size();
    else
      at(i).old_end += at(i + 1).old_size();
    erase(i + 1);
  }

  // How many lines the run may move up over the equal run before it.
  std::size_t room_above(const Change& run, const Change& equal) const {
    return run.kind == Kind::added ? common_suffix(old_of(equal), new_of(run))
                                   : common_suffix(old_of(run), new_of(equal));
  }
  std::size_t room_below(const Change& run, const Change& equal) const {
    return run.kind == Kind::added ? common_prefix(old_of(equal), new_of(run))
                                   : common_prefix(old_of(run), new_of(equal));
  }

  std::size_t move_up(std::size_t i) {
    while (i > 0) {
      const Kind before = at(i - 1).kind;
      if (before == at(i).kind) {
        merge_next(--i);
        continue;
      }
      if (before != Kind::equal) {
        std::swap(at(i - 1), at(i));
        --i;
        continue;
      }
      if (at(i).kind == Kind::removed && !(i >= 2 && has(i - 2, Kind::removed))) break;
      const std::size_t room = room_above(at(i), at(i - 1));
      if (room > 0) {
        const auto by = static_cast<std::ptrdiff_t>(room);
        if (has(i + 1, Kind::equal)) {
          at(i + 1).old_begin -= room;
          at(i + 1).new_begin -= room;
        } else {
          const Change& above = at(i - 1);
          const std::size_t old_end = at(i).kind == Kind::added ? above.old_end : at(i).old_end;
          const std::size_t new_end = at(i).kind == Kind::added ? at(i).new_end : above.new_end;
          insert(i + 1, {Kind::equal, old_end - room, old_end, new_end - room, new_end});
        }
        shift(at(i), -by);
        at(i - 1).old_end -= room;
        at(i - 1).new_end -= room;
      }
      if (is_empty(at(i - 1))) {
        erase(i - 1);
        --i;
      } else if (room == 0) {
        break;
      }
    }
    return i;
  }

  std::size_t move_down(std::size_t i) {
    while (i + 1 < changes_->size()) {
      const Kind after = at(i + 1).kind;
      if (after == at(i).kind) {
        merge_next(i);
        continue;
      }
      if (after != Kind::equal) {
        std::swap(at(i), at(i + 1));
        ++i;
        continue;
      }
      if (at(i).kind == Kind::removed && !has(i + 2, Kind::removed)) break;
      const std::size_t room = room_below(at(i), at(i + 1));
      if (room > 0) {
        if (i > 0 && has(i - 1, Kind::equal)) {
          at(i - 1).old_end += room;
          at(i - 1).new_end += room;
        } else {
          const std::size_t old_begin = at(i).kind == Kind::added ? at(i + 1).old_begin : at(i).old_begin;
          const std::size_t new_begin = at(i).kind == Kind::added ? at(i).new_begin : at(i + 1).new_begin;
          insert(i, {Kind::equal, old_begin, old_begin + room, new_begin, new_begin + room});
          ++i;
        }
        shift(at(i), static_cast<std::ptrdiff_t>(room));
        at(i + 1).old_begin += room;
        at(i + 1).new_begin += room;
      }
      if (is_empty(at(i + 1)))
        erase(i + 1);
      else if (room == 0)
        break;
    }
    return i;
  }

  Numbers old_;
  Numbers new_;
  std::vector<Change>* changes_;
};

}  // namespace

void join_changes(Numbers old_lines, Numbers new_lines, std::vector<Change>& changes) {
  Joiner joiner(old_lines, new_lines, changes);
  joiner.join(Kind::removed);
  joiner.join(Kind::added);
}

}  // namespace whip::render
