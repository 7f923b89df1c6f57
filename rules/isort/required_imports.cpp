#include "rules/isort/required_imports.h"

#include <algorithm>

namespace whip::rules::isort {
namespace {

// Names, dots and commas of an import statement; blanks and parentheses only separate.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) {}

  // A dotted name, `,`, or a run of dots in front of a name; empty at the end.
  std::string_view next() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\f\r\n\\();"), rest_.size()));
    if (rest_.starts_with(',')) return take(1);
    if (rest_.starts_with('.')) return take(std::min(rest_.find_first_not_of('.'), rest_.size()));
    return take(std::min(rest_.find_first_of(" \t\f\r\n\\();,"), rest_.size()));
  }

 private:
  std::string_view take(std::size_t size) {
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return word;
  }
  std::string_view rest_;
};

void read(std::string_view statement, std::vector<RequiredImport>& out) {
  Words words(statement);
  std::string_view word = words.next();
  if (word == "lazy") word = words.next();  // whether it is lazy makes no difference
  RequiredImport import{.is_from = word == "from"};
  if (import.is_from) {
    word = words.next();
    if (word.starts_with('.')) {
      import.level = static_cast<std::uint32_t>(word.size());
      word = words.next();
    }
    if (word != "import") {
      import.module = word;
      words.next();
    }
  }
  for (word = words.next(); !word.empty();) {
    import.name = word;
    import.alias = {};
    word = words.next();
    if (word == "as") {
      import.alias = words.next();
      word = words.next();
    }
    out.push_back(import);
    if (word == ",") word = words.next();
  }
}

// Whether the source text is that dotted name, blanks and line continuations aside.
bool is_name(std::string_view text, std::string_view name) {
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\f' || c == '\\' || c == '\r' || c == '\n') continue;
    if (name.empty() || name.front() != c) return false;
    name.remove_prefix(1);
  }
  return name.empty();
}

bool is_module(Node statement, const RequiredImport& required) {
  if (statement.is(Kind::import_statement)) return !required.is_from;
  if (!required.is_from) return false;
  if (statement.is(Kind::future_import_statement)) return required.level == 0 && required.module == "__future__";
  const Node module = statement[Field::module_name];
  if (!module.is(Kind::relative_import)) return required.level == 0 && is_name(module.text(), required.module);
  const Node name = module.child(Kind::dotted_name);
  const std::string_view dots = module.text().substr(0, name ? name.begin() - module.begin() : std::string_view::npos);
  return std::ranges::count(dots, '.') == required.level && is_name(name.text(), required.module);
}

}  // namespace

std::vector<RequiredImport> required_imports(std::span<const std::string> statements) {
  std::vector<RequiredImport> out;
  for (const std::string& statement : statements) read(statement, out);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string to_string(const RequiredImport& required) {
  std::string out;
  if (required.is_from) {
    out = "from ";
    out.append(required.level, '.').append(required.module) += ' ';
  }
  out.append("import ").append(required.name);
  if (!required.alias.empty()) out.append(" as ").append(required.alias);
  return out;
}

bool provides(Node statement, const RequiredImport& required) {
  if (!is_module(statement, required)) return false;
  for (const Node child : statement.children()) {
    if (child.is(Kind::wildcard_import) && required.name == "*") return true;
    if (child.field() != Field::name) continue;
    const bool aliased = child.is(Kind::aliased_import);
    const Node name = aliased ? child[Field::name] : child;
    const std::string_view alias = aliased ? child[Field::alias].text() : std::string_view{};
    if (alias == required.alias && is_name(name.text(), required.name)) return true;
  }
  return false;
}

}  // namespace whip::rules::isort
