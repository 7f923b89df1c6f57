// setup.cfg, tox.ini and their kin, as Python's configparser reads them: sections, keys, values that go on over
// indented lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace whip {

struct IniSection {
  std::string name;
  std::vector<std::pair<std::string, std::string>>
      entries;  // keys in lower case; values without outer blanks, lines apart by \n
  const std::string* find(std::string_view key) const;
};

// Every section, in order; a repeated section or key goes on where it began. What cannot be read is passed over.
std::vector<IniSection> parse_ini(std::string_view text);

}  // namespace whip
