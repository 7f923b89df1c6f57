#include "rules/packaging/native_statics.h"

#include <algorithm>
#include <unordered_map>

namespace whip::rules {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

bool contains_any(std::string_view text, std::initializer_list<std::string_view> all) {
  return std::ranges::any_of(all, [&](std::string_view one) { return text.find(one) != kNowhere; });
}

// Types that nobody changes once they are made, or that bring their own exclusion.
bool is_harmless(std::string_view declaration) {
  return has_word(declaration, "const") || has_word(declaration, "constexpr") || has_word(declaration, "inline") ||
         contains_any(declaration,
                      {"atomic", "Atomic", "thread_local", "__thread", "Py_tss_t", "utex", "once", "ONCE",
                       "PyThread_type_lock", "Def", "PyType", "Methods", "Procs", "PyDateTime_CAPI", "_lock", "TSS"});
}

// A function that takes some lock, or asks whether it may.
bool takes_lock(std::string_view body) {
  return contains_any(body, {"utex", "CRITICAL_SECTION", "lock_guard", "unique_lock", "scoped_lock", "call_once",
                             "acquire_lock", "LOCK", "_lock(", "atomic", "Atomic", "Py_GIL_DISABLED"});
}

bool runs_once(std::string_view function) {
  for (const std::string_view word : {"init", "exec", "free", "clear", "traverse", "fini", "setup", "register",
                                      "module", "import", "ready", "create_type", "load"}) {
    if (mentions(function, word)) return true;
  }
  return false;
}

// A function of the file: its name and its body.
struct Function {
  Span body;
  std::string_view name;
};

struct Variable {
  Span name;
  bool told = false;
};

class Scan {
 public:
  explicit Scan(const BuildFile& file) : file_(file), code_(file.code()) {}

  std::vector<StaticWrite> run() {
    read_outside();
    if (!variables_.empty()) {
      for (const Function& function : functions_) read_function(function);
    }
    return std::move(out_);
  }

 private:
  // Declarations outside of functions, and where functions begin and end. Braces of namespaces are as good as none.
  void read_outside() {
    std::size_t statement = 0;  // begin of what is being read
    for (std::size_t i = 0; i < code_.size(); ++i) {
      const char c = code_[i];
      if (c == '#') {
        i = past_directive(i);
        statement = i;
      } else if (c == ';' || c == '}') {
        if (c == ';') declare(statement, i);
        statement = i + 1;
      } else if (c == '{') {
        const std::string_view head = code_.substr(statement, i - statement);
        if (has_word(head, "namespace") || has_word(head, "extern")) {
          statement = i + 1;
          continue;
        }
        const std::size_t past = file_.masked.past_bracket(i);
        if (past == kNowhere) return;
        if (head.find('=') == kNowhere && head.find('(') != kNowhere) add_function(head, i, past);
        const bool is_value = head.find('=') != kNowhere;
        i = past - 1;
        if (!is_value) statement = past;
      }
    }
  }

  std::size_t past_directive(std::size_t at) const {
    std::size_t end = std::min(code_.find('\n', at), code_.size());
    while (end > at && end < code_.size() && code_[end - 1] == '\\')
      end = std::min(code_.find('\n', end + 1), code_.size());
    return end;
  }

  void add_function(std::string_view head, std::size_t open, std::size_t past) {
    // The last pair of brackets holds the parameters: `Py_LOCAL(int) name(void)`.
    std::size_t bracket = 0;
    int depth = 0;
    for (std::size_t i = 0; i < head.size(); ++i) {
      if (head[i] == '(' && depth++ == 0) bracket = i;
      if (head[i] == ')') --depth;
    }
    std::size_t end = bracket;
    while (end > 0 && !is_word_byte(head[end - 1])) --end;
    std::size_t begin = end;
    while (begin > 0 && is_word_byte(head[begin - 1])) --begin;
    functions_.push_back(
        {{static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(past)}, head.substr(begin, end - begin)});
  }

  // `static int count = 0`
  void declare(std::size_t begin, std::size_t end) {
    const std::string_view text = code_.substr(begin, end - begin);
    if (!has_word(text, "static")) return;
    const std::string_view declaration = text.substr(0, text.find('='));
    if (declaration.find_first_of("({,") != kNowhere || is_harmless(declaration)) return;
    std::size_t last = std::min(declaration.find('['), declaration.size());
    while (last > 0 && !is_word_byte(declaration[last - 1])) --last;
    std::size_t first = last;
    while (first > 0 && is_word_byte(declaration[first - 1])) --first;
    if (first == last) return;
    const Span name{static_cast<std::uint32_t>(begin + first), static_cast<std::uint32_t>(begin + last)};
    variables_.emplace(code_.substr(name.begin, name.size()), Variable{.name = name});
  }

  void read_function(const Function& function) {
    const std::string_view body = code_.substr(function.body.begin, function.body.size());
    if (runs_once(function.name) || takes_lock(body)) return;
    for (std::size_t i = function.body.begin; i < function.body.end;) {
      if (!is_word_byte(code_[i])) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < code_.size() && is_word_byte(code_[end])) ++end;
      const auto found = variables_.find(code_.substr(i, end - i));
      if (found != variables_.end() && !found->second.told && is_own_name(i) && is_written(i, end)) {
        found->second.told = true;
        out_.push_back({.name = std::string(found->first),
                        .declared = found->second.name,
                        .written = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(end)},
                        .function = std::string(function.name)});
      }
      i = end;
    }
  }

  // Not a field of something else, nor a local variable that is declared here.
  bool is_own_name(std::size_t at) const {
    const std::size_t before = code_.find_last_not_of(" \t\r\n", at == 0 ? 0 : at - 1);
    if (before == kNowhere) return true;
    const char c = code_[before];
    return c == ';' || c == '{' || c == '}' || c == '(' || c == ')' || c == '+' || c == '-' || c == ':' || c == '=';
  }

  bool is_written(std::size_t begin, std::size_t end) const {
    std::size_t next = skip_space(code_, end);
    if (next < code_.size() && code_[next] == '[') {
      const std::size_t past = file_.masked.past_bracket(next);
      if (past == kNowhere) return false;
      next = skip_space(code_, past);
    }
    const std::string_view after = code_.substr(next, 3);
    if (after.starts_with("++") || after.starts_with("--")) return true;
    if (begin >= 2 && (code_.substr(begin - 2, 2) == "++" || code_.substr(begin - 2, 2) == "--")) return true;
    if (after.starts_with("=")) return !after.starts_with("==");
    return after.size() > 1 && after[1] == '=' && std::string_view("+-*/|&^%").find(after[0]) != kNowhere;
  }

  const BuildFile& file_;
  std::string_view code_;
  std::unordered_map<std::string_view, Variable> variables_;
  std::vector<Function> functions_;
  std::vector<StaticWrite> out_;
};

}  // namespace

std::vector<StaticWrite> unguarded_static_writes(const BuildFile& file) { return Scan(file).run(); }

}  // namespace whip::rules
