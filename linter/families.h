// The families of rules that no other tool has: prefix of their codes, folder below rules/, name for people, and how
// severe their findings are unless a rule says otherwise. The longest prefix wins: FTP401 is of FTP, not of FT.
#pragma once

#include <array>
#include <string_view>

#include "core/report/diagnostic.h"

namespace whip {

struct Family {
  std::string_view prefix;
  std::string_view folder;
  std::string_view name;
  Severity severity = Severity::error;
};

inline constexpr std::array kFamilies = {
    Family{"FTP", "packaging", "extension packaging", Severity::warning},
    Family{"FT", "free_threading", "free threading", Severity::warning},
    Family{"ASP", "async", "async programs", Severity::warning},
    Family{"MIG", "migration", "Python migration", Severity::warning},
};

// The name of a folder's family; the folder itself where it has none.
constexpr std::string_view family_name(std::string_view folder) {
  for (const Family& family : kFamilies) {
    if (family.folder == folder) return family.name;
  }
  return folder;
}

}  // namespace whip
