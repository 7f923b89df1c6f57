#include "rules/pyflakes/removal.h"

#include <algorithm>

#include "core/text/edit.h"

namespace whip::rules {

std::string without_elements(const File& file, Span whole, Node list, std::span<const Node> removed) {
  std::vector<Node> elements;
  for (const Node element : list.operands()) elements.push_back(element);
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (std::ranges::find(removed, elements[i]) == removed.end()) continue;
    const std::uint32_t end = i + 1 < elements.size() ? elements[i + 1].begin() : list.end() - 1;
    edits.push_back(Edit::remove({elements[i].begin() - whole.begin, end - whole.begin}));
  }
  return apply_edits(file.slice(whole), edits);
}

std::string joined(std::span<const std::string> items) {
  std::string out;
  for (const std::string& item : items) out.append(out.empty() ? "" : ", ").append(item);
  return out;
}

}  // namespace whip::rules
