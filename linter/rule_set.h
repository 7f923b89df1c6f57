// A set of rules: one bit for each row of the rule table.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "core/report/diagnostic.h"

namespace whip {

class RuleSet {
 public:
  static constexpr std::size_t kCapacity = 1280;  // rows of the rule table; checked where the table is read

  constexpr bool contains(RuleId rule) const {
    const auto index = static_cast<std::size_t>(rule);
    return index < kCapacity && (words_[index / 64] >> (index % 64) & 1) != 0;
  }
  constexpr void insert(RuleId rule) { words_[at(rule)] |= bit(rule); }
  constexpr void erase(RuleId rule) { words_[at(rule)] &= ~bit(rule); }

  constexpr std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  constexpr bool empty() const { return *this == RuleSet{}; }

  constexpr RuleSet& operator|=(const RuleSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  constexpr RuleSet& operator&=(const RuleSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  // Takes the others out.
  constexpr RuleSet& operator-=(const RuleSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  constexpr bool operator==(const RuleSet&) const = default;

  // Calls f(RuleId) for each member, in the order of the table.
  template <class Function>
  constexpr void for_each(Function&& f) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
        f(static_cast<RuleId>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
      }
    }
  }
  constexpr const std::array<std::uint64_t, kCapacity / 64>& words() const { return words_; }

 private:
  static constexpr std::size_t at(RuleId rule) { return static_cast<std::size_t>(rule) / 64; }
  static constexpr std::uint64_t bit(RuleId rule) { return std::uint64_t{1} << (static_cast<std::size_t>(rule) % 64); }

  std::array<std::uint64_t, kCapacity / 64> words_{};
};

}  // namespace whip
