// Finds the index of a value among those seen before: a hash table of indexes, without a node per value.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace whip::rules::isort {

constexpr std::uint32_t hash_of(std::string_view text, std::uint32_t seed) {
  std::uint32_t hash = seed ^ 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash ^ hash >> 15;
}

class IdTable {
 public:
  void clear() {
    used_ = 0;
    slots_.clear();
  }

  // The id for which same(id) holds, among those with this hash; `fresh` is entered and given if there is none.
  template <class Same>
  std::uint32_t find_or_add(std::uint32_t hash, std::uint32_t fresh, Same&& same) {
    if (slots_.size() < 2 * (used_ + 1)) grow();
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].id != kEmpty; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at].hash == hash && same(slots_[at].id)) return slots_[at].id;
    }
    slots_[at] = {hash, fresh};
    ++used_;
    return fresh;
  }

 private:
  static constexpr std::uint32_t kEmpty = UINT32_MAX;
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t id = kEmpty;
  };

  void grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 32 : 2 * slots_.size()));
    for (const Slot& slot : old) {
      if (slot.id == kEmpty) continue;
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].id != kEmpty) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two of them
  std::size_t used_ = 0;
};

}  // namespace whip::rules::isort
