// A TOML file as a list: each value with its full name and the places of both, so that findings and fixes can point at
// them. Values are found as they are written; whether the file is right in all else, such as keys given twice, is not
// asked. Any bytes will do; one pass, linear, no recursion.
//
//   [tool.cibuildwheel]
//   skip = ["pp*", "*t-*"]      tool.cibuildwheel.skip      a list
//                               tool.cibuildwheel.skip[]    "pp*", and another one "*t-*"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/span.h"

namespace whip {

struct TomlEntry {
  enum class Kind : std::uint8_t { string, list, table, other };

  std::string name;  // "tool.cibuildwheel.skip[]"; of a header: the table's name, with "[]" of an array's table
  std::string text;  // of a string, escapes resolved; of `other` as it is written
  Span key;          // what stands left of the sign; empty for an element of a list; of a header all of it
  Span value;        // empty for a header
  Kind kind = Kind::other;
  bool is_header = false;   // `[name]`
  bool is_inline = false;   // inside braces or brackets: it shares its line with others
  std::uint32_t table = 0;  // which header it stands below, counted from 1; tables of an array differ in it
};

class TomlEntries {
 public:
  static TomlEntries read(std::string_view text);

  const std::vector<TomlEntry>& all() const { return entries_; }
  // The first entry of that name; null if there is none.
  const TomlEntry* find(std::string_view name) const;
  // The first header or key of that name or below it.
  const TomlEntry* find_below(std::string_view name) const;
  // Calls f(entry) for each entry of that name.
  template <class Function>
  void for_each(std::string_view name, Function&& f) const {
    for (const TomlEntry& entry : entries_) {
      if (entry.name == name) f(entry);
    }
  }

 private:
  std::vector<TomlEntry> entries_;
};

// The edit's span that takes an element out of its list, with the comma and the blanks that go with it.
Span element_removal(std::string_view text, Span element);
// The whole line or lines of `key = value`, with its line break.
Span entry_removal(std::string_view text, const TomlEntry& entry);

}  // namespace whip
