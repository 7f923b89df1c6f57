#include "rules/pyflakes/required_import.h"

#include <algorithm>
#include <vector>

namespace whip::rules {
namespace {

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    if (end != 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// One member a statement: `import a.b`, `import a as b`, `from a import b`, `from .a import b as c`.
bool asks_for(std::string_view statement, std::string_view bound, const QualifiedName& name) {
  const std::vector<std::string_view> w = words(statement);
  QualifiedName wanted;
  std::size_t next = 2;
  if (w.size() >= 2 && w[0] == "import") {
    wanted.push_dotted(w[1]);
  } else if (w.size() >= 4 && w[0] == "from" && w[2] == "import") {
    std::string_view module = w[1];
    for (; module.starts_with('.'); module.remove_prefix(1)) wanted.push(".");
    wanted.push_dotted(module);
    wanted.push(w[3]);
    next = 4;
  } else {
    return false;
  }
  if (!(wanted == name)) return false;
  const bool renamed = w.size() == next + 2 && w[next] == "as";
  return (renamed ? w[next + 1] : next == 2 ? w[1] : w[3]) == bound;
}

}  // namespace

bool is_required_import(const File& file, const Binding& binding, const QualifiedName& name) {
  const std::string_view bound = file.slice(binding.span);
  return std::ranges::any_of(file.settings.isort.required_imports,
                             [&](const std::string& statement) { return asks_for(statement, bound, name); });
}

}  // namespace whip::rules
