// The indentation of a docstring's line. Tabs reach to the next multiple of eight columns, as str.expandtabs has it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace whip::fmt {

class DocstringIndent {
 public:
  DocstringIndent() = default;
  explicit DocstringIndent(std::string_view line);

  std::uint32_t columns() const { return columns_; }
  std::uint32_t bytes() const { return bytes_; }
  // Spaces before tabs: what no line should begin with.
  bool is_spaces_then_tabs() const { return kind_ == Kind::spaces_tabs; }

  // What is left where `prefix` is taken away; nothing if that cannot be said in whole tabs and spaces.
  std::optional<DocstringIndent> without(const DocstringIndent& prefix) const;
  // The line without this many columns of blanks, or without all it has.
  std::string_view strip_from(std::string_view line) const;

 private:
  // Spaces alone, tabs alone, tabs then spaces, spaces then tabs, anything else.
  enum class Kind : std::uint8_t { spaces, tabs, tabs_spaces, spaces_tabs, mixed };
  static DocstringIndent of(std::uint32_t tabs, std::uint32_t spaces);

  Kind kind_ = Kind::spaces;
  std::uint32_t spaces_ = 0;
  std::uint32_t tabs_ = 0;
  std::uint32_t columns_ = 0;
  std::uint32_t bytes_ = 0;
};

}  // namespace whip::fmt
