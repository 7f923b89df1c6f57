#include "cli/config/ini.h"

#include <algorithm>

#include "core/base/characters.h"

namespace whip {
namespace {

constexpr std::string_view kBlanks = " \t\r\f\v";

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace

const std::string* IniSection::find(std::string_view key) const {
  for (const auto& [name_of_entry, value] : entries) {
    if (name_of_entry == key) return &value;
  }
  return nullptr;
}

std::vector<IniSection> parse_ini(std::string_view text) {
  std::vector<IniSection> sections;
  std::size_t section = 0;
  std::string* value = nullptr;  // of the key that indented lines belong to
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    const std::string_view content = trimmed(line);
    if (content.empty() || content[0] == '#' || content[0] == ';') continue;
    const bool indented = kBlanks.find(line[0]) != std::string_view::npos;
    if (indented && value != nullptr) {
      value->append(value->empty() ? "" : "\n").append(content);
      continue;
    }
    value = nullptr;
    if (content[0] == '[') {
      const std::size_t close = content.find(']');
      if (close == std::string_view::npos) continue;
      const std::string name(content.substr(1, close - 1));
      const auto known =
          std::find_if(sections.begin(), sections.end(), [&](const IniSection& s) { return s.name == name; });
      section = static_cast<std::size_t>(known - sections.begin());
      if (known == sections.end()) sections.push_back({name, {}});
      continue;
    }
    if (sections.empty()) continue;
    const std::size_t split = content.find_first_of("=:");
    if (split == std::string_view::npos) continue;
    auto& entries = sections[section].entries;
    entries.emplace_back(lowered(trimmed(content.substr(0, split))), trimmed(content.substr(split + 1)));
    value = &entries.back().second;
  }
  return sections;
}

}  // namespace whip
