// A dotted name as its segments: what an expression means after imports and aliases are followed.
//
//   import numpy as np      np.array    -> numpy array
//   from os import path as p    p.join  -> os path join
//   list                                -> "" list         (a builtin: the first segment is empty)
//   from . import a         a.b         -> . a b           (only where the module's own name is not known)
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace whip {

class QualifiedName {
 public:
  // Longer names are of no use to any rule: they count as not known.
  static constexpr std::size_t kCapacity = 20;

  QualifiedName() = default;
  explicit operator bool() const { return size_ != 0; }
  std::span<const std::string_view> segments() const { return {segments_.data(), size_}; }
  std::size_t size() const { return size_; }
  std::string_view operator[](std::size_t i) const { return segments_[i]; }
  std::string_view first() const { return size_ != 0 ? segments_[0] : std::string_view{}; }
  std::string_view last() const { return size_ != 0 ? segments_[size_ - 1] : std::string_view{}; }

  // Whether it is this dotted name: "typing.List"; one without a dot is a builtin, "list".
  bool is(std::string_view dotted) const;
  // Whether it is module.member, for one of the modules' members: is("os.path", "join").
  bool is(std::string_view module, std::string_view member) const;
  // Whether it begins with the segments of the dotted name.
  bool starts_with(std::string_view dotted) const;
  bool is_builtin(std::string_view name) const {
    return size_ == 2 && (segments_[0].empty() || segments_[0] == "builtins") && segments_[1] == name;
  }
  bool is_relative() const { return size_ != 0 && segments_[0] == "."; }
  // "numpy.array", "list", "..a.b".
  std::string text() const;

  bool operator==(const QualifiedName& other) const;

  void push(std::string_view segment) {
    if (size_ < kCapacity) segments_[size_] = segment;
    if (size_ <= kCapacity) ++size_;
  }
  // All segments of a dotted name.
  void push_dotted(std::string_view dotted);
  void pop() {
    if (size_ != 0) --size_;
  }
  bool too_long() const { return size_ > kCapacity; }
  void clear() { size_ = 0; }

 private:
  std::array<std::string_view, kCapacity> segments_;
  std::uint8_t size_ = 0;
};

}  // namespace whip
